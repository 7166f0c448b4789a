import type { JsonValue } from "../facts/json.ts";
import { endpointName, endpointOf } from "../facts/network.ts";
import { reason, type Reason } from "../facts/reasons.ts";
import type { Arguments } from "../facts/snapshot.ts";
import type { Aside } from "../spec/asides.ts";
import type { Clause, LookClause } from "../spec/clause.ts";
import type { Truth } from "../spec/condition-types.ts";
import { Reader } from "../spec/problem.ts";
import type { Requirement } from "../spec/requirement.ts";
import { resolveArguments } from "../spec/resolve.ts";
import { resolveReferences, type Lookup } from "../spec/template.ts";
import { knownField } from "./field.ts";
import { recordsAt, resultSubject, type Place } from "./place.ts";
import { isSecretIn, lookupAt, questionAt, statesAt, withItems } from "./reference.ts";
import type { Situation } from "./situation.ts";

/** One thing that a look answers of, where it stands in the clause's list, and what the file says of it beside. */
export type Subject = { readonly name: string; readonly index?: number; readonly aside?: Aside };

/** What a look answers of. `blind`: why it is not known which others there are. */
export type Listed = { readonly subjects: readonly Subject[]; readonly blind?: Reason };

/** What a clause answers of here; undefined where its kind answers of one thing, or the question is open. */
export function subjectsAt(clause: Clause, place: Place): Listed | undefined {
  if (clause.is === "pending" || clause.kind.subjects === undefined) return undefined;
  const question = questionAt(clause, place, new Reader(place.situation.file.source));
  return question?.is === "asked" ? listedAt(clause, question.arguments, place) : undefined;
}

/**
 * The things that a look answers of. Those that the question names are judged whether or not anybody looked at them; for
 * all others the list that was observed speaks, and one that is not known or empty shows nothing.
 */
function listedAt(clause: LookClause, asked: Arguments, place: Place): Listed {
  const { subjects, answers } = clause.kind;
  if (subjects === undefined) throw new Error(`${clause.kind.name} answers of one thing`);
  if (subjects.named !== undefined) {
    const counts = (clause.asides ?? []).map(({ when }) => truthOf(when, place).is === "true");
    const standing = subjects.named(asked).map((name) => ({ name }));
    const kept = [...(counts.length > 0 ? counts : standing).keys()].filter((index) => counts[index] !== false);
    return listed(
      standing.map(({ name }, at) => ({ name, ...standingAt(clause, kept[at]) })),
      subjects.word,
    );
  }
  const { subject: _subject, ...whole } = place;
  const records = recordsAt(clause, asked, whole);
  const known = knownField(subjects.list, answers, { records, context: place.situation });
  if (known.is === "unknown") return { subjects: [], blind: known.why };
  const names = known.is === "seen" ? [known.value].flat().map(String) : [];
  return listed(
    names.map((name) => ({ name })),
    subjects.word,
  );
}

function standingAt({ asides }: LookClause, index: number | undefined): Omit<Subject, "name"> {
  const aside = index === undefined ? undefined : asides?.[index];
  return { ...(index === undefined ? {} : { index }), ...(aside === undefined ? {} : { aside }) };
}

/** What is asked twice alike has one result; two of one name that differ are no question (reference.ts). */
function listed(all: readonly Subject[], word: string): Listed {
  const subjects = [...new Map(all.toReversed().map((one) => [one.name, one])).values()].toReversed();
  return all.length > 0 ? { subjects } : { subjects, blind: reason("no-subjects", `there is no ${word} in the list`) };
}

const truthOf = (when: Aside["when"], place: Place): Truth => when?.judge(statesAt(place)) ?? { is: "true" };

/** An item of a list that does not count here, or of which it is open whether it does. */
export type LeftOut = Subject & { readonly aside: Aside; readonly truth: Truth };

/** The items of a clause's list whose own condition does not hold here. */
export function leftOutAt(clause: Clause, place: Place): readonly LeftOut[] {
  if (clause.is === "pending" || clause.asides === undefined) return [];
  return itemsAt(clause, place).flatMap(({ name, aside, truth }): readonly LeftOut[] =>
    truth.is === "true" || aside === undefined ? [] : [{ name, aside, truth }],
  );
}

/** One item of the list that a clause holds; what is open of it stands as `*`, as it would in a list of rules. */
export type Item = Subject & { readonly item: Arguments; readonly isOpen: boolean; readonly truth: Truth };

/** Every item of the list of a clause whose kind answers of the items of a list. */
export function itemsAt(clause: Clause, place: Place): readonly Item[] {
  if (clause.is === "pending" || clause.kind.subjects?.argument === undefined) return [];
  const { argument } = clause.kind.subjects;
  const list = clause.arguments.entries.find(({ key }) => key === argument)?.value;
  const count = list?.is === "list" ? list.items.length : 0;
  return Array.from({ length: count }, (_, index): Item => {
    const aside = clause.asides?.[index];
    const made = itemAt(clause, index, place);
    return { ...made, truth: truthOf(aside?.when, place), ...(aside === undefined ? {} : { aside }) };
  });
}

/** Where a clause of one thing connects to, by the URL that its kind requires; undefined where that is open or none. */
export function connectsTo(clause: Clause, place: Place): Pick<Item, "name" | "item"> | undefined {
  if (clause.is === "pending" || clause.kind.touches?.how !== "connects-to-hosts") return undefined;
  const { arguments: declared } = clause.kind;
  const given = clause.arguments.entries.find(({ key }) => {
    const argument = declared[key];
    return argument?.type === "url" && argument.required === true && argument.secret !== true;
  });
  const url = given === undefined ? undefined : resolveReferences(given.value, guessing(place).lookup);
  if (url?.is !== "scalar") return undefined;
  const endpoint = endpointOf(url.source);
  // What stands behind the path may be somebody's secret.
  const [, path = "/"] = /^[^:]*:\/\/[^/?#]*(\/[^?#]*)?/.exec(url.source) ?? [];
  return endpoint.host === ""
    ? undefined
    : { name: endpointName({ ...endpoint, path }), item: { host: endpoint.host } };
}

function itemAt(clause: LookClause, index: number, place: Place): Pick<Item, "name" | "item" | "isOpen"> {
  const { argument = "", named } = clause.kind.subjects ?? {};
  const alone = withItems(clause, argument, (one) => one === index);
  const entries = alone.arguments.entries.filter(({ key }) => key === argument);
  const guess = guessing(place);
  const { situation } = place;
  const reader = new Reader(situation.file.source);
  const context = { lookup: guess.lookup, reader, isSecret: isSecretIn(situation) };
  const question = resolveArguments({ ...alone, arguments: { ...alone.arguments, entries } }, context);
  const item = itemIn(question?.is === "asked" ? question.arguments[argument] : undefined);
  const shown = guess.isOpen() ? { ...item, ...patternOf(clause.asides?.[index]) } : item;
  return { name: named?.({ [argument]: [shown] })[0] ?? `item ${index + 1}`, item: shown, isOpen: guess.isOpen() };
}

/**
 * What the results of a requirement may be called, as far as that is known before anything is looked at. Undefined where
 * something of it is open, or there is one answer.
 */
export function possibleSubjects(requirement: Requirement, situation: Situation): readonly string[] | undefined {
  const [clause] = requirement.clauses;
  if (requirement.joined !== "one" || clause.is === "pending") return undefined;
  const values = requirement.repeat?.values.map(({ source }) => source) ?? [null];
  const all = values.flatMap((repeated) => {
    const place: Place = { situation, requirement, target: null, repeated, vantage: null };
    return itemsAt(clause, place).map((item) => ({
      ...item,
      subject: resultSubject({ repeated, subject: item.name }),
    }));
  });
  if (all.length === 0 || all.some(({ isOpen }) => isOpen)) return undefined;
  return [...new Set(all.flatMap(({ subject }) => subject ?? []))];
}

const patternOf = (aside: Aside | undefined): Arguments =>
  aside?.pattern === undefined ? {} : { host: aside.pattern };

/** The only one of a list of maps. */
function itemIn(list: JsonValue | undefined): Arguments {
  const items: readonly unknown[] = Array.isArray(list) ? list : [];
  const [item] = items;
  return typeof item === "object" && item !== null ? Object.fromEntries(Object.entries(item)) : {};
}

/** What references stand for, `*` where that is open, and whether it was. */
function guessing(place: Place): { readonly lookup: Lookup; readonly isOpen: () => boolean } {
  const known = lookupAt(place);
  let open = false;
  const lookup: Lookup = (reference) => {
    const resolved = known(reference);
    if (resolved.is !== "open") return resolved;
    open = true;
    return { is: "value", value: "*", text: "*" };
  };
  return { lookup, isOpen: () => open };
}
