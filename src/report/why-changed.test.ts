import assert from "node:assert/strict";
import { test } from "node:test";
import type { FactRecord } from "../facts/snapshot.ts";
import type { Result } from "../judge/outcome.ts";
import { compareReports } from "./compare-reports.ts";
import { exampleFact, exampleReport, exampleResult } from "./example.ts";
import type { Report } from "./report.ts";

type Side = Partial<Result> & { readonly outcome: Result["outcome"] };

const memory = (side: Side): Result => exampleResult({ id: "memory", ...side });

type Sides = {
  readonly from: Side;
  readonly to: Side;
  readonly past?: Partial<Report>;
  readonly now?: Partial<Report>;
};

function compared({ from, to, past = {}, now = {} }: Sides): ReturnType<typeof compareReports> {
  const earlier = { ...exampleReport([memory(from)], past), file: "before.json" };
  return compareReports(earlier, exampleReport([memory(to)], now));
}

const answer = (name: string, value: string | null, from: "set" | "open" = "set"): Report["inputs"][number] => ({
  name,
  value,
  from,
  secret: false,
});
const other = { id: "cht", name: "CHT", edition: "2026-01", digest: "sha256:2", version: null };
const unknown = { outcome: "unknown", observed: null, expected: null } as const;
const later = { outcome: "not-applicable", reasonCode: "later", observed: null, expected: null } as const;
const waiver = { by: "Ada", reason: "soon", until: "2026-03-01", accept: "4 GB" };

const reasons: readonly (readonly [name: string, sides: Sides, why: string])[] = [
  [
    "a value that changed",
    { from: { outcome: "unmet", observed: "8.1 GB installed" }, to: { outcome: "met", observed: "31 GB installed" } },
    "8.1 GB installed → 31 GB installed",
  ],
  [
    "of several values only those that differ, by their names",
    {
      from: { outcome: "unmet", observed: "5 GB free" },
      to: { outcome: "met", observed: "240 GB size, 81 GB free, readOnly: no" },
    },
    "5 GB free → 81 GB free",
  ],
  [
    "values without a name stand whole",
    { from: { outcome: "unmet", observed: "Debian, 11" }, to: { outcome: "met", observed: "Debian, 12" } },
    "Debian, 11 → Debian, 12",
  ],
  [
    "a truth in words",
    { from: { outcome: "met", observed: "encrypted: yes" }, to: { outcome: "unmet", observed: "encrypted: no" } },
    "encrypted → not encrypted",
  ],
  [
    "what could not be seen then",
    {
      from: { ...unknown, reasonCode: "timeout", reason: "no answer within 10 s" },
      to: { outcome: "met", observed: "31 GB installed" },
    },
    "no answer within 10 s → 31 GB installed",
  ],
  [
    "what cannot be seen now",
    {
      from: { outcome: "met", observed: "31 GB installed" },
      to: { ...unknown, reasonCode: "input-open", reason: "needs users", settle: "--set users=…" },
    },
    "31 GB installed → needs --set users=…",
  ],
  [
    "an answer that was given, and no other",
    {
      from: { ...unknown, reasonCode: "input-open", reason: "needs users" },
      to: { outcome: "met", observed: "31 GB installed" },
      past: { inputs: [answer("users", null, "open"), answer("domain", null, "open")] },
      now: { inputs: [answer("users", "4"), answer("domain", "a.example")] },
    },
    "users open → 4; now 31 GB installed",
  ],
  [
    "a demand that an answer changed",
    {
      from: { outcome: "met", expected: ">= 8 GB" },
      to: { outcome: "unmet", expected: ">= 16 GB" },
      past: { inputs: [answer("users", "4")] },
      now: { inputs: [answer("users", "20")] },
    },
    "must be at least 16 GB, before at least 8 GB; users 4 → 20",
  ],
  [
    "a default that decides only now is no other demand",
    {
      from: { outcome: "met", observed: "9 GB size", expected: ">= 8 GB" },
      to: { outcome: "unmet", observed: "readOnly: yes", expected: "size >= 8 GB, readOnly no" },
      now: { product: other },
    },
    "9 GB size → read only",
  ],
  [
    "a waiver that came",
    { from: { outcome: "unmet" }, to: { outcome: "waived", waiver } },
    "accepted by Ada until 2026-03-01",
  ],
  [
    "a waiver that expired",
    { from: { outcome: "waived", waiver }, to: { outcome: "unmet", note: "the waiver by Ada expired on 2026-03-01" } },
    "the waiver by Ada expired on 2026-03-01",
  ],
  [
    "a waiver that was taken away",
    { from: { outcome: "waived", waiver }, to: { outcome: "unmet" } },
    "the waiver by Ada is there no more",
  ],
  [
    "another moment",
    { from: later, to: { outcome: "unmet", observed: "no backup" }, now: { moment: "run" } },
    "moment install → run; no backup",
  ],
  [
    "a condition that holds no more",
    {
      from: { outcome: "met" },
      to: { outcome: "not-applicable", reasonCode: "condition-false", reason: "does not apply: inputs.stage == 'x'" },
      past: { inputs: [answer("stage", "x")] },
      now: { inputs: [answer("stage", "y")] },
    },
    "does not apply: inputs.stage == 'x'; stage x → y",
  ],
  [
    "nothing but another footing",
    {
      from: { outcome: "met" },
      to: { outcome: "unmet", reason: "installed falls short" },
      past: { tool: { name: "footing", version: "0.0.9", digest: "sha256:9" } },
    },
    "footing 0.0.9 → 0.1.0; installed falls short",
  ],
];

for (const [name, sides, why] of reasons) {
  test(`why an outcome changed: ${name}`, () => {
    const { changes, values } = compared(sides);
    assert.deepEqual(values, []);
    assert.deepEqual(
      changes.map((change) => change.why),
      [why],
    );
    assert.equal(changes[0]?.from?.outcome, sides.from.outcome);
    assert.equal(changes[0]?.to?.outcome, sides.to.outcome);
  });
}

const installed = (value: number): FactRecord =>
  exampleFact({ id: `f${value}`, kind: "memory", field: "installed", value });

test("the same value in another unit is not told as another value", () => {
  const sides = (value: number): Sides => ({
    from: { outcome: "unmet", observed: "0.026 TB installed", expected: ">= 900 TB", facts: ["f26"] },
    to: { outcome: "met", observed: "26000 MB installed", expected: ">= 1 MB", facts: [`f${value}`] },
    past: { facts: [installed(26)] },
    now: { facts: [installed(value)], product: other },
  });
  const whyOf = (value: number): string | undefined => compared(sides(value)).changes[0]?.why;
  assert.equal(whyOf(26), "must be at least 1 MB, before at least 900 TB");
  assert.equal(whyOf(27), "0.026 TB installed → 26000 MB installed; must be at least 1 MB, before at least 900 TB");
});

test("what only became a day older is no change of a value, and is the reason of an outcome that it changed", () => {
  const facts = [installed(1)];
  const from = { outcome: "met", observed: "30 days daysLeft", facts: ["f1"] } as const;
  const to = { ...from, observed: "29 days daysLeft" };
  const both = { past: { facts }, now: { facts } };
  assert.deepEqual(compared({ from, to, ...both }).values, []);
  const { changes } = compared({ from, to: { ...to, outcome: "unmet" }, ...both });
  assert.equal(changes[0]?.why, "30 days daysLeft → 29 days daysLeft");
});
