import assert from "node:assert/strict";
import { test } from "node:test";
import { judge } from "../judge/judge.ts";
import { localHost, madeFile, madeNow, madeSituation, seenFact } from "../judge/made-situation.ts";
import type { Target } from "../judge/situation.ts";
import { remarksOf } from "./head.ts";
import { makeReport } from "./make.ts";
import type { Report } from "./report.ts";

const within = (name: string, role = "app"): Target => ({
  ...localHost,
  name: `docker://${name}`,
  type: "container",
  role,
});

const requirements = `- { id: memory, level: must, title: Memory, memory: {}, expect: { installed: ">= 1 GB" } }
- { id: engine, level: must, title: Engine, docker: {}, expect: { installed: true } }
- { id: compose, level: must, title: Compose, compose: {}, expect: { plugin: { present: true } } }
- { id: later, level: must, title: Later, privilege: {}, expect: { root: true }, moments: [run] }`;

function reportOn(targets: readonly Target[]): Report {
  const facts = [seenFact("docker.installed", true)];
  const situation = madeSituation(madeFile(requirements), { facts, targets });
  const finished = { found: { digest: "sha256:1", origin: "file" }, site: null, situation, facts } as const;
  const more = { only: [], skip: [], remains: [], root: null, interrupted: false, evidence: "live" } as const;
  const when = { startedAt: madeNow, finishedAt: madeNow, durationMs: 1 };
  const made = { ...finished, ...more, ...when, judgement: judge(situation) };
  return makeReport(made, { tool: { version: "0.1.0", digest: "sha256:0" }, noWrite: false });
}

test("what only a host was asked is named for each container that it does not speak for", () => {
  const report = reportOn([localHost, within("one"), within("two"), within("other", "web")]);
  assert.deepEqual(
    report.targets.map(({ notAsked }) => notAsked),
    [undefined, ["engine", "compose"], ["engine", "compose"], undefined],
  );
  assert.deepEqual(
    remarksOf(report).filter((line) => line.includes("within")),
    [
      "docker://one and docker://two: Engine and Compose are not seen from within a container, and were asked of local alone",
    ],
  );
});

test("without a host the rows themselves say that one is needed, and nothing is said twice", () => {
  const report = reportOn([within("one")]);
  assert.equal(report.targets[0]?.notAsked, undefined);
  assert.deepEqual(
    report.results.filter(({ reasonCode }) => reasonCode === "needs-target").map(({ id }) => id),
    ["engine", "compose"],
  );
});
