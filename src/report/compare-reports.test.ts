import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { outcomes, type Result } from "../judge/outcome.ts";
import { compareReports, withSince } from "./compare-reports.ts";
import { exampleReport, exampleResult } from "./example.ts";
import type { Report } from "./report.ts";
import type { Earlier } from "./since.ts";

const earlierOf = (report: Report, more: Partial<Earlier> = {}): Earlier => ({
  ...report,
  file: "before.json",
  ...more,
});

const answer = (name: string, value: string): Report["inputs"][number] => ({ name, value, from: "set", secret: false });
const other = { id: "cht", name: "CHT", edition: "2026-01", digest: "sha256:2", version: null };
const unknown = { outcome: "unknown", observed: null, expected: null } as const;
const later = { outcome: "not-applicable", reasonCode: "later", observed: null, expected: null } as const;

test("a report compared with itself has changed in nothing", () => {
  const results = outcomes.map((outcome) => exampleResult({ id: outcome, outcome }));
  const report = exampleReport(results);
  const { changes, values, differs } = compareReports(earlierOf(report), report);
  assert.deepEqual([changes, values, differs], [[], [], []]);
});

test("a value that changed without another outcome is told apart from what changed", () => {
  const disk = (observed: string): Report => exampleReport([exampleResult({ id: "disk", outcome: "met", observed })]);
  const was = earlierOf(disk("240 GB size, 81 GB free"));
  const { changes, values } = compareReports(was, disk("240 GB size, 64 GB free"));
  assert.deepEqual(changes, []);
  assert.deepEqual(
    values.map(({ why }) => why),
    ["81 GB free → 64 GB free"],
  );
});

test("what counts in neither is no change, and what is new or gone is", () => {
  const idle = exampleResult({ id: "idle", ...later });
  const was = exampleReport([exampleResult({ id: "old", outcome: "met" }), idle]);
  const now = exampleReport([exampleResult({ id: "fresh", outcome: "unmet" }), { ...idle, reason: "x" }], {
    product: other,
  });
  const { changes, values } = compareReports(earlierOf(was), now);
  assert.deepEqual(values, []);
  assert.deepEqual(
    changes.map(({ id, from, to, why }) => [id, from?.outcome, to?.outcome, why]),
    [
      ["old", "met", undefined, "edition 2024-05 → 2026-01"],
      ["fresh", undefined, "unmet", "edition 2024-05 → 2026-01; now 7.8 GiB installed"],
    ],
  );
});

test("a target that only one run looked at is named", () => {
  const here = exampleResult({ id: "memory", outcome: "met" });
  const there = { ...here, target: "db1" };
  const [local] = exampleReport([]).targets;
  assert.ok(local !== undefined);
  const targets = [local, { ...local, name: "db1" }];
  const { changes } = compareReports(earlierOf(exampleReport([here])), exampleReport([here, there], { targets }));
  assert.deepEqual(
    changes.map(({ target, why }) => [target, why]),
    [["db1", "the other run did not look at db1; now 7.8 GiB installed"]],
  );
});

test("a requirement that was looked at on another target is not the same one", () => {
  const there = exampleResult({ id: "memory", outcome: "unmet", target: "db1" });
  const here = exampleResult({ id: "memory", outcome: "met" });
  const { changes } = compareReports(earlierOf(exampleReport([there])), exampleReport([here]));
  assert.deepEqual(
    changes.map(({ target, from, to }) => [target, from?.outcome, to?.outcome]),
    [
      ["local", undefined, "met"],
      ["db1", "unmet", undefined],
    ],
  );
});

test("what counts nowhere has no target, and is still the same requirement", () => {
  const profile = exampleResult({ id: "helm", ...later, reasonCode: "other-profile", target: null, vantage: null });
  const { changes } = compareReports(
    earlierOf(exampleReport([profile], { profile: "docker" })),
    exampleReport([exampleResult({ id: "helm", outcome: "met", observed: "3.12" })], { profile: "kubernetes" }),
  );
  assert.deepEqual(
    changes.map(({ from, to, why }) => [from?.outcome, to?.outcome, why]),
    [["not-applicable", "met", "profile docker → kubernetes; 3.12"]],
  );
});

test("what one of the runs was told not to look at has not changed", () => {
  const met = (id: string): Result => exampleResult({ id, outcome: "met" });
  const skipped = exampleResult({ id: "a", ...unknown, reasonCode: "skipped" });
  const scope = { complete: false, only: ["b"], skip: [], noWrite: false, requirements: 2 };
  const whole = exampleReport([met("a"), met("b")]);
  const part = exampleReport([met("b")], { scope });
  for (const [was, now] of [
    [whole, exampleReport([skipped, met("b")])],
    [exampleReport([skipped, met("b")]), whole],
    [whole, part],
    [part, whole],
  ] as const) {
    assert.deepEqual(compareReports(earlierOf(was), now).changes, []);
  }
  assert.equal(compareReports(earlierOf(whole), part).complete, false);
});

test("what became worse stands last, a must that is unmet last of all", () => {
  const pair = (id: string, level: Result["level"], way: readonly [Result["outcome"], Result["outcome"]]) => ({
    was: exampleResult({ id, level, outcome: way[0] }),
    now: exampleResult({ id, level, outcome: way[1] }),
  });
  const pairs = [
    pair("worst", "must", ["met", "unmet"]),
    pair("blind", "must", ["met", "unknown"]),
    pair("mild", "should", ["met", "unmet"]),
    pair("note", "may", ["met", "unmet"]),
    pair("aside", "must", ["met", "not-applicable"]),
    pair("better", "must", ["unmet", "met"]),
  ];
  const { changes } = compareReports(
    earlierOf(exampleReport(pairs.map(({ was }) => was))),
    exampleReport(pairs.map(({ now }) => now)),
  );
  assert.deepEqual(
    changes.map(({ id }) => id),
    ["better", "aside", "note", "mild", "blind", "worst"],
  );
});

test("of a secret only whether it was given is compared, also where just one report calls it secret", () => {
  const told = { name: "db", value: "postgresql://u:hunter2@h/d", from: "set", secret: false } as const;
  const kept = { name: "db", from: "set", secret: true } as const;
  const open = { name: "db", value: null, from: "open", secret: true } as const;
  const differs = (past: Report["inputs"][number], now: Report["inputs"][number]): unknown =>
    compareReports(earlierOf(exampleReport([], { inputs: [past] })), exampleReport([], { inputs: [now] })).differs;
  assert.deepEqual(differs(told, kept), []);
  assert.deepEqual(differs(kept, told), []);
  assert.deepEqual(differs(open, kept), [{ what: "answer", name: "db", from: "open", to: "given" }]);
});

test("another host of the same name is named, so that nobody takes two machines for one", () => {
  const [local] = exampleReport([]).targets;
  assert.ok(local !== undefined);
  const { differs } = compareReports(
    earlierOf(exampleReport([])),
    exampleReport([], { targets: [{ ...local, hostname: "web02" }] }),
  );
  assert.deepEqual(differs, [{ what: "host", name: "local", from: "web01", to: "web02" }]);
});

test("names that every object has are names like others", () => {
  const names = ["__proto__", "constructor", "toString", "hasOwnProperty"];
  const was = names.map((id) => exampleResult({ id, outcome: "unmet", reasonCode: "absent" }));
  const inputs = names.map((name) => answer(name, "a"));
  const { changes, differs } = compareReports(
    earlierOf(exampleReport(was, { inputs }), {
      results: was.map((one) => ({ ...one, outcome: "not-applicable", reasonCode: "__proto__" })),
    }),
    exampleReport(
      was.map((one) => ({ ...one, outcome: "met" })),
      { inputs: names.map((name) => answer(name, "b")) },
    ),
  );
  assert.deepEqual(changes.map(({ id }) => id).toSorted(), names.toSorted());
  assert.equal(differs.length, names.length);
});

test("whatever the earlier report says, nothing of this one but `since` becomes another", () => {
  const result = fc.record({
    id: fc.constantFrom("a", "b", "c"),
    outcome: fc.constantFrom(...outcomes),
    reason: fc.string(),
    expected: fc.option(fc.string()),
    observed: fc.option(fc.string()),
    subject: fc.option(fc.string()),
  });
  const unique = fc.uniqueArray(result, { selector: ({ id, subject }) => JSON.stringify([id, subject]) });
  fc.assert(
    fc.property(unique, unique, (was, now) => {
      const report = exampleReport(now.map((one) => exampleResult(one)));
      const { since, ...rest } = withSince(report, earlierOf(exampleReport(was.map((one) => exampleResult(one)))));
      assert.deepEqual(rest, report);
      for (const { from, to } of [...(since?.changes ?? []), ...(since?.values ?? [])])
        assert.ok(from !== null || to !== null);
    }),
  );
});

test("texts of the other file do not fill this one, and as many results as a file can hold are compared soon", () => {
  const long = exampleResult({ id: "a", outcome: "unmet", observed: "x".repeat(1e6) });
  const { changes } = compareReports(earlierOf(exampleReport([long])), exampleReport([{ ...long, outcome: "met" }]));
  assert.ok(JSON.stringify(changes).length < 10_000);
  const many = Array.from({ length: 100_000 }, (_, index) => exampleResult({ id: `r${index}`, outcome: "unmet" }));
  const start = performance.now();
  const found = compareReports(earlierOf(exampleReport(many)), exampleReport([]));
  assert.ok(performance.now() - start < 20_000);
  assert.equal(found.changes.length, many.length);
});
