// Arguments that wait for answers, and such as say nothing.
import assert from "node:assert/strict";
import { test } from "node:test";
import { judgeMade, madeFile, resultOf, seenFact, type Making } from "./made-situation.ts";

const lines = (...all: readonly string[]): string => all.join("\n");

test("all answers that are missing are asked for at once, and no other", () => {
  const before = lines(
    "inputs:",
    ...["cert", "key", "ca"].map((name) => `  ${name}: { type: path, optional: true, ask: Which? }`),
    "  domain: { type: domain, ask: Which? }",
    "  stage: { type: choice, of: [a, b], ask: Which? }",
    "  days: { type: integer, ask: How many? }",
  );
  const expected = '{ covers: true, daysLeft: ">= ${inputs.days} days" }';
  const all = "{ cert: $inputs.cert, key: $inputs.key, covers: $inputs.domain, ca: $inputs.ca }";
  const asked = `- { id: a, level: must, certificate: ${all}, expect: ${expected} }`;
  const settling = (inputs: Record<string, string>, requirement = asked): readonly (string | undefined)[] => {
    const { reason, settle } = resultOf(judgeMade(requirement, { before, inputs }), "a");
    return [reason, settle];
  };
  assert.deepEqual(settling({ ca: "" }), [
    "needs cert, key, domain and days",
    "--set cert=… --set key=… --set domain=… --set days=…",
  ]);
  assert.deepEqual(settling({ ca: "", cert: "/c", key: "/k", days: "3" }), ["needs domain", "--set domain=…"]);
  const both = "- { id: a, level: must, allOf: [{ disk: { path: $inputs.cert } }, { disk: { path: $inputs.key } }] }";
  assert.deepEqual(settling({}, both), ["needs cert; needs key", "--set cert=… --set key=…"]);
});

test("a switch that is off says the same as if it were left out, written or referred to", () => {
  const inputs = "inputs:\n  really: { type: boolean, ask: Really run one? }";
  const on = { arguments: { run: true } } as const;
  const facts = [seenFact("docker.answers", true), seenFact("docker.engine", "docker")];
  const ran = ["answers", "engine", "ranContainer"].map((field) =>
    seenFact(`docker.${field}`, field === "engine" ? "docker" : true, on),
  );
  const judged = (argument: string, more: Making): string => {
    const result = resultOf(
      judgeMade(`- { id: a, level: must, docker: { run: ${argument} } }`, { ...more, before: inputs }),
      "a",
    );
    return `${result.outcome} ${result.reasonCode}`;
  };
  assert.equal(judged("false", { facts }), "met met");
  assert.equal(judged("$inputs.really", { facts, inputs: { really: "no" } }), "met met");
  assert.equal(judged("$inputs.really", { facts: ran, inputs: { really: "yes" } }), "met met");
  assert.equal(judged("true", { facts: [...facts, ...ran.slice(0, 2)] }), "unknown not-observed");
  assert.throws(
    () => madeFile("- { id: a, level: must, docker: { run: false }, expect: { ranContainer: true } }"),
    /`ranContainer` of docker is answered only with the argument `run`/,
  );
});
