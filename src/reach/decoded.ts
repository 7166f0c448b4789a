/**
 * What a program wrote, as text. Some of Windows' own (wsl.exe) write UTF-16 whoever reads it: two bytes a character,
 * the second of which is 0 wherever the text is plain. UTF-8 has no such byte.
 */
export function decoded(bytes: Buffer): string {
  if (bytes.length >= 2 && bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.subarray(2).toString("utf16le");
  return isWide(bytes.subarray(0, 256)) ? bytes.toString("utf16le") : bytes.toString("utf8");
}

function isWide(head: Buffer): boolean {
  const half = head.length >> 1;
  if (half < 2) return false;
  let [low, high] = [0, 0];
  for (let at = 0; at < half * 2; at += 2) {
    if (head[at] === 0) low += 1;
    if (head[at + 1] === 0) high += 1;
  }
  return low === 0 && high * 2 >= half;
}
