import { reason, type Reason } from "../facts/reasons.ts";
import type { Arguments } from "../facts/snapshot.ts";
import type { Clause, LookClause } from "../spec/clause.ts";
import { Reader } from "../spec/problem.ts";
import { knownField } from "./field.ts";
import { recordsAt, type Place } from "./place.ts";
import { questionAt } from "./reference.ts";

/** What a look answers of: by name, with what is missing of the list. `blind`: why it is not known which others there are. */
export type Listed = { readonly names: readonly string[]; readonly blind?: Reason };

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
    const names = [...new Set(subjects.named(asked))];
    return names.length > 0 ? { names } : { names, blind: nothingListed(subjects.word) };
  }
  const { subject: _subject, ...whole } = place;
  const records = recordsAt(clause, asked, whole);
  const known = knownField(subjects.list, answers, { records, context: place.situation });
  if (known.is === "unknown") return { names: [], blind: known.why };
  const names = known.is === "seen" ? [known.value].flat().map(String) : [];
  return names.length > 0 ? { names: [...new Set(names)] } : { names, blind: nothingListed(subjects.word) };
}

const nothingListed = (word: string): Reason => reason("no-subjects", `there is no ${word} in the list`);
