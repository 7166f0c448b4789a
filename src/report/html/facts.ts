import { canonical, type JsonValue } from "../../facts/json.ts";
import type { Arguments, FactRecord } from "../../facts/snapshot.ts";
import { typeRow } from "../../facts/types.ts";
import { kindNamed } from "../../kinds/registry.ts";
import { apart, element, joined, longText, type Child } from "./markup.ts";
import { badge, timeWords } from "./view.ts";

/** Facts, those of one look together. */
export function looks(facts: readonly FactRecord[]): Child {
  const byLook = new Map<string, FactRecord[]>();
  for (const fact of facts) {
    const look = canonical([fact.target, fact.kind, fact.arguments, fact.subject]);
    byLook.set(look, [...(byLook.get(look) ?? []), fact]);
  }
  return [...byLook.values()].map((some) => [
    element("p", { class: "look" }, lookWords(some[0])),
    element("dl", { class: "facts" }, some.map(factPair)),
  ]);
}

function lookWords(fact: FactRecord | undefined): Child {
  if (fact === undefined) return null;
  const given = Object.entries(fact.arguments).map(([name, value]): Child => [
    ` ${name} `,
    element("code", {}, argumentWords(value)),
  ]);
  const subject = fact.subject === null ? null : [" of ", apart(fact.subject)];
  return [element("b", {}, fact.kind), joined(given, ","), subject];
}

const isSecret = (value: JsonValue): value is { readonly secret: true; readonly input: string } =>
  typeof value === "object" && value !== null && "secret" in value && value["secret"] === true;

const argumentWords = (value: Arguments[string]): string =>
  typeof value === "string" ? value : isSecret(value) ? `the secret input ${value.input}` : canonical(value);

function factPair(fact: FactRecord): Child {
  return [
    element("dt", {}, fact.field),
    element("dd", {}, factValue(fact), element("small", {}, joined(witness(fact), " · "))),
  ];
}

function factValue(fact: FactRecord): Child {
  if (fact.state === "absent") return [badge("note", "absent"), " "];
  if (fact.state === "unknown") {
    const { text, code, settle } = fact.why ?? { text: "no reason was recorded", code: "not-observed" };
    const settling = settle === undefined ? null : ["; settles with ", element("code", {}, longText(settle))];
    return [badge("unknown", "unknown"), " ", apart(text, 600), " (", element("code", {}, code), ")", settling, " "];
  }
  if (fact.kept !== undefined) return [keptWords(fact.kept), " "];
  return [apart(valueWords(fact)), " "];
}

function keptWords({ length, matched }: NonNullable<FactRecord["kept"]>): string {
  const matches = Object.entries(matched).map(([words, is]) => `${is ? "fits" : "does not fit"} ${words}`);
  return [`not kept, ${length} characters`, ...matches].join("; ");
}

/** The value as its type shows it, with the raw figure where that rounds. */
function valueWords({ kind, field, value }: FactRecord): string {
  const answers = kindNamed(kind)?.answers ?? {};
  const type = Object.hasOwn(answers, field) ? answers[field]?.type : undefined;
  const raw = typeof value === "string" ? value : canonical(value);
  const row = typeRow(type ?? "text");
  if (!row.is(value)) return raw;
  const shown = row.show(value);
  return Number.isInteger(value) && shown !== raw ? `${shown} (${raw})` : shown;
}

/** Who saw it, how well it is known, from where, when, and how exactly. */
function witness(fact: FactRecord): readonly Child[] {
  const { by, grade, vantage, at, ms, tolerance, note, cause } = fact;
  return [
    ["by ", apart(by)],
    grade,
    ...(vantage === null ? [] : [`from the ${vantage}`]),
    ...(at === "" ? [] : [timeWords(at)]),
    `${Math.round(ms)} ms`,
    ...(tolerance === undefined || tolerance === 0 ? [] : [`tolerance ${Math.round(tolerance * 1000) / 10} %`]),
    ...(note === undefined ? [] : [apart(note, 600)]),
    ...(cause === undefined ? [] : [`cause ${cause}`]),
  ];
}
