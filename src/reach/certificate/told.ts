import type { X509Certificate } from "node:crypto";
import type { ReadCertificate } from "../../facts/certificate-shape.ts";
import { extensionsOf, hasOwnCurve, pssHash } from "./extensions.ts";
import { namesIn } from "./names.ts";

const pss = "1.2.840.113549.1.1.10";

/** Hashes by the identifiers of signature algorithms (RFC 3279, 4055, 5758, 8410), and by their own. */
const hashes: Readonly<Record<string, string>> = {
  "1.2.840.113549.1.1.2": "md2",
  "1.2.840.113549.1.1.3": "md4",
  "1.2.840.113549.1.1.4": "md5",
  "1.2.840.113549.1.1.5": "sha1",
  "1.3.14.3.2.29": "sha1",
  "1.2.840.113549.1.1.14": "sha224",
  "1.2.840.113549.1.1.11": "sha256",
  "1.2.840.113549.1.1.12": "sha384",
  "1.2.840.113549.1.1.13": "sha512",
  "1.2.840.10040.4.3": "sha1",
  "2.16.840.1.101.3.4.3.1": "sha224",
  "2.16.840.1.101.3.4.3.2": "sha256",
  "1.2.840.10045.4.1": "sha1",
  "1.2.840.10045.4.3.1": "sha224",
  "1.2.840.10045.4.3.2": "sha256",
  "1.2.840.10045.4.3.3": "sha384",
  "1.2.840.10045.4.3.4": "sha512",
  "1.3.101.112": "none",
  "1.3.101.113": "none",
  "1.3.14.3.2.26": "sha1",
  "2.16.840.1.101.3.4.2.4": "sha224",
  "2.16.840.1.101.3.4.2.1": "sha256",
  "2.16.840.1.101.3.4.2.2": "sha384",
  "2.16.840.1.101.3.4.2.3": "sha512",
};

/** One certificate in plain words of data. */
export function toldOf(one: X509Certificate, issuers: ReadCertificate["issuers"], index: number): ReadCertificate {
  const { subject, issuer } = namesIn(one.raw);
  const { hosts, addresses, ...extensions } = extensionsOf(one.raw);
  return {
    fingerprint: one.fingerprint256.replaceAll(":", "").toLowerCase(),
    ...(subject === undefined ? {} : { subject }),
    ...(issuer === undefined ? {} : { issuer }),
    isSelfSigned: issuers.some((by) => by.index === index),
    hosts,
    addresses,
    notBefore: instantOf(one.validFromDate),
    notAfter: instantOf(one.validToDate),
    key: keyOf(one),
    signature: signatureOf(one),
    ...extensions,
    issuers,
  };
}

/** Certificates count whole seconds. */
const instantOf = (date: Date): string => date.toISOString().replace(/\.\d+Z$/, "Z");

/** A key of an algorithm that OpenSSL does not know is none that a TLS client takes. */
function keyOf(one: X509Certificate): ReadCertificate["key"] {
  try {
    const { asymmetricKeyType = "unknown", asymmetricKeyDetails = {} } = one.publicKey;
    const { modulusLength, namedCurve } = asymmetricKeyDetails;
    return {
      type: asymmetricKeyType,
      ...(modulusLength === undefined ? {} : { bits: modulusLength }),
      ...(namedCurve === undefined || hasOwnCurve(one.raw) ? {} : { curve: namedCurve }),
    };
  } catch {
    return { type: "unknown" };
  }
}

function signatureOf({
  raw,
  signatureAlgorithm,
  signatureAlgorithmOid,
}: X509Certificate): ReadCertificate["signature"] {
  const name = signatureAlgorithm ?? signatureAlgorithmOid;
  const hash = hashes[signatureAlgorithmOid === pss ? pssHash(raw) : signatureAlgorithmOid];
  return hash === undefined ? { name } : { name, hash };
}
