import { firstValue, identifierOf, tags, within } from "./der.ts";

/** True of a PKCS#12 store (RFC 7292, 4): version 3, and signed or plain data behind it. */
export function isPkcs12(bytes: Buffer): boolean {
  const [version, content] = within(firstValue(bytes));
  const [kind] = within(content);
  return (
    version?.tag === tags.integer &&
    version.content.equals(Buffer.from([3])) &&
    kind?.tag === tags.identifier &&
    identifierOf(kind).startsWith("1.2.840.113549.1.7.")
  );
}

/** True of a PKCS#8 key that is locked with a passphrase (RFC 5958, 3): it begins with how (PKCS#5, PKCS#12). */
export function isEncryptedPkcs8(bytes: Buffer): boolean {
  const [algorithm, data] = within(firstValue(bytes));
  const [kind] = within(algorithm);
  const isLocked = kind?.tag === tags.identifier && /^1\.2\.840\.113549\.1\.(?:5|12\.1)\./.test(identifierOf(kind));
  return isLocked && data?.tag === tags.octets;
}
