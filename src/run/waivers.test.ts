import assert from "node:assert/strict";
import { test } from "node:test";
import { madeFile, madeSituation, type Making } from "../judge/made-situation.ts";
import { BadFile } from "../spec/problem.ts";
import { loadSite } from "../spec/site.ts";
import { expectWaiverSubjects } from "./waivers.ts";

const inputs =
  "inputs: { account: { type: host, ask: q }, features: { type: list, of: [lds], optional: true, ask: q } }";
const requirements = `- id: services
  level: must
  egress:
    endpoints:
      - { host: one.example.org }
      - { host: two.example.org, port: 8443, when: "'lds' in inputs.features" }
- { id: account, level: must, egress: { endpoints: [{ host: $inputs.account }] } }
- { id: ports, level: must, for: { port: [80, 443] }, egress: { endpoints: [{ host: a.example.org, port: $for.port }] } }`;

function refusal(requirement: string, subject: string, making: Making = {}): string {
  const waiver = `{ requirement: ${requirement}, subject: "${subject}", accept: { reachable: false }, reason: r, by: N, until: 2030-01-01 }`;
  const site = loadSite({ name: "footing.yaml", text: `footing: 1\nproduct: made\nwaivers: [${waiver}]\n` });
  try {
    expectWaiverSubjects(site, madeSituation(madeFile(requirements, inputs), making));
    return "none";
  } catch (error) {
    if (!(error instanceof BadFile)) throw error;
    const [problem] = error.problems;
    return `${problem?.message ?? ""}; ${problem?.hint ?? ""}`;
  }
}

test("a waiver of an endpoint that a requirement does not have is a mistake, with those that it has", () => {
  assert.equal(
    refusal("services", "nonsense"),
    "services has no subject `nonsense`; expected one of `one.example.org:443`, `two.example.org:8443`",
  );
  assert.match(refusal("services", "one.example.org"), /did you mean `one.example.org:443`\?$/);
  assert.equal(refusal("services", "one.example.org:443"), "none");
  // One that does not count here may be waived for where it does.
  assert.equal(refusal("services", "two.example.org:8443", { inputs: { features: "none" } }), "none");
  assert.equal(refusal("ports", "80/a.example.org:80"), "none");
  assert.match(refusal("ports", "a.example.org:80"), /has no subject/);
});

test("what is open is not told apart from a mistake before it is answered", () => {
  assert.equal(refusal("account", "a.example.org:443"), "none");
  assert.match(refusal("account", "a.example.org:443", { inputs: { account: "b.example.org" } }), /has no subject/);
  assert.equal(refusal("account", "b.example.org:443", { inputs: { account: "b.example.org" } }), "none");
});
