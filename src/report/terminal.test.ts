import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { outcomes, verdicts } from "../judge/outcome.ts";
import { exampleFact, exampleReport, exampleResult } from "./example.ts";
import type { Report } from "./report.ts";
import type { Style } from "./style.ts";
import { writeTerminal } from "./terminal.ts";

const style: Style = { columns: 80, colour: false, unicode: true };
const now = "2026-01-21T00:00:00.000Z";
const write = (report: Report, more: Partial<Style> = {}, verbose = false): string =>
  writeTerminal(report, {
    style: { ...style, ...more },
    verbose,
    again: "footing check cht",
    init: "footing init cht",
    now,
  });

const engine = exampleResult({
  id: "docker",
  outcome: "unmet",
  title: "Engine",
  area: "docker",
  expected: null,
  observed: null,
  reason: "connection refused",
  because: "every part is a container",
  remedy: { text: "Start it.", commands: ["sudo systemctl enable --now docker"] },
  from: [{ statement: "C16", source: "page", section: "Docker", item: 1 }],
});
const container = exampleResult({
  id: "docker-run",
  outcome: "unknown",
  title: "Container",
  area: "docker",
  reasonCode: "waits",
  reason: "waits for docker",
  needs: ["docker"],
  expected: null,
  observed: null,
});
const entry = exampleResult({
  id: "dns",
  outcome: "unknown",
  title: "DNS entry",
  area: "network",
  reasonCode: "input-open",
  reason: "needs domain",
  settle: "--set domain=…",
  expected: null,
  observed: null,
});
const ssd = exampleResult({
  id: "disk-type",
  outcome: "unknown",
  level: "should",
  title: "SSD",
  reasonCode: "cannot-tell",
  reason: "virtual disk",
  expected: "ssd or answer yes",
  observed: null,
});
const later = exampleResult({ id: "backup", outcome: "not-applicable", reasonCode: "later", moments: ["run"] });

const first = exampleReport([exampleResult({ id: "memory", outcome: "met" }), ssd, engine, container, entry, later], {
  verdict: "not-ready",
  exitCode: 1,
  next: [{ settles: ["dns"], do: "--set domain=…" }],
  facts: [
    exampleFact({ id: "f1", kind: "os", field: "name", value: "Debian GNU/Linux 12 (bookworm)" }),
    exampleFact({ id: "f2", kind: "arch", field: "name", value: "x86_64" }),
  ],
  inputs: [{ name: "stage", value: "production", from: "default", secret: false }],
});

test("a report reads from what was compared to the verdict, in 80 columns", () => {
  assert.equal(
    write(first),
    `
CHT, requirements of 2024-05                web01 · Debian GNU/Linux 12 · x86_64
assumed: stage production (--set stage=…)

Machine
  ✓ Memory     at least 4 GiB   7.8 GiB installed
  ! SSD        ssd or attested  virtual disk
Docker
  ✗ Engine     connection refused
  ? Container  waits for Engine
Network
  ? DNS entry  needs --set domain=…
Later
  1 about running it                              footing check cht --moment run

What to do, the most urgent last

  ! SSD: virtual disk
      footing explain cannot-tell

  ? 1 depends on 1 answer: footing init cht, or
      footing check cht --set domain=…

  ✗ Engine: connection refused                             must · Docker, item 1
      every part is a container
      Start it.
        sudo systemctl enable --now docker

NOT READY   1 met, 1 unmet, 3 unknown, 1 later                     0.9 s, exit 1
`,
  );
});

test("without UTF-8 every byte is ASCII, and the marks are words", () => {
  const text = write(first, { unicode: false });
  assert.match(text, /^[ -~\n]*$/);
  for (const word of ["ok   Memory", "warn SSD", "FAIL Engine", "???? Container"]) assert.ok(text.includes(word), word);
});

test("with colour only the marks are coloured", () => {
  const text = write(first, { colour: true });
  // eslint-disable-next-line no-control-regex
  const plain = text.replaceAll(/\u001b\[\d\dm(.)\u001b\[0m/g, "$1");
  assert.equal(plain, write(first));
  assert.notEqual(text, plain);
});

test("what other things wait for is the most urgent, and stands last", () => {
  const missing = exampleResult({ id: "compose", outcome: "unmet", title: "Compose", area: "docker" });
  const text = write(exampleReport([missing, engine, container], { verdict: "not-ready", exitCode: 1 }));
  assert.ok(text.indexOf("✗ Compose: ") < text.indexOf("✗ Engine: "));
});

test("no partial report of any outcomes says that the place is ready", () => {
  const result = fc.record({
    id: fc.constantFrom("a", "b", "c"),
    outcome: fc.constantFrom(...outcomes),
    level: fc.constantFrom("must", "should", "may"),
  });
  fc.assert(
    fc.property(
      fc.array(result, { maxLength: 9 }),
      fc.constantFrom(...verdicts),
      fc.boolean(),
      (some, verdict, interrupted) => {
        const scope = { complete: false, only: [], skip: ["x"], noWrite: false, requirements: 30 };
        const report = exampleReport(
          some.map((one) => exampleResult({ ...one, level: one.level })),
          { scope, verdict, interrupted },
        );
        assert.doesNotMatch(write(report).replaceAll("NOT READY", ""), /READY/);
      },
    ),
  );
});

test("a level that does not fit beside its head stands behind it", () => {
  const long = exampleResult({
    id: "a",
    outcome: "unmet",
    observed: "the client cannot reach an engine at all",
    expected: ">= 20 of them all",
  });
  assert.match(write(exampleReport([long])), /\n {2}✗ Memory: the client[^\n]*\n {4}[^\n]*\(must\)\n/);
});

test("what was added by need is named with its reason", () => {
  const scope = { complete: false, only: ["docker-run"], skip: [], noWrite: false, requirements: 9 };
  assert.match(
    write(exampleReport([engine, container], { scope })),
    /2 of 9 requirements \(--only\); docker because docker-run needs it/,
  );
});

test("a may is a note: it speaks neither for nor against the place", () => {
  const text = write(
    exampleReport([
      exampleResult({ id: "a", outcome: "met" }),
      exampleResult({ id: "b", outcome: "unmet", level: "may" }),
    ]),
  );
  assert.match(text, /· Memory/);
  assert.match(text, /READY {3}1 met, 1 note/);
  assert.doesNotMatch(text, /What to do/);
});

test("a waiver is shown with who, until when and why", () => {
  const waiver = { by: "Ada", reason: "replaced in spring", until: "2026-03-01", accept: "size >= 50 GB" };
  const text = write(
    exampleReport([exampleResult({ id: "a", outcome: "waived", waiver })], { verdict: "ready-with-warnings" }),
  );
  assert.match(text, /! Memory.*\n +accepted by Ada until 2026-03-01: replaced in spring\n/);
  assert.match(text, /READY, WITH WARNINGS {3}0 met, 1 waived/);
});

test("verbose names the witness of every row, and the path that was asked about stands beside what was seen", () => {
  const fact = exampleFact({
    id: "f1",
    kind: "disk",
    field: "size",
    arguments: { path: "/srv" },
    note: "nearest existing parent: /",
  });
  const report = exampleReport(
    [exampleResult({ id: "disk", kind: "disk", outcome: "met", observed: "9 GB size", facts: ["f1"] })],
    { facts: [fact] },
  );
  assert.match(write(report, { columns: 100 }), /9 GB size, \/srv, nearest existing parent: \/\n/);
  assert.match(write(report, {}, true), /size seen by \/proc\/meminfo, observed, 4 ms/);
});

test("verbose tells a fact once, and nothing of an attestation that nobody gave", () => {
  const facts = [
    exampleFact({ id: "f1", kind: "docker", field: "answers" }),
    exampleFact({ id: "f2", kind: "docker", field: "version" }),
    exampleFact({ id: "f3", kind: "attest", field: "answer", state: "unknown", by: "the site file" }),
  ];
  const of = (id: string, ids: readonly string[]): typeof engine =>
    exampleResult({ id, outcome: "met", title: id, facts: ids });
  const text = write(
    exampleReport([of("A", ["f1"]), of("B", ["f1"]), of("C", ["f1", "f2"]), of("D", ["f3"])], { facts }),
    {},
    true,
  );
  assert.equal(text.match(/answers seen by/g)?.length, 1);
  assert.match(text, /✓ B[^\n]*\n +as above\n/);
  assert.match(text, /✓ C[^\n]*\n +version seen by [^\n]*\n +the rest as above\n/);
  assert.doesNotMatch(text, /site file/);
});

test("verbose names once how each reason of what is not met is explained", () => {
  const again = exampleResult({ ...engine, id: "docker-again", title: "Engine again" });
  const report = exampleReport([exampleResult({ id: "memory", outcome: "met" }), engine, again, ssd]);
  const rows = write(report, {}, true).split("What to do")[0] ?? "";
  const named = [...rows.matchAll(/footing explain ([a-z-]+)$/gm)].map(([, code]) => code);
  assert.deepEqual(named, ["cannot-tell", "falls-short"]);
  assert.doesNotMatch(write(report), /why: footing explain/);
});

test("a recorded tree that stood in for the system is named", () => {
  const targets = [
    { name: "local", type: "host", role: "app", hostname: "web01", state: "reached", root: "/tmp/tree" },
  ] as const;
  assert.match(write(exampleReport([], { targets })), /local stands for the recorded tree \/tmp\/tree/);
});

test("two rows of a sizing table that claim one number are both named", () => {
  const sizing = {
    by: "users",
    value: 8,
    row: { memory: "16 GB" },
    alsoClaimedBy: { memory: "32 GB" },
    unread: ["disk"],
    rows: [],
  };
  assert.match(
    write(exampleReport([], { sizing })),
    /sized for users 8: memory 16 GB; the source gives 8 to another row too: memory\s32\sGB;\snobody\slooks\sat\sdisk/,
  );
});

test("what earlier runs left is named with the command that removes it, and what was removed is told", () => {
  const left = ["container footing-probe-7f3a"];
  assert.match(
    write(exampleReport([], { leftovers: left, earlier: left })),
    /\nLeft behind by an earlier run:\n {2}container footing-probe-7f3a\nRemove it: footing check cht --clean\n\nREADY/,
  );
  assert.match(
    write(exampleReport([], { removed: left })),
    /\nRemoved what an earlier run had left behind:\n {2}container/,
  );
});

test("what is left behind is named before the verdict", () => {
  assert.match(
    write(exampleReport([], { leftovers: ["container footing-probe-7f3a"] })),
    /removed by hand:\n {2}container footing-probe-7f3a\n\nREADY/,
  );
});

test("targets to name take the place of those that were named; facts of a file are observed anew", () => {
  const result = exampleResult({
    id: "database",
    outcome: "unknown",
    reasonCode: "needs-target",
    settle: "--on ssh://app1 --on database=ssh://HOST",
  });
  const next = [{ settles: ["database"], do: "--on ssh://app1 --on database=ssh://HOST" }];
  const words = (more: Partial<Report>): string =>
    writeTerminal(exampleReport([result], { next, ...more }), {
      style: { ...style, columns: 200 },
      now: "2026-01-01T00:00:00.000Z",
      verbose: false,
      again: "footing check x.yaml --on ssh://app1 --on 'ssh://[::1]' --yes",
      init: "footing init x.yaml",
    });
  assert.match(words({}), /\n +footing check x\.yaml --yes --on ssh:\/\/app1 --on database=ssh:\/\/HOST\n/);
  const evidence = { from: "file", signed: false, oldestAt: "2026-01-01T00:00:00.000Z" } as const;
  assert.match(words({ evidence }), /\n +footing facts x\.yaml --on ssh:\/\/app1 --on database=ssh:\/\/HOST\n/);
});
