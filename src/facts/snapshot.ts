import type { Evidence, Fact, Grade, Vantage, Why } from "./fact.ts";
import { canonical, type JsonValue } from "./json.ts";
import { reason } from "./reasons.ts";

/** An argument that held a secret: the input it came from, so that two databases stay apart. */
export type SecretMark = { readonly secret: true; readonly input: string };
export type Arguments = { readonly [name: string]: JsonValue };

/** One observation as it stands in a report or facts file (docs/reference/report.md). */
export type FactRecord = {
  readonly id: string;
  readonly target: string | null;
  readonly kind: string;
  readonly arguments: Arguments;
  readonly subject: string | null;
  readonly field: string;
  readonly state: "seen" | "absent" | "unknown";
  readonly value?: JsonValue;
  readonly why?: Why;
  readonly vantage: Vantage | null;
  readonly grade: Grade;
  readonly by: string;
  readonly at: string;
  readonly ms: number;
  readonly tolerance?: number;
  readonly note?: string;
  /** Why it is so, as a word of its kind, by which a remedy is chosen. */
  readonly cause?: string;
  /** In place of a value that is never kept: its length, and which expectations it met, by their words. */
  readonly kept?: Kept;
};

export type Kept = { readonly length: number; readonly matched: Readonly<Record<string, boolean>> };

/** Where a fact belongs: who was asked what, and which part of the answer it is. */
export type Place = Pick<FactRecord, "target" | "kind" | "arguments" | "subject" | "field">;

export function toRecord(id: string, place: Place, fact: Fact<JsonValue>): FactRecord {
  const { evidence } = fact;
  const { vantage, grade, by, at, ms } = evidence;
  const state =
    fact.is === "seen"
      ? ({ state: "seen", value: fact.value } as const)
      : fact.is === "absent"
        ? ({ state: "absent" } as const)
        : ({ state: "unknown", why: fact.why } as const);
  return {
    id,
    ...place,
    ...state,
    vantage,
    grade,
    by,
    at,
    ms,
    ...(evidence.tolerance === undefined ? {} : { tolerance: evidence.tolerance }),
    ...(evidence.note === undefined ? {} : { note: evidence.note }),
    ...(evidence.cause === undefined ? {} : { cause: evidence.cause }),
  };
}

/** The fact that a record holds. A record that says "seen" and has no value is unknown, never a value. */
export function toFact(record: FactRecord): Fact<JsonValue> {
  const evidence: Evidence = {
    by: record.by,
    at: record.at,
    ms: record.ms,
    grade: record.grade,
    vantage: record.vantage,
    ...(record.tolerance === undefined ? {} : { tolerance: record.tolerance }),
    ...(record.note === undefined ? {} : { note: record.note }),
    ...(record.cause === undefined ? {} : { cause: record.cause }),
  };
  if (record.state === "absent") return { is: "absent", evidence };
  if (record.state === "unknown") {
    return { is: "unknown", why: record.why ?? reason("not-observed", "no reason was recorded"), evidence };
  }
  if (record.value === undefined)
    return { is: "unknown", why: reason("garbled", "seen, but without a value"), evidence };
  return { is: "seen", value: record.value, evidence };
}

const addressOf = (place: Pick<Place, "target" | "kind" | "subject">, identity: Arguments): string =>
  canonical([place.target, place.kind, place.subject, identity]);

/** What kinds know of their questions, and this room does not. */
export type Finding = {
  /** Without the arguments that only ask for more, so that `docker: {}` finds what `docker: {run: true}` saw. */
  readonly identityOf: (kind: string, given: Arguments, subject: string | null) => Arguments;
  /** Whether a record of that identity answers what is asked, by the arguments that ask for more. */
  readonly isAnswer: (record: FactRecord, asked: Arguments) => boolean;
};

/** Finds facts by where they belong. Built once for a snapshot, so that judging stays linear in its size. */
export class FactIndex {
  readonly #records = new Map<string, FactRecord[]>();
  readonly #finding: Finding;
  #size = 0;

  constructor(records: readonly FactRecord[], finding: Finding) {
    this.#finding = finding;
    for (const record of records) this.add(record);
  }

  /** How many records it holds: it only grows, so the same size is the same content. */
  get size(): number {
    return this.#size;
  }

  add(record: FactRecord): void {
    this.#size++;
    const address = addressOf(record, this.#finding.identityOf(record.kind, record.arguments, record.subject));
    const before = this.#records.get(address);
    if (before === undefined) this.#records.set(address, [record]);
    else before.push(record);
  }

  /** Every record of one look at one subject that answers what is asked. */
  of(place: Omit<Place, "field">): readonly FactRecord[] {
    const { identityOf, isAnswer } = this.#finding;
    const address = addressOf(place, identityOf(place.kind, place.arguments, place.subject));
    return (this.#records.get(address) ?? []).filter((record) => isAnswer(record, place.arguments));
  }
}
