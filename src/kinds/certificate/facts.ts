import type { LookedCertificates, ReadCertificate } from "../../facts/certificate-shape.ts";
import { absent, seen, unknown, type Evidence, type Fact } from "../../facts/fact.ts";
import type { Answer, Asked, Question } from "../declaration.ts";
import { cut, unsure, wholeText, wholeList } from "../looking.ts";
import { chainProblem, pathsOf, type Certificates, type Path } from "./chain.ts";
import type { certificate } from "./kind.ts";
import { addressText, coverOf } from "./names.ts";
import { doubtsAbout, isStrong, keyWords, nameOf, type Doubt } from "./trust.ts";

export type Looked = LookedCertificates & {
  readonly all: readonly ReadCertificate[];
  /** The server's own: the first. */
  readonly leaf: ReadCertificate | undefined;
  readonly chain: Certificates;
  readonly evidence: Evidence;
};

type CertificateAnswer = Answer<typeof certificate>;
type CertificateAsked = Asked<typeof certificate>;
type CertificateQuestion = Question<typeof certificate>;

/** One thing that stands in the way of all that could be said. */
export function everywhere(fact: Fact<never>, { key, covers, server }: CertificateAsked): CertificateAnswer {
  return {
    parses: fact,
    format: fact,
    names: fact,
    subject: fact,
    issuer: fact,
    fingerprint: fact,
    notBefore: fact,
    notAfter: fact,
    selfSigned: fact,
    chainComplete: fact,
    trusted: fact,
    keyStrong: fact,
    ...(key === undefined ? {} : { keyFormat: fact, keyMatches: fact, keyEncrypted: fact }),
    ...(covers === undefined ? {} : { covers: fact }),
    ...(server === undefined ? {} : { served: fact }),
  };
}

/** All that is said of the certificate itself. */
export function factsOf(looked: Looked, { asked, fields }: CertificateQuestion): CertificateAnswer {
  const { own, evidence, leaf } = looked;
  if (own.is === "failed") return everywhere(unknown(own.why, evidence), asked);
  if (own.is === "missing") {
    const note = own.words ?? "there is no such file";
    const cause = own.words === undefined ? {} : { cause: "silent" };
    const gone = absent({ ...evidence, note: cut(note), ...cause });
    return { ...everywhere(besides(gone, fields), asked), parses: gone };
  }
  const format: Fact<string> =
    asked.cert === undefined
      ? absent({ ...evidence, note: "a server sends no file" })
      : seen(own.format, { ...evidence, cause: own.format });
  if (leaf === undefined && own.limit !== undefined) return everywhere(unsure("limit", own.limit, evidence), asked);
  if (leaf === undefined) return { ...withoutOne(looked, { asked, fields }), format };
  return { ...ofLeaf(looked, leaf), ...ofChain(looked, leaf, asked), ...coverFact(looked, leaf, asked), format };
}

/** Where it is asked whether there is one at all, that alone tells that there is none: one cause reads as one. */
const besides = (gone: Fact<never>, fields: CertificateQuestion["fields"]): Fact<never> =>
  fields.has("parses") ? unsure("cannot-tell", "there is no certificate to look at", gone.evidence) : gone;

/** The file holds no certificate that could be read. */
function withoutOne({ own, evidence, key }: Looked, { asked, fields }: CertificateQuestion): CertificateAnswer {
  if (own.is === "read" && own.problem === undefined) {
    const words = "it is a PKCS#12 store, which is opened with its password alone, and that is not asked for";
    return everywhere(unsure("cannot-tell", words, evidence), asked);
  }
  const note = own.is === "read" ? (own.problem ?? "") : "";
  const isSwapped = own.is === "read" && own.holdsKey && key?.is === "read" && key.holdsCertificate;
  const told = { ...evidence, note: cut(note), ...(isSwapped ? { cause: "swapped" } : {}) };
  return { ...everywhere(besides(absent(told), fields), asked), parses: seen(false, told) };
}

const text = (value: string | undefined, evidence: Evidence): Fact<string> =>
  value === undefined ? absent(evidence) : seen(wholeText(value), evidence);

function parsing(own: LookedCertificates["own"], evidence: Evidence): Fact<boolean> {
  const { problem, limit } = own.is === "read" ? own : {};
  if (problem !== undefined) return seen(false, { ...evidence, note: cut(problem) });
  return limit === undefined ? seen(true, evidence) : unsure("limit", limit, evidence);
}

function ofLeaf({ own, evidence }: Looked, leaf: ReadCertificate) {
  const names = [...leaf.hosts, ...leaf.addresses.map(addressText)];
  return {
    parses: parsing(own, evidence),
    names: seen(wholeList(names.filter((name) => name !== "")), evidence),
    subject: text(leaf.subject, evidence),
    issuer: text(leaf.issuer, evidence),
    fingerprint: seen(leaf.fingerprint, evidence),
    notBefore: seen(leaf.notBefore, evidence),
    notAfter: seen(leaf.notAfter, evidence),
    selfSigned: seen(leaf.isSelfSigned, evidence),
  };
}

function coverFact({ evidence }: Looked, leaf: ReadCertificate, { covers }: CertificateAsked) {
  if (covers === undefined) return {};
  const cover = coverOf(covers, leaf);
  if (cover === "cannot-tell") {
    return { covers: unsure("cannot-tell", "a name of it ends in a dot, which not all clients take", evidence) };
  }
  const names = [...leaf.hosts, ...leaf.addresses.map(addressText)];
  const listed = names.slice(0, 5).join(", ") + (names.length > 5 ? " …" : "");
  const note = names.length === 0 ? "it has no subject alternative name" : `it is for ${listed}`;
  return { covers: cover === "yes" ? seen(true, evidence) : seen(false, { ...evidence, note: cut(note) }) };
}

function ofChain(looked: Looked, leaf: ReadCertificate, asked: CertificateAsked) {
  const { chain, evidence } = looked;
  const witness = `${evidence.by}, ${asked.ca ?? "the roots that the host trusts"}`;
  const wide = { ...evidence, by: witness };
  const ways = pathsOf(chain).map((path) => ({ path, doubts: doubtsAbout(path, chain, evidence.at) }));
  const best = ways.filter(({ path }) => path.isRooted).toSorted((a, b) => weight(a.doubts) - weight(b.doubts))[0];
  return {
    chainComplete: chainFact(looked, wide, asked.ca !== undefined),
    trusted: trustFact(looked, { leaf, best, evidence: wide, isOwn: asked.ca !== undefined }),
    keyStrong: strengthFact(looked, (best ?? ways[0])?.path, evidence),
  };
}

/** What is open weighs less than what is known to be wrong. */
const weight = (doubts: readonly Doubt[]): number =>
  doubts.reduce((sum, { isOpen }) => sum + (isOpen === true ? 1 : 100), 0);

function chainFact({ chain, roots }: Looked, evidence: Evidence, isOwn: boolean): Fact<boolean> {
  const problem = chainProblem(chain);
  if (problem === undefined) return seen(true, evidence);
  if (problem.is === "order") {
    const note = `certificate ${problem.position} of it stands where another belongs`;
    return seen(false, { ...evidence, note, cause: "order" });
  }
  // Whether it is a root that is missing only whoever sees the roots can tell.
  if (roots.is === "failed") return unknown(roots.why, evidence);
  if (roots.is === "missing") return unsure("cannot-tell", "there is no root to which it could lead", evidence);
  const issuer = problem.issuer ?? "somebody without a name";
  if (!isOwn) {
    const words = `${issuer} signed the last of it, whom this host does not know: it may be a root that may be left out`;
    return unsure("cannot-tell", cut(words), evidence);
  }
  return seen(false, {
    ...evidence,
    note: cut(`${issuer} signed the last of it, and is neither here nor a root that counts`),
    cause: "missing",
  });
}

type Trusting = {
  readonly leaf: ReadCertificate;
  readonly best: { readonly path: Path; readonly doubts: readonly Doubt[] } | undefined;
  readonly evidence: Evidence;
  /** The roots are those of `ca`. */
  readonly isOwn: boolean;
};

function trustFact(looked: Looked, { leaf, best, evidence, isOwn }: Trusting): Fact<boolean> {
  const { roots, chain } = looked;
  if (best !== undefined) return judged(best.doubts, evidence);
  if (roots.is === "missing") return absent({ ...evidence, note: "the file named as ca is not there" });
  const alone = doubtsAbout({ steps: chain.own.slice(0, 1), isRooted: false }, chain, evidence.at).filter(
    ({ cause, isOpen }) => cause !== "unknown" && isOpen !== true,
  );
  if (alone.length > 0) return judged(alone, evidence);
  if (roots.is === "failed") return unknown(roots.why, evidence);
  if (roots.limit !== undefined) return unsure("limit", `ca: ${roots.limit}`, evidence);
  if (roots.certificates.length === 0 && roots.problem !== undefined) {
    return seen(false, { ...evidence, note: cut(`ca cannot be read: ${roots.problem}`), cause: "unknown" });
  }
  return seen(false, { ...evidence, ...unrooted(looked, leaf, isOwn) });
}

function judged(doubts: readonly Doubt[], evidence: Evidence): Fact<boolean> {
  const [closed] = doubts.filter(({ isOpen }) => isOpen !== true);
  if (closed !== undefined) return seen(false, { ...evidence, note: cut(closed.words), cause: closed.cause });
  const [open] = doubts;
  return open === undefined ? seen(true, evidence) : unsure("cannot-tell", cut(open.words), evidence);
}

const longestOf = (paths: readonly Path[]): Pick<Path, "steps"> =>
  paths.toSorted((a, b) => b.steps.length - a.steps.length)[0] ?? { steps: [] };

/** No way leads to a root: where the longest ends. */
function unrooted({ chain }: Looked, leaf: ReadCertificate, isOwn: boolean): Pick<Evidence, "note" | "cause"> {
  if (leaf.isSelfSigned) return { note: "it signed itself", cause: "self-signed" };
  const { steps } = longestOf(pathsOf(chain));
  const top = chain.all[steps.at(-1) ?? -1] ?? leaf;
  const whom = isOwn ? "who is none of the roots in ca" : "whom this host does not trust";
  if (top.isSelfSigned) return { note: cut(`it leads to ${nameOf(top)}, ${whom}`), cause: "unknown" };
  const cause = isOwn ? (steps.length > 1 ? "unknown" : "incomplete") : "no-way";
  return { note: cut(`${top.issuer ?? "somebody without a name"} signed ${nameOf(top)}, ${whom}`), cause };
}

function strengthFact({ chain }: Looked, path: Path | undefined, evidence: Evidence): Fact<boolean> {
  const { steps, isRooted } = path ?? { steps: chain.own.slice(0, 1), isRooted: false };
  const certificates = steps.flatMap((index) => chain.all[index] ?? []);
  const top = certificates.at(-1);
  const isWhole = isRooted || top?.isSelfSigned === true;
  const counted = isWhole && certificates.length > 1 ? certificates.slice(0, -1) : certificates;
  const weak = counted.find(({ key }) => !isStrong(key));
  if (weak !== undefined) {
    const whose = weak === counted[0] ? "its key" : `the key of ${nameOf(weak)}`;
    return seen(false, { ...evidence, note: cut(`${whose} is ${keyWords(weak.key)}`) });
  }
  return isWhole ? strong(counted[0], evidence) : unseenAbove(top, evidence);
}

function strong(leaf: ReadCertificate | undefined, evidence: Evidence): Fact<boolean> {
  const isNew = leaf?.key.type === "ed25519";
  return seen(true, isNew ? { ...evidence, note: "browsers do not take Ed25519 certificates yet" } : evidence);
}

const unseenAbove = (top: ReadCertificate | undefined, evidence: Evidence): Fact<never> =>
  unsure("cannot-tell", cut(`the certificate of ${top?.issuer ?? "whoever signed the last"} is not here`), evidence);
