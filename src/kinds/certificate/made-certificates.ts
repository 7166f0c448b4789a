import type { CertificateFile, KeyFile, LookedCertificates, ReadCertificate } from "../../facts/certificate-shape.ts";
import { textRaw, toldBy, type Told } from "../made-raws.ts";
import { certificateLook } from "./readings.ts";

// Certificates as tests write them down; the lab makes real ones (test/lab/faults/certificate.yaml).

/** A certificate that is right; `issuers` names those that signed it, by index. */
export function made(
  subject: string,
  issuers: readonly number[],
  more: Partial<ReadCertificate> = {},
): ReadCertificate {
  return {
    fingerprint: subject,
    subject,
    issuer: "somebody",
    isSelfSigned: false,
    hosts: [],
    addresses: [],
    notBefore: "2026-01-01T00:00:00Z",
    notAfter: "2027-01-01T00:00:00Z",
    key: { type: "ec", bits: 256, curve: "prime256v1" },
    signature: { name: "ecdsa-with-SHA256", hash: "sha256" },
    unknownCritical: [],
    issuers: issuers.map((index) => ({ index, fits: true })),
    ...more,
  };
}
const ofAuthority = { authority: true, usage: ["keyCertSign", "cRLSign"] };
export const leaf = (more: Partial<ReadCertificate> = {}): ReadCertificate =>
  made("app", [1], {
    hosts: ["app.example.org"],
    usage: ["digitalSignature"],
    purposes: ["1.3.6.1.5.5.7.3.1"],
    issuer: "sub",
    ...more,
  });
export const sub = (more: Partial<ReadCertificate> = {}): ReadCertificate =>
  made("sub", [2], { ...ofAuthority, issuer: "root", ...more });
export const root = (more: Partial<ReadCertificate> = {}): ReadCertificate =>
  made("root", [2], { ...ofAuthority, isSelfSigned: true, ...more });

export const file = (...certificates: readonly number[]): CertificateFile => ({
  is: "read",
  format: "pem",
  certificates,
  holdsKey: false,
});
export const key = (belongsTo: readonly number[]): KeyFile => ({
  is: "read",
  format: "pem",
  isEncrypted: false,
  belongsTo,
  holdsCertificate: false,
});

export type Making = Partial<LookedCertificates>;
export const usual: LookedCertificates = {
  certificates: [leaf(), sub(), root()],
  own: file(0, 1),
  roots: file(2),
  key: key([0]),
};

export function told(making: Making = {}): Readonly<Record<string, Told>> {
  const asked = { cert: "/cert.pem", key: "/key.pem", ca: "/root.pem", covers: "app.example.org" };
  const raw = textRaw("/cert.pem, /key.pem", JSON.stringify({ ...usual, ...making }));
  return toldBy(certificateLook.understand({ file: raw }, asked, new Set()));
}

export const words = (fact: Told | undefined): string =>
  fact?.is === "seen"
    ? [JSON.stringify(fact.value), fact.evidence.cause].filter((one) => one !== undefined).join(" ")
    : [fact?.is, fact?.why?.code].filter((one) => one !== undefined).join(" ");
