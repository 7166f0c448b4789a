import type { Fact } from "../facts/fact.ts";
import type { JsonValue } from "../facts/json.ts";
import { evidenceOf, needsSomebody, touchOf, type Raw, type Reading, type Remains } from "../facts/reading.ts";
import { reason, type Reason } from "../facts/reasons.ts";
import type { Place } from "../facts/snapshot.ts";
import type { Asking } from "../judge/questions.ts";
import { isOfMany, type AnyUnderstood, type Understood } from "../kinds/declaration.ts";
import { hostLooks } from "../kinds/looks.ts";
import { argumentsOf, kindNamed } from "../kinds/registry.ts";
import type { FetchOptions, Target } from "../reach/target.ts";
import { refusal, type Leave } from "./leave.ts";
import { lookFrom, PlannedReadings, type Planned } from "./planned.ts";

export type Observed = { readonly place: Place; readonly fact: Fact<JsonValue> };

/** Services that are tried at once: each has a connection or two open, and a process may have a thousand files open. */
const mostOutside = 250;

/** Holds back what would be too much at once; the limit of a reading counts from when it begins. */
class Turns {
  readonly #most: number;
  readonly #waiting: (() => void)[] = [];
  #underWay = 0;

  constructor(most: number) {
    this.#most = most;
  }

  async inTurn(read: () => Promise<Raw>): Promise<Raw> {
    while (this.#underWay >= this.#most) await new Promise<void>((freed) => this.#waiting.push(freed));
    this.#underWay += 1;
    try {
      return await read();
    } finally {
      this.#underWay -= 1;
      this.#waiting.shift()?.();
    }
  }
}

/** `planned` is shared by those who look at other targets in the same run. */
export type ObserverOptions = { readonly leave: Leave; readonly planned?: PlannedReadings };

/** A target whose readings are fetched once, however many looks want them. */
export class Observer {
  readonly target: Target;
  /** What probes left, met or removed on this target so far. */
  readonly remains: Remains[] = [];
  readonly #options: FetchOptions;
  readonly #leave: Leave;
  readonly #within: Turns;
  /** Services outside keep nobody here busy: one that is silent holds up few others. */
  readonly #outside = new Turns(mostOutside);
  readonly #planned: PlannedReadings;
  readonly #fetched = new Map<string, Promise<Raw>>();

  constructor(target: Target, options: FetchOptions, { leave, planned = new PlannedReadings() }: ObserverOptions) {
    this.target = target;
    this.#options = options;
    this.#leave = leave;
    this.#planned = planned;
    this.#within = new Turns(target.atOnce);
  }

  #fetch({ reading, key }: Planned): Promise<Raw> {
    const before = this.#fetched.get(key);
    if (before !== undefined) return before;
    const now = this.#fetchNow(reading);
    this.#fetched.set(key, now);
    return now;
  }

  async #fetchNow(reading: Reading): Promise<Raw> {
    const touch = touchOf(reading, this.target.name, this.#options.visits !== undefined);
    const why = touch === undefined ? undefined : refusal(touch, this.#leave);
    if (why !== undefined) {
      return { is: "failed", why, by: this.target.witness(reading), at: new Date().toISOString(), ms: 0 };
    }
    if (touch === "connects-to-hosts")
      return await this.#outside.inTurn(() => this.target.fetch(reading, this.#options));
    return await this.#within.inTurn(async () => {
      const raw = await this.target.fetch(reading, this.#optionsFor(reading));
      this.remains.push(...(raw.remains ?? []));
      return raw;
    });
  }

  /** What a person is needed for ends with the run, and not by its deadline. */
  #optionsFor(reading: Reading): FetchOptions {
    const { visits } = this.#options;
    const isVisit = visits !== undefined && needsSomebody(reading, this.target.name);
    return isVisit ? { ...this.#options, signal: visits.signal } : this.#options;
  }

  /** Whether somebody has to come for a look, which takes as long as a person does. */
  awaitsVisit(asking: Asking): boolean {
    const look = this.#options.visits === undefined ? undefined : hostLooks.find((one) => one.kind === asking.kind);
    if (look === undefined) return false;
    return this.#planned.of(look, asking).some(({ reading }) => needsSomebody(reading, this.target.name));
  }

  /** Takes one look. Never rejects: what went wrong is what each field says. */
  async look(asking: Asking): Promise<readonly Observed[]> {
    const look = hostLooks.find((one) => one.kind === asking.kind);
    if (look === undefined) return refused(asking, reason("not-yet", `this version cannot look at ${asking.kind}`));
    const raws = await Promise.all(
      this.#planned.of(look, asking).map(async (planned) => [planned.name, await this.#fetch(planned)] as const),
    );
    const { understand } = lookFrom(look, asking);
    return observedFrom(asking, await understand(Object.fromEntries(raws), asking.arguments, asking.fields));
  }
}

function observedFrom(asking: Asking, answer: AnyUnderstood): readonly Observed[] {
  if (!isOfMany(answer)) return observedOf(asking, null, answer);
  const list = kindNamed(asking.kind)?.subjects?.list ?? "";
  return [
    ...observedOf(asking, null, { [list]: answer.list }),
    ...[...answer.each].flatMap(([subject, each]) => observedOf(asking, subject, each)),
  ];
}

function observedOf(asking: Asking, subject: string | null, answer: Understood): readonly Observed[] {
  return Object.entries(answer).flatMap(([field, sight]) => {
    const facts: readonly Fact<JsonValue>[] = sight === undefined ? [] : "is" in sight ? [sight] : sight;
    return facts.map((fact) => ({ place: placeOf(asking, subject, field), fact: seenFrom(fact, asking) }));
  });
}

/**
 * A kind understands what it reads; from where that was read, whoever asked knows, and when, where nothing had to be read
 * for it.
 */
const seenFrom = <T>(fact: Fact<T>, { vantage }: Asking): Fact<T> => ({
  ...fact,
  evidence: { ...fact.evidence, vantage, at: fact.evidence.at === "" ? new Date().toISOString() : fact.evidence.at },
});

const placeOf = ({ target, kind, arguments: given }: Asking, subject: string | null, field: string): Place => ({
  target,
  kind,
  arguments: argumentsOf(kind, given, subject),
  subject,
  field,
});

/** Every field of a look that was not taken, each with why: what was not looked at is recorded as such. */
export function refused(asking: Asking, why: Reason): readonly Observed[] {
  const { answers = {}, subjects } = kindNamed(asking.kind) ?? {};
  const at = new Date().toISOString();
  const evidence = evidenceOf({ is: "failed", why, by: asking.kind, at, ms: 0 }, { vantage: asking.vantage });
  const fact = { is: "unknown", why, evidence } as const;
  const fields = Object.entries(answers).filter(
    ([field, { derived }]) => derived === undefined && asking.fields.has(field) && field !== subjects?.list,
  );
  const names = subjects === undefined ? [null] : (subjects.named?.(asking.arguments) ?? []);
  return [
    ...(subjects === undefined ? [] : [{ place: placeOf(asking, null, subjects.list), fact }]),
    ...names.flatMap((name) => fields.map(([field]) => ({ place: placeOf(asking, name, field), fact }))),
  ];
}

/** A look in a few words, for progress: "disk /var/lib/docker", "docker run". */
export const describeAsking = (asking: Asking): string =>
  [
    asking.kind,
    ...(asking.vantage === "engine" ? ["(engine)"] : []),
    ...Object.entries(argumentsOf(asking.kind, asking.arguments, null)).flatMap(([name, value]) =>
      value === true ? [name] : typeof value === "string" || typeof value === "number" ? [String(value)] : [],
    ),
  ].join(" ");
