import { isShortfallCode, isUnreached } from "../facts/reasons.ts";
import { typeRow, type TypeName, type Value } from "../facts/types.ts";
import type { LookClause } from "../spec/clause.ts";
import type { Matcher } from "../spec/matcher.ts";
import type { JudgedField } from "./field.ts";
import type { Known } from "./known.ts";

/** The unit in which the requirement was written, so that what was seen is shown in the same. */
function unitOf(matcher: Matcher): string | undefined {
  if (matcher.is === "range") return matcher.range.alternatives[0]?.[0]?.unit;
  if (matcher.is === "not") return unitOf(matcher.inner);
  return matcher.is === "all" || matcher.is === "any"
    ? matcher.inner.map(unitOf).find((unit) => unit !== undefined)
    : undefined;
}

/** A value in a sentence, cut so that what stands behind it is still read; its fact has it whole. */
function shownValue(type: TypeName, value: Value, matcher: Matcher): string {
  const text = typeRow(type).show(value, unitOf(matcher));
  return text.length <= longestShown ? text : `${text.slice(0, longestShown - 1)}…`;
}
const longestShown = 140;

/** Types whose value needs its field's name to be understood: "yes" alone says nothing. */
const needsName = (type: TypeName): boolean =>
  type === "boolean" || type === "size" || type === "duration" || type === "percentage" || type === "code";

function valueOf(judged: JudgedField, clause: LookClause): string {
  const { field, known, matcher } = judged;
  if (known.is !== "seen") return `${field} ${known.is === "kept" ? "not kept" : known.is}`;
  if (field === "that") return known.value === true ? "holds" : readWords(judged, clause);
  const type = clause.answers[field]?.type ?? "boolean";
  const value = shownValue(type, known.value, matcher) + sourceWords(judged, clause);
  if (!needsName(type)) return value;
  return type === "boolean" || type === "code" ? `${field}: ${value}` : `${value} ${field}`;
}

/** What a condition found that does not hold: each field that it reads, with its name. */
function readWords(judged: JudgedField, clause: LookClause): string {
  const reads: ReadonlyMap<string, Known> = judged.reads ?? new Map();
  const words = [...reads].flatMap(([field, known]) => {
    if (known.is !== "seen") return known.is === "absent" ? [`${field} absent`] : [];
    const plain: Matcher = { is: "present", wanted: true, text: "" };
    const value = valueOf({ ...judged, field, known, matcher: plain }, clause);
    return [needsName(clause.answers[field]?.type ?? "boolean") ? value : `${field} ${value}`];
  });
  return words.length === 0 ? "does not hold" : words.join(", ");
}

/** What a field was made from: "no" alone does not say when a license ended. */
function sourceWords({ field, known }: Pick<JudgedField, "field" | "known">, clause: LookClause): string {
  const { from, since } = clause.answers[field]?.derived ?? {};
  // What decides goes first: one that is not valid yet says from when on it is.
  const told = known.facts.find((fact) => fact.field === from || fact.field === since);
  if (told === undefined || clause.answers[told.field]?.visibility === "never") return "";
  return typeof told.value === "string" ? ` (${told.field} ${told.value})` : "";
}

/** What was seen, in words: "8.1 GB installed". Null where nothing was. */
export function showKnown(fields: readonly JudgedField[], clause: LookClause): string | null {
  const seen = fields.filter((one) => one.known.is !== "unknown");
  return seen.length === 0 ? null : seen.map((one) => valueOf(one, clause)).join(", ");
}

/** What must be, in words: of one field just its expectation, of several each with its name. */
export function showExpected(fields: readonly JudgedField[], clause: LookClause): string | null {
  const [first, second] = fields;
  if (first === undefined) return null;
  const type = clause.answers[first.field]?.type ?? "boolean";
  if (second === undefined && type !== "boolean" && type !== "code") return first.matcher.text;
  return fields.map((one) => (one.field === "that" ? one.matcher.text : `${one.field} ${one.matcher.text}`)).join(", ");
}

/** An expectation as it stands behind "must": "be at least 4 GiB", "contain x", for nothing has to "be contains x". */
export function asVerb(expectation: string): string {
  const [, verb, rest] = /^(contain|match)(?:s|es) (.*)$/s.exec(expectation) ?? [];
  return verb === undefined ? `be ${expectation}` : `${verb} ${rest}`;
}

/** One field in a sentence: "installed is 31.2 GiB, as >= 4 GiB asks". */
export function describeField(judged: JudgedField, clause: LookClause): string {
  if (judged.field === "that") return describeThat(judged);
  const type = clause.answers[judged.field]?.type ?? "boolean";
  const { known } = judged;
  // What stood in the way says more than that a field is not what it should be.
  const told = judged.outcome === "unmet" ? known.facts.find(({ cause }) => isUnreached(cause ?? ""))?.note : undefined;
  if (told !== undefined) return told;
  if (known.is === "kept") return `${judged.field} must ${asVerb(judged.matcher.text)}`;
  const value = known.is === "seen" ? shownValue(type, known.value, judged.matcher) : "absent";
  return `${judged.field} is ${value}, and must ${asVerb(judged.matcher.text)}${ownWords(judged)}`;
}

/** What a shortfall with a reason of its own was seen to be. */
function ownWords({ known, why }: JudgedField): string {
  const notes = isShortfallCode(why.code) ? known.facts.flatMap(({ note }) => note ?? []) : [];
  return [...new Set(notes)].map((note) => `: ${note}`).join("");
}

/** A condition that reads what is not there does not hold, and what is missing is the reason to tell. */
const describeThat = ({ outcome, matcher, why }: JudgedField): string =>
  outcome === "met" ? `${matcher.text} holds` : why.code === "absent" ? why.text : `${matcher.text} does not hold`;
