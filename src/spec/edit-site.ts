import { entryOf, type Entry, type Placed, type PlacedMap } from "./placed.ts";
import type { SourceText } from "./problem.ts";
import { parseYaml } from "./yaml.ts";

/** One line to change or to add. */
export type SiteLine = {
  readonly name: string;
  /** The value as YAML, on one line. */
  readonly yaml: string;
  /** Lines of a comment to stand above it where it is new, without `#`. */
  readonly about: readonly string[];
  /** The line that stands for it while it is open, as it was written by us: it makes room for the answer. */
  readonly placeholder: string;
};

type Text = { readonly text: string; readonly newline: string };

/**
 * Puts an answer into the text of a site file, and leaves every other character as it is: comments, order and layout
 * are the owner's. Undefined where that cannot be done: the answers stand behind an alias, or a comment would be lost.
 */
export function editInput(source: SourceText, line: SiteLine): string | undefined {
  const { root, file } = parsed(source);
  const inputs = ownEntry(root, "inputs", file);
  if (inputs === undefined) return addInputs(root, line, file);
  const { value } = inputs;
  if (value.is === "scalar" && value.value === null) return addFirst(inputs, line, file);
  if (value.is !== "map" || standsElsewhere(value, file)) return undefined;
  const known = ownEntry(value, line.name, file);
  if (known !== undefined) return replaceValue(known, line.yaml, file);
  return isFlow(value, file)
    ? insertBetweenBraces(value, `${line.name}: ${line.yaml}`, file)
    : addInput(inputs, ownEntries(value, file), { line, file });
}

/** The first answer of a file that has no place for answers yet. */
function addInputs(root: PlacedMap, line: SiteLine, file: Text): string | undefined {
  if (isFlow(root, file)) return insertBetweenBraces(root, `inputs: { ${line.name}: ${line.yaml} }`, file);
  const before = ownEntry(root, "profile", file) ?? ownEntry(root, "product", file);
  return insertBehind(before, ["inputs:", ...block(line, "  ")], file);
}

/** An alias, or a merge between braces: what stands there speaks for other places too. */
function standsElsewhere({ at }: PlacedMap, { text }: Text): boolean {
  const written = text.slice(at.start, at.end);
  return written.startsWith("*") || /^\{[^]*<<\s*:/.test(written);
}

type Adding = { readonly line: SiteLine; readonly file: Text };

/** One more answer of several: where its placeholder stands, or behind the last. */
function addInput(inputs: Entry, entries: readonly Entry[], { line, file }: Adding): string | undefined {
  const [first] = entries;
  if (first === undefined) return undefined;
  const indent = " ".repeat(columnOf(first.keyAt.start, file));
  return (
    takePlaceholder(line, indent, { ...file, from: inputs.keyAt.start }) ??
    insertBehind(entries.at(-1), block(line, indent), file)
  );
}

/** Puts a value of the file's own into the text: its profile. */
export function editKey(source: SourceText, line: SiteLine): string | undefined {
  const { root, file } = parsed(source);
  const known = ownEntry(root, line.name, file);
  if (known !== undefined) return replaceValue(known, line.yaml, file);
  if (isFlow(root, file)) return insertBetweenBraces(root, `${line.name}: ${line.yaml}`, file);
  return (
    takePlaceholder(line, "", { ...file, from: 0 }) ??
    insertBehind(ownEntry(root, "product", file), [`${line.name}: ${line.yaml}`], file)
  );
}

function parsed(source: SourceText): { readonly root: PlacedMap; readonly file: Text } {
  const root = parseYaml({ ...source, confidential: true });
  if (root.is !== "map") throw new Error("a site file that is no map was not refused");
  return { root, file: { text: source.text, newline: source.text.includes("\r\n") ? "\r\n" : "\n" } };
}

const isFlow = (node: Placed, { text }: Text): boolean => text[node.at.start] === "{";
const columnOf = (offset: number, { text }: Text): number => offset - (text.lastIndexOf("\n", offset - 1) + 1);

/** Entries that stand in the map itself: those of a merge stand elsewhere, and speak for others too. */
const ownEntries = (map: PlacedMap, file: Text): readonly Entry[] =>
  map.entries.filter(({ keyAt }) => {
    const isWithin = keyAt.start >= map.at.start && keyAt.end <= map.at.end;
    return isWithin && (isFlow(map, file) || columnOf(keyAt.start, file) === columnOf(map.at.start, file));
  });
const ownEntry = (map: PlacedMap, name: string, file: Text): Entry | undefined => {
  const entry = entryOf(map, name);
  return entry !== undefined && ownEntries(map, file).includes(entry) ? entry : undefined;
};

const block = ({ name, yaml, about }: SiteLine, indent: string): readonly string[] => [
  ...about.map((one) => `${indent}# ${one}`),
  `${indent}${name}: ${yaml}`,
];

function spliced({ text }: Text, at: { readonly start: number; readonly end: number }, by: string): string {
  return text.slice(0, at.start) + by + text.slice(at.end);
}

function replaceValue({ keyAt, value }: Entry, yaml: string, file: Text): string | undefined {
  const { text } = file;
  if (value.is === "scalar" && value.value === null && value.source === "") {
    const colon = text.indexOf(":", keyAt.end);
    return colon < 0 ? undefined : spliced(file, { start: colon + 1, end: colon + 1 }, ` ${yaml}`);
  }
  const old = text.slice(value.at.start, value.at.end).trimEnd();
  // A block text runs to the end of its last line, and a comment among the items of a list would go with them.
  if (/^[|>]/.test(old) || /(^|\s)#/.test(old)) return undefined;
  return spliced(file, { start: value.at.start, end: value.at.start + old.length }, yaml);
}

function insertBetweenBraces(map: PlacedMap, entry: string, file: Text): string {
  const { text } = file;
  const before = text.slice(0, map.at.end - 1).trimEnd();
  const isBare = before.length - 1 === map.at.start;
  const comma = isBare || before.endsWith(",") ? "" : ",";
  return `${before}${comma} ${entry} ${text.slice(map.at.end - 1)}`;
}

/** Puts lines behind the last line of an entry. */
function insertBehind(entry: Entry | undefined, lines: readonly string[], file: Text): string | undefined {
  if (entry === undefined) return undefined;
  const { text, newline } = file;
  const end = Math.max(entry.keyAt.end, entry.value.is === "scalar" ? entry.value.at.start : 0, lastOf(entry.value));
  const found = text[end - 1] === "\n" ? end - 1 : text.indexOf("\n", end);
  if (found < 0) return `${text}${newline}${lines.join(newline)}${newline}`;
  return spliced(file, { start: found + 1, end: found + 1 }, `${lines.join(newline)}${newline}`);
}

/** Where the last part of a node ends; a node that is empty has no end of its own. */
function lastOf(node: Placed): number {
  if (node.is === "scalar") return node.source === "" && node.value === null ? 0 : node.at.end;
  return node.at.end;
}

/** The first answer below an `inputs:` that has none yet: at its placeholder, or right below. */
function addFirst(inputs: Entry, line: SiteLine, file: Text): string | undefined {
  if (inputs.value.is === "scalar" && inputs.value.source !== "")
    return replaceValue(inputs, `{ ${line.name}: ${line.yaml} }`, file);
  const below = /\n([ \t]+)#/.exec(file.text.slice(inputs.keyAt.end));
  const indent = below?.[1] ?? "  ";
  return (
    takePlaceholder(line, indent, { ...file, from: inputs.keyAt.start }) ??
    insertBehind(inputs, block(line, indent), file)
  );
}

/** Puts the answer where its placeholder stands, if the owner has left that as it was. */
function takePlaceholder(
  { name, yaml, placeholder }: SiteLine,
  indent: string,
  file: Text & { readonly from: number },
): string | undefined {
  let start = file.text.lastIndexOf("\n", file.from) + 1;
  for (const line of file.text.slice(start).split("\n")) {
    const end = start + line.trimEnd().length;
    if (line.trim() === placeholder) return spliced(file, { start, end }, `${indent}${name}: ${yaml}`);
    start += line.length + 1;
  }
  return undefined;
}
