import type { LookedCertificates } from "../../facts/certificate-shape.ts";
import type { Reading } from "../../facts/reading.ts";
import { text, type Bare } from "../bare.ts";
import type { FetchOptions } from "../target.ts";
import { examine, type Certificates, type Pieces, type Unread } from "./examine.ts";

/** How certificates and keys are come by: on this host, or on another. Each ends within its limits, and none rejects. */
export type CertificateWays = {
  certificates(path: string, limits: FetchOptions): Promise<Certificates>;
  key(path: string, limits: FetchOptions): Promise<NonNullable<Pieces["key"]>>;
  /** The host's own store of roots. */
  store(limits: FetchOptions): Promise<Certificates>;
  served(server: string, name: string | undefined, limits: FetchOptions): Promise<Certificates>;
};

/** What is read of one file at most, in bytes: all public roots together have a quarter of a million. */
export const mostBytes = 512 * 2 ** 10;

export type CertificateReading = Extract<Reading, { certificate: string } | { served: string }>;

/** Reads all that a certificate is judged by, at the same time, and says it as JSON of `certificate-shape.ts`. */
export async function lookAtCertificate(
  reading: CertificateReading,
  ways: CertificateWays,
  limits: FetchOptions,
): Promise<Bare> {
  const { ca } = reading;
  const key = "certificate" in reading ? reading.key : undefined;
  const [own, roots, keyPiece] = await Promise.all([
    "served" in reading
      ? ways.served(reading.served, reading.name, limits)
      : ways.certificates(reading.certificate, limits),
    ca === undefined ? ways.store(limits) : ways.certificates(ca, limits),
    key === undefined ? undefined : ways.key(key, limits),
  ]);
  const looked: LookedCertificates = examine({ own, roots, ...(keyPiece === undefined ? {} : { key: keyPiece }) });
  return text(JSON.stringify(looked));
}

/** What a reading of something else came to, as what stands in the place of certificates. */
export function unread(bare: Exclude<Bare, { is: "text" }>): Unread {
  return bare.is === "missing" ? { is: "missing" } : { is: "failed", why: bare.why };
}
