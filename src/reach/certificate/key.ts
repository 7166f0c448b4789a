import { createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";
import type { FileFormat } from "../../facts/certificate-shape.ts";
import type { Why } from "../../facts/fact.ts";
import { isPem, readPem, type PemBlock } from "./pem.ts";
import { isEncryptedPkcs8, isPkcs12 } from "./pkcs12.ts";

/** What is told of a file with a private key, on whatever host it lies: its form, and the public half. */
export type ReadKey = {
  readonly format: FileFormat;
  readonly isEncrypted?: boolean;
  readonly publicKey?: KeyObject;
  readonly problem?: string;
  readonly why?: Why;
  readonly holdsCertificate: boolean;
};

/** The words for what is wrong, the same wherever it is found. */
export const keyProblems = {
  empty: "it is empty",
  none: "no private key can be found in it",
  certificate: "it holds a certificate, and no private key",
  openssh: "its key is in the form of OpenSSH, which servers do not read",
  broken: "its private key cannot be read",
} as const;

/** Reads the first private key of a file, and wipes the bytes: nothing of it but the public half is kept. */
export function readKeyFile(bytes: Buffer): ReadKey {
  try {
    return isPem(bytes) ? fromPem(bytes) : fromBytes(bytes);
  } finally {
    bytes.fill(0);
  }
}

function fromPem(bytes: Buffer): ReadKey {
  const { blocks, problem } = readPem(bytes);
  const holdsCertificate = blocks.some(({ label }) => label.endsWith("CERTIFICATE"));
  const base = { format: "pem", holdsCertificate } as const;
  const first = blocks.find(({ label }) => label.endsWith("PRIVATE KEY"));
  if (first === undefined)
    return { ...base, problem: problem ?? keyProblems[holdsCertificate ? "certificate" : "none"] };
  if (first.label.startsWith("OPENSSH ")) return { ...base, problem: keyProblems.openssh };
  if (isLocked(first)) return { ...base, isEncrypted: true };
  const publicKey = publicHalf(() => createPrivateKey({ key: first.bytes, format: "pem" }));
  return publicKey === undefined
    ? { ...base, isEncrypted: false, problem: keyProblems.broken }
    : { ...base, isEncrypted: false, publicKey };
}

/** PKCS#8 says it in its name, the older forms in a header (RFC 1421, 4.6.1.1). */
const isLocked = ({ label, bytes }: PemBlock): boolean =>
  label.startsWith("ENCRYPTED ") || bytes.includes("Proc-Type: 4,ENCRYPTED");

function fromBytes(bytes: Buffer): ReadKey {
  const base = { holdsCertificate: false } as const;
  if (bytes.length === 0) return { ...base, format: "other", problem: keyProblems.empty };
  if (isPkcs12(bytes)) return { ...base, format: "pkcs12" };
  if (isEncryptedPkcs8(bytes)) return { ...base, format: "der", isEncrypted: true };
  const publicKey = publicHalf(() => privateKeyOf(bytes));
  return publicKey === undefined
    ? { ...base, format: "other", problem: keyProblems.none }
    : { ...base, format: "der", isEncrypted: false, publicKey };
}

/** A private key in DER, in whichever of the three forms. */
export function privateKeyOf(bytes: Buffer): KeyObject | undefined {
  for (const type of ["pkcs8", "pkcs1", "sec1"] as const) {
    try {
      return createPrivateKey({ key: bytes, format: "der", type });
    } catch {
      // The next form may fit.
    }
  }
  return undefined;
}

/** Tried twice: an error that something before left behind in OpenSSL's queue is thrown once, whatever the key is. */
export function publicHalf(read: () => KeyObject | undefined): KeyObject | undefined {
  for (let tried = 0; tried < 2; tried += 1) {
    try {
      const key = read();
      if (key !== undefined) return key.type === "public" ? key : createPublicKey(key);
    } catch {
      // The second time it is the key's own.
    }
  }
  return undefined;
}
