import { setImmediate } from "node:timers/promises";
import { reason } from "../facts/reasons.ts";
import { toRecord, type FactRecord } from "../facts/snapshot.ts";
import { askingsFor, type Asking } from "../judge/questions.ts";
import { closedUnderNeeds, inOrder } from "../judge/order.ts";
import type { Situation } from "../judge/situation.ts";
import type { Requirement } from "../spec/requirement.ts";
import { keepMatched } from "./keep.ts";
import { Stop } from "../reach/target.ts";
import type { Deadline } from "./deadline.ts";
import { describeAsking, refused, type Observed, type Observer } from "./look.ts";
import { LooksToTake, lookKey, type Look } from "./looks-to-take.ts";
import type { OnProgress } from "./progress.ts";

export type Gathering = {
  /** Its facts grow while the run goes on. */
  readonly situation: Situation;
  readonly observers: ReadonlyMap<string, Observer>;
  /** Looks to take beside those that requirements ask: what the report's header says of each target. */
  readonly always: readonly Asking[];
  readonly signal: AbortSignal;
  /** Stands still while somebody is waited for. */
  readonly deadline?: Pick<Deadline, "pause" | "resume">;
  readonly onProgress: OnProgress;
  /** Takes a record in, with its id. */
  readonly record: (record: Omit<FactRecord, "id">) => void;
};

/**
 * Takes every look that judging needs, all at once as far as `needs` and `$answers` allow, and no look twice. It ends
 * when nothing is left to ask or the signal aborts; then what is under way is waited for, which is short, and what was
 * not begun is recorded as that.
 */
export async function gather(gathering: Gathering): Promise<void> {
  const { situation } = gathering;
  const toTake = new ToTake(gathering);
  const underWay = new UnderWay(gathering);
  const asking = new Following(situation);
  toTake.add([...gathering.always, ...asking.ask()]);
  while (toTake.size > 0 || underWay.size > 0) {
    toTake.drop();
    const { looks, visits } = toTake;
    if (looks.length === 0 && (await beVisited(visits, underWay, gathering))) asking.hear();
    for (const look of looks.splice(0)) if (!underWay.begin(look)) looks.push(look);
    if (await underWay.next(asking.dueMs())) asking.hear();
    if (asking.isDue(underWay.size === 0)) toTake.add(asking.ask());
  }
}

/** Looks that were not begun yet. For `visits` somebody has to come. */
class ToTake {
  readonly looks: Look[] = [];
  readonly visits: Look[] = [];
  readonly #asked = new LooksToTake();
  readonly #gathering: Gathering;

  constructor(gathering: Gathering) {
    this.#gathering = gathering;
  }

  get size(): number {
    return this.looks.length + this.visits.length;
  }

  add(askings: readonly Asking[]): void {
    const { observers } = this.#gathering;
    for (const look of this.#asked.of(askings)) {
      const { asking } = look;
      const isVisit = observers.get(asking.target)?.awaitsVisit(asking) === true;
      (isVisit ? this.visits : this.looks).push(look);
    }
  }

  /** Leaves out what there is no time for any more: the deadline does not count for who is to come. */
  drop(): void {
    const { signal } = this.#gathering;
    if (!signal.aborted) return;
    const isDeadline = signal.reason instanceof Stop && signal.reason.code === "deadline";
    leaveOut([...this.looks.splice(0), ...(isDeadline ? [] : this.visits.splice(0))], this.#gathering);
  }
}

/**
 * Waits for somebody who is to come. It is done when all else was seen: nobody is called for what is known before, nobody
 * sees the port held by us, and the time of a person is no part of the run's own. False: nobody was waited for now.
 */
async function beVisited(visits: Look[], underWay: UnderWay, { deadline }: Gathering): Promise<boolean> {
  if (visits.length === 0 || underWay.size > 0) return false;
  deadline?.pause();
  while (visits.length > 0 || underWay.size > 0) {
    for (const look of visits.splice(0)) if (!underWay.begin(look)) visits.push(look);
    await underWay.next(Infinity);
  }
  deadline?.resume();
  return true;
}

/** Looks that run now: as many of one target as it takes at once, so that one that hangs holds up no other. */
class UnderWay {
  readonly #gathering: Gathering;
  readonly #running = new Set<Promise<void>>();
  readonly #ofTarget = new Map<string, number>();
  #ended: () => void = () => {};

  constructor(gathering: Gathering) {
    this.#gathering = gathering;
  }

  get size(): number {
    return this.#running.size;
  }

  /** False where the target has no room for it now. */
  begin(look: Look): boolean {
    const { target } = look.asking;
    const now = this.#ofTarget.get(target) ?? 0;
    if (now >= (this.#gathering.observers.get(target)?.target.atOnce ?? 1)) return false;
    this.#ofTarget.set(target, now + 1);
    const running = this.#take(look);
    this.#running.add(running);
    void running.finally(() => {
      this.#running.delete(running);
      this.#ended();
    });
    return true;
  }

  async #take(look: Look): Promise<void> {
    const { target } = look.asking;
    await take(look, this.#gathering);
    this.#ofTarget.set(target, (this.#ofTarget.get(target) ?? 1) - 1);
  }

  /** Waits until one has ended, and all that end with it; at most for so many milliseconds. True: one has. */
  async next(mostMs: number): Promise<boolean> {
    const before = this.#running.size;
    if (before === 0) return false;
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.#ended = resolve;
      if (mostMs !== Infinity) timer = setTimeout(resolve, mostMs);
    });
    clearTimeout(timer);
    await setImmediate();
    return this.#running.size < before;
  }
}

/**
 * Asks what else to look at, now that more is known. That costs with every target, so it is done when a tenth of the time
 * went into it at most, or when there is nothing else to do.
 */
class Following {
  readonly #situation: Situation;
  #waiting: readonly Requirement[];
  #notBefore = 0;
  #hasNews = false;

  constructor(situation: Situation) {
    this.#situation = situation;
    this.#waiting = countingRequirements(situation);
  }

  ask(): readonly Asking[] {
    const began = performance.now();
    this.#hasNews = false;
    const asked = askingsFor(this.#waiting, this.#situation);
    this.#waiting = asked.filter((one) => one.waiting).map((one) => one.requirement);
    const ended = performance.now();
    this.#notBefore = ended + 9 * (ended - began);
    return asked.flatMap((one) => one.askings);
  }

  /** A look has ended since it was asked last. */
  hear(): void {
    this.#hasNews = this.#waiting.length > 0;
  }

  /** Milliseconds until it may be asked again; Infinity where nothing new is known. */
  dueMs(): number {
    return !this.#hasNews ? Infinity : Math.max(0, this.#notBefore - performance.now());
  }

  isDue(isIdle: boolean): boolean {
    return this.#hasNews && (isIdle || performance.now() >= this.#notBefore);
  }
}

/** Records of looks that were not begun why they were not. */
function leaveOut(looks: readonly Look[], { signal, record }: Gathering): void {
  const stop: unknown = signal.reason;
  const code = stop instanceof Stop ? stop.code : "interrupted";
  const text =
    code === "deadline"
      ? "the run's deadline came before this was looked at"
      : "the run was interrupted before this was looked at";
  for (const { asking } of looks) {
    for (const { place, fact } of refused(asking, reason(code, text))) record(withoutId(toRecord("", place, fact)));
  }
}

function withoutId(record: FactRecord): Omit<FactRecord, "id"> {
  const { id: _id, ...rest } = record;
  return rest;
}

function countingRequirements(situation: Situation): readonly Requirement[] {
  const { requirements } = situation.file;
  const only = situation.only === undefined ? undefined : closedUnderNeeds(situation.only, requirements);
  return inOrder(only === undefined ? requirements : requirements.filter((one) => only.has(one.id)));
}

async function take({ asking, only }: Look, gathering: Gathering): Promise<void> {
  const { onProgress, situation, observers, record } = gathering;
  const [probe, words] = [lookKey(asking), describeAsking(asking)];
  const started = performance.now();
  onProgress({ is: "started", probe, words });
  const answered = await observe(asking, observers.get(asking.target));
  const observed = answered.filter(({ place }) => only?.has(place.field) !== false);
  for (const { place, fact } of keepMatched(observed, { asking, situation })) {
    const { value, ...rest } = withoutId(toRecord("", place, fact));
    if ("kept" in fact) record({ ...rest, kept: fact.kept });
    else record(value === undefined ? rest : { ...rest, value });
  }
  const blind = observed.find(({ fact }) => fact.is === "unknown")?.fact;
  const unknown = blind?.is === "unknown" ? blind.why.text : null;
  onProgress({ is: "finished", probe, words, ms: Math.round(performance.now() - started), unknown });
}

async function observe(asking: Asking, observer: Observer | undefined): Promise<readonly Observed[]> {
  if (observer === undefined) return refused(asking, reason("target-lost", `${asking.target} could not be reached`));
  return await observer.look(asking);
}
