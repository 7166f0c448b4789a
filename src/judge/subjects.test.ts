import assert from "node:assert/strict";
import { test } from "node:test";
import type { FactRecord } from "../facts/snapshot.ts";
import { judgeMade, localHost, madeFact, outcomesOf, resultOf, type Making } from "./made-situation.ts";
import { controller } from "./place.ts";

/** A fact of one endpoint is kept under the question about that one. */
const askedOf = (host: string): FactRecord["arguments"] => ({ endpoints: [{ host }] });

/** Facts of one endpoint that meet what the kind expects. */
function reached(host: string, more: Partial<FactRecord> = {}): readonly FactRecord[] {
  const place = { arguments: askedOf(host), subject: `${host}:443`, ...more };
  return [
    madeFact("egress", "reachable", { value: true, ...place }),
    madeFact("egress", "intercepted", { value: false, ...place }),
  ];
}

const blocked = (host: string): readonly FactRecord[] => [
  madeFact("egress", "reachable", {
    arguments: askedOf(host),
    subject: `${host}:443`,
    value: false,
    cause: "no-answer",
    note: "192.0.2.7 did not answer",
  }),
];

const both = "- { id: out, level: must, egress: { endpoints: [{ host: a.example.org }, { host: b.example.org }] } }";

test("each endpoint has a result of its own, told by its name", () => {
  const judged = judgeMade(both, { facts: [...reached("a.example.org"), ...blocked("b.example.org")] });
  assert.deepEqual(outcomesOf(judged), { "out[a.example.org:443]": "met", "out[b.example.org:443]": "unmet" });
  assert.equal(judged.verdict, "not-ready");
});

test("what stood in the way is the reason, by its own code and words", () => {
  const judged = judgeMade(both, { facts: [...reached("a.example.org"), ...blocked("b.example.org")] });
  const { reasonCode, reason } = judged.results[1] ?? assert.fail();
  assert.deepEqual([reasonCode, reason], ["no-answer", "192.0.2.7 did not answer"]);
});

test("an endpoint that nobody answered for is unknown by its name", () => {
  const judged = judgeMade(both, { facts: reached("a.example.org") });
  assert.deepEqual(outcomesOf(judged), { "out[a.example.org:443]": "met", "out[b.example.org:443]": "unknown" });
});

test("a list that was cut short takes no endpoint away", () => {
  const list = madeFact("egress", "endpoints", {
    arguments: { endpoints: [{ host: "a.example.org" }, { host: "b.example.org" }] },
    value: ["a.example.org:443"],
  });
  const judged = judgeMade(both, { facts: [list, ...reached("a.example.org")] });
  assert.equal(outcomesOf(judged)["out[b.example.org:443]"], "unknown");
});

test("an endpoint is told behind the value of `for`", () => {
  const repeated = `- id: out
  level: must
  for: { name: [a, b] }
  egress: { endpoints: [{ host: "\${for.name}.example.org" }] }`;
  const facts = ["a", "b"].flatMap((name) => reached(`${name}.example.org`));
  const judged = judgeMade(repeated, { facts });
  assert.deepEqual(outcomesOf(judged), { "out[a/a.example.org:443]": "met", "out[b/b.example.org:443]": "met" });
});

test("as a branch all endpoints are one answer: one that is blocked makes it unmet", () => {
  const joined = `- id: out
  level: must
  anyOf:
    - egress: { endpoints: [{ host: a.example.org }, { host: b.example.org }] }
    - attest: { question: Is it so? }`;
  const judge = (facts: readonly FactRecord[]): string => resultOf(judgeMade(joined, { facts }), "out").outcome;
  assert.equal(judge([...reached("a.example.org"), ...reached("b.example.org")]), "met");
  assert.equal(judge([...reached("a.example.org"), ...blocked("b.example.org")]), "unknown");
  assert.equal(judge(reached("a.example.org")), "unknown");
});

test("a waiver speaks for one endpoint", () => {
  const waivers = `[{ requirement: out, subject: "b.example.org:443", accept: { reachable: false, intercepted: { present: false } }, reason: r, by: B, until: 2026-12-31 }]`;
  const absent = madeFact("egress", "intercepted", {
    arguments: askedOf("b.example.org"),
    subject: "b.example.org:443",
    state: "absent",
  });
  const facts = [...blocked("a.example.org"), ...blocked("b.example.org"), absent];
  const judged = judgeMade(both, { facts, waivers });
  assert.deepEqual(outcomesOf(judged), { "out[a.example.org:443]": "unmet", "out[b.example.org:443]": "waived" });
});

test("while a name of the list is open the whole is one unknown", () => {
  const open = '- { id: out, level: must, egress: { endpoints: [{ host: "${inputs.name}.example.org" }] } }';
  const judged = judgeMade(open, { before: 'inputs: { name: { type: text, ask: "Which?" } }' });
  assert.deepEqual(outcomesOf(judged), { out: "unknown" });
  assert.equal(resultOf(judged, "out").reasonCode, "input-open");
});

test("an optional proxy that was answered with none, or not at all, asks nothing else", () => {
  const proxied = "- { id: out, level: must, egress: { proxy: $inputs.proxy, endpoints: [{ host: a.example.org }] } }";
  const before = 'inputs: { proxy: { type: url, optional: true, ask: "Which?" } }';
  const facts = reached("a.example.org");
  for (const inputs of [{}, { proxy: "none" }]) {
    assert.equal(judgeMade(proxied, { before, inputs, facts }).verdict, "ready");
  }
});

const far = { ...localHost, name: "ssh://far" };
const web = "- { id: web, level: must, http: { url: 'https://example.org/' }, expect: { status: 200 } }";
const targetOf = (requirement: string, making: Making): string | null =>
  judgeMade(requirement, making).results[0]?.target ?? null;

test("what a host or the controller may be asked is asked of hosts, and of the controller only where there is none", () => {
  assert.equal(targetOf(web, { targets: [far, controller] }), "ssh://far");
  assert.equal(targetOf(web, { targets: [{ ...far, role: "database" }, controller] }), "controller");
  assert.equal(targetOf(web, { targets: [{ ...far, role: "database" }, localHost] }), "local");
});

test("what the controller saw counts from its own vantage, and from no other", () => {
  const targets = [{ ...far, role: "database" }, controller];
  const seen = { target: "controller", arguments: { url: "https://example.org/" }, value: 200 };
  const judge = (more: Partial<FactRecord>): string =>
    resultOf(judgeMade(web, { targets, facts: [madeFact("http", "status", { ...seen, ...more })] }), "web").outcome;
  assert.equal(judge({ vantage: "controller" }), "met");
  assert.equal(judge({ vantage: "host" }), "unknown");
});

const conditional = `- id: out
  level: must
  because: of all
  egress:
    endpoints:
      - { host: a.example.org, why: of a, when: "'a' in inputs.parts" }
      - { host: b.example.org }`;
const parts = 'inputs: { parts: { type: list, of: [a, b], optional: true, ask: "Which?" } }';

test("an endpoint has a reason and a condition of its own", () => {
  const facts = reached("b.example.org");
  const without = judgeMade(conditional, { before: parts, inputs: { parts: "none" }, facts });
  assert.deepEqual(outcomesOf(without), {
    "out[a.example.org:443]": "not-applicable",
    "out[b.example.org:443]": "met",
  });
  assert.equal(without.verdict, "ready");
  const all = [...reached("a.example.org"), ...reached("b.example.org")];
  const within = judgeMade(conditional, { before: parts, inputs: { parts: "a" }, facts: all });
  assert.deepEqual(outcomesOf(within), { "out[a.example.org:443]": "met", "out[b.example.org:443]": "met" });
  assert.deepEqual(
    within.results.map(({ because }) => because),
    ["of a", "of all"],
  );
});

test("an endpoint of which it is open whether it counts is unknown by its name, and the others are judged", () => {
  const facts = reached("b.example.org");
  const judged = judgeMade(conditional, { before: parts, facts });
  assert.deepEqual(outcomesOf(judged), { "out[b.example.org:443]": "met", "out[a.example.org:443]": "unknown" });
  assert.equal(judged.results[1]?.settle, "--set parts=…");
});

test("two of one name that turn out to be asked differently are no question, and never the answer of one of them", () => {
  const twins = `- id: out
  level: must
  egress:
    endpoints:
      - { host: a.example.org, html: true, when: "inputs.which != 'second'" }
      - { host: a.example.org, when: "inputs.which != 'first'" }`;
  const before = "inputs: { which: { type: choice, of: [first, second, both] } }";
  const facts = [
    ...reached("a.example.org"),
    ...reached("a.example.org", { arguments: { endpoints: [{ host: "a.example.org", html: true }] } }),
  ];
  const judge = (which: string): readonly (readonly string[])[] => {
    const { results } = judgeMade(twins, { facts, before, inputs: { which } });
    return results
      .filter(({ outcome }) => outcome !== "not-applicable")
      .map(({ outcome, reason }) => [outcome, reason]);
  };
  assert.deepEqual(judge("both"), [["unknown", "`a.example.org:443` stands twice in one list, and differs in html"]]);
  for (const which of ["first", "second"])
    assert.deepEqual(
      judge(which).map(([outcome]) => outcome),
      ["met"],
    );
});

test("one that stands twice and is asked alike has one result, however it is written", () => {
  const twice =
    "- { id: out, level: must, egress: { endpoints: [{ host: a.example.org }, { host: A.example.org., port: 443 }] } }";
  assert.deepEqual(outcomesOf(judgeMade(twice, { facts: reached("a.example.org") })), {
    "out[a.example.org:443]": "met",
  });
});
