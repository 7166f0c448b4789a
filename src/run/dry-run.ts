import { canonical } from "../facts/json.ts";
import { touchOf, type Reading } from "../facts/reading.ts";
import type { Reason } from "../facts/reasons.ts";
import { FactIndex } from "../facts/snapshot.ts";
import { plannedLooks, type PlannedLook } from "../judge/planned.ts";
import type { Asking } from "../judge/questions.ts";
import type { Situation, Target } from "../judge/situation.ts";
import { hostLooks } from "../kinds/looks.ts";
import { identityOf } from "../kinds/registry.ts";
import { containerTouches, touchedBy, touchedFar, type Touched } from "../reach/touched.ts";
import { headerAskings, prepare, type CheckRequest, type Prepared } from "./check.ts";
import { refusal, type Leave } from "./leave.ts";
import { lookFrom } from "./look.ts";
import { typeOf } from "./targets.ts";

/** Something that a run would touch, and for which requirements; `null` stands for the report's own header. */
export type PlannedTouch = Touched & { readonly target: string; readonly for: readonly (string | null)[] };

/** Something that a run would not do, since it was not given leave. */
export type Withheld = { readonly requirement: string; readonly what: string; readonly why: Reason };

/** What a run would touch, told without touching anything. */
export type DryRun = {
  readonly touches: readonly PlannedTouch[];
  readonly withheld: readonly Withheld[];
  /** What is removed of what earlier runs left. */
  readonly removes: readonly string[];
  /** Looks whose question is answered only on the way. */
  readonly open: readonly Extract<PlannedLook, { is: "open" }>[];
  /** Looks that are taken only if something holds, or something else is met first. */
  readonly depending: readonly PlannedLook[];
  /** Files that secrets are read from, to see whether they are there. */
  readonly secretFiles: readonly string[];
};

export type DryRunRequest = Omit<CheckRequest, "signal" | "onProgress" | "timeoutMs" | "deadlineMs" | "strict"> & {
  /** ISO 8601, UTC. */
  readonly now: string;
};

/** Which there are is known only by looking: whoever writes looks beside what it writes. */
const ofEarlierRuns = "containers, images and files footing-probe-… of earlier runs, where this run writes (--clean)";

/** Tells what `check` would touch. Nothing is observed: no target, no secret, no file of the place is opened. */
export function dryRun(request: DryRunRequest): DryRun {
  const prepared = prepare(request);
  const situation = emptySituation(request, prepared);
  const looks = plannedLooks(situation);
  const leave: Leave = { ...request.leave, fromCatalog: request.found.origin === "catalog" };
  const plan = new Plan(leave, process.geteuid?.() === 0);
  for (const target of situation.targets) {
    plan.connect(target.name);
    for (const touch of containerTouches(target.name)) plan.addTouch(touch, { target: target.name, id: null });
    for (const asking of headerAskings(target)) plan.add(asking, null);
  }
  for (const look of looks) if (look.is === "asked") plan.add(look, look.requirement);
  const touches = plan.touches();
  const removes = request.clean && touches.some(({ is }) => is === "write");
  return {
    touches,
    withheld: plan.withheld,
    removes: removes ? [ofEarlierRuns] : [],
    open: looks.filter((look) => look.is === "open"),
    depending: looks.filter((look) => look.onlyIf !== null || look.after.length > 0),
    secretFiles: [...prepared.answers.values()].flatMap(({ answer }) =>
      answer.is === "secret" && answer.reference !== null && "file" in answer.reference ? [answer.reference.file] : [],
    ),
  };
}

export function emptySituation({ found, site, moment, now }: DryRunRequest, prepared: Prepared): Situation {
  const targets = prepared.wanted.map(({ at, role }): Target => ({
    name: at,
    type: typeOf(at),
    role,
    hostname: null,
    state: "reached",
  }));
  const { profile, version, answers, only, skip } = prepared;
  return {
    file: found.file,
    statements: found.statements,
    profile,
    moment,
    version,
    answers,
    targets,
    facts: new FactIndex([], identityOf),
    waivers: site?.waivers ?? [],
    now,
    ...(only === undefined ? {} : { only }),
    skip,
  };
}

/** Where something is touched, and for which requirement. */
type Wanting = { readonly target: string; readonly id: string | null };

/** Collects what readings touch; what several requirements touch alike stands once. */
class Plan {
  readonly withheld: Withheld[] = [];
  readonly #leave: Leave;
  readonly #isRoot: boolean;
  readonly #touches = new Map<
    string,
    { readonly touch: Touched & { readonly target: string }; readonly ids: Set<string | null> }
  >();

  constructor(leave: Leave, isRoot: boolean) {
    this.#leave = leave;
    this.#isRoot = isRoot;
  }

  add(asking: Pick<Asking, "kind" | "vantage" | "arguments" | "fields" | "target">, id: string | null): void {
    const look = hostLooks.find((one) => one.kind === asking.kind);
    if (look === undefined) return;
    for (const reading of Object.values(lookFrom(look, asking).readings(asking.arguments, asking.fields))) {
      this.#addReading(reading, { target: asking.target, id });
    }
  }

  /** The way to a target, where there is one. */
  connect(target: string): void {
    const what = `${target.slice("ssh://".length)} by ssh, as its own settings say (hosts on the way, an agent)`;
    if (isFar(target)) this.addTouch({ is: "reach", what }, { target, id: null });
  }

  touches(): readonly PlannedTouch[] {
    return [...this.#touches.values()].map(({ touch, ids }) => ({ ...touch, for: [...ids] }));
  }

  #addReading(reading: Reading, { target, id }: Wanting): void {
    const touched = isFar(target) ? touchedFar(reading) : touchedBy(reading, this.#isRoot);
    const touch = touchOf(reading, target);
    const why = touch === undefined ? undefined : refusal(touch, this.#leave);
    if (why !== undefined) {
      const done =
        touched.findLast(({ is }) => is === "write" || is === "bind") ??
        touched.find(({ is }) => is === "run") ??
        touched.find(({ is }) => is === "reach");
      const what = done?.what ?? "";
      this.withheld.push({ requirement: id ?? "", what, why });
      return;
    }
    for (const one of touched) this.addTouch(one, { target, id });
  }

  addTouch(one: Touched, { target, id }: Wanting): void {
    const key = canonical([target, one.is, one.what]);
    const before = this.#touches.get(key) ?? { touch: { ...one, target }, ids: new Set<string | null>() };
    before.ids.add(id);
    this.#touches.set(key, before);
  }
}

const isFar = (target: string): boolean => target.startsWith("ssh://");
