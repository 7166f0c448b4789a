import { randomBytes } from "node:crypto";
import type { CarriedHead } from "../facts/snapshot-shape.ts";
import { plannedLooks, type PlannedLook } from "../judge/planned.ts";
import type { Asking } from "../judge/questions.ts";
import { hostLooks } from "../kinds/looks.ts";
import { carriedScript } from "../reach/session/carried-script.ts";
import { recordingTarget, uncarried } from "../reach/session/carried-target.ts";
import { touchedByScript } from "../reach/touched.ts";
import type { Answers } from "../spec/answers.ts";
import { UsageError } from "../spec/problem.ts";
import { headerAskings, prepare } from "./check.ts";
import { dryRun, type DryRun, type DryRunRequest } from "./dry-run.ts";
import { emptySituation } from "./situation.ts";
import { describeAsking, Observer } from "./look.ts";
import { lookFrom } from "./planned.ts";

export type PrintRequest = DryRunRequest & {
  readonly timeoutMs: number;
  readonly version: string;
  /** The answers as they may stand in a text that is carried about. */
  readonly inputsOf: (answers: Answers) => CarriedHead["inputs"];
  /** What the script says of itself at its beginning. */
  readonly about: readonly string[];
  /** No product was named: everything is asked, and judged by whatever product. */
  readonly isEverything: boolean;
};

export type Printed = {
  readonly script: string;
  /** What it asks, in a few words each. */
  readonly asks: readonly string[];
  /** What it cannot ask, since the question itself is answered only there. */
  readonly open: readonly PlannedLook[];
};

/** What the script touches on the host that it is run on, and what it leaves out. */
export const scriptTouches = (request: DryRunRequest): DryRun =>
  dryRun({ ...request, carried: { leavesOut: uncarried, touchedBy: touchedByScript } });

/** Whether anything of a look is in the script. */
function isCarried(asking: Asking): boolean {
  const look = hostLooks.find(({ kind }) => kind === asking.kind);
  const readings = look === undefined ? {} : lookFrom(look, asking).readings(asking.arguments, asking.fields);
  return Object.values(readings).some((reading) => uncarried(reading) === undefined);
}

/** A script that asks one host everything that judging may need, with what waits for something else included. */
export async function printScript(request: PrintRequest): Promise<Printed> {
  const prepared = prepare(request);
  const [wanted] = prepared.wanted;
  if (wanted?.at !== "local" || prepared.wanted.length > 1)
    throw new UsageError(
      "--print-script is for one host, where somebody runs it",
      "Leave out --on, or give --on ROLE=local.",
    );
  const situation = emptySituation(request, prepared);
  const mark = randomBytes(16).toString("hex");
  const { target, jobs } = recordingTarget(wanted.at, mark);
  const { timeoutMs, clean, found } = request;
  const limits = { signal: new AbortController().signal, timeoutMs, clean };
  const observer = new Observer(target, limits, {
    leave: { ...request.leave, fromCatalog: found.origin === "catalog" },
  });
  const looks = plannedLooks(situation);
  const askings = [
    ...situation.targets.flatMap(headerAskings),
    ...looks.flatMap((look) => (look.is === "asked" ? [look] : [])),
  ];
  await Promise.all(askings.map((asking) => observer.look(asking)));
  const asks = [...new Set(askings.filter(isCarried).map(describeAsking))];
  const { product } = found.file;
  const head: CarriedHead = {
    schema: "footing/carried/1",
    version: request.version,
    mark,
    product: request.isEverything ? null : { id: product.id, edition: product.edition ?? null, version: null },
    profile: prepared.profile,
    moment: request.moment,
    inputs: request.inputsOf(prepared.answers),
    timeoutMs,
    clean,
  };
  const script = carriedScript({ head, jobs: jobs(timeoutMs), holds: asks, about: request.about });
  return { script, asks, open: looks.filter((look) => look.is === "open") };
}
