const [start, prime] = [0xcbf29ce484222325n, 0x100000001b3n];

/** A short name for a text, the same on every machine (FNV-1a, 64 bits). It tells texts apart and protects nothing. */
export function hashOf(text: string): string {
  let hash = start;
  for (let index = 0; index < text.length; index++) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(text.charCodeAt(index))) * prime);
  }
  return hash.toString(16).padStart(16, "0");
}
