import type { Remains } from "../facts/reading.ts";
import { FactIndex, type FactRecord } from "../facts/snapshot.ts";
import type { Moment } from "../kinds/declaration.ts";
import { finding, kindNamed } from "../kinds/registry.ts";
import { attestationRecords, inputRecords } from "../judge/declared.ts";
import { judge, type Judgement } from "../judge/judge.ts";
import type { Asking } from "../judge/questions.ts";
import { vantageOf } from "../judge/place.ts";
import type { Situation, Target } from "../judge/situation.ts";
import { Stop, type FetchOptions, type Target as ReachedTarget } from "../reach/target.ts";
import type { Visits } from "../reach/visits.ts";
import type { AnswerValue } from "../spec/answers.ts";
import { UsageError } from "../spec/problem.ts";
import type { Site } from "../spec/site.ts";
import { answerInputs, type AnswerSources } from "./answer.ts";
import { productVersion } from "./product-version.ts";
import type { Found } from "./catalog.ts";
import { Deadline } from "./deadline.ts";
import { allFields } from "./fields.ts";
import { gather } from "./gather.ts";
import type { Leave } from "./leave.ts";
import { stayLean } from "./lean.ts";
import { Observer } from "./look.ts";
import type { OnProgress } from "./progress.ts";
import { PlannedReadings } from "./planned.ts";
import { selectIds } from "./select.ts";
import { emptySituation, situationOf, type Prepared } from "./situation.ts";
import { missingSecrets } from "./secret-presence.ts";
import {
  chooseProfile,
  expectWaiverTargets,
  openTarget,
  recordedRoot,
  wantedTargets,
  withController,
  withoutIdle,
  type Wanted,
} from "./targets.ts";
import { expectWaiverSubjects } from "./waivers.ts";

export type CheckRequest = {
  readonly found: Found;
  readonly site: Site | null;
  readonly profile?: string;
  readonly set: readonly (readonly [string, string])[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly moment: Moment;
  readonly only: readonly string[];
  readonly skip: readonly string[];
  readonly targets: readonly string[];
  readonly timeoutMs: number;
  readonly deadlineMs: number;
  readonly leave: Omit<Leave, "fromCatalog">;
  /** What earlier runs left where this one writes is removed. */
  readonly clean: boolean;
  readonly strict: boolean;
  /** Aborted when the user interrupts; what was found until then is judged. */
  readonly signal: AbortSignal;
  readonly onProgress: OnProgress;
  /** Somebody is asked to come, where only that shows that this place is reached. */
  readonly visit?: Omit<Visits, "signal">;
  /** Answers of a file that is looked at in a target's place: they count behind all that is said now. */
  readonly report?: ReadonlyMap<string, AnswerValue>;
  /** How a target is reached, where that is not by its name. */
  readonly open?: (wanted: Wanted) => ReachedTarget | Promise<ReachedTarget>;
};

/** What a run found: everything that a report is made of. */
export type Ran = {
  readonly found: Found;
  readonly site: Site | null;
  readonly situation: Situation;
  readonly judgement: Judgement;
  readonly facts: readonly FactRecord[];
  readonly only: readonly string[];
  readonly skip: readonly string[];
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly durationMs: number;
  readonly interrupted: boolean;
  readonly evidence: "live" | "file";
  readonly root: string | null;
  /** What probes could not remove, and what earlier runs had left where these looked. */
  readonly remains: readonly Remains[];
};

/** Collects records, gives each its id, and keeps the index that judging reads. */
export class Recorder {
  readonly records: FactRecord[] = [];
  readonly index = new FactIndex([], finding);

  /** A record may come from a file, with an id of its own: here it gets another. */
  add(record: Omit<FactRecord, "id">): void {
    const id = `f${this.records.length + 1}`;
    const whole: FactRecord = Object.assign({ id }, record, { id });
    this.records.push(whole);
    this.index.add(whole);
  }
}

/** Everything that can be wrong with a request is found here, before anything is looked at. */
export function prepare(
  request: Omit<
    CheckRequest,
    "signal" | "onProgress" | "timeoutMs" | "deadlineMs" | "leave" | "strict" | "clean" | "open"
  > &
    Pick<AnswerSources, "missing">,
): Prepared {
  const { found, site, set, environment, only, skip, targets, missing = new Map(), report } = request;
  const profile = chooseProfile(found, request.profile, site);
  const wanted = withController(wantedTargets(targets, site, profile), found);
  expectWaiverTargets(
    site,
    wanted.map(({ at }) => at),
  );
  if (only.length > 0 && skip.length > 0) throw new UsageError("--only and --skip together", "Use one of them.");
  const prepared: Prepared = {
    answers: answerInputs(found.file, { set, site, environment, missing, ...(report === undefined ? {} : { report }) }),
    profile: profile?.name ?? null,
    version: productVersion(found.file, found.version, { set, site, environment }),
    wanted,
    only: only.length === 0 ? undefined : selectIds(only, found.file, "--only"),
    skip: selectIds(skip, found.file, "--skip"),
  };
  if (site !== null)
    expectWaiverSubjects(site, emptySituation({ found, site, moment: request.moment, now: notYet }, prepared));
  return prepared;
}

/** Before anything is looked at nothing depends on the time. */
const notYet = "";

type Opened = { readonly wanted: Wanted; readonly target: ReachedTarget };

/** Looks at everything that a product requires, and judges it. */
export async function check(request: CheckRequest): Promise<Ran> {
  const { signal, environment, found, set, site } = request;
  const missing = await missingSecrets(found.file, { set, site, environment }, { environment, signal });
  const prepared = prepare({ ...request, missing });
  await stayLean(prepared.wanted.length);
  const stop = new AbortController();
  const interruption = new AbortController();
  const interrupt = (): void => {
    const why = new Stop("interrupted");
    interruption.abort(why);
    stop.abort(why);
  };
  signal.addEventListener("abort", interrupt, { once: true });
  if (signal.aborted) interrupt();
  using deadline = new Deadline(request.deadlineMs, () => stop.abort(new Stop("deadline")));
  const { open = (wanted) => openTarget(wanted, { environment, timeoutMs: request.timeoutMs }) } = request;
  const opened = await Promise.all(
    prepared.wanted.map(async (wanted): Promise<Opened> => ({ wanted, target: await open(wanted) })),
  );
  try {
    return await lookAndJudge(request, prepared, {
      opened,
      stop: stop.signal,
      interruption: interruption.signal,
      deadline,
    });
  } finally {
    signal.removeEventListener("abort", interrupt);
    await Promise.all(opened.map(({ target }) => target.close()));
  }
}

type Reach = {
  readonly opened: readonly Opened[];
  readonly stop: AbortSignal;
  readonly interruption: AbortSignal;
  readonly deadline: Deadline;
};

async function lookAndJudge(request: CheckRequest, prepared: Prepared, reach: Reach): Promise<Ran> {
  const { opened, stop, deadline } = reach;
  const { found, site, signal } = request;
  const started = new Date().toISOString();
  const clock = performance.now();
  const recorder = new Recorder();
  const targets = opened.map(describeTarget);
  const situation = situationOf(request, prepared, { targets, facts: recorder.index, now: started });
  for (const record of inputRecords(prepared.answers, started)) recorder.add(record);
  for (const record of attestationRecords(situation, site?.attestations ?? [], started)) recorder.add(record);
  const limits = limitsOf(request, reach);
  const leave = { ...request.leave, fromCatalog: found.origin === "catalog" };
  const planned = new PlannedReadings();
  const observers = opened.map(({ target }) => new Observer(target, limits, { leave, planned }));
  await gather({
    situation,
    observers: new Map(observers.map((observer) => [observer.target.name, observer])),
    always: targets.flatMap(headerAskings),
    signal: stop,
    deadline,
    onProgress: request.onProgress,
    record: (record) => recorder.add(record),
  });
  const finished = new Date().toISOString();
  // What a target is called, and whether it was there at all, shows on the way.
  const judged: Situation = { ...situation, targets: opened.map(describeTarget), now: finished };
  const judgement = judge(judged, { strict: request.strict, interrupted: signal.aborted });
  return {
    found,
    site,
    situation: { ...judged, targets: withoutIdle(judged.targets, judgement.results) },
    judgement,
    facts: recorder.records,
    only: [...(prepared.only ?? [])],
    skip: [...prepared.skip],
    startedAt: started,
    finishedAt: finished,
    durationMs: Math.round(performance.now() - clock),
    interrupted: signal.aborted,
    evidence: "live",
    root: recordedRoot(request.environment) ?? null,
    remains: observers.flatMap((observer) => observer.remains),
  };
}

const limitsOf = ({ timeoutMs, clean, visit }: CheckRequest, { stop, interruption }: Reach): FetchOptions => ({
  signal: stop,
  timeoutMs,
  clean,
  ...(visit === undefined ? {} : { visits: { ...visit, signal: interruption } }),
});

const describeTarget = ({ wanted, target }: Opened): Target => ({
  name: target.name,
  type: target.type,
  role: wanted.role,
  ...target.about(),
});

/** What is always asked of a host: which system it is, for the report's header and for remedies that fit. */
export function headerAskings(target: Target): readonly Asking[] {
  if (target.type === "cluster" || target.type === "controller") return [];
  const vantage = vantageOf(target);
  return ["os", "arch"].flatMap((name) => {
    const kind = kindNamed(name);
    return kind === undefined
      ? []
      : [{ target: target.name, kind: name, vantage, arguments: {}, fields: allFields(kind) }];
  });
}
