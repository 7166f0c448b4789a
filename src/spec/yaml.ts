import { Composer, Parser, type Document } from "yaml";
import type { Placed } from "./placed.ts";
import { Reader, type SourceText, type Span } from "./problem.ts";
import { yamlLimits } from "../facts/yaml-count.ts";
import { tokensWithin } from "./yaml-limits.ts";
import { Converter } from "./yaml-nodes.ts";

const nowhere: Span = { start: 0, end: 1 };

/** Reads one YAML document into placed nodes, within the limits. Throws BadFile with every mistake of its syntax. */
export function parseYaml(source: SourceText): Placed {
  const reader = new Reader(source);
  refuseUnreadable(reader);
  reader.finish();
  const tokens = tokensWithin(reader);
  reader.finish();
  const document = onlyDocument(tokens, reader);
  reader.finish();
  const placed = document === undefined ? undefined : new Converter(document, reader).convert();
  reader.finish();
  if (placed === undefined) throw new Error("a document without contents was not reported");
  return placed;
}

/** Composes the first document; of a second one only its start is looked at. */
function onlyDocument(tokens: readonly string[], reader: Reader): Document | undefined {
  // Keys that stand twice are found when nodes are converted: the library compares each with each.
  const composer = new Composer({ merge: true, prettyErrors: false, logLevel: "silent", uniqueKeys: false });
  const [first, second] = composer.compose(parsed(tokens)).take(2);
  if (second !== undefined) {
    reader.report({ start: second.range[0], end: second.range[0] + 3 }, "a second document in one file", {
      hint: "one file is one document",
    });
  }
  reportMistakes([first ?? [], composer.streamInfo()].flat(), reader);
  if (first !== undefined) refuseOtherVersion(first, reader);
  if ((first?.contents ?? null) === null && reader.problems.length === 0) {
    reader.report(nowhere, "the file is empty", { hint: "expected a map of keys" });
  }
  return first;
}

function* parsed(tokens: readonly string[]): ReturnType<Parser["parse"]> {
  const parser = new Parser();
  for (const token of tokens) yield* parser.next(token);
  yield* parser.end();
}

type Composed = { readonly errors: readonly Mistake[]; readonly warnings: readonly Mistake[] };

function reportMistakes(composed: readonly Composed[], reader: Reader): void {
  const mistakes = composed.flatMap(({ errors, warnings }) => [...errors, ...warnings]);
  for (const one of firstOfLines(mistakes, reader.source.text)) {
    // The library's words may repeat what stands there, and that may be a secret.
    const isOpen = reader.source.confidential !== true;
    const words = isOpen ? yamlMessage(one.message) : "not valid YAML from here on";
    reader.report({ start: one.pos[0], end: one.pos[1] }, words, quotesFor(one.message));
  }
}

function refuseOtherVersion({ directives }: Document, reader: Reader): void {
  const yaml = directives?.yaml;
  if (yaml?.explicit === true && yaml.version !== "1.2") {
    reader.report(nowhere, `the file is in YAML ${yaml.version}, where yes, no and 010 mean something else`, {
      hint: "expected YAML 1.2",
    });
  }
}

type Mistake = { readonly pos: readonly [number, number]; readonly message: string };

/** The first mistake of each line: those after it in the line come of it. */
function firstOfLines(mistakes: readonly Mistake[], text: string): readonly Mistake[] {
  const lines = new Set<number>();
  return mistakes.filter(({ pos }) => {
    const start = text.lastIndexOf("\n", pos[0] - 1);
    return !lines.has(start) && lines.add(start);
  });
}

/** What YAML takes for its own marks: `>= 4 GB`, `a: b`, `@x`. */
const marks = /plain value cannot start|block scalar header|nested mappings|not a yaml token/i;
const quotesFor = (message: string): { readonly hint?: string } =>
  marks.test(message) ? { hint: 'put the value in quotes: ">= 4 GB"' } : {};

function yamlMessage(message: string): string {
  if (message.includes("call stack")) return `more than ${yamlLimits.levels} levels of nesting`;
  return `not valid YAML: ${message.charAt(0).toLowerCase()}${message.slice(1)}`;
}

/** What is no text that a person wrote: everything of ASCII that does not print, but tab and line ends. */
const isControl = (code: number): boolean => (code < 0x20 && code !== 9 && code !== 10 && code !== 13) || code === 0x7f;

function refuseUnreadable(reader: Reader): void {
  const { text } = reader.source;
  if (text.length > yamlLimits.bytes) {
    reader.report(nowhere, "the file has more than 1 MiB", { hint: "a requirements file is much smaller" });
    return;
  }
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (!isControl(code)) continue;
    const shown = code.toString(16).toUpperCase().padStart(4, "0");
    reader.report({ start: index, end: index + 1 }, `a control character (U+${shown}) in the file`, {
      hint: "expected text in UTF-8",
    });
    return;
  }
}
