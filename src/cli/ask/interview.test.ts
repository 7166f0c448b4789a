import assert from "node:assert/strict";
import { test } from "node:test";
import type { Found } from "../../run/catalog.ts";
import { loadLibraries } from "../../spec/libraries.ts";
import { loadRequirements } from "../../spec/requirements-file.ts";
import { widthOf } from "../../report/width.ts";
import { interview, type Asking, type Typed } from "./interview.ts";
import { madeDialogue, type MadeDialogue } from "./made-dialogue.ts";

await loadLibraries();

const text = `footing: 1
product: { id: made, name: Made, versions: ">=4 <6" }
inputs:
  where: { type: choice, of: [here, there], ask: "Where does it run?" }
  size: { type: size, ask: "How large?", when: "inputs.where == 'here'", example: 20 GB }
  users: { type: integer, min: 1, suggest: 4, ask: "How many?" }
  stage: { type: choice, of: [live, trial], default: live, ask: "What for?" }
  parts: { type: list, of: [a, b, c], optional: true, ask: "Which parts?" }
  db: { type: database-url, secret: true, optional: true, ask: "Which database?" }
requirements:
  - { id: disk, level: must, title: Disk, because: it holds the data, when: "inputs.where == 'here'", disk: { path: / }, expect: { size: ">= \${inputs.size}" } }
  - { id: users, level: must, title: Users, input: { name: users }, expect: { value: ">= 2" } }
  - { id: live, level: must, title: Live, when: "inputs.stage == 'live' && 'b' in inputs.parts", cpu: {}, expect: { count: ">= 1" } }
  - { id: data, level: must, title: Data, when: "inputs.db != null", cpu: {}, expect: { count: ">= 1" } }
`;

const foundOf = (source: string): Found => ({
  file: loadRequirements({ name: "made.yaml", text: source }),
  statements: null,
  digest: "",
  origin: "file",
  folder: ".",
  version: null,
});

const askingOf = (more: Partial<Asking> = {}, source = text): Asking => ({
  found: foundOf(source),
  sources: { set: [], site: null, environment: {} },
  profile: undefined,
  scope: { skip: new Set() },
  assumed: true,
  ...more,
});

type Talk = MadeDialogue & { readonly typed: Typed };

async function talk(
  typed: readonly (string | null)[],
  { asking = askingOf(), missing }: { readonly asking?: Asking; readonly missing?: string } = {},
): Promise<Talk> {
  const made = madeDialogue(typed, missing);
  return { ...made, typed: await interview(asking, made.dialogue) };
}

const headings = ({ said }: MadeDialogue): readonly string[] => said().match(/^Question .*$/gm) ?? [];

test("questions come one after the other, an answer opens and ends others, and Enter leaves one open", async () => {
  const made = await talk(["1", "", "2,3", "env:DB", "20 GB", "3"]);
  assert.deepEqual(headings(made), [
    "Question 1 of at most 6: where",
    "Question 2 of at most 6: stage",
    "Question 3 of at most 6: parts",
    "Question 4 of at most 6: db",
    "Question 5 of at most 6: size",
    "Question 6 of 6: users",
  ]);
  assert.deepEqual(made.typed.set, [
    ["where", "here"],
    ["parts", "b,c"],
    ["db", "env:DB"],
    ["size", "20 GB"],
    ["users", "3"],
  ]);
  assert.equal(made.typed.ended, "answered");
  const other = await talk(["there", "trial", "", "4"]);
  assert.deepEqual(headings(other), [
    "Question 1 of at most 6: where",
    "Question 2 of at most 5: stage",
    "Question 3 of at most 4: db",
    "Question 4 of 4: users",
  ]);
});

test("a question says what hangs on it, what may be answered, and what Enter does", async () => {
  const made = await talk([]);
  assert.equal(
    made.said(),
    `
Question 1 of at most 6: where
  Where does it run?
  Settles: Disk; and whether 1 more question follows.
    1  here
    2  there
where (Enter leaves it open): 


No more questions; the answers so far are kept.
`,
  );
  const { said } = await talk(["there", "", "", "?", "", "?"]);
  assert.match(said(), /\nstage \(Enter keeps live\): \n/);
  assert.match(said(), / {2}One or several words or numbers, separated by commas, or none\n/);
  assert.match(said(), /A whole number, at least 1, for example 20 \(suggested: 4\)\n/);
  assert.match(said(), / {2}A secret: not itself, only where it lies, as env:NAME or file:PATH, or none\n/);
  assert.match(said(), /It decides or is looked at for:\n {4}Data\n/);
});

test("a wrong answer is told in words and asked again; none is an answer only where the file says so", async () => {
  const { said, typed } = await talk(["nowhere", "3", "none", "2", "", "none", "null", "zero", "0", "2"]);
  assert.match(said(), /`nowhere` is none of here, there\.\n/);
  assert.match(said(), /`3` is none of here, there\.\n/);
  assert.match(said(), /None is no answer here\. Enter leaves the question open\.\n/);
  assert.match(said(), /`zero` is not a whole number, for example 20\.\n/);
  assert.match(said(), /0 is not at least 1\.\n/);
  assert.deepEqual(typed.set, [
    ["where", "there"],
    ["parts", "none"],
    ["db", "null"],
    ["users", "2"],
  ]);
});

test("a secret is taken by reference only, and what was typed instead is never said", async () => {
  const made = await talk(["there", "trial", "postgresql://u:hunter2@db/x", "hunter2", "env:DB", "4"], {
    missing: "the variable DB is not set",
  });
  assert.doesNotMatch(made.said(), /hunter2/);
  assert.match(made.said(), /nothing of it was kept\. Write env:NAME or\n {2}file:PATH\./);
  assert.match(made.said(), /Taken: the variable DB\. Note: the variable DB is not set\. It must be there\n/);
  assert.equal(made.hidden(), 3);
  assert.deepEqual(made.typed.set.at(-2), ["db", "env:DB"]);
});

test("the end of what is typed keeps the answers so far", async () => {
  const { typed } = await talk(["here", null]);
  assert.deepEqual([typed.ended, typed.set], ["end", [["where", "here"]]]);
});

test("what options, site and environment answered is not asked", async () => {
  const sources = { set: [["where", "there"] as const], site: null, environment: { FOOTING_INPUT_USERS: "4" } };
  assert.deepEqual(headings(await talk(["", "", ""], { asking: askingOf({ sources }) })), [
    "Question 1 of at most 3: stage",
    "Question 2 of at most 3: parts",
    "Question 3 of 3: db",
  ]);
});

test("the profile is asked first where there are several and none was named", async () => {
  const profiles = `${text}profiles: { one: { title: First, default: true }, two: { title: Second } }\n`;
  const made = await talk(["2"], { asking: askingOf({}, profiles) });
  assert.deepEqual(headings(made), ["Question 1 of at most 7: profile", "Question 2 of at most 7: where"]);
  assert.match(made.said(), /\(one: First; two: Second\)[^]*profile \(Enter keeps one\): /);
  assert.equal(made.typed.profile, "two");
  const named = await talk([], { asking: askingOf({ profile: "one" }, profiles) });
  assert.deepEqual(headings(named), ["Question 1 of at most 6: where"]);
});

test("a version is asked for where a condition reads it, and one that the file does not cover is refused", async () => {
  const versioned = `${text.split("requirements:")[0]}requirements:
  - { id: a, level: must, title: A, when: "inRange(version, '>=5')", cpu: {}, expect: { count: ">= 1" } }
`;
  const { said, typed } = await talk(["new", "7", "5.1"], { asking: askingOf({}, versioned) });
  assert.match(said(), /Which version of Made will run\?/);
  assert.match(said(), /`new` is not a version/);
  assert.match(said(), /do not cover 7\. They cover >=4 <6\./);
  assert.deepEqual(typed.set, [["version", "5.1"]]);
});

test("everything fits 80 columns, and text of a file that steers a terminal comes out visible", async () => {
  const hostile = text
    .replace('"Where does it run?"', `"Where \\e[2J \\u202e ${"does it run ".repeat(20)}"`)
    .replace("title: Disk", 'title: "Di\\e]0;x\\asks"');
  const { said } = await talk(["?", "x".repeat(200)], { asking: askingOf({}, hostile) });
  assert.match(said(), /Where \\x1b\[2J \\u202e does/);
  assert.match(said(), /Di\\x1b\]0;x\\x07sks/);
  for (const line of said().split("\n")) {
    assert.ok(widthOf(line) <= 80, line);
    assert.match(line, /^\P{C}*$/u);
  }
});
