import { canonical } from "../facts/json.ts";
import { needsSomebody, touchOf, type Reading, type Touch } from "../facts/reading.ts";
import type { Reason } from "../facts/reasons.ts";
import { plannedLooks, type PlannedLook } from "../judge/planned.ts";
import type { Asking } from "../judge/questions.ts";
import { hostLooks } from "../kinds/looks.ts";
import { containerTouches, touchedBy, touchedFar } from "../reach/touched.ts";
import { byAwaited } from "../reach/touched-visit.ts";
import type { Touched } from "../reach/touched-words.ts";
import { headerAskings, prepare, type CheckRequest } from "./check.ts";
import { refusal, type Leave } from "./leave.ts";
import { lookFrom } from "./planned.ts";
import { emptySituation } from "./situation.ts";

/** Something that a run would touch, and for which requirements; `null` stands for the report's own header. */
export type PlannedTouch = Touched & { readonly target: string; readonly for: readonly (string | null)[] };

/** Something that a run would not do, since it was not given leave. */
export type Withheld = { readonly requirement: string; readonly what: string; readonly why: Reason };

/** What is left out of a script that is carried to a host, and why. */
export type LeftOut = { readonly requirement: string; readonly what: string; readonly why: string };

/** What a run would touch, told without touching anything. */
export type DryRun = {
  readonly touches: readonly PlannedTouch[];
  readonly withheld: readonly Withheld[];
  readonly leftOut: readonly LeftOut[];
  /** What is removed of what earlier runs left. */
  readonly removes: readonly string[];
  /** Looks whose question is answered only on the way. */
  readonly open: readonly Extract<PlannedLook, { is: "open" }>[];
  /** Looks that are taken only if something holds, or something else is met first. */
  readonly depending: readonly PlannedLook[];
  /** Files that secrets are read from, to see whether they are there. */
  readonly secretFiles: readonly string[];
};

export type Carried = {
  /** Why a reading is not taken, where it is not; undefined for one that is. */
  readonly leavesOut: (reading: Reading) => string | undefined;
  /** What one touches that is. */
  readonly touchedBy: (reading: Reading) => readonly Touched[];
};

export type DryRunRequest = Omit<
  CheckRequest,
  "signal" | "onProgress" | "visit" | "timeoutMs" | "deadlineMs" | "strict"
> & {
  /** How long somebody is waited for who is to come, in milliseconds. */
  readonly visitMs?: number;
  /** ISO 8601, UTC. */
  readonly now: string;
  /** Readings are taken by a script that is carried to a host. */
  readonly carried?: Carried;
};

/** Which there are is known only by looking: whoever writes looks beside what it writes. */
const ofEarlierRuns = "containers, images and files footing-probe-… of earlier runs, where this run writes (--clean)";

/** Tells what `check` would touch. Nothing is observed: no target, no secret, no file of the place is opened. */
export function dryRun(request: DryRunRequest): DryRun {
  const prepared = prepare(request);
  const situation = emptySituation(request, prepared);
  const looks = plannedLooks(situation);
  const leave: Leave = { ...request.leave, fromCatalog: request.found.origin === "catalog" };
  const plan = new Plan(leave, process.geteuid?.() === 0, request);
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
    leftOut: plan.leftOut,
    removes: removes ? [ofEarlierRuns] : [],
    open: looks.filter((look) => look.is === "open"),
    depending: looks.filter((look) => look.onlyIf !== null || look.after.length > 0),
    secretFiles: [...prepared.answers.values()].flatMap(({ answer }) =>
      answer.is === "secret" && answer.reference !== null && "file" in answer.reference ? [answer.reference.file] : [],
    ),
  };
}

/** Where something is touched, and for which requirement. */
type Wanting = { readonly target: string; readonly id: string | null };

/** What a reading that is not taken would have made, or else run; whom it would have spoken to, where that needs leave. */
function madeWords(touched: readonly Touched[], touch: Touch): readonly string[] {
  const wanted = spoken[touch];
  if (wanted !== undefined) return touched.filter(({ is }) => wanted.includes(is)).map(({ what }) => what);
  const made =
    touched.findLast(({ is }) => is === "write" || is === "bind") ??
    touched.find(({ is }) => is === "run") ??
    touched.find(({ is }) => is === "reach");
  return [made?.what ?? ""];
}

/** Of touches that speak to somebody: what names whom. */
const spoken: Readonly<Partial<Record<Touch, readonly Touched["is"][]>>> = {
  "asks-resolvers": ["reach"],
  "connects-to-hosts": ["reach"],
  "is-visited": ["bind", "reach"],
};

/** What it would have run, if that is an author's, or else read. */
function askedWords(touched: readonly Touched[], touch: Touch | undefined): string {
  const wanted = touch === undefined ? "read" : touch === "runs-a-command" ? "run" : "reach";
  const one = touched.find(({ is }) => is === wanted) ?? touched[0];
  return one === undefined ? "what it asks" : `${one.is} ${one.what}`;
}

/** Collects what readings touch; what several requirements touch alike stands once. */
class Plan {
  readonly withheld: Withheld[] = [];
  readonly leftOut: LeftOut[] = [];
  readonly #leave: Leave;
  readonly #isRoot: boolean;
  readonly #carried: Carried | undefined;
  readonly #visitMs: number | undefined;
  readonly #touches = new Map<
    string,
    { readonly touch: Touched & { readonly target: string }; readonly ids: Set<string | null> }
  >();

  constructor(leave: Leave, isRoot: boolean, request: Pick<DryRunRequest, "carried" | "visitMs">) {
    this.#leave = leave;
    this.#isRoot = isRoot;
    this.#carried = request.carried;
    this.#visitMs = request.visitMs;
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
    const touched = this.#touchedBy(reading, target);
    const touch = touchOf(reading, target, this.#visitMs !== undefined);
    const requirement = id ?? "";
    const left = this.#carried?.leavesOut(reading);
    if (left !== undefined) {
      this.leftOut.push({ requirement, what: askedWords(touched, touch), why: left });
      return;
    }
    const why = touch === undefined ? undefined : refusal(touch, this.#leave);
    if (touch !== undefined && why !== undefined) {
      for (const what of madeWords(touched, touch)) this.#withhold({ requirement, what, why });
      return;
    }
    for (const one of touched) this.addTouch(one, { target, id });
  }

  #touchedBy(reading: Reading, target: string): readonly Touched[] {
    if (this.#visitMs !== undefined && "ingress" in reading && needsSomebody(reading, target))
      return byAwaited(reading.ingress, this.#visitMs / 1000);
    if (this.#carried !== undefined) return this.#carried.touchedBy(reading);
    return isFar(target) ? touchedFar(reading) : touchedBy(reading, this.#isRoot);
  }

  /** Several readings of a requirement ask the same resolvers. */
  #withhold(one: Withheld): void {
    const isTold = this.withheld.some(({ requirement, what }) => requirement === one.requirement && what === one.what);
    if (!isTold) this.withheld.push(one);
  }

  addTouch(one: Touched, { target, id }: Wanting): void {
    const key = canonical([target, one.is, one.what]);
    const before = this.#touches.get(key) ?? { touch: { ...one, target }, ids: new Set<string | null>() };
    before.ids.add(id);
    this.#touches.set(key, before);
  }
}

const isFar = (target: string): boolean => target.startsWith("ssh://");
