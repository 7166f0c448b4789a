import { readFile } from "node:fs/promises";
import type { Placed } from "../spec/placed.ts";
import type { SourceText } from "../spec/problem.ts";

/** A file of the catalog as the build parsed it: `dist/catalog/ENTRY.json` is a list of them. */
export type ParsedFile = { readonly text: string; readonly digest: string; readonly root: Placed };

/**
 * What the build parsed of an entry: parsing YAML anew is half of a short run. It counts only for the very text that it
 * was made of, so an entry that was changed since is parsed like any other file.
 */
export async function readParsed(catalog: URL, entry: string): Promise<(source: SourceText) => ParsedFile | undefined> {
  try {
    const files: unknown = JSON.parse(await readFile(new URL(`../dist/catalog/${entry}.json`, catalog), "utf8"));
    return areParsed(files) ? (source) => files.find(({ text }) => text === source.text) : () => undefined;
  } catch {
    return () => undefined;
  }
}

/** Written by the build beside the program itself: who can change it can change the program. */
const areParsed = (value: unknown): value is readonly ParsedFile[] =>
  Array.isArray(value) &&
  value.every(
    (one: unknown) => typeof one === "object" && one !== null && "text" in one && "digest" in one && "root" in one,
  );
