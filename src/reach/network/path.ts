import type { X509Certificate } from "node:crypto";

/** More than any server sends, and little enough to try every signature by every other. */
const mostSent = 30;

/**
 * A leaf and all that stand behind it, the nearest first: by signatures, since a name can be written by anybody. Where
 * somebody is signed across, more than one path leads on, and those of all of them are here (RFC 4158, 2.3).
 */
export function behind(
  sent: readonly X509Certificate[],
  known: readonly X509Certificate[],
): readonly X509Certificate[] {
  const [leaf, ...others] = sent.slice(0, mostSent);
  if (leaf === undefined) return [];
  // Whoever has a certificate of his own can sign with its key, and is no authority for that.
  const signers = [...known, ...others.filter(({ ca }) => ca)];
  const found = new Map([[leaf.fingerprint256, leaf]]);
  // It grows while it is gone through.
  for (const one of found.values()) {
    for (const by of signers) {
      if (one.checkIssued(by) && isSigned(one, by) && !found.has(by.fingerprint256)) found.set(by.fingerprint256, by);
    }
  }
  return [...found.values()];
}

/** There is nobody behind it. */
export const isSelfSigned = (one: X509Certificate): boolean => one.subject === one.issuer && isSigned(one, one);

/**
 * By the key alone. Keys are never compared by `equals`: where their types differ, it leaves an error in OpenSSL's queue
 * that the next key to be read fails with.
 */
function isSigned(one: X509Certificate, by: X509Certificate): boolean {
  try {
    return one.verify(by.publicKey);
  } catch {
    // A key of a kind that OpenSSL does not know has signed nothing that it could check.
    return false;
  }
}
