import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { parse } from "yaml";
import { z } from "zod";
import { folderWith, requirements, tooMuchMemory } from "../cli/spawn.ts";
import { readPage, root, sectionOf } from "../docs/markdown.ts";

const Step = z.strictObject({
  name: z.string(),
  id: z.string().optional(),
  shell: z.literal("bash"),
  env: z.record(z.string(), z.string()).optional(),
  run: z.string(),
});
const Action = z.strictObject({
  name: z.string(),
  description: z.string(),
  inputs: z.record(z.string(), z.strictObject({ description: z.string(), default: z.string() })),
  outputs: z.record(z.string(), z.strictObject({ description: z.string(), value: z.string() })),
  runs: z.strictObject({ using: z.literal("composite"), steps: z.array(Step) }),
});
const action = Action.parse(parse(readFileSync(`${root}action.yml`, "utf8")));
const check = action.runs.steps.find(({ id }) => id === "check");

/** Runs the action's check as GitHub does: inputs in the environment, outputs from a file. */
function run(
  context: TestContext,
  inputs: Readonly<Record<string, string>>,
  more: Readonly<Record<string, string>> = {},
) {
  const folder = folderWith(context, { "mine.yaml": requirements(more["requirements"] ?? "") });
  const outside = folderWith(context);
  const environment = Object.entries(check?.env ?? {}).map(([name, value]) => {
    const [, input = ""] = /^\$\{\{ inputs\.([a-z]+) \}\}$/.exec(value) ?? [];
    return [name, inputs[input] ?? action.inputs[input]?.default ?? ""] as const;
  });
  const { stdout, stderr, status } = spawnSync("bash", [`${root}action/check.sh`], {
    cwd: folder,
    encoding: "utf8",
    env: {
      ...process.env,
      LC_ALL: "C.UTF-8",
      RUNNER_TEMP: outside,
      GITHUB_OUTPUT: join(outside, "output"),
      GITHUB_ACTIONS: "true",
      ...Object.fromEntries(environment),
      ...more,
    },
  });
  const output = join(outside, "output");
  const lines = existsSync(output) ? readFileSync(output, "utf8").trimEnd().split("\n") : [];
  const outputs = new Map(lines.map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]));
  return { folder, outside, stdout, stderr, code: status, lines, outputs };
}

test("no script of the action has an input in its text, and each input reaches the check", () => {
  for (const { name, run: script } of action.runs.steps) assert.ok(!script.includes("${{"), name);
  const given = Object.values(check?.env ?? {}).map((value) => value.replaceAll(/^\$\{\{ inputs\.|\}\}$/g, "").trim());
  assert.deepEqual(given.toSorted(), Object.keys(action.inputs).toSorted());
  const script = readFileSync(`${root}action/check.sh`, "utf8");
  for (const name of Object.keys(check?.env ?? {})) assert.ok(script.includes(`\${${name}-}`), name);
  for (const [name, { value }] of Object.entries(action.outputs)) {
    assert.equal(value, `\${{ steps.check.outputs.${name} }}`);
    assert.ok(script.includes(`"${name}=$`), name);
  }
});

test("the action passes the exit code on, and says verdict and report", (context) => {
  const ready = run(context, { product: "./mine.yaml", formats: "tty=words.txt" });
  assert.equal(ready.code, 0, ready.stderr);
  assert.deepEqual([ready.outputs.get("verdict"), ready.outputs.get("exit-code")], ["ready", "0"]);
  const report: unknown = JSON.parse(readFileSync(ready.outputs.get("report") ?? "", "utf8"));
  assert.equal(z.object({ verdict: z.string() }).parse(report).verdict, "ready");
  assert.match(readFileSync(join(ready.folder, "words.txt"), "utf8"), /\nREADY /);
  const short = run(context, { product: "./mine.yaml" }, { requirements: tooMuchMemory });
  assert.deepEqual([short.code, short.outputs.get("verdict")], [1, "not-ready"]);
  const should = "  - { id: app, level: should, title: App, command: { name: no-such-program } }\n";
  const lenient = run(context, { product: "./mine.yaml" }, { requirements: should });
  assert.deepEqual([lenient.code, lenient.outputs.get("verdict")], [0, "ready-with-warnings"]);
  assert.equal(run(context, { product: "./mine.yaml", strict: "true" }, { requirements: should }).code, 1);
});

test("answers are given line by line, and leave to touch only by true", (context) => {
  const ask =
    "  - { id: domain, level: must, title: Domain, input: { name: domain }, expect: { value: a.example.org } }\n" +
    "  - { id: place, level: must, title: Place, directory: { path: /tmp } }\n";
  const set = "\n  \ndomain=a.example.org\r\ndb=env:DATABASE_URL\n";
  const without = run(context, { product: "./mine.yaml", set }, { requirements: ask });
  assert.deepEqual([without.code, without.outputs.get("verdict")], [3, "unverified"]);
  const leave = run(context, { product: "./mine.yaml", set, yes: "true" }, { requirements: ask });
  assert.deepEqual([leave.code, leave.outputs.get("verdict")], [0, "ready"], leave.stdout + leave.stderr);
  const unclear = run(context, { product: "./mine.yaml", yes: "yes" });
  assert.equal(unclear.code, 2);
  assert.match(unclear.stderr, /the input yes is true or false/);
});

const hostile = [
  "$(touch pwned)",
  "`touch pwned`",
  "'; touch pwned; '",
  '"; touch pwned; "',
  "x\ntouch pwned",
  "--yes",
  "verdict=ready\nverdict=ready",
];

test("no input is run, becomes an option, or writes an output, whatever stands in it", (context) => {
  for (const input of ["product", "set", "moment", "formats"]) {
    for (const value of hostile) {
      const what = `${input}: ${JSON.stringify(value)}`;
      const { code, folder, outside, lines } = run(context, { product: "./mine.yaml", [input]: value });
      assert.equal(code, 2, what);
      assert.deepEqual(readdirSync(folder), ["mine.yaml"], what);
      assert.ok(!readdirSync(outside).includes("pwned"), what);
      assert.ok(lines.length === 0 || lines.join() === "verdict=,exit-code=2,report=", `${what}: ${lines.join()}`);
    }
  }
});

test("what a file says cannot command GitHub", (context) => {
  const title = `${"wide ".repeat(16)} ::error::forged`;
  const requirement = `  - { id: forged, level: should, title: "${title}", command: { name: no-such-program } }\n`;
  const { stdout } = run(context, { product: "./mine.yaml" }, { requirements: requirement });
  const [, token = "none"] = /^::stop-commands::([0-9a-f]{32})$/m.exec(stdout) ?? [];
  assert.ok(stdout.startsWith(`::stop-commands::${token}\n`));
  assert.ok(stdout.endsWith(`\n::${token}::\n`), stdout);
});

test("the hook runs the cases of each folder once, and of none that is another's", (context) => {
  const cases = (outcome: string): string =>
    `cases:\n  - { name: one, facts: { cpu: { count: 1 } }, expect: { outcomes: { cpu: ${outcome} } } }\n`;
  const folder = folderWith(context);
  const lay = (name: string, files: Readonly<Record<string, string>>): void => {
    mkdirSync(join(folder, name));
    for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, name, file), text);
  };
  lay("good one", { "requirements.yaml": requirements(), "cases.yaml": cases("met") });
  lay("-bad $(touch pwned)", { "requirements.yaml": requirements(), "cases.yaml": cases("unmet") });
  lay("chart", { "requirements.yaml": "dependencies: []\n" });
  lay("untested", { "requirements.yaml": requirements() });
  const hook = (...files: readonly string[]) =>
    spawnSync("bash", [`${root}action/pre-commit.sh`, ...files], { cwd: folder, encoding: "utf8" });
  const good = hook("good one/requirements.yaml", "good one/cases.yaml", "chart/requirements.yaml");
  assert.deepEqual([good.status, good.stdout], [0, "good one\n1 case: 1 hold, 0 do not\n"], good.stderr);
  const bad = hook("-bad $(touch pwned)/cases.yaml", "good one/cases.yaml");
  assert.equal(bad.status, 1, bad.stderr);
  assert.match(bad.stdout, /1 case: 0 hold, 1 do not\ngood one\n1 case: 1 hold/);
  assert.equal(hook("untested/requirements.yaml").status, 2);
  assert.ok(!readdirSync(folder).includes("pwned"));
});

test("what the documentation shows of the action and the hook is there", () => {
  const shown = readPage("docs/how-to/use-in-ci.md").blocks.filter(({ language }) => language === "yaml");
  const [jobs, repos] = shown.map(({ text }): unknown => parse(text));
  const { steps } = z.object({ jobs: z.object({ ready: z.object({ steps: z.array(Used) }) }) }).parse(jobs).jobs.ready;
  const used = steps.find(({ uses }) => uses === "OWNER/FOOTING@COMMIT");
  assert.ok(used?.with !== undefined);
  for (const name of Object.keys(used.with)) assert.ok(name in action.inputs, name);
  const table = sectionOf(readPage("docs/how-to/use-in-ci.md"), "On GitHub");
  for (const name of [...Object.keys(action.inputs), ...Object.keys(action.outputs)])
    assert.ok(table.includes(`\`${name}\``), name);
  const Repos = z.object({ repos: z.array(z.object({ hooks: z.array(z.object({ id: z.literal("footing-test") })) })) });
  assert.ok(Repos.safeParse(repos).success);
});

const Used = z.object({ uses: z.string().optional(), with: z.record(z.string(), z.unknown()).optional() });

test("the hook's definition names a script that is there and may be run", () => {
  const [hook] = z
    .array(z.looseObject({ id: z.string(), entry: z.string(), language: z.literal("script"), files: z.string() }))
    .parse(parse(readFileSync(`${root}.pre-commit-hooks.yaml`, "utf8")));
  assert.equal(hook?.id, "footing-test");
  assert.equal(spawnSync("test", ["-x", `${root}${hook.entry}`]).status, 0);
  const files = new RegExp(hook.files);
  assert.ok(files.test("requirements.yaml") && files.test("a/cases.yaml") && !files.test("my-requirements.yaml"));
});
