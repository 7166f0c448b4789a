import type { X509Certificate } from "node:crypto";
import type { CertificateFile, KeyFile, LookedCertificates, ReadCertificate } from "../../facts/certificate-shape.ts";
import type { Why } from "../../facts/fact.ts";
import type { ReadFile } from "./file.ts";
import type { ReadKey } from "./key.ts";
import { toldOf } from "./told.ts";

/** What is not there, or could not be looked at. */
export type Unread = { readonly is: "missing"; readonly words?: string } | { readonly is: "failed"; readonly why: Why };
export type Certificates = (ReadFile & { readonly is: "read" }) | Unread;

export type Pieces = {
  readonly own: Certificates;
  readonly key?: (ReadKey & { readonly is: "read" }) | Unread;
  readonly roots: Certificates;
};

/** Says in plain words of data what certificates hold, who signed whom, and to which of them the key belongs. */
export function examine({ own, key, roots }: Pieces): LookedCertificates {
  const chains = new Chains(certificatesIn(own), certificatesIn(roots));
  return {
    certificates: chains.told(),
    own: tooMany(fileOf(own, chains), certificatesIn(own).length),
    roots: fileOf(roots, chains),
    ...(key === undefined ? {} : { key: keyFileOf(key, chains) }),
  };
}

const certificatesIn = (file: Certificates): readonly X509Certificate[] =>
  file.is === "read" ? file.certificates : [];

/** More than any chain has, and more authorities of one name than there are: no file keeps this process reckoning. */
const mostOwn = 100;
const mostOfOneName = 20;

/** Own certificates, and those of the others that signed one of them, directly or not. */
class Chains {
  readonly #reached: X509Certificate[] = [];
  readonly #indices = new Map<string, number>();
  readonly #issuers: ReadCertificate["issuers"][] = [];

  constructor(own: readonly X509Certificate[], others: readonly X509Certificate[]) {
    const bySubject = Map.groupBy([...own, ...others], ({ subject }) => subject);
    for (const one of own.slice(0, mostOwn)) this.#add(one);
    // It grows while it is gone through.
    for (const one of this.#reached) {
      const named = (bySubject.get(one.issuer) ?? []).slice(0, mostOfOneName);
      const signers = new Map(
        named.filter((other) => isSigned(one, other)).map((other) => [other.fingerprint256, other]),
      );
      this.#issuers.push(
        [...signers.values()].map((other) => ({ index: this.#add(other), fits: one.checkIssued(other) })),
      );
    }
  }

  #add(one: X509Certificate): number {
    const before = this.#indices.get(one.fingerprint256);
    if (before !== undefined) return before;
    this.#reached.push(one);
    this.#indices.set(one.fingerprint256, this.#reached.length - 1);
    return this.#reached.length - 1;
  }

  told(): readonly ReadCertificate[] {
    return this.#reached.map((one, index) => toldOf(one, this.#issuers[index] ?? [], index));
  }

  /** Indices of those that are in it. */
  of(certificates: readonly X509Certificate[]): readonly number[] {
    return certificates.flatMap(({ fingerprint256 }) => this.#indices.get(fingerprint256) ?? []);
  }

  /** Those to which a public key belongs. */
  having(publicKey: NonNullable<ReadKey["publicKey"]>): readonly number[] {
    return this.#reached.flatMap((one, index) => (hasKey(one, publicKey) ? [index] : []));
  }
}

function isSigned(one: X509Certificate, by: X509Certificate): boolean {
  try {
    return one.verify(by.publicKey);
  } catch {
    return false;
  }
}

function hasKey({ publicKey: own }: X509Certificate, key: NonNullable<ReadKey["publicKey"]>): boolean {
  // Node 26 leaves an error behind when it compares keys of two sorts, and the next key that is read fails for it.
  if (own.asymmetricKeyType !== key.asymmetricKeyType) return false;
  if (own.asymmetricKeyDetails?.namedCurve !== key.asymmetricKeyDetails?.namedCurve) return false;
  try {
    return own.equals(key);
  } catch {
    return false;
  }
}

/** What was not looked at may be what matters. */
const tooMany = (file: CertificateFile, count: number): CertificateFile =>
  file.is === "read" && count > mostOwn
    ? { ...file, limit: `it holds ${count} certificates, and only the first ${mostOwn} are looked at` }
    : file;

function fileOf(file: Certificates, chains: Chains): CertificateFile {
  if (file.is !== "read") return file;
  const { certificates, ...told } = file;
  return { ...told, certificates: chains.of(certificates) };
}

function keyFileOf(key: NonNullable<Pieces["key"]>, chains: Chains): KeyFile {
  if (key.is !== "read") return key;
  const { publicKey, ...told } = key;
  return publicKey === undefined ? told : { ...told, belongsTo: chains.having(publicKey) };
}
