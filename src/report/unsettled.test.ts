import assert from "node:assert/strict";
import { test } from "node:test";
import type { Result } from "../judge/outcome.ts";
import { exampleFact, exampleReport, exampleResult } from "./example.ts";
import type { Report } from "./report.ts";
import { writeTerminal } from "./terminal.ts";
import { widthOf } from "./width.ts";

const advice = (results: readonly Result[], more: Partial<Report> = {}): string => {
  const text = writeTerminal(exampleReport(results, { verdict: "unverified", exitCode: 3, ...more }), {
    style: { columns: 80, colour: false, unicode: true },
    verbose: false,
    again: "footing check cht",
    init: "footing init cht --set users=20",
    now: "2026-01-21T00:00:00.000Z",
  });
  return text.split("What to do, the most urgent last\n")[1]?.split("\nUNVERIFIED")[0] ?? "";
};

const blind = (more: Partial<Result> & Pick<Result, "id">): Result =>
  exampleResult({ outcome: "unknown", reasonCode: "permission-denied", observed: null, title: more.id, ...more });

test("what is unknown and has no way to settle it has an entry, one for each reason code", () => {
  const results = [
    blind({ id: "Engine", reason: "docker does not let this user in" }),
    blind({ id: "Logs", reason: "docker does not let this user in" }),
    blind({ id: "Root", reason: "the folder may not be read" }),
    blind({ id: "SSD", level: "should", reasonCode: "cannot-tell", reason: "virtual disk" }),
    blind({ id: "Colour", level: "may", reasonCode: "no-means", reason: "no tool" }),
  ];
  assert.equal(
    advice(results),
    `
  ! SSD: virtual disk
      footing explain cannot-tell

  ? Engine and Logs: docker does not let this user in
    Root: the folder may not be read
      footing explain permission-denied
`,
  );
});

test("many reasons of one code are not told one by one", () => {
  const results = ["A", "B", "C", "D"].map((id) => blind({ id, reason: `${id} may not be read` }));
  assert.match(advice(results), /\? A, B, C and D: why stands in their rows\n {6}footing explain permission-denied\n$/);
});

test("facts that are too old are looked at again, which is told once and in their rows in a few words", () => {
  const results = ["A", "B"].map((id, index) =>
    blind({
      id,
      reasonCode: "old",
      reason: `seen on 2025-01-0${index + 1}T00:00:00Z, which is older than is accepted`,
    }),
  );
  assert.equal(
    advice(results),
    "\n  ? A and B: seen too long ago to count; look again\n      footing facts cht --set users=20\n",
  );
});

test("of what is too old for one reason among others the time is left out", () => {
  const old = "seen on 2025-01-01T00:00:00.1Z, which is older than is accepted";
  const results = [blind({ id: "A", reasonCode: "no-means", reason: `${old}; ${old}; no engine answers` })];
  assert.match(advice(results), /A: seen too long ago; no engine answers\n/);
});

test("what waits has an entry only if what it waits for has none, and what was left out has none", () => {
  const docker = blind({ id: "docker", title: "Engine", reason: "refused" });
  const waiting = blind({ id: "run", title: "Container", reasonCode: "waits", needs: ["docker"] });
  const skipped = blind({ id: "dns", title: "DNS", reasonCode: "skipped" });
  assert.doesNotMatch(advice([docker, waiting, skipped]), /Container|DNS/);
  assert.match(advice([{ ...docker, level: "may" }, waiting]), /Container: waits for Engine/);
});

test("what ends one of several reasons is not offered as if it ended all", () => {
  const port = blind({ id: "Port", reason: "needs leave; docker does not let this user in", partly: "--yes" });
  const text = advice([port], { next: [{ settles: ["Other"], do: "--yes" }] });
  assert.match(text, /\? Port: needs leave; docker does not let this user in\n {6}partly settles with --yes\n/);
  assert.doesNotMatch(text, /footing check/);
});

test("each value of for is attested by its own line, below its own question", () => {
  const settleOf = (subject: string): string => `attest it[${subject}] in footing.yaml`;
  const results = ["x", "a b"].map((subject) => blind({ id: "it", subject, title: "It", settle: settleOf(subject) }));
  const next = ["x", "a b"].map((subject) => ({ settles: ["it"], do: settleOf(subject) }));
  const facts = ["x", "a b"].map((subject) =>
    exampleFact({
      id: subject,
      kind: "attest",
      field: "answer",
      arguments: { question: `is ${subject} so?` },
      subject: `it[${subject}]`,
    }),
  );
  const text = advice(results, { next, facts });
  assert.match(text, /is x so\?\n.*\n {8}- \{ requirement: it, subject: x,\n {12}answer: yes, by: NAME/);
  assert.match(text, /is a b so\?\n.*\n {8}- \{ requirement: it, subject: "a b",\n {12}answer: yes, by: NAME/);
});

test("the lines of an attestation fit on 80 columns", () => {
  const id = "encryption-of-the-disk-with-the-data";
  const settle = `attest ${id} in footing.yaml`;
  const text = advice([blind({ id, title: "Encryption", settle })], { next: [{ settles: [id], do: settle }] });
  assert.match(text, / {8}- \{ requirement: \S+, answer: yes,\n {12}by: NAME, on: 2026-01-01 \}\n/);
  for (const line of text.split("\n")) assert.ok(widthOf(line) <= 80, line);
});
