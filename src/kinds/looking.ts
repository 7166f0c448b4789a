import { longestList, longestText } from "../facts/bounds.ts";
import { isRefusedAddress } from "../facts/addresses.ts";
import type { Evidence, Fact, Unknown, Why } from "../facts/fact.ts";
import { unknown } from "../facts/fact.ts";
import { evidenceOf, type Raw } from "../facts/reading.ts";
import { reason, type ReasonCode } from "../facts/reasons.ts";

/** What a reader should know beside a value; nothing where there is nothing to say. */
export type Extra = Pick<Evidence, "note" | "tolerance">;

/** Words beside a value are cut here, so that no target fills a report; what it holds stays as it is, the report makes it visible. */
const longest = 200;
export const cut = (text: string): string => (text.length <= longest ? text : `${text.slice(0, longest - 1)}…`);

/**
 * A text as a fact's value: whoever shows it cuts it, and what is longer than is judged is known by its length, so that
 * nothing is concluded from what is missing.
 */
export const wholeText = (text: string): string => text.slice(0, longestText + 1);
export const wholeList = (texts: readonly string[]): readonly string[] =>
  texts.slice(0, longestList + 1).map(wholeText);

/** Words of a program, cut at their beginning: what went wrong stands at the end of a chain of what was tried. */
export const cutAhead = (text: string, most = 140): string => (text.length <= most ? text : `…${text.slice(1 - most)}`);

/** Of a host that is refused before anything is asked. */
export const refusedWords = (host: string): string =>
  `${host} is ${isRefusedAddress(host) ? "an address" : "a metadata service"} that is not spoken to`;

/** Why a reading shows nothing that could not be made. One that found nothing wants for means. */
export function blindWhy(raw: Raw): Why {
  if (raw.is === "failed") return raw.why;
  const words = raw.is === "missing" ? `${raw.by} is not there` : `${raw.by} could not be understood`;
  return reason(raw.is === "missing" ? "no-means" : "garbled", words);
}

/** The unknown that such a reading gives. */
export const blind = (raw: Raw): Unknown => unknown(blindWhy(raw), evidenceOf(raw));

/** An unknown with its reason, from whoever was asked. */
export const unsure = (code: ReasonCode, text: string, evidence: Evidence): Unknown =>
  unknown(reason(code, text), evidence);

/** Understands the text of a reading; `then` gives undefined where the text does not hold what was looked for. */
export function fromText<T>(raw: Raw, then: (text: string, evidence: Evidence) => Fact<T> | undefined): Fact<T> {
  if (raw.is !== "text") return blind(raw);
  return then(raw.text, evidenceOf(raw)) ?? blind(raw);
}

/** The output of a program that ended well. One that failed says nothing. */
export function fromRun<T>(raw: Raw, then: (text: string, evidence: Evidence) => Fact<T> | undefined): Fact<T> {
  if (raw.is === "text" && raw.exit !== undefined && raw.exit !== 0) {
    return unsure("no-means", `${raw.by} ended with exit code ${raw.exit}`, evidenceOf(raw));
  }
  return fromText(raw, then);
}
