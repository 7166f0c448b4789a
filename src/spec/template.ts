import { typeRow, writtenValue, type TypeName, type Value } from "../facts/types.ts";
import { cut, type Placed, type PlacedScalar } from "./placed.ts";
import type { Span } from "./problem.ts";

export const referenceRoots = ["inputs", "sizing", "answers", "for", "arguments"] as const;
export type ReferenceRoot = (typeof referenceRoots)[number];

/** `$inputs.domain`, `$answers.docker.dataRoot`: a name in one of the roots; `path` has one part, for answers two. */
export type Reference = {
  readonly root: ReferenceRoot;
  readonly path: readonly string[];
  readonly at: Span;
  readonly text: string;
};

/** What a reference stands for; open with the reason, in words, and the code that a result gets. */
export type Resolved =
  | {
      readonly is: "value";
      readonly value: null | boolean | number | string | readonly string[];
      readonly text: string;
    }
  /** `isNone`: it was answered, with none. */
  | { readonly is: "open"; readonly reference: Reference; readonly why: OpenReason; readonly isNone?: true };
/** What a value of a type stands for: one with a unit as text with that unit, since a bare number is no size. */
export function standingFor(value: Value, type: TypeName = "text"): Extract<Resolved, { is: "value" }> {
  const text = writtenValue(type, value);
  return { is: "value", value: typeRow(type).write === undefined ? value : text, text };
}

export type OpenReason = {
  readonly code: "input-open" | "open-reference" | "conflict";
  readonly text: string;
  readonly settle?: string;
};

const whole = /^\$([a-z]+)\.([A-Za-z][\w-]*(?:\.[A-Za-z][\w-]*)*)$/;
const embedded = /\$\{([a-z]+)\.([A-Za-z][\w-]*(?:\.[A-Za-z][\w-]*)*)\}/g;
const looksLike = /\$\{|^\$[a-z]|\$(?:inputs|sizing|answers|for|arguments)\./;

const isRoot = (name: string): name is ReferenceRoot => referenceRoots.some((root) => root === name);

/** References in one text; `wrong` where it looks like one and is none. */
export function referencesInText(node: PlacedScalar): {
  readonly found: readonly Reference[];
  readonly wrong?: string;
} {
  const { value, at } = node;
  if (typeof value !== "string" || !looksLike.test(value)) return { found: [] };
  const single = whole.exec(value);
  const matches = single === null ? [...value.matchAll(embedded)] : [single];
  const found = matches.flatMap(([text, root = "", path = ""]): Reference[] =>
    isRoot(root) ? [{ root, path: path.split("."), at, text }] : [],
  );
  const rest = single === null ? value.replaceAll(embedded, "") : "";
  if (found.length === matches.length && !looksLike.test(rest)) return { found };
  const help =
    "write $inputs.name, $sizing.name or $answers.id.field as the whole value, or ${inputs.name} within a text";
  return { found, wrong: `\`${cut(value)}\` is no reference: ${help}` };
}

/** All references below a node. */
export function referencesIn(node: Placed): readonly Reference[] {
  if (node.is === "scalar") return referencesInText(node).found;
  if (node.is === "list") return node.items.flatMap(referencesIn);
  return node.entries.flatMap((entry) => referencesIn(entry.value));
}

/** Every scalar below a node that looks like a reference and is none. */
export function wrongReferencesIn(node: Placed): readonly { readonly at: Span; readonly message: string }[] {
  if (node.is === "list") return node.items.flatMap(wrongReferencesIn);
  if (node.is === "map") return node.entries.flatMap((entry) => wrongReferencesIn(entry.value));
  const { wrong } = referencesInText(node);
  return wrong === undefined ? [] : [{ at: node.at, message: wrong }];
}

export type Lookup = (reference: Reference) => Resolved;

export type OpenReference = Extract<Resolved, { is: "open" }>;

/** Every reference below a node that is open, in the order in which they stand. */
export const openReferencesIn = (node: Placed, lookup: Lookup): readonly OpenReference[] =>
  referencesIn(node)
    .map(lookup)
    .filter((one) => one.is === "open");

/**
 * The first of several that are open, with the words of all that an answer would end: who answers one and is then asked
 * for the next was told too little.
 */
export function openTogether(first: OpenReference, all: readonly OpenReference[]): OpenReference {
  const isAnswered = ({ why }: OpenReference): boolean => why.code === "input-open" && why.settle !== undefined;
  if (!all.every(isAnswered)) return first;
  const settles = new Set(all.flatMap(({ why }) => why.settle?.split(/ (?=--set )/) ?? []));
  const text = neededWords(all.map(({ why }) => why.text));
  return { ...first, why: { code: first.why.code, text, settle: [...settles].join(" ") } };
}

const needsNames = /^needs (\w+(?:(?:, | and )\w+)*)$/;

/** Several reasons as one: "needs cert" and "needs key" are "needs cert and key". */
function neededWords(texts: readonly string[]): string {
  const names = texts.map((text) => needsNames.exec(text)?.[1]?.split(/, | and /));
  if (names.includes(undefined)) return [...new Set(texts)].join("; ");
  const all = [...new Set(names.flatMap((some) => some ?? []))];
  const last = all.pop() ?? "";
  return all.length === 0 ? `needs ${last}` : `needs ${all.join(", ")} and ${last}`;
}

/** The node with its references replaced, or the first reference that is open. */
export function resolveReferences(node: Placed, lookup: Lookup): Placed | OpenReference {
  if (node.is === "list") {
    const items: Placed[] = [];
    for (const item of node.items) {
      const one = resolveReferences(item, lookup);
      if (one.is === "open") return one;
      items.push(one);
    }
    return { ...node, items };
  }
  if (node.is === "map") {
    const entries = [];
    for (const entry of node.entries) {
      const value = resolveReferences(entry.value, lookup);
      if (value.is === "open") return value;
      entries.push({ ...entry, value });
    }
    return { ...node, entries };
  }
  return resolveScalar(node, lookup);
}

function resolveScalar(node: PlacedScalar, lookup: Lookup): Placed | OpenReference {
  const { found } = referencesInText(node);
  const [first] = found;
  if (first === undefined || typeof node.value !== "string") return node;
  if (first.text === node.value && !node.value.startsWith("${")) {
    const one = lookup(first);
    return one.is === "open" ? one : placedValue(one, node.at);
  }
  const texts = new Map<string, string>();
  for (const reference of found) {
    const one = lookup(reference);
    if (one.is === "open") return one;
    texts.set(reference.text, one.text);
  }
  // One pass: what a value holds is data, also where it looks like a reference.
  const text = node.value.replace(embedded, (matched) => texts.get(matched) ?? matched);
  return { is: "scalar", value: text, source: text, at: node.at };
}

function placedValue(resolved: Extract<Resolved, { is: "value" }>, at: Span): Placed {
  const { value, text } = resolved;
  if (typeof value === "object" && value !== null) {
    return { is: "list", items: value.map((item) => ({ is: "scalar", value: item, source: item, at })), at };
  }
  return { is: "scalar", value, source: text, at };
}
