import type { Remains } from "../facts/reading.ts";

const sorts: ReadonlySet<string> = new Set(["left", "found", "removed"]);
const isSort = (word: string): word is Remains["is"] => sorts.has(word);

/** What a script of ours wrote: its own lines as `key<TAB>value`, others' words as `said<TAB>words`, and what remains. */
export type Written = { readonly text: string; readonly whole: boolean; readonly remains: readonly Remains[] };

/** Tells a script's own lines, which begin with its mark, from what programs said in between. */
export function readWritten(output: string, mark: string): Written {
  const lines = output.split("\n").filter((line) => line !== "");
  const own = lines.map((line) => (line.startsWith(mark) ? line.slice(mark.length) : `said\t${line}`));
  const remains = lines.flatMap((line): readonly Remains[] => {
    const [, key = "", what = ""] = line.startsWith(mark) ? (/^(\w+)\t(.*)$/.exec(line.slice(mark.length)) ?? []) : [];
    return isSort(key) ? [{ is: key, what }] : [];
  });
  return { text: own.map((line) => `${line}\n`).join(""), whole: own.at(-1) === "end\t", remains };
}
