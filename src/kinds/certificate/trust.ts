import type { ReadCertificate } from "../../facts/certificate-shape.ts";
import { withinBounds } from "./bounds.ts";
import type { Certificates, Path } from "./chain.ts";

/** Why a TLS client would not take it, as a word for the remedy and in words for a person. */
export type Doubt = { readonly cause: string; readonly words: string; readonly isOpen?: true };

const serverPurpose = "1.3.6.1.5.5.7.3.1";
const anyPurpose = "2.5.29.37.0";
const weakHashes: ReadonlySet<string> = new Set(["md2", "md4", "md5", "sha1"]);

export const nameOf = ({ subject }: Pick<ReadCertificate, "subject">): string => subject ?? "one without a name";

/** What stands against one way from the server's certificate to a root, at an instant. */
export function doubtsAbout({ steps }: Path, { all }: Pick<Certificates, "all">, at: string): readonly Doubt[] {
  const certificates = steps.flatMap((index) => all[index] ?? []);
  return certificates.flatMap((one, position) => {
    const isLeaf = position === 0;
    const isTop = position === certificates.length - 1;
    const next = steps[position + 1];
    return [
      ...ofDates(one, isLeaf, at),
      ...(isTop ? [] : ofSignature(one)),
      ...(isTop ? [] : ofFit(one, next)),
      ...(isTop ? ofTop(one) : []),
      ...(isLeaf ? ofServer(one) : ofAuthority(one, { below: position - 1, isTop, leaf: certificates[0] ?? one })),
    ];
  });
}

/** Some clients take an authority for a root that another signed, others ask for that other. */
const ofTop = (one: ReadCertificate): readonly Doubt[] =>
  one.isSelfSigned
    ? []
    : [{ cause: "unknown", words: `${nameOf(one)} is no root, and not all clients take it for one`, isOpen: true }];

function ofDates(one: ReadCertificate, isLeaf: boolean, at: string): readonly Doubt[] {
  const who = isLeaf ? "it" : `the certificate of ${nameOf(one)}`;
  const now = Date.parse(at);
  if (Date.parse(one.notAfter) <= now)
    return [{ cause: isLeaf ? "expired" : "authority-expired", words: `${who} has expired on ${day(one.notAfter)}` }];
  const begins = Date.parse(one.notBefore);
  return begins > now ? [{ cause: "not-yet", words: `${who} is not valid before ${one.notBefore}` }] : [];
}

const day = (instant: string): string => instant.slice(0, 10);

function ofSignature(one: ReadCertificate): readonly Doubt[] {
  const { hash, name } = one.signature;
  const words = `${nameOf(one)} is signed with ${name}`;
  if (hash === undefined) return [{ cause: "signature", words: `${words}, which is not known`, isOpen: true }];
  return weakHashes.has(hash) ? [{ cause: "signature", words: `${words}, which can be forged` }] : [];
}

function ofFit(one: ReadCertificate, next: number | undefined): readonly Doubt[] {
  const isUnfit = one.issuers.some(({ index, fits }) => index === next && !fits);
  if (!isUnfit) return [];
  return [{ cause: "authority", words: `${nameOf(one)} names another key of its issuer than the one that is here` }];
}

/** What OpenSSL, NSS and Chrome ask of a TLS server's certificate. Where they differ, nobody can tell for all. */
function ofServer(one: ReadCertificate): readonly Doubt[] {
  return [...ofPurposes(one, "it"), ...ofUsage(one), ...ofCritical(one)];
}

function ofPurposes({ purposes }: ReadCertificate, who: string): readonly Doubt[] {
  if (purposes === undefined || purposes.includes(serverPurpose)) return [];
  if (purposes.includes(anyPurpose)) {
    return [{ cause: "purpose", words: `${who} is for any purpose, which not all clients take`, isOpen: true }];
  }
  return [{ cause: "purpose", words: `${who} is not for TLS servers` }];
}

function ofUsage({ usage }: ReadCertificate): readonly Doubt[] {
  if (usage === undefined || usage.includes("digitalSignature")) return [];
  const words = "its key may not sign, which TLS servers do";
  const mayExchange = usage.includes("keyEncipherment") || usage.includes("keyAgreement");
  return [{ cause: "purpose", words, ...(mayExchange ? { isOpen: true } : {}) }];
}

function ofCritical(one: ReadCertificate): readonly Doubt[] {
  const [id] = one.unknownCritical;
  if (id === undefined) return [];
  return [{ cause: "purpose", words: `${nameOf(one)} has an extension that no client may pass over (${id})` }];
}

type Above = { readonly below: number; readonly isTop: boolean; readonly leaf: ReadCertificate };

function ofBounds(one: ReadCertificate, leaf: ReadCertificate): readonly Doubt[] {
  const within = one.bounds === undefined ? "yes" : withinBounds(leaf, one.bounds);
  if (within === "yes") return [];
  if (within === "no") return [{ cause: "bounds", words: `${nameOf(one)} may not sign for these names` }];
  const words = `${nameOf(one)} is bound in what it may sign for, and clients weigh that differently`;
  return [{ cause: "bounds", words, isOpen: true }];
}

function ofAuthority(one: ReadCertificate, { below, isTop, leaf }: Above): readonly Doubt[] {
  const who = nameOf(one);
  const doubts: Doubt[] = [];
  // A root of the first version of X.509 says nothing of it, and is one because it is trusted.
  if (one.authority !== true && !(isTop && one.authority === undefined)) {
    doubts.push({ cause: "authority", words: `${who} is no authority and may sign no certificates` });
  } else if (one.usage !== undefined && !one.usage.includes("keyCertSign")) {
    doubts.push({ cause: "authority", words: `the key of ${who} may sign no certificates` });
  }
  if (one.pathLength !== undefined && below > one.pathLength) {
    doubts.push({ cause: "authority", words: `${who} allows fewer authorities below it than there are` });
  }
  return [...doubts, ...ofBounds(one, leaf), ...(isTop ? [] : [...ofPurposes(one, who), ...ofCritical(one)])];
}

/** RSA from 2048 bits, the three curves of NIST and Ed25519. */
export function isStrong({ type, bits = 0, curve = "" }: ReadCertificate["key"]): boolean {
  if (type === "rsa" || type === "rsa-pss") return bits >= 2048;
  return type === "ed25519" || (type === "ec" && ["prime256v1", "secp384r1", "secp521r1"].includes(curve));
}

export function keyWords({ type, bits, curve }: ReadCertificate["key"]): string {
  const name = type === "ec" ? `EC ${curve ?? "of a curve of its own"}` : type.toUpperCase();
  return bits === undefined ? name : `${name} ${bits}`;
}
