import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { Ajv, type ValidateFunction } from "ajv";
import { folderWith, footing, requirements, tooMuchMemory } from "../../test/cli/spawn.ts";
import { reportSchemas } from "./report-schema.ts";

type Name = "report" | "facts";

function validator(name: Name, closed: boolean): ValidateFunction {
  const validators = new Ajv({ strict: true, strictTypes: false, strictRequired: false, validateFormats: false });
  return validators.compile(reportSchemas({ closed })[`${name}.schema.json`] ?? false);
}
const open = { report: validator("report", false), facts: validator("facts", false) };
const closed = { report: validator("report", true), facts: validator("facts", true) };

/** Refused where the published schema, or the one in which every key must be known, has something against it. */
function expectValid(name: Name, written: unknown, what: string): void {
  for (const check of [open[name], closed[name]]) {
    const valid = check(written);
    assert.deepEqual(valid ? [] : check.errors, [], what);
  }
}

const more = `${tooMuchMemory}  - id: either
    level: should
    title: Either
    anyOf:
      - { cpu: {}, expect: { count: ">= 1" } }
      - { attest: { question: Is it so? } }
  - { id: people, level: should, title: People, attest: { question: Is it so? } }
  - { id: port, level: may, title: Ports, for: { port: [80, 443] }, port: { port: $for.port } }
  - { id: domain, level: may, title: Domain, input: { name: domain }, expect: { value: { contains: example } } }
`;

const site = `footing: 1
product: ./mine.yaml
inputs: { domain: app.example.org, db: { env: DATABASE_URL } }
waivers:
  - { requirement: memory, accept: { installed: ">= 1 MB" }, reason: later, by: Ann, until: 2999-01-31 }
attestations:
  - { requirement: people, answer: yes, by: Ann, on: 2026-01-01 }
`;

test("reports of the catalog, and the facts under them, are what the schemas say", (context) => {
  const folder = folderWith(context);
  for (const product of ["cht", "scot4", "carto"]) {
    // Services outside need not be reached from where this is run.
    const soon = ["--timeout", "2s"];
    const { stdout } = footing(["check", product, ...soon, "-o", "json"], { folder });
    expectValid("report", JSON.parse(stdout), product);
    footing(["facts", product, ...soon, "-o", `json=${product}.json`], { folder });
    const facts: unknown = JSON.parse(readFileSync(join(folder, `${product}.json`), "utf8"));
    expectValid("facts", facts, `facts of ${product}`);
    const judged = footing(["judge", product, "--facts", `${product}.json`, "-o", "json"], { folder });
    expectValid("report", JSON.parse(judged.stdout), `${product}, judged`);
  }
  footing(["facts"], { folder });
  expectValid("facts", JSON.parse(readFileSync(join(folder, "facts.json"), "utf8")), "facts without a product");
});

test("reports with waivers, attestations, branches, subjects, answers and changes are what the schema says", (context) => {
  const folder = folderWith(context, { "mine.yaml": requirements(more), "site.yaml": site });
  const environment = { DATABASE_URL: "postgresql://app:secret@db/app" };
  const before = footing(["check", "./mine.yaml", "-o", "json=before.json"], { folder });
  assert.equal(before.code, 1);
  const runs = [
    ["--site", "site.yaml", "--since", "before.json"],
    ["--only", "cpu", "--yes", "--strict"],
    ["--moment", "run", "--skip", "port", "--no-write"],
    ["--timeout", "1ms", "--deadline", "1ms"],
  ];
  for (const run of runs) {
    const { stdout } = footing(["check", "./mine.yaml", ...run, "-o", "json"], { folder, environment });
    expectValid("report", JSON.parse(stdout), run.join(" "));
  }
});

test("facts whose value is never kept are what the schemas say, judged again as well", (context) => {
  const exec = `  - id: said
    level: must
    title: Said
    exec: { command: /bin/echo, args: [hello] }
    expect: { stdout: { contains: hello } }
`;
  const folder = folderWith(context, { "mine.yaml": requirements(exec) });
  const leave = ["--yes", "--allow-exec"];
  const { stdout, code } = footing(["check", "./mine.yaml", ...leave, "-o", "json"], { folder });
  assert.equal(code, 0);
  assert.match(stdout, /"kept": \{/);
  footing(["facts", "./mine.yaml", ...leave], { folder });
  const facts = readFileSync(join(folder, "facts.json"), "utf8");
  const judged = footing(["judge", "./mine.yaml", "--facts", "facts.json", "-o", "json"], { folder });
  const shared = footing(["check", "./mine.yaml", ...leave, "--share", "-o", "json"], { folder });
  for (const [name, written] of [
    ["report", stdout],
    ["facts", facts],
    ["report", judged.stdout],
    ["report", shared.stdout],
  ] as const) {
    expectValid(name, JSON.parse(written), name);
    const shipped: unknown = JSON.parse(
      readFileSync(new URL(`../../schema/${name}.schema.json`, import.meta.url), "utf8"),
    );
    assert.deepEqual(shipped, reportSchemas()[`${name}.schema.json`]);
    const blind: unknown = JSON.parse(written, (key, value: unknown) => (key === "kept" ? undefined : value));
    assert.equal(open[name](blind), false, "seen with neither a value nor what is kept of one");
  }
});

test("what no report may be is refused", (context) => {
  const folder = folderWith(context, { "mine.yaml": requirements() });
  const { stdout } = footing(["check", "./mine.yaml", "-o", "json"], { folder });
  const spoilt = (part: string, spoil: string): unknown => {
    assert.ok(stdout.includes(part), part);
    return JSON.parse(stdout.replace(part, spoil));
  };
  assert.ok(open.report(JSON.parse(stdout)));
  assert.equal(open.report(spoilt('"verdict": "ready"', '"verdict": "fine"')), false);
  assert.equal(open.report(spoilt('"outcome": "met"', '"outcome": "good"')), false);
  assert.equal(open.report(spoilt('"state": "seen"', '"state": "unknown"')), false, "unknown without a reason");
  const blind: unknown = JSON.parse(stdout, (key, value: unknown) => (key === "value" ? undefined : value));
  assert.equal(open.report(blind), false, "seen without a value");
  const met: unknown = JSON.parse(stdout, (key, value: unknown) => (key === "facts" && isIds(value) ? [] : value));
  assert.equal(open.report(met), false, "met without a fact");
  const grown = spoilt('"schema":', '"later": 1, "schema":');
  assert.ok(open.report(grown), "keys are only ever added");
  assert.equal(closed.report(grown), false);
});

const isIds = (value: unknown): boolean => Array.isArray(value) && value.every((one) => typeof one === "string");
