import { createHmac, randomInt } from "node:crypto";

/** Letters and digits that nobody takes for another when typing them into a phone. */
const letters = "abcdefghjkmnpqrstvwxyz23456789";
const groups = 4;
const lettersInGroup = 4;

const word = new RegExp(`^footing(?:-[${letters}]{${lettersInGroup}}){${groups}}$`);

/** A word that nobody can guess (78 bits), for one listening and no other: who brings it back was told it. */
export function newNonce(): string {
  const group = (): string =>
    Array.from({ length: lettersInGroup }, () => letters[randomInt(letters.length)] ?? "").join("");
  return ["footing", ...Array.from({ length: groups }, group)].join("-");
}

/** The nonce that a path holds, or undefined. What stands behind it (a slash, what a browser adds) does not count. */
export function nonceIn(path: string): string | undefined {
  // Whoever sends a longer one means something else.
  const named = /^\/([a-z0-9-]{1,60})\/?(?:[?#]|$)/i.exec(path.slice(0, 200))?.[1]?.toLowerCase();
  return named !== undefined && word.test(named) ? named : undefined;
}

/** What is answered to whoever brings a nonce: a server that only repeats what it is sent cannot give it. */
export const replyTo = (nonce: string): string =>
  createHmac("sha256", nonce).update("footing answers").digest("hex").slice(0, 32);

/** Fields of the answer (RFC 9110, 5): the reply, and from where the visit came as the listener saw it. */
export const replyField = "footing-reply";
export const sourceField = "footing-source";
