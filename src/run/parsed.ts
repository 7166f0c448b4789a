import { readFile } from "node:fs/promises";
import type { ConditionTree } from "../spec/condition-tree.ts";
import type { Placed } from "../spec/placed.ts";
import type { SourceText } from "../spec/problem.ts";
import type { ParsedText } from "../spec/requirements-file.ts";

/** A file of the catalog as the build parsed it: `dist/catalog/ENTRY.json` is a list of them. */
export type WrittenFile = {
  readonly text: string;
  readonly digest: string;
  readonly root: Placed;
  readonly trees: readonly (readonly [string, ConditionTree])[];
};

export type ParsedFile = ParsedText & { readonly digest: string };

/**
 * What the build parsed of an entry: parsing YAML anew is half of a short run. It counts only for the very text that it
 * was made of, so an entry that was changed since is parsed like any other file. It lies beside the bundle: run from source,
 * the program parses everything itself.
 */
export async function readParsed(entry: string): Promise<(source: SourceText) => ParsedFile | undefined> {
  try {
    const files: unknown = JSON.parse(await readFile(new URL(`catalog/${entry}.json`, import.meta.url), "utf8"));
    return areWritten(files) ? (source) => findParsed(files, source) : () => undefined;
  } catch {
    return () => undefined;
  }
}

function findParsed(files: readonly WrittenFile[], { text }: SourceText): ParsedFile | undefined {
  const file = files.find((one) => one.text === text);
  return file === undefined
    ? undefined
    : { root: file.root, digest: file.digest, trees: new Map(file.trees), checked: true };
}

/** Written by the build beside the program itself: who can change it can change the program. */
const areWritten = (value: unknown): value is readonly WrittenFile[] =>
  Array.isArray(value) &&
  value.every(
    (one: unknown) =>
      typeof one === "object" && one !== null && "text" in one && "digest" in one && "root" in one && "trees" in one,
  );
