/** One file of one control group: of this process's own, or of an ancestor. */
export type GroupFile = { readonly folder: string; readonly file: string; readonly content: string };

/** Reads the lines of a `{ cgroup }` reading. Undefined: it is not such a text. */
export function parseGroups(text: string): readonly GroupFile[] | undefined {
  const files: GroupFile[] = [];
  for (const line of text.split("\n")) {
    if (line === "") continue;
    const [folder, file, content, more] = line.split("\t");
    if (folder === undefined || file === undefined || content === undefined || more !== undefined) return undefined;
    files.push({ folder, file, content });
  }
  return files;
}

/** What one group says, by file. Groups in the order in which they came: the process's own first. */
export function byFolder(files: readonly GroupFile[]): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const folders = new Map<string, Map<string, string>>();
  for (const { folder, file, content } of files) {
    const known = folders.get(folder) ?? new Map<string, string>();
    known.set(file, content);
    folders.set(folder, known);
  }
  return folders;
}

/** A whole number of at most 20 digits, as the kernel writes sizes and counts. */
export const wholeNumber = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d{1,20}$/.test(text) ? Number(text) : undefined;
