/** Fields of os-release(5), undone of the quotes and escapes of a shell. What is no assignment is left out. */
export function parseRelease(text: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (const line of text.split("\n")) {
    const [, name, written] = /^\s*([A-Z][A-Z0-9_]*)=(.*?)\s*$/.exec(line) ?? [];
    if (name === undefined || written === undefined) continue;
    fields.set(name, unquoted(written));
  }
  return fields;
}

function unquoted(written: string): string {
  if (written.startsWith("'")) return /^'([^']*)'/.exec(written)?.[1] ?? written;
  const [, inner] = /^"((?:[^"\\]|\\.)*)"/.exec(written) ?? [];
  if (inner !== undefined) return inner.replaceAll(/\\(["$`\\])/g, "$1");
  return written.replaceAll(/\\(.)/g, "$1");
}
