import { X509Certificate } from "node:crypto";
import type { FileFormat } from "../../facts/certificate-shape.ts";
import { privateKeyOf } from "./key.ts";
import { isPem, readPem } from "./pem.ts";
import { isPkcs12 } from "./pkcs12.ts";

/** A file with certificates, taken apart. */
export type ReadFile = {
  readonly format: FileFormat;
  readonly certificates: readonly X509Certificate[];
  /** Why it cannot be used as it is, in words. */
  readonly problem?: string;
  readonly limit?: string;
  readonly holdsKey: boolean;
};

/** More than any chain has; a bundle of all public roots has some 150. */
const mostCertificates = 2000;

const certificateLabel = /^(?:X509 |TRUSTED )?CERTIFICATE$/;
export const keyLabel = /PRIVATE KEY$/;

/** What others are taken for certificates. */
const others: readonly (readonly [RegExp, string])[] = [
  [keyLabel, "it holds a private key, and no certificate"],
  [/^(?:NEW )?CERTIFICATE REQUEST$/, "it is a request for a certificate (CSR), and no certificate"],
  [/^(?:PKCS7|CMS)$/, "it is a PKCS#7 bundle, which servers do not read"],
  [/PUBLIC KEY$/, "it holds a public key, and no certificate"],
];

/** Reads the certificates of a file in their order. The first counts as the server's own. */
export function readCertificateFile(bytes: Buffer): ReadFile {
  if (isPem(bytes)) return fromPem(bytes);
  const one = certificateOf(bytes);
  if (one !== undefined) return { format: "der", certificates: [one], holdsKey: false };
  const none = { certificates: [], holdsKey: false } as const;
  if (isPkcs12(bytes)) return { ...none, format: "pkcs12" };
  if (privateKeyOf(bytes) !== undefined) {
    return { ...none, format: "der", holdsKey: true, problem: "it holds a private key, and no certificate" };
  }
  return { ...none, format: "other", problem: emptyOr(bytes, "no certificate can be found in it") };
}

const emptyOr = (bytes: Buffer, words: string): string => (bytes.length === 0 ? "it is empty" : words);

function fromPem(bytes: Buffer): ReadFile {
  const { blocks, problem } = readPem(bytes);
  const certificates: X509Certificate[] = [];
  const holdsKey = blocks.some(({ label }) => keyLabel.test(label));
  const own = blocks.filter(({ label }) => certificateLabel.test(label));
  const done = (words?: string): ReadFile => ({
    format: "pem",
    certificates,
    holdsKey,
    ...(words === undefined ? {} : { problem: words }),
  });
  if (own.length > mostCertificates)
    return { ...done(), limit: `it holds ${own.length} certificates, and at most ${mostCertificates} are looked at` };
  for (const [index, block] of own.entries()) {
    const one = certificateOf(block.bytes);
    if (one === undefined) return done(`certificate ${index + 1} of it cannot be read`);
    certificates.push(one);
  }
  if (problem !== undefined || own.length > 0) return done(problem);
  const other = others.find(([pattern]) => blocks.some(({ label }) => pattern.test(label)));
  return done(other?.[1] ?? "no certificate can be found in it");
}

/** Certificates one by one, as a server sends them. */
export function readCertificates(all: readonly Buffer[]): ReadFile {
  const certificates = all.map(certificateOf);
  const bad = certificates.indexOf(undefined);
  return {
    format: "der",
    certificates: certificates.filter((one) => one !== undefined),
    holdsKey: false,
    ...(bad === -1 ? {} : { problem: `certificate ${bad + 1} of it cannot be read` }),
  };
}

function certificateOf(bytes: Buffer): X509Certificate | undefined {
  try {
    return new X509Certificate(bytes);
  } catch {
    return undefined;
  }
}
