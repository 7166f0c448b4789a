import assert from "node:assert/strict";
import { test } from "node:test";
import { madeFile } from "../judge/made-situation.ts";
import type { AnswerValue } from "../spec/answers.ts";
import { BadFile, UsageError } from "../spec/problem.ts";
import { loadSite, type Site } from "../spec/site.ts";
import { answerInputs, type AnswerSources } from "./answer.ts";

const file = madeFile(
  '- { id: a, level: must, memory: {}, expect: { installed: ">= 1 GB" } }',
  `inputs:
  dataPath: { type: path, default: /var/lib }
  cert: { type: path, optional: true }
  parts: { type: list, of: [x, y], optional: true }
  users: { type: integer, min: 1 }
  db: { type: database-url, secret: true }`,
);

const siteOf = (inputs: string): Site =>
  loadSite({ name: "footing.yaml", text: `footing: 1\nproduct: made\ninputs: { ${inputs} }\n` });

const sources = (more: Partial<AnswerSources> = {}): AnswerSources => ({
  set: [],
  site: null,
  environment: {},
  ...more,
});

function answered(name: string, more: Partial<AnswerSources> = {}): string {
  const one = answerInputs(file, sources(more)).get(name);
  if (one === undefined) throw new Error(`${name} is not among the answers`);
  const { answer, from } = one;
  const value =
    answer.is === "value"
      ? JSON.stringify(answer.value)
      : answer.is === "secret"
        ? JSON.stringify(answer.reference)
        : answer.is;
  return `${from} ${value}`;
}

test("answers come from the command line, the site, the environment, a report, the default, in this order; else open", () => {
  const set = [["dataPath", "/set"]] as const;
  const site = siteOf("dataPath: /site");
  const environment = { FOOTING_INPUT_DATA_PATH: "/environment" };
  const report = new Map<string, AnswerValue>([["dataPath", { is: "value", value: "/report" }]]);
  assert.equal(answered("dataPath", { set, site, environment, report }), 'set "/set"');
  assert.equal(answered("dataPath", { site, environment, report }), 'site "/site"');
  assert.equal(answered("dataPath", { environment, report }), 'environment "/environment"');
  assert.equal(answered("dataPath", { report }), 'report "/report"');
  assert.equal(answered("dataPath"), 'default "/var/lib"');
  assert.equal(answered("users"), "open open");
});

test("of one name that is set twice the last counts", () => {
  assert.equal(
    answered("users", {
      set: [
        ["users", "3"],
        ["users", "4"],
      ],
    }),
    "set 4",
  );
});

test("none is an answer where an input is optional, in each way to say it", () => {
  for (const text of ["", "none", "null", "None"])
    assert.equal(answered("cert", { set: [["cert", text]] }), "set none", text);
  assert.equal(answered("cert", { site: siteOf("cert: null") }), "site none");
  assert.equal(answered("parts", { site: siteOf("parts: []") }), "site none");
  assert.equal(answered("cert", { environment: { FOOTING_INPUT_CERT: "" } }), "environment none");
  assert.throws(() => answered("users", { set: [["users", "none"]] }), /users cannot be none/);
});

test("a list is given as words with commas, or as a list in the site", () => {
  assert.equal(answered("parts", { set: [["parts", "x, y"]] }), 'set ["x","y"]');
  assert.equal(answered("parts", { site: siteOf("parts: [y]") }), 'site ["y"]');
  assert.throws(() => answered("parts", { set: [["parts", "x,z"]] }), /`z` is none of x, y/);
});

test("a secret comes by reference alone, and what was given literally is never repeated", () => {
  const literal = "postgresql://u:hunter2@db/x";
  assert.equal(answered("db", { set: [["db", "env:DATABASE_URL"]] }), 'set {"env":"DATABASE_URL"}');
  assert.equal(answered("db", { set: [["db", "file:/run/secrets/db"]] }), 'set {"file":"/run/secrets/db"}');
  assert.equal(answered("db", { site: siteOf("db: { env: DB }") }), 'site {"env":"DB"}');
  assert.equal(
    answered("db", { environment: { FOOTING_INPUT_DB: literal } }),
    'environment {"env":"FOOTING_INPUT_DB"}',
  );
  const silent = (error: unknown): boolean =>
    error instanceof UsageError && !`${error.message}${error.help ?? ""}`.includes("hunter2");
  assert.throws(() => answered("db", { set: [["db", literal]] }), silent);
  const hidden = (error: unknown): boolean =>
    error instanceof BadFile && error.problems[0]?.hidden === true && !error.message.includes("hunter2");
  assert.throws(() => answered("db", { site: siteOf(`db: "${literal}"`) }), hidden);
});

test("a secret's file goes by the folder of the site file that names it, on the command line by the current one", () => {
  const site = (path: string): Site => {
    const text = `footing: 1\nproduct: made\ninputs: { db: { file: ${path} } }\n`;
    return loadSite({ name: "sites/web/footing.yaml", text });
  };
  assert.equal(answered("db", { site: site("../db.url") }), 'site {"file":"sites/db.url"}');
  assert.equal(answered("db", { site: site("/run/secrets/db") }), 'site {"file":"/run/secrets/db"}');
  assert.equal(answered("db", { set: [["db", "file:db.url"]] }), 'set {"file":"db.url"}');
});

test("a reference to a secret is refused where the input is none", () => {
  assert.throws(() => answered("cert", { site: siteOf("cert: { env: CERT }") }), /cert is no secret/);
});

test("a name that is no input is refused with the nearest that is", () => {
  assert.throws(() => answered("users", { set: [["user", "3"]] }), /did you mean `users`/);
  assert.throws(() => answered("users", { set: [["__proto__", "3"]] }), UsageError);
});

test("where nothing is asked, a name that is no input is answered with that, not with an empty list", () => {
  const silent = madeFile("- { id: a, level: must, cpu: {}, expect: { count: '>= 1' } }");
  const help = (named: typeof file): string | undefined => {
    try {
      answerInputs(named, sources({ set: [["b", "3"]] }));
    } catch (error) {
      return error instanceof UsageError ? error.help : undefined;
    }
    return undefined;
  };
  assert.match(help(silent) ?? "", /^It asks nothing, so leave --set out/);
  assert.equal(help(file), "Inputs: dataPath, cert, parts, users, db.");
});

test("what cannot be an answer is refused, naming where it came from", () => {
  assert.throws(() => answered("users", { set: [["users", "0"]] }), /--set users: 0 is not at least 1/);
  assert.throws(() => answered("users", { environment: { FOOTING_INPUT_USERS: "many" } }), /FOOTING_INPUT_USERS: /);
  assert.throws(() => answered("users", { site: siteOf("users: many") }), BadFile);
});
