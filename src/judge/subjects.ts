import { reason, type Reason } from "../facts/reasons.ts";
import type { Arguments } from "../facts/snapshot.ts";
import type { Aside } from "../spec/asides.ts";
import type { Clause, LookClause } from "../spec/clause.ts";
import type { Truth } from "../spec/condition-types.ts";
import { Reader } from "../spec/problem.ts";
import { resolveArguments } from "../spec/resolve.ts";
import { knownField } from "./field.ts";
import { recordsAt, type Place } from "./place.ts";
import { isSecretIn, lookupAt, questionAt, statesAt, withItems } from "./reference.ts";

/** One thing that a look answers of, and what the file says of it beside. */
export type Subject = { readonly name: string; readonly aside?: Aside };

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
    const asides = (clause.asides ?? []).filter(({ when }) => truthOf(when, place).is === "true");
    return listed(subjects.named(asked), subjects.word, asides);
  }
  const { subject: _subject, ...whole } = place;
  const records = recordsAt(clause, asked, whole);
  const known = knownField(subjects.list, answers, { records, context: place.situation });
  if (known.is === "unknown") return { subjects: [], blind: known.why };
  return listed(known.is === "seen" ? [known.value].flat().map(String) : [], subjects.word, []);
}

function listed(names: readonly string[], word: string, asides: readonly Aside[]): Listed {
  const found = new Map<string, Subject>();
  for (const [index, name] of names.entries()) {
    const aside = asides[index];
    if (!found.has(name)) found.set(name, aside === undefined ? { name } : { name, aside });
  }
  const subjects = [...found.values()];
  return names.length > 0
    ? { subjects }
    : { subjects, blind: reason("no-subjects", `there is no ${word} in the list`) };
}

const truthOf = (when: Aside["when"], place: Place): Truth => when?.judge(statesAt(place)) ?? { is: "true" };

/** An item of a list that does not count here, or of which it is open whether it does. */
export type LeftOut = Subject & { readonly aside: Aside; readonly truth: Truth };

/** The items of a clause's list whose own condition does not hold here. */
export function leftOutAt(clause: Clause, place: Place): readonly LeftOut[] {
  if (clause.is === "pending" || clause.asides === undefined) return [];
  return clause.asides.flatMap((aside, index): readonly LeftOut[] => {
    const truth = truthOf(aside.when, place);
    return truth.is === "true" ? [] : [{ name: nameOf(clause, index, place), aside, truth }];
  });
}

/** The name of one item; as it is written, where that cannot be made yet. */
function nameOf(clause: LookClause, index: number, place: Place): string {
  const { argument = "", named } = clause.kind.subjects ?? {};
  const alone = withItems(clause, argument, (one) => one === index);
  const { situation } = place;
  const context = {
    lookup: lookupAt(place),
    reader: new Reader(situation.file.source),
    isSecret: isSecretIn(situation),
  };
  const question = resolveArguments(alone, context);
  const [name] = question?.is === "asked" ? (named?.(question.arguments) ?? []) : [];
  return name ?? `item ${index + 1}`;
}
