import assert from "node:assert/strict";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { folderWith, footing } from "./spawn.ts";
import { atTerminal } from "./terminal.ts";

const requirements = `footing: 1
product: { id: mine, name: Mine }
inputs:
  stage: { type: choice, of: [live, trial], default: live, ask: What is it for? }
  disk: { type: path, ask: Where do files lie?, example: /srv }
  users: { type: integer, ask: How many people?, when: "inputs.stage == 'live'" }
  db: { type: database-url, secret: true, optional: true, ask: Which database? }
requirements:
  - { id: cpu, level: must, title: Processors, cpu: {}, expect: { count: ">= 1" } }
  - { id: disk, level: must, title: Disk, disk: { path: $inputs.disk }, expect: { size: ">= 1 MB" } }
  - { id: users, level: must, title: Users, when: "inputs.stage == 'live'", input: { name: users }, expect: { value: "<= 9" } }
  - { id: data, level: should, title: Data, when: "inputs.db != null", attest: { question: Is it backed up? } }
`;

const written = (folder: string, name = "footing.yaml"): string => readFileSync(join(folder, name), "utf8");

test("without a terminal nothing is asked: what --set gave is written, and the rest laid out as comments", (context) => {
  const folder = folderWith(context, { "mine.yaml": requirements });
  const words = ["init", "./mine.yaml", "--set", "disk=/", "--set", "db=env:DATABASE_URL"];
  const { stdout, stderr, code } = footing(words, { folder });
  assert.deepEqual([stderr, code], ["", 0]);
  assert.equal(stdout, "Wrote footing.yaml: 2 answers. Still open: users.\nNext: footing check\n");
  assert.equal(
    written(folder).replace(/on: \d{4}-\d\d-\d\d/, "on: DAY"),
    `# Answers for Mine.
# \`footing check\` reads them, \`footing init\` asks what is still open.
footing: 1
product: ./mine.yaml

# A line that begins with # is open; to answer it, take the # away. What was not
# asked changes nothing that this version looks at.
inputs:
  # What is it for? One of live, trial. Assumed: live.
  # stage: live

  # Where do files lie?
  disk: /

  # How many people?
  # users: 20

  # Which database? Write null for none.
  db: { env: DATABASE_URL }

# Somebody may answer for these. Take the # away, and put in yes or no, a name
# and the day.
# attestations:
#   # Is it backed up?
#   - { requirement: data, answer: yes,
#       by: NAME, on: DAY }

# To accept for a time what falls short, take the # away and fill in:
# waivers:
#   - { requirement: ID, accept: { FIELD: ">= VALUE" }, reason: WHY,
#       by: NAME, until: 2027-01-31 }
`,
  );
  assert.deepEqual(readdirSync(folder), ["footing.yaml", "mine.yaml"]);
  assert.equal(footing(["check", "--quiet"], { folder }).code, 3);
});

test("every product of the catalog gets a file that check reads, also with all its comments taken for answers", (context) => {
  for (const product of ["cht@4", "scot4", "carto"]) {
    const folder = folderWith(context);
    assert.equal(footing(["init", product], { folder }).code, 0);
    assert.notEqual(footing(["check", "--quiet"], { folder }).code, 2);
    const text = written(folder);
    for (const line of text.split("\n")) assert.ok(line.length <= 80, line);
    const answers = text.replaceAll(/^ {2}# ([a-z][A-Za-z0-9]*: )/gm, "  $1");
    const all = answers.replace(/# attestations:[^]*?\n\n/, (part) => part.replaceAll(/^# ?/gm, ""));
    writeFileSync(join(folder, "footing.yaml"), all);
    const { stderr, code } = footing(["check", "--quiet"], { folder });
    assert.notEqual(code, 2, stderr);
  }
});

test("questions are put at a terminal, and what was answered is checked afterwards", async (context) => {
  const folder = folderWith(context, { "mine.yaml": requirements });
  const { output, code } = await atTerminal(["init", "./mine.yaml"], { folder }, [
    ["stage (Enter keeps live): ", "\r"],
    ["db (Enter leaves it open): ", "none\r"],
    ["disk (Enter leaves it open): ", "/\r"],
    ["users (Enter leaves it open): ", "many\r"],
    ["`many` is not a whole number", ""],
    ["users (Enter leaves it open): ", "5\r"],
  ]);
  assert.equal(code, 0);
  assert.match(output, /Question 1 of at most 4: stage\n[^]*Question 4 of 4: users\n/);
  assert.match(output, /\n\nWrote footing\.yaml: 3 answers, and nothing is open that could change an outcome\.\n/);
  assert.ok(!output.includes("\u001b"), "nothing is drawn anew");
  assert.match(written(folder), /^ {2}# stage: live$[^]*^ {2}disk: \/$[^]*^ {2}users: 5$[^]*^ {2}db: null$/m);
  assert.equal(footing(["check", "--quiet"], { folder }).code, 0);
  assert.match(
    footing(["init"], { folder }).stdout,
    /^footing\.yaml is left as it was: nothing new was answered, and nothing is open/,
  );
});

test("what stands in the file is kept to the letter, and only what is open is asked", async (context) => {
  const before = `# ours\nfooting: 1\nproduct: "./mine.yaml"   # the notes\ninputs:\n    disk: '/'  # the root\n    # users: 20\n\nattestations:\n    - { requirement: data, answer: yes, by: Jo, on: 2026-01-01 }\n`;
  const folder = folderWith(context, { "mine.yaml": requirements, "footing.yaml": before });
  chmodSync(join(folder, "footing.yaml"), 0o640);
  const { output, code } = await atTerminal(["init"], { folder }, [
    ["Question 1 of at most 3: stage", ""],
    ["stage (Enter keeps live): ", "\r"],
    ["db (Enter leaves it open): ", "\r"],
    ["users (Enter leaves it open): ", "5\r"],
  ]);
  assert.equal(code, 0);
  assert.match(output, /\nAdded to footing\.yaml: 1 new answer\. Still open: db\.\n/);
  assert.equal(written(folder), before.replace("    # users: 20", "    users: 5"));
  assert.equal(statSync(join(folder, "footing.yaml")).mode & 0o777, 0o640);
});

test("Ctrl-D keeps the answers so far, at a plain question and at a secret's", async (context) => {
  const folder = folderWith(context, { "mine.yaml": requirements });
  const talks = [
    await atTerminal(["init", "./mine.yaml"], { folder }, [
      ["stage (Enter keeps live): ", "2\r"],
      ["db (Enter leaves it open): ", "\u0004"],
    ]),
    await atTerminal(["init", "--set", "db="], { folder }, [["disk (Enter leaves it open): ", "\u0004"]]),
  ];
  for (const { output, code } of talks) {
    assert.match(output, /\n\nNo more questions; the answers so far are kept\.\n[^]*footing\.yaml: 1 (new )?answer\./);
    assert.equal(code, 0);
  }
  assert.match(written(folder), /^ {2}stage: trial$[^]*^ {2}db: null$/m);
});

test("Ctrl-C writes nothing, at a plain question and at a secret's", { timeout: 40_000 }, async (context) => {
  for (const given of [[], ["--set", "disk=/", "--set", "stage=trial"]]) {
    const folder = folderWith(context, { "mine.yaml": requirements });
    const { output, code } = await atTerminal(["init", "./mine.yaml", ...given], { folder }, [["): ", "\u0003"]]);
    assert.match(output, /\nInterrupted: nothing was written\.\n$/);
    assert.equal(code, 130);
    assert.ok(!existsSync(join(folder, "footing.yaml")));
  }
});

test("check --ask asks what is open, then looks with the answers, and writes nothing", async (context) => {
  const folder = folderWith(context, { "mine.yaml": requirements });
  const words = ["check", "./mine.yaml", "--ask", "--skip", "data"];
  const { output, code } = await atTerminal(words, { folder }, [
    ["Question 1 of at most 2: disk", ""],
    ["disk (Enter leaves it open): ", "/\r"],
    ["users (Enter leaves it open): ", "12\r"],
  ]);
  assert.match(output, /assumed: stage live/);
  assert.match(output, /✗\S* Users/);
  assert.match(output, /\nNOT READY /);
  assert.equal(code, 1);
  assert.deepEqual(readdirSync(folder), ["mine.yaml"]);
  const stopped = await atTerminal(words, { folder }, [["disk (Enter leaves it open): ", "\u0003"]]);
  assert.match(stopped.output, /\nInterrupted: nothing was looked at\.\n$/);
  assert.equal(stopped.code, 130);
});

test("check --ask without a terminal, or with --no-input, is a check", async (context) => {
  const folder = folderWith(context, { "mine.yaml": requirements });
  const plain = footing(["check", "./mine.yaml", "--quiet"], { folder });
  const asked = footing(["check", "./mine.yaml", "--quiet", "--ask"], { folder });
  assert.deepEqual([asked.code, asked.stderr], [plain.code, plain.stderr]);
  const { output, code } = await atTerminal(["check", "./mine.yaml", "--ask", "--no-input", "--quiet"], { folder }, []);
  assert.equal(code, 3);
  assert.doesNotMatch(output, /Question/);
  const init = await atTerminal(["init", "./mine.yaml", "--no-input"], { folder }, []);
  assert.match(init.output, /^Wrote footing\.yaml: no answers yet\. Still open: db, disk and users\.\n/);
});

test("what cannot be written or is another's is refused before anybody is asked, and left as it is", (context) => {
  const folder = folderWith(context, {
    "mine.yaml": requirements,
    "other.yaml": "footing: 1\nproduct: cht\ninputs: { dataPath: / }\n",
    "broken.yaml": "footing: 1\nproduct: ./mine.yaml\ninputs: { dsik: / }\n",
    "alias.yaml": "footing: 1\nproduct: ./mine.yaml\ninputs: { <<: { disk: / } }\n",
  });
  symlinkSync("other.yaml", join(folder, "link.yaml"));
  const table: readonly (readonly [readonly string[], RegExp])[] = [
    [["init"], /nothing was named, and there is no footing\.yaml/],
    [["init", "./mine.yaml", "--site", "other.yaml"], /other\.yaml is of `cht`, not of `\.\/mine\.yaml`/],
    [["init", "cht@4", "--site", "other.yaml"], /of `cht`, not of `cht@4`/],
    [["init", "./mine.yaml", "--site", "broken.yaml"], /has no input `dsik`/],
    [["init", "./mine.yaml", "--site", "link.yaml"], /it is a symbolic link/],
    [["init", "./mine.yaml", "--site", "none/footing.yaml"], /its folder is not there/],
    [["init", "./other.yaml"], /other\.yaml is a site file\nTo go on with it: footing init --site/],
    [["init", "./mine.yaml", "--set", "dsik=/"], /did you mean `disk`/],
    [["init", "./mine.yaml", "--set", "users=many"], /--set users: `many` is not a whole number/],
    [["init", "./mine.yaml", "--set", "db=hunter2"], /is not taken literally/],
    [["init", "./mine.yaml", "--profile", "x"], /has no profile `x`/],
    [["init", "--site", "alias.yaml", "--set", "users=3"], /cannot be changed without losing[^]*users: 3/],
  ];
  const before = readdirSync(folder).map((name) => written(folder, name));
  for (const [words, message] of table) {
    const { stdout, stderr, code } = footing(words, { folder });
    assert.match(stderr, message, words.join(" "));
    assert.doesNotMatch(stderr, /hunter2/);
    assert.deepEqual([stdout, code], ["", 2], words.join(" "));
  }
  assert.deepEqual(
    readdirSync(folder).map((name) => written(folder, name)),
    before,
  );
});

test("a secret's file that is named from the current folder is found again from the site file's", (context) => {
  const folder = folderWith(context, { "mine.yaml": requirements, "db.url": "postgresql://a:b@c/d\n" });
  mkdirSync(join(folder, "sites"));
  const site = join("sites", "web.yaml");
  footing(["init", "./mine.yaml", "--set", "db=file:db.url", "--site", site], { folder });
  assert.match(written(folder, site), /^ {2}db: \{ file: \.\.\/db\.url \}$/m);
  const again = footing(["init", "--site", site, "--set", "db=file:./db.url"], { folder });
  assert.match(again.stdout, /is left as it was: nothing new was answered/);
});

test("an answer on the command line takes the place of the file's, and a file that came meanwhile is not lost", async (context) => {
  const folder = folderWith(context, { "mine.yaml": requirements });
  footing(["init", "./mine.yaml", "--set", "disk=/srv", "--site", "web.yaml"], { folder });
  const changed = footing(["init", "--site", "web.yaml", "--set", "disk=/"], { folder });
  assert.equal(
    changed.stdout,
    "Added to web.yaml: 1 new answer. Still open: db and users.\nNext: footing check web.yaml\n",
  );
  assert.match(written(folder, "web.yaml"), /^ {2}disk: \/$/m);
  const made = "footing: 1\nproduct: ./mine.yaml\ninputs: { users: 3 } # made meanwhile\n";
  await atTerminal(["init", "./mine.yaml", "--set", "disk=/", "--set", "db="], { folder }, [
    ["stage (Enter keeps live): ", "\r"],
    ["users (Enter leaves it open): ", () => (writeFileSync(join(folder, "footing.yaml"), made), "5\r")],
  ]);
  assert.equal(written(folder), made.replace("users: 3 }", "users: 5, disk: /, db: null }"));
});

test("an answer of the environment is neither asked nor written", (context) => {
  const folder = folderWith(context, { "mine.yaml": requirements });
  const { stdout } = footing(["init", "./mine.yaml"], { folder, environment: { FOOTING_INPUT_DISK: "/" } });
  assert.match(
    stdout,
    /Still open: db and users\.\nNot in the file, since the environment answers: FOOTING_INPUT_DISK\.\n/,
  );
  assert.match(written(folder), /^ {2}# disk: \/srv$/m);
});

test("a profile that is named later is put into the file, and said to be", (context) => {
  const folder = folderWith(context, { "mine.yaml": `${requirements}profiles: { one: { default: true }, two: {} }\n` });
  footing(["init", "./mine.yaml"], { folder });
  const { stdout } = footing(["init", "--profile", "two"], { folder });
  assert.match(stdout, /^Changed the profile in footing\.yaml\. Still open: db, disk and users\.\n/);
  assert.match(written(folder), /^product: \.\/mine\.yaml\nprofile: two\n\n# A line/m);
});
