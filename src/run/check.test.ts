// A whole run on the machine that the tests run on.
import assert from "node:assert/strict";
import { test } from "node:test";
import { makeFactsFile, makeReport } from "../report/make.ts";
import { writeJson } from "../report/json.ts";
import { UsageError } from "../spec/problem.ts";
import { catalogEntries, loadEntry } from "./catalog.ts";
import { check, type CheckRequest, type Ran } from "./check.ts";
import { parseSnapshot } from "./facts-file.ts";
import { judgeAgain } from "./judge-again.ts";

const catalog = new URL("../../catalog/", import.meta.url);
const tool = { version: "0.0.0", digest: "sha256:0" };

const request = async (entry: string, more: Partial<CheckRequest> = {}): Promise<CheckRequest> => ({
  found: await loadEntry(catalog, entry),
  site: null,
  set: [],
  environment: process.env,
  moment: "install",
  only: [],
  skip: [],
  targets: [],
  timeoutMs: 10_000,
  deadlineMs: 60_000,
  leave: { yes: false, allowExec: false, noWrite: false },
  clean: false,
  strict: false,
  signal: new AbortController().signal,
  onProgress: () => undefined,
  ...more,
});

const outcomes = ({ judgement }: Ran): readonly string[] =>
  judgement.results.map(({ id, target, outcome, reasonCode }) => `${id} ${target ?? "-"} ${outcome} ${reasonCode}`);

test("every product of the catalog is judged again from its facts and from its report with the same outcomes", async () => {
  for (const entry of await catalogEntries(catalog)) {
    const asked = await request(entry, entry === "scot4" ? { set: [["users", "20"]] } : {});
    const ran = await check(asked);
    assert.ok(
      ran.facts.some(({ state }) => state === "seen"),
      entry,
    );
    for (const written of [makeFactsFile(ran, tool), makeReport(ran, { tool, noWrite: false })]) {
      const snapshot = parseSnapshot("written.json", writeJson(written));
      const again = judgeAgain({ ...asked, set: [], environment: {}, snapshot, maxAge: 86_400, now: ran.finishedAt });
      assert.deepEqual(outcomes(again), outcomes(ran), entry);
      assert.equal(again.judgement.verdict, ran.judgement.verdict);
    }
  }
});

test("a run that is interrupted before it begins ends at once, with everything unknown for that", async () => {
  const ran = await check(await request("cht", { signal: AbortSignal.abort() }));
  assert.equal(ran.interrupted, true);
  assert.equal(ran.judgement.complete, false);
  const memory = ran.judgement.results.find(({ id }) => id === "memory");
  assert.equal(memory?.reasonCode, "interrupted");
});

test("a run whose deadline has come is unknown for that, and complete all the same", async () => {
  const ran = await check(await request("cht", { deadlineMs: 0 }));
  assert.equal(ran.interrupted, false);
  assert.equal(ran.judgement.complete, true);
  assert.equal(ran.judgement.verdict, "unverified");
});

test("what is wrong with a request is said before anything is looked at", async () => {
  const looked: unknown[] = [];
  const wrong: readonly Partial<CheckRequest>[] = [
    { only: ["memory"], skip: ["cpu"] },
    { only: ["memroy"] },
    { set: [["stage", "later"]] },
    { targets: ["kube://prod"] },
    { profile: "podman" },
  ];
  for (const more of wrong) {
    await assert.rejects(
      check(await request("cht", { ...more, onProgress: (event) => looked.push(event) })),
      UsageError,
    );
  }
  assert.deepEqual(looked, []);
});

test("with only, nothing but what is asked for and the system itself is looked at", async () => {
  const ran = await check(await request("cht", { only: ["memory"] }));
  assert.deepEqual([...new Set(ran.facts.filter(({ target }) => target !== null).map(({ kind }) => kind))].toSorted(), [
    "arch",
    "memory",
    "os",
  ]);
  assert.deepEqual(
    ran.judgement.results.map(({ id }) => id),
    ["memory"],
  );
});
