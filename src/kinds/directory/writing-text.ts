/** The steps of writing a file, in order: only all of them show that a folder is writable. */
const steps = ["enter", "create", "write", "sync", "read", "remove"] as const;
export type StepName = (typeof steps)[number];

/** What writing came to. `unproven`: it went well as far as this system can show it. */
export type Wrote =
  | { readonly is: "written" }
  | { readonly is: "unproven"; readonly words: string }
  | { readonly is: "failed"; readonly step: StepName; readonly exit: number; readonly words: string }
  | { readonly is: "unsafe"; readonly words: string }
  | { readonly is: "no-means"; readonly words: string };

type Taken = { exit: string | undefined; said: string[] };

/** Reads what the writing printed. Undefined: it did not come to its end, so no line of it counts. */
export function parseWritingText(text: string): Wrote | undefined {
  const rows = text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => [line.slice(0, line.indexOf("\t")), line.slice(line.indexOf("\t") + 1)] as const);
  if (rows.at(-1)?.[0] !== "end") return undefined;
  const own = (key: string): string | undefined => rows.find(([name]) => name === key)?.[1];
  const [unsafe, failed] = [own("unsafe"), own("failed")];
  if (unsafe !== undefined) return { is: "unsafe", words: unsafe };
  return failed === undefined ? concluded(taken(rows)) : { is: "no-means", words: failed };
}

function taken(rows: readonly (readonly [string, string])[]): ReadonlyMap<string, Taken> {
  const all = new Map<string, Taken>();
  let current: Taken | undefined;
  for (const [key, value] of rows) {
    if (key === "step") {
      current = { exit: undefined, said: [] };
      all.set(value, current);
    } else if (key === "exit" && current !== undefined) {
      current.exit ??= value;
    } else if (key === "said") {
      current?.said.push(value);
    }
  }
  return all;
}

const unproven: Readonly<Partial<Record<StepName, string>>> = {
  sync: "nothing here can bring a single file to the disk",
  read: "nothing here can read the file back safely",
};

function concluded(all: ReadonlyMap<string, Taken>): Wrote | undefined {
  const open: string[] = [];
  for (const step of steps) {
    const { exit, said } = all.get(step) ?? { exit: undefined, said: [] };
    const missing = exit === "unsupported" ? unproven[step] : undefined;
    if (missing !== undefined) open.push(missing);
    else if (exit === undefined || !/^\d{1,3}$/.test(exit)) return undefined;
    else if (exit !== "0") return { is: "failed", step, exit: Number(exit), words: lastWords(said) };
  }
  return open.length === 0 ? { is: "written" } : { is: "unproven", words: open.join("; ") };
}

/** What the system itself says: programs put their own names and ours before it. Of ENOENT dash speaks in its own way. */
function lastWords(said: readonly string[]): string {
  const line = said.findLast((one) => one.trim() !== "") ?? "";
  const words = line
    .slice(line.lastIndexOf(": ") + 1)
    .replace(/^[: ]+/, "")
    .trim();
  return words === "Directory nonexistent" ? "No such file or directory" : words;
}
