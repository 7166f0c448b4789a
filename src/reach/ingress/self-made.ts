import { generateKeyPairSync, randomBytes, sign } from "node:crypto";

/** A certificate and its key, as TLS takes them. */
export type Credentials = { readonly cert: string; readonly key: string };

/** Object identifiers, encoded: ecdsa-with-SHA256 (RFC 5758), commonName and subjectAltName (RFC 5280). */
const ecdsaWithSha256 = Buffer.from("06082a8648ce3d040302", "hex");
const commonName = Buffer.from("0603550403", "hex");
const alternativeName = Buffer.from("0603551d11", "hex");

const tags = { sequence: 0x30, set: 0x31, integer: 0x02, bits: 0x03, octets: 0x04, utf8: 0x0c, time: 0x17 } as const;
/** [0] and [3] of TBSCertificate, dNSName of GeneralName. */
const contexts = { version: 0xa0, extensions: 0xa3, dnsName: 0x82 } as const;

function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const head =
    length < 128 ? [tag, length] : length < 256 ? [tag, 0x81, length] : [tag, 0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from(head), content]);
}

const sequence = (...parts: readonly Buffer[]): Buffer => der(tags.sequence, ...parts);

/** UTCTime (X.690, 11.8). */
const time = (at: Date): Buffer =>
  der(tags.time, Buffer.from(`${at.toISOString().replaceAll(/[-:T]/g, "").slice(2, 14)}Z`, "latin1"));

/**
 * A certificate (RFC 5280) that nobody signed but its own key, made for one listening: it encrypts, and proves nothing.
 * The key never leaves this process. `name` is a host name; it stands in the certificate as whom it is for.
 */
export function selfMade(name: string, now: Date = new Date()): Credentials {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const host = Buffer.from(name.slice(0, 250), "latin1");
  const self = sequence(
    der(tags.set, sequence(commonName, der(tags.utf8, Buffer.from("footing answer, for this test alone")))),
  );
  const day = 86_400_000;
  const serial = randomBytes(16);
  // Positive, and not begun by zeros (X.690, 8.3).
  serial[0] = ((serial[0] ?? 0) & 0x3f) | 0x40;
  const toSign = sequence(
    der(contexts.version, der(tags.integer, Buffer.from([2]))),
    der(tags.integer, serial),
    sequence(ecdsaWithSha256),
    self,
    sequence(time(new Date(now.getTime() - day)), time(new Date(now.getTime() + 2 * day))),
    self,
    publicKey.export({ type: "spki", format: "der" }),
    der(
      contexts.extensions,
      sequence(sequence(alternativeName, der(tags.octets, sequence(der(contexts.dnsName, host))))),
    ),
  );
  const signature = Buffer.concat([Buffer.from([0]), sign("sha256", toSign, privateKey)]);
  const certificate = sequence(toSign, sequence(ecdsaWithSha256), der(tags.bits, signature));
  const lines = (certificate.toString("base64").match(/.{1,64}/g) ?? []).join("\n");
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: "pkcs8", format: "pem" }),
  };
}
