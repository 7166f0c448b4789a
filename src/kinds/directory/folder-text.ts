/** What looking at a folder showed; undefined is what nothing here tells. */
export type FolderText = {
  readonly mode: string | undefined;
  readonly owner: string | undefined;
  readonly group: string | undefined;
  /** What other users than root can write, in bytes. */
  readonly free: number | undefined;
  readonly writable: "yes" | "no" | "unclear";
};

export type FolderProblem = { readonly problem: string };

/** Reads what the look at a folder printed. Undefined: it did not come to its end, so no line of it counts. */
export function parseFolderText(text: string): FolderText | FolderProblem | undefined {
  const lines = text.split("\n");
  if (lines.pop() !== "" || lines.pop() !== "end") return undefined;
  const value = (key: string): string | undefined => {
    const line = lines.find((one) => one.startsWith(`${key}\t`))?.slice(key.length + 1);
    return line === "" ? undefined : line;
  };
  const problem = value("problem");
  if (problem !== undefined) return { problem };
  const writable = value("writable");
  if (writable !== "yes" && writable !== "no" && writable !== "unclear") return undefined;
  return {
    writable,
    mode: modeOf(value("mode")),
    owner: value("owner"),
    group: value("group"),
    free: freeOf(value("statfs"), value("df")),
  };
}

const modeOf = (text: string | undefined): string | undefined =>
  text !== undefined && /^[0-7]{1,4}$/.test(text) ? text.padStart(4, "0") : undefined;

function freeOf(statfs: string | undefined, table: string | undefined): number | undefined {
  const [, size, blocks] = /^(\d{1,10}) (\d{1,18})$/.exec(statfs ?? "") ?? [];
  if (size !== undefined && blocks !== undefined) return Number(size) * Number(blocks);
  // The name of a source may hold spaces, so the columns are counted from the first run of three numbers and a share.
  const kibibytes = /\s\d{1,18}\s+\d{1,18}\s+(-?\d{1,18})\s+(?:\d{1,3}%|-)\s/.exec(table ?? "")?.[1];
  return kibibytes === undefined ? undefined : Math.max(0, Number(kibibytes)) * 1024;
}
