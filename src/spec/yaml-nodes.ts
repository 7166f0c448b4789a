import { isAlias, isMap, isScalar, isSeq, Scalar, type Document, type Node, type YAMLMap, type YAMLSeq } from "yaml";
import { describe, sortOf, type Entry, type Placed } from "./placed.ts";
import type { Reader, Span } from "./problem.ts";
import { yamlLimits } from "../facts/yaml-count.ts";

/** Tags that say what a plain value is anyway (YAML 1.2.2, 10.3), and `!`, which says nothing. */
const knownTags = new Set([
  "!",
  ...["str", "int", "float", "bool", "null", "map", "seq"].map((name) => `tag:yaml.org,2002:${name}`),
]);

/** Turns the nodes of a document into placed nodes: aliases and merges carried out, limits counted, nothing left out. */
export class Converter {
  readonly #document: Document;
  readonly #reader: Reader;
  readonly #anchors = new Map<string, Node>();
  readonly #open = new Set<Node>();
  #nodes = 0;
  #aliases = 0;
  #expanding = 0;
  #full = false;

  constructor(document: Document, reader: Reader) {
    this.#document = document;
    this.#reader = reader;
  }

  convert(): Placed | undefined {
    return this.#node(this.#document.contents, 0);
  }

  #node(node: unknown, level: number): Placed | undefined {
    const at = spanOf(node);
    if (!this.#hasRoom(at, level)) return undefined;
    if (isAlias(node)) return this.#alias(node.source, at, level);
    if (!isScalar(node) && !isSeq(node) && !isMap(node)) return { is: "scalar", value: null, source: "", at };
    // An alias means what its anchor meant last, in the order of the file and not of what is expanded.
    if (node.anchor !== undefined && this.#expanding === 0) this.#anchors.set(node.anchor, node);
    if (!this.#isPlain(node, at)) return undefined;
    return isScalar(node) ? this.#scalar(node, at) : this.#collection(node, at, level);
  }

  #isPlain({ tag = "!" }: { readonly tag?: string }, at: Span): boolean {
    if (knownTags.has(tag)) return true;
    const named = this.#naming(` ${tag.replace("tag:yaml.org,2002:", "!!")}`);
    const message = `a value with the tag${named}: a file is data`;
    this.#reader.report(at, message, { hint: "expected a value without a tag" });
    return false;
  }

  /** A piece of the file for an error; nothing of a file that may hold a secret. */
  #naming(words: string): string {
    return this.#reader.source.confidential === true ? "" : words;
  }

  #hasRoom(at: Span, level: number): boolean {
    if (this.#full) return false;
    this.#nodes++;
    if (this.#nodes > yamlLimits.nodes) return this.#stop(at, `more than ${yamlLimits.nodes} nodes, aliases counted`);
    if (level > yamlLimits.levels) return this.#stop(at, `more than ${yamlLimits.levels} levels of nesting`);
    return true;
  }

  #stop(at: Span, message: string): false {
    this.#full = true;
    this.#reader.report(at, message);
    return false;
  }

  #scalar({ value, source = "" }: Scalar, at: Span): Placed | undefined {
    if (typeof value === "bigint") return { is: "scalar", value: Number(value), source, at };
    if (typeof value === "string") return { is: "scalar", value, source: value, at };
    if (value === null || typeof value === "boolean" || typeof value === "number") {
      return { is: "scalar", value, source, at };
    }
    return this.#reader.report(at, "a value of a type that is not text, number, boolean or null");
  }

  #collection(node: YAMLMap | YAMLSeq, at: Span, level: number): Placed {
    this.#open.add(node);
    const placed: Placed = isSeq(node)
      ? { is: "list", items: node.items.flatMap((item) => this.#node(item, level + 1) ?? []), at }
      : { is: "map", entries: this.#entries(node.items, level + 1), at };
    this.#open.delete(node);
    return placed;
  }

  #alias(name: string, at: Span, level: number): Placed | undefined {
    this.#aliases++;
    if (this.#aliases > yamlLimits.aliases) {
      this.#stop(at, `more than ${yamlLimits.aliases} aliases`);
      return undefined;
    }
    const meant = this.#anchors.get(name);
    if (meant === undefined) {
      const message = `no anchor${this.#naming(` &${name}`)} before this alias`;
      return this.#reader.report(at, message, { hint: `as a text, put it in quotes${this.#naming(`: "*${name}"`)}` });
    }
    if (this.#open.has(meant))
      return this.#reader.report(at, `the alias${this.#naming(` *${name}`)} stands within what it means`);
    this.#expanding++;
    const expanded = this.#node(meant, level);
    this.#expanding--;
    return expanded === undefined ? undefined : { ...expanded, at };
  }

  #entries(pairs: readonly { readonly key: unknown; readonly value: unknown }[], level: number): Entry[] {
    const own = new Map<string, Entry>();
    const merged: Entry[] = [];
    for (const pair of pairs) {
      const key = this.#key(pair.key);
      if (key === undefined) continue;
      const { name, at } = key;
      const value = this.#node(pair.value ?? { range: [at.start, at.end, at.end] }, level);
      if (key.merges) merged.push(...this.#merge(value));
      else if (own.has(name)) this.#reader.report(at, "a key stands here twice");
      else if (value !== undefined) own.set(name, { key: name, keyAt: at, value });
    }
    for (const entry of merged) if (!own.has(entry.key)) own.set(entry.key, entry);
    return [...own.values()];
  }

  #key(node: unknown): { readonly name: string; readonly at: Span; readonly merges: boolean } | undefined {
    const at = spanOf(node);
    if (!isScalar(node)) return this.#reader.report(at, "a key that is no single word");
    const { value, source, type } = node;
    const name = typeof value === "string" ? value : (source ?? "");
    return { name, at, merges: name === "<<" && type === Scalar.PLAIN };
  }

  #merge(value: Placed | undefined): readonly Entry[] {
    if (value === undefined) return [];
    const maps = value.is === "list" ? value.items : [value];
    const wrong = maps.find((one) => one.is !== "map");
    if (wrong === undefined) return maps.flatMap((one) => (one.is === "map" ? one.entries : []));
    this.#reader.report(wrong.at, `\`<<\` merges maps, not ${this.#naming(describe(wrong)) || sortOf(wrong)}`);
    return [];
  }
}

function spanOf(node: unknown): Span {
  const range: unknown = typeof node === "object" && node !== null && "range" in node ? node.range : undefined;
  const ends: readonly unknown[] = Array.isArray(range) ? range : [];
  const [start, end] = ends;
  return typeof start === "number" && typeof end === "number"
    ? { start, end: Math.max(start + 1, end) }
    : { start: 0, end: 1 };
}
