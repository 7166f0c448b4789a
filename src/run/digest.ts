/** `sha256:…` of a text or of bytes. The library is loaded when it is first wanted: it takes longer than the sum. */
export async function digestOf(content: string | Uint8Array): Promise<string> {
  const { createHash } = await import("node:crypto");
  return `sha256:${createHash("sha256").update(content).digest("hex")}`;
}
