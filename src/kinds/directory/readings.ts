import { absent, seen, type Evidence, type Fact } from "../../facts/fact.ts";
import { evidenceOf, type Raw, type Raws, type Reading, type Readings } from "../../facts/reading.ts";
import { hostLook, type Answer, type Question } from "../declaration.ts";
import { blind, cut, unsure, wholeText } from "../looking.ts";
import { parseFolderText, type FolderText } from "./folder-text.ts";
import { directory } from "./kind.ts";
import { parseWritingText, type Wrote } from "./writing-text.ts";

type DirectoryReadings = { readonly folder: Reading; readonly writing?: Reading };

function readings({ asked, fields }: Question<typeof directory>): DirectoryReadings {
  const folder = { folder: asked.path };
  return fields.has("writable") ? { folder, writing: { writing: asked.path } } : { folder };
}

type DirectoryRaws = Raws<DirectoryReadings & Readings>;
type DirectoryAnswer = Answer<typeof directory>;
type Sight = Fact<boolean> | readonly Fact<boolean>[];

const everywhere = (fact: Fact<never>): Omit<DirectoryAnswer, "writable"> => ({
  free: fact,
  mode: fact,
  owner: fact,
  group: fact,
});

const missing: Readonly<Record<string, string>> = {
  missing: "there is no such folder",
  "not-a-folder": "it is no folder",
};

function troubled(problem: string, evidence: Evidence): Fact<never> {
  const none = missing[problem];
  if (none !== undefined) return absent({ ...evidence, note: none, cause: problem });
  if (problem === "denied") return unsure("permission-denied", "this user may not look at it", evidence);
  return unsure("no-means", `it could not be looked at: ${cut(problem)}`, evidence);
}

function shown(text: FolderText, evidence: Evidence): Omit<DirectoryAnswer, "writable"> {
  const told = <T>(value: T | undefined, what: string): Fact<T> =>
    value === undefined ? unsure("platform", `nothing here tells its ${what}`, evidence) : seen(value, evidence);
  return {
    free: told(text.free, "free room"),
    mode: told(text.mode, "permissions"),
    owner: told(text.owner === undefined ? undefined : wholeText(text.owner), "owner"),
    group: told(text.group === undefined ? undefined : wholeText(text.group), "group"),
  };
}

const refusals: ReadonlySet<string> = new Set(["needs-leave", "no-write"]);

/** Nothing was written. A folder into which this user may not write is told by looking; one into which they may is not. */
function unwritten(text: FolderText, raw: Extract<Raw, { is: "failed" }>, evidence: Evidence): Sight {
  if (!refusals.has(raw.why.code)) return blind(raw);
  if (text.writable === "no")
    return seen(false, { ...evidence, note: "this user may not write into it", cause: "denied" });
  if (text.writable === "unclear" || raw.why.code !== "no-write") return blind(raw);
  // Both count: who accepts what permissions say has it, who does not is told what would show it.
  const note = "by its permissions alone: nothing was written (--no-write)";
  return [seen(true, { ...evidence, note }), blind(raw)];
}

/** What the system says, in the words of its C library. */
const causes: readonly (readonly [RegExp, string])[] = [
  [/read-only file system/i, "read-only"],
  [/no space left|quota exceeded/i, "full"],
  [/permission denied|operation not permitted/i, "denied"],
];

function causeOf(words: string): Pick<Evidence, "cause"> {
  const cause = causes.find(([pattern]) => pattern.test(words))?.[1];
  return cause === undefined ? {} : { cause };
}

const failures: Readonly<Partial<Record<string, (words: string) => string>>> = {
  sync: (words) => `what was written did not reach the disk: ${words}`,
  remove: (words) => `the file could not be removed: ${words}`,
};

function failed(wrote: Extract<Wrote, { is: "failed" }>, text: FolderText, evidence: Evidence): Fact<boolean> {
  const { step, exit, words } = wrote;
  if (step === "read" && exit === 1)
    return seen(false, { ...evidence, note: "what was read back differs from what was written" });
  // Shells do not all say why a folder cannot be entered.
  if (step === "enter")
    return text.writable === "no"
      ? seen(false, { ...evidence, note: "this user may not enter it", cause: "denied" })
      : unsure("cannot-tell", `it could not be entered: ${cut(words)}`, evidence);
  // A program that something ended, or that said nothing, is no word of the file system.
  if (exit > 128 || words === "")
    return unsure("cannot-tell", `the ${step} step ended with exit code ${exit}`, evidence);
  return seen(false, { ...evidence, note: cut(failures[step]?.(words) ?? words), ...causeOf(words) });
}

function writable(text: FolderText, writing: Raw, looked: Evidence): Sight {
  if (writing.is === "failed") return unwritten(text, writing, looked);
  if (writing.is === "missing") return blind(writing);
  const evidence = evidenceOf(writing, { grade: "proven" });
  const wrote = parseWritingText(writing.text);
  if (wrote === undefined) return unsure("garbled", "the writing did not come to its end", evidence);
  if (wrote.is === "written") return seen(true, evidence);
  if (wrote.is === "unproven") return seen(true, evidenceOf(writing, { note: wrote.words }));
  if (wrote.is === "failed") return failed(wrote, text, evidence);
  return unsure(wrote.is === "unsafe" ? "unsafe-path" : "no-means", wrote.words, evidence);
}

function understand({ folder, writing }: DirectoryRaws, _question: Question<typeof directory>): DirectoryAnswer {
  const all = (fact: Fact<never>): DirectoryAnswer =>
    writing === undefined ? everywhere(fact) : { ...everywhere(fact), writable: fact };
  const evidence = evidenceOf(folder);
  if (folder.is !== "text") return all(blind(folder));
  const text = parseFolderText(folder.text);
  if (text === undefined) return all(unsure("garbled", "the look at the folder did not come to its end", evidence));
  if ("problem" in text) return all(troubled(text.problem, evidence));
  const told = shown(text, evidence);
  return writing === undefined ? told : { ...told, writable: writable(text, writing, evidence) };
}

export const directoryLook = hostLook(directory, { readings, understand });
