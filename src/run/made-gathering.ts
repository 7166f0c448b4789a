// A run of `gather` for tests: on a made host, with the requirements and leave that the test gives.
import { FactIndex, type FactRecord } from "../facts/snapshot.ts";
import type { Reading } from "../facts/reading.ts";
import { finding } from "../kinds/registry.ts";
import { judge, type Judgement } from "../judge/judge.ts";
import { madeFile, madeSituation, type Making } from "../judge/made-situation.ts";
import { gather } from "./gather.ts";
import type { Leave } from "./leave.ts";
import { Observer } from "./look.ts";
import { madeTarget, type MadeAnswer, type MadeTarget } from "./made-target.ts";

type Run = {
  readonly requirements: string;
  readonly making?: Making;
  readonly answer?: (reading: Reading) => MadeAnswer;
  readonly leave?: Partial<Leave>;
  readonly signal?: AbortSignal;
  /** Somebody can be waited for, until this aborts. */
  readonly visits?: AbortSignal;
  readonly timeoutMs?: number;
  readonly delayMs?: number;
  readonly onTold?: (words: string) => void;
};

type Gathered = {
  readonly target: MadeTarget;
  readonly records: readonly FactRecord[];
  readonly judgement: Judgement;
  readonly told: readonly string[];
};

const noLeave: Leave = { fromCatalog: false, yes: false, allowExec: false, noWrite: false };

export const standardAnswer = (reading: Reading): MadeAnswer =>
  "which" in reading ? `/usr/bin/${reading.which}` : "missing";

export async function gathered(run: Run): Promise<Gathered> {
  const { requirements, making = {}, answer = standardAnswer, leave = {}, timeoutMs = 1000, delayMs = 1 } = run;
  const target = madeTarget(answer, delayMs);
  const signal = run.signal ?? new AbortController().signal;
  const records: FactRecord[] = [];
  const told: string[] = [];
  const facts = new FactIndex([], finding);
  const situation = { ...madeSituation(madeFile(requirements, making.before), making), facts };
  const visits =
    run.visits === undefined ? {} : { visits: { mostMs: 1000, signal: run.visits, tell: () => undefined } };
  await gather({
    situation,
    observers: new Map([
      ["local", new Observer(target, { signal, timeoutMs, ...visits }, { leave: { ...noLeave, ...leave } })],
    ]),
    always: [],
    signal,
    onProgress: ({ is, words }) => {
      told.push(`${is} ${words}`);
      run.onTold?.(`${is} ${words}`);
    },
    record: (record) => {
      const whole = { id: `f${records.length + 1}`, ...record };
      records.push(whole);
      facts.add(whole);
    },
  });
  return { target, records, judgement: judge({ ...situation }), told };
}

export const command = (id: string, more = ""): string =>
  `- { id: ${id}, level: must, command: { name: ${id} }${more} }`;
export const lines = (...all: readonly string[]): string => all.join("\n");
