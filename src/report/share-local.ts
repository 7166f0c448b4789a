import { isInternetAddress } from "../facts/formats.ts";
import type { JsonValue } from "../facts/json.ts";
import type { TypeName } from "../facts/types.ts";
import type { FactRecord } from "../facts/snapshot.ts";
import type { Argument } from "../kinds/declaration.ts";
import { kindNamed } from "../kinds/registry.ts";
import { isLocalType, sortOfType } from "./local-types.ts";
import type { FactsFile, Report, ReportedInput, ReportedResult, ReportedTarget } from "./report.ts";
import { knowSignersOfChange, knowSignersOfFact, knowSignersOfResult } from "./share-signers.ts";
import type { Sort, Words } from "./share-words.ts";
import type { Difference, Since } from "./since.ts";

/** What a report and a file of facts have in common, as far as it names a place. */
export type Naming = Pick<Report | FactsFile, "inputs" | "targets" | "facts"> &
  Partial<Pick<Report, "site" | "results" | "since">>;

/** Tells of every value that is local by its declaration, in the order of the report, so that words are numbered by it. */
export function knowLocal(of: Naming, words: Words): void {
  for (const target of of.targets) knowTarget(target, words);
  for (const input of of.inputs.filter(isLocalInput)) knowInput(input, words);
  for (const fact of of.facts) knowFact(fact, of.inputs, words);
  knowPlain(of.site, "path", words);
  const { results = [], since } = of;
  for (const result of results) knowResult(result, words);
  if (since !== undefined) knowSince(since, of.inputs, words);
}

/** What the catalog assumes is its own, and what somebody answers is theirs, be it the same. */
function knowInput(input: ReportedInput, words: Words): void {
  const know = input.from === "default" ? knowAsked : knowValue;
  know(input.value ?? null, sortOfInput(input), words);
}

function knowSince(since: Since, inputs: readonly ReportedInput[], words: Words): void {
  knowPlain(since.file, "path", words);
  for (const difference of since.differs) knowDifference(difference, inputs, words);
  for (const change of [...since.changes, ...since.values]) knowSignersOfChange(change, words);
}

function knowResult(result: ReportedResult, words: Words): void {
  const { waiver, place } = result;
  knowSignersOfResult(result, words);
  knowPlain(waiver?.by, "person", words);
  knowPlain(waiver?.reason, "text", words);
  if (place?.in === "file") knowPlain(place.file, "path", words);
}

function knowDifference({ what, name, from, to }: Difference, inputs: readonly ReportedInput[], words: Words): void {
  if (what !== "host" && what !== "answer") return;
  const input = inputs.find((one) => one.name === name);
  if (input !== undefined && !isLocalInput(input)) return;
  const sort = input === undefined ? "host" : sortOfInput(input);
  knowPlain(from, sort, words);
  knowPlain(to, sort, words);
}

export const isLocalInput = ({ visibility = "local" }: Pick<ReportedInput, "visibility">): boolean =>
  visibility !== "public";
export const sortOfInput = ({ type = "text" }: Pick<ReportedInput, "type">): Sort => sortOfType(type);

function knowTarget({ name, hostname, root }: ReportedTarget, words: Words): void {
  knowTargetName(name, words);
  knowPlain(hostname, "host", words);
  // What `hostname -s` says.
  if (hostname !== null && !isInternetAddress(hostname)) knowPlain(hostname.split(".")[0], "host", words);
  knowPlain(root, "path", words);
}

const bare = (host: string | undefined): string | undefined => host?.replaceAll(/[[\]]/g, "");

/** `ssh://user@host:22`, or `kube://CONTEXT`; anything else is a name. */
function knowTargetName(name: string, words: Words): void {
  const [, user, host] = /^ssh:\/\/(?:([^@/]+)@)?(\[[^\]]+\]|[^:/]+)/.exec(name) ?? [];
  knowPlain(user, "user", words);
  knowPlain(bare(host), "host", words);
  if (host === undefined) knowPlain(/^[a-z-]+:\/\/(.+)$/.exec(name)?.[1] ?? name, "name", words);
}

function knowFact(fact: FactRecord, inputs: readonly ReportedInput[], words: Words): void {
  const kind = kindNamed(fact.kind);
  for (const [name, value] of Object.entries(fact.arguments)) knowArgument(kind?.arguments[name], value, words);
  const sort = localSortOf(fact, inputs);
  if (sort !== undefined) knowAsked(fact.value ?? null, sort, words);
  knowSignersOfFact(fact, words);
}

/** What the value of a fact is, if it is local; undefined where it may be shown anywhere. */
export function localSortOf(
  { kind, field, arguments: asked }: FactRecord,
  inputs: readonly ReportedInput[],
): Sort | undefined {
  if (kind === "input") {
    const input = inputs.find(({ name }) => name === asked["name"]) ?? {};
    return isLocalInput(input) ? sortOfInput(input) : undefined;
  }
  const declared = kindNamed(kind)?.answers[field];
  if (declared === undefined) return "text";
  if (declared.visibility === "public") return undefined;
  return kind === "attest" ? "person" : sortOfAnswer(declared.type);
}

/** A text that a host has is a name of something on it: an owner, a listener. */
export const sortOfAnswer = (type: TypeName): Sort => (type === "text" ? "name" : sortOfType(type));

/** What an argument is, if it is local. */
export const localSortOfArgument = (argument: Argument | undefined): Sort | undefined =>
  argument !== undefined && (argument.visibility === "local" || isLocalType(argument.type))
    ? sortOfType(argument.type)
    : undefined;

function knowArgument(argument: Argument | undefined, value: JsonValue, words: Words): void {
  if (Array.isArray(value) && argument?.items !== undefined) {
    for (const item of value as readonly JsonValue[]) {
      for (const [name, part] of entriesOf(item)) knowArgument(argument.items[name], part, words);
    }
    return;
  }
  const sort = localSortOfArgument(argument);
  if (sort !== undefined) knowAsked(value, sort, words);
}

/** What the catalog itself asks of is of no place, also where it is answered. */
function knowAsked(value: JsonValue, sort: Sort, words: Words): void {
  if (Array.isArray(value)) for (const item of value as readonly JsonValue[]) knowAsked(item, sort, words);
  else if (typeof value !== "string" || !words.isPublic(value)) knowValue(value, sort, words);
}

/** The entries of a map; none of anything else. */
export const entriesOf = (value: JsonValue): readonly (readonly [string, JsonValue])[] =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? Object.entries(value) : [];

function knowValue(value: JsonValue, sort: Sort, words: Words): void {
  if (typeof value === "string") knowPlain(value, isInternetAddress(value) ? "address" : sort, words);
  if (Array.isArray(value)) for (const item of value as readonly JsonValue[]) knowValue(item, sort, words);
}

/** A value, and the parts of it that may stand alone in a sentence. */
function knowPlain(value: string | null | undefined, sort: Sort, words: Words): void {
  if (value === undefined || value === null || value === "") return;
  words.know(value, sort);
  if (sort === "path") for (const folder of foldersAbove(value)) words.know(folder, "path");
  if (sort === "url") knowUrl(value, words);
  if (sort === "name") for (const part of partsOfName(value)) words.know(part, "name");
}

/** `docker:443 (container web-1, db-1)` names two; programs may be told without their port. */
const partsOfName = (value: string): readonly string[] =>
  value.split(/[\s,()]+|:\d+/).filter((part) => part.length > 1 && part !== "container" && part !== "docker");

function knowUrl(url: string, words: Words): void {
  const [, user, host, path] =
    /^[a-z][a-z0-9+.-]*:\/\/(?:([^@/:]*)(?::[^@/]*)?@)?(\[[^\]]+\]|[^/:?#]+)?[^/]*(\/[^?#]+)?/i.exec(url) ?? [];
  if (user !== undefined && user !== "") words.know(user, "user");
  knowPlain(bare(host), isInternetAddress(bare(host) ?? "") ? "address" : "host", words);
  if (path !== undefined && path.length > 1) words.know(path, "path");
}

/** What lies deeper is found as the rest of what lies above it. */
const deepestKnown = 40;

/** `/srv/site` above `/srv/site/data`; what every system has, such as `/srv`, is none of the place. */
function foldersAbove(path: string): readonly string[] {
  const parts = path.split("/");
  if (parts[0] !== "") return [];
  const most = Math.min(parts.length, deepestKnown);
  return parts.slice(0, most).flatMap((_, length) => (length >= 3 ? [parts.slice(0, length).join("/")] : []));
}
