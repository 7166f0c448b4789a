import { isInternetAddress } from "../facts/formats.ts";
import type { FactRecord } from "../facts/snapshot.ts";
import type { ReportedResult } from "./report.ts";
import { longest } from "./share-find.ts";
import type { Words } from "./share-words.ts";
import type { Change } from "./since.ts";

/** Sentences of `egress` and `http` that name who signs and is not public; what was cut has no end. */
const ofServices = [/(?:signed by|the chain ends in) "(.+?)(?:", (?=wh)|"?,? ?w?…$)/gs];

/** Sentences of `certificate` that name an authority, or one of the chain: no fact of its own does. */
const ofCertificates = [
  /^(.+?) signed (?=the last of it)/gs,
  /^(.+?) signed .+?, (?=who)/gs,
  /^.+? signed (.+), (?=who)/gs,
  /^it leads to (.+), (?=who)/gs,
  /\bthe (?:certificate|key) of (.+?)(?= (?:is|has|ended|begins|may|was|names)\b|…?$)/gs,
  /^(.+?) (?=is signed with|names another key|has an extension|is no root)/gs,
];

/** A proxy is named in words alone where no field of the kind says which way was taken. */
const proxies = /\bproxy (\[[^\]\s]+\]|[\w.-]+)(?=:\d|…)/g;

/** Words of ours in a name's place. */
const nameless: ReadonlySet<string> = new Set([
  "it",
  "nobody",
  "somebody without a name",
  "one without a name",
  "whoever signed the last",
]);

/** Tells of authorities that are named in words alone: an authority that is not public is a company's own. */
export function knowSignersOfFact({ kind, note, why }: FactRecord, words: Words): void {
  const patterns = kind === "certificate" ? [...ofServices, ...ofCertificates] : ofServices;
  for (const text of [note, why?.text]) knowNamed(text, patterns, words);
}

export function knowSignersOfResult({ reason, observed, note, partly }: ReportedResult, words: Words): void {
  for (const text of [reason, observed, note, partly]) knowNamed(text, ofServices, words);
}

/** An earlier report's facts are not at hand; its words are. */
export function knowSignersOfChange({ from, to, why }: Change, words: Words): void {
  for (const text of [why, from?.reason, from?.observed, to?.reason, to?.observed]) knowNamed(text, ofServices, words);
}

function knowNamed(text: string | null | undefined, patterns: readonly RegExp[], words: Words): void {
  if (text === undefined || text === null) return;
  for (const [, named = ""] of text.slice(0, longest).matchAll(proxies)) {
    const host = named.replaceAll(/[[\]]/g, "");
    words.know(host, isInternetAddress(host) ? "address" : "host");
  }
  for (const pattern of patterns) {
    // Beyond that nothing is told of a text.
    for (const [, name = ""] of text.slice(0, longest).matchAll(pattern))
      if (!nameless.has(name)) words.know(name, "name");
  }
}
