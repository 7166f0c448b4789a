import assert from "node:assert/strict";
import { test } from "node:test";
import { classify, type Observation } from "./classify.ts";
import type { Expectation } from "./fault.ts";

const outcomes = ["met", "unmet", "unknown", "not-applicable", "waived"];

type Said = {
  readonly outcome: string;
  readonly state?: string;
  readonly reasonCode?: string;
  readonly exitCode?: number;
};

/** A report with one result, whole and in accord with itself. */
function report({ outcome, state = "seen", reasonCode = "met", exitCode = 0 }: Said): Record<string, unknown> {
  return {
    schema: "footing/report/1",
    verdict: "ready",
    exitCode,
    interrupted: false,
    counts: Object.fromEntries(outcomes.map((name) => [name, name === outcome ? 1 : 0])),
    targets: [{ name: "local" }],
    results: [
      { id: "disk", target: "local", outcome, reasonCode, reason: "so it is", observed: "60 GB", facts: ["f1"] },
    ],
    facts: [{ id: "f1", state }],
  };
}

const observation = (text: unknown, exit: number): Observation => ({
  exit,
  late: false,
  seconds: 0.2,
  terminal: "READY\n",
  reportText: typeof text === "string" || text === undefined ? text : JSON.stringify(text),
  root: undefined,
  leftBehind: [],
});

const expecting = (outcome: Expectation["outcomes"][string], exit: Expectation["exit"]): Expectation => ({
  outcomes: { disk: outcome },
  exit,
  within: 30,
});

const met = expecting("met", 0);
const unmet = expecting("unmet", 1);
const unknown = expecting("unknown", 3);
const falling: Said = { outcome: "unmet", reasonCode: "falls-short", exitCode: 1 };

test("what is as expected is ok", () => {
  assert.equal(classify(met, observation(report({ outcome: "met" }), 0)).is, "ok");
  assert.equal(classify(unmet, observation(report(falling), 1)).is, "ok");
});

test("met where unmet or unknown was meant is a false green", () => {
  for (const expected of [unmet, unknown]) {
    assert.equal(classify(expected, observation(report({ outcome: "met" }), 0)).is, "false green");
    assert.equal(
      classify(expected, observation(report({ outcome: "met", exitCode: expected.exit }), expected.exit)).is,
      "false green",
    );
  }
});

test("exit 0 is a false green, whatever the report says, and without one too", () => {
  assert.equal(classify(unmet, observation(report(falling), 0)).is, "false green");
  assert.equal(classify(unmet, observation(undefined, 0)).is, "false green");
  assert.equal(classify(unmet, observation("{", 0)).is, "false green");
  assert.equal(classify({ outcomes: {}, exit: 2, within: 30 }, observation(undefined, 0)).is, "false green");
});

test("unmet where met or unknown was meant is a false red", () => {
  for (const expected of [met, unknown])
    assert.equal(classify(expected, observation(report(falling), 1)).is, "false red");
});

test("unknown where it could be known is counted as that", () => {
  const text = report({ outcome: "unknown", state: "unknown", exitCode: 3 });
  for (const expected of [met, unmet]) {
    assert.equal(classify(expected, observation(text, 3)).is, "unknown though knowable");
  }
});

test("met with no fact that shows it is a claim unseen", () => {
  assert.equal(classify(met, observation(report({ outcome: "met", state: "unknown" }), 0)).is, "claim unseen");
  assert.equal(classify(met, observation(report({ outcome: "met", state: "absent" }), 0)).is, "ok");
  assert.equal(classify(met, observation({ ...report({ outcome: "met" }), facts: [] }, 0)).is, "claim unseen");
});

test("a report that does not agree with itself, or with what was meant, is a bad one", () => {
  const good = report({ outcome: "met" });
  const bad: readonly (readonly [string, Expectation, Observation])[] = [
    ["no report", met, observation(undefined, 0)],
    ["does not parse", unmet, observation("{", 1)],
    ["the report says", met, observation({ ...good, exitCode: 3 }, 0)],
    ["counts\\.met", met, observation({ ...good, counts: { met: 2 } }, 0)],
    ["no result for disk", met, observation({ ...good, results: [], counts: {} }, 0)],
    ["control characters", met, { ...observation(good, 0), terminal: "\u001b[2K" }],
    ["left behind 7 sleep", met, { ...observation(good, 0), leftBehind: ["7 sleep"] }],
    ["did not end", met, { ...observation(good, 0), late: true }],
    ["names /tree", met, observation({ ...good, targets: [{ root: "/tree" }] }, 0)],
    ["names no recorded tree", met, { ...observation(good, 0), root: "/tree" }],
    ["the verdict", { ...met, verdict: "not-ready" }, observation(good, 0)],
    ["is falls-short", { ...unmet, reasonCode: "absent" }, observation(report(falling), 1)],
    ["/8 GB/", { ...met, observed: "8 GB" }, observation(good, 0)],
    ["does not say", { ...met, says: "not ready" }, observation(good, 0)],
    ["nothing was checked", { outcomes: {}, exit: 2, within: 30 }, observation(good, 2)],
  ];
  for (const [why, expected, observed] of bad) {
    const finding = classify(expected, observed);
    assert.equal(finding.is, "bad report", why);
    assert.match(finding.why, new RegExp(why));
  }
});

test("what is expected of one target is compared with that one's result, and its absence is told", () => {
  const both = report({ outcome: "met" });
  const [first] = both["results"] as readonly Readonly<Record<string, unknown>>[];
  const second = { ...first, target: "ssh://a", outcome: "unknown", reasonCode: "target-lost" };
  const read = { ...both, counts: { ...(both["counts"] as object), unknown: 1 }, results: [first, second] };
  const seen = observation(read, 0);
  const split = { "disk@local": "met", "disk@ssh://a": "unknown" } as const;
  const expected = { ...met, outcomes: split, reasonCode: { "disk@ssh://a": "target-lost" } };
  assert.equal(classify(expected, seen).is, "ok");
  assert.equal(classify({ ...expected, reasonCode: { "disk@ssh://a": "timeout" } }, seen).is, "bad report");
  assert.equal(classify({ ...met, outcomes: { ...split, "disk@local": "unmet" } }, seen).is, "false green");
  assert.match(classify({ ...met, outcomes: { "disk@ssh://b": "met" } }, seen).why, /no result for disk@ssh:\/\/b/);
});
