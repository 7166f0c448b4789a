import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { folderWith, footing, requirements, started } from "./spawn.ts";

const commands = ["check", "init", "facts", "judge", "list", "show", "explain", "test", "answer", "reach"];

test("help has examples, fits 80 columns and exits with 0", (context) => {
  const folder = folderWith(context);
  for (const words of [
    [],
    ["--help"],
    ["help"],
    ...commands.flatMap((command) => [
      [command, "--help"],
      ["help", command],
    ]),
  ]) {
    const { stdout, stderr, code } = footing(words, { folder });
    assert.deepEqual([stderr, code], ["", 0]);
    assert.match(stdout, /^ {2}footing \w+ /m);
    for (const line of stdout.split("\n")) assert.ok(line.length <= 80, line);
  }
});

test("what cannot be asked ends with exit code 2, a reason, and nothing on stdout", (context) => {
  const folder = folderWith(context);
  const table: readonly (readonly [readonly string[], RegExp])[] = [
    [["chek", "cht"], /`chek` is not a command: did you mean `check`\?/],
    [["plan", "cht"], /`footing plan` comes with a later version of footing; this is 0\.1\.0/],
    [["check", "cht", "--clean", "--no-write"], /--clean removes, and --no-write writes nothing/],
    [["check", "cht", "--onyl", "disk"], /`--onyl` is not an option of this command: did you mean `--only`/],
    [["check", "cht", "--color"], /is not an option of this command: did you mean `--no-color`\?/],
    [["--no-input", "chek", "cht"], /`chek` is not a command/],
    [["--no-input", "check", "hct"], /did you mean `cht`/],
    [["facts", "cht", "--print-script", "-o", "json=x"], /--print-script and --format together/],
    [["facts", "cht", "--print-script", "--share"], /--print-script and --share together/],
    [["check", "cht", "-o", "csv=a"], /--format csv is a form of a list/],
    [["check", "cht", "--on", "kube://prod"], /kube:\/\/ targets come with a later version/],
    [["check", "cht", "--only", "dsik"], /did you mean `disk`/],
    [["check", "hct"], /did you mean `cht`/],
    [["check", "cht", "more"], /`more` is too much/],
    [["check", "cht", "--timeout", "5"], /--timeout 5: expected a duration/],
    [["check", "cht", "--moment", "never"], /expected one of install, run, upgrade/],
    [["check", "cht", "--profile", "dcoker"], /did you mean `docker`/],
    [["check", "cht", "--set", "domian=a.example"], /did you mean `domain`/],
    [["check", "cht", "--set", "data_path=/srv"], /has no input `data_path`: did you mean `dataPath`/],
    [["check", "cht", "--profile"], /--profile needs a value/],
    [["check", "cht", "--strict", "--strict"], /--strict is given twice/],
    [["check", "--", "-x"], /no option of this command/],
    [["judge", "cht"], /judge needs --facts FILE/],
    [["check"], /there is no \.\/footing\.yaml here, and no product was named/],
    [["check", "cht", "--since", "nosuch.json"], /Name a report that footing check wrote with -o json=FILE/],
    [["explain"], /name what is to be explained/],
    [["explain", "cht/dsik"], /did you mean `disk`/],
    [["check", "./none.yaml"], /there is no such file/],
    [["check", "."], /\. is not|`\.`/],
    [["--bogus"], /is not an option here/],
  ];
  for (const [words, message] of table) {
    const { stdout, stderr, code } = footing(words, { folder });
    assert.match(stderr, message, words.join(" "));
    assert.deepEqual([stdout, code], ["", 2], words.join(" "));
    assert.doesNotMatch(stderr, /^\s+at /m, "a stack trace helps nobody here");
    for (const line of stderr.split("\n")) assert.ok(line.length <= 80, line);
  }
});

test("what every command takes is accepted before it too", (context) => {
  const folder = folderWith(context, { "mine.yaml": requirements() });
  const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as {
    version: string;
  };
  for (const words of [
    ["check", "mine.yaml", "--quiet"],
    ["check", "mine.yaml", "--quiet", "--no-input"],
  ])
    assert.match(footing(["--no-input", "--no-color", ...words], { folder }).stdout, /^READY/);
  assert.equal(footing(["--no-input", "--version"], { folder }).stdout, `${version}\n`);
  for (const words of [["--no-input"], ["--no-input", "help"], ["--no-input", "--help"]])
    assert.match(footing(words, { folder }).stdout, /Start with:/);
});

test("the command that show ends with explains", (context) => {
  const folder = folderWith(context, { "my own.yaml": requirements(), "site.yaml": "footing: 1\nproduct: cht\n" });
  const table = [
    [["cht"], "cht/memory"],
    [["cht:2024-05"], "cht:2024-05/memory"],
    [["./my own.yaml"], "'./my own.yaml' cpu"],
    [["site.yaml"], "site.yaml memory"],
  ] as const;
  for (const [words, expected] of table) {
    const { stdout } = footing(["show", ...words], { folder });
    assert.equal(/One of them: footing explain (.*)\n$/.exec(stdout)?.[1], expected);
    const [, quoted, plain, id = ""] = /^(?:'(.*)'|(\S+))(?: (\w+))?$/.exec(expected) ?? [];
    const explain = ["explain", quoted ?? plain ?? "", ...(id === "" ? [] : [id])];
    assert.equal(footing(explain, { folder }).code, 0, expected);
  }
});

test("list names every product, in words and as data", (context) => {
  const folder = folderWith(context);
  const { stdout, code } = footing(["list"], { folder });
  for (const name of ["cht", "scot4", "carto"]) assert.match(stdout, new RegExp(`^${name} `, "m"));
  assert.equal(code, 0);
  const data = JSON.parse(footing(["list", "-o", "json"], { folder }).stdout) as { products: { entry: string }[] };
  assert.ok(data.products.length >= 3);
});

test("show has every requirement with its level and statement", (context) => {
  const folder = folderWith(context);
  const { stdout, code } = footing(["show", "cht"], { folder });
  assert.match(stdout, /must +memory +Memory\s+installed at least 4 GiB \[C09, C05\]/);
  assert.equal(code, 0);
  const data = JSON.parse(footing(["show", "cht", "-o", "json"], { folder }).stdout) as {
    requirements: { id: string }[];
  };
  for (const { id } of data.requirements) assert.ok(stdout.includes(id), id);
  for (const product of ["cht", "scot4", "carto"]) {
    for (const line of footing(["show", product], { folder }).stdout.split("\n"))
      assert.ok(Array.from(line).length <= 80, line);
  }
});

test("explain knows requirements, kinds, kinds to come and reason codes", (context) => {
  const folder = folderWith(context, { "mine.yaml": requirements() });
  const words = (...given: string[]): string => footing(["explain", ...given], { folder }).stdout;
  assert.match(words("cht/disk"), /^cht\/disk: Disk\n[^]*expects +size at least 8 GB/);
  assert.match(words("./mine.yaml", "cpu"), /^mine\/cpu: Processors/);
  assert.match(
    words("cht/docker"),
    /expects +installed, containers linux\n +and by default: answering, engine docker\n/,
  );
  assert.match(words("cht/compose"), /asks +compose\n/);
  assert.match(
    words("carto/package"),
    /files +customer\.env \(env, filled\): SELFHOSTED_TENANT_ID,[^]*\n +key\.json \(json, filled\): type, /,
  );
  assert.match(words("memory"), /^kind memory: [^]*cht\/memory: Memory/);
  assert.match(words("bucket"), /cannot look at it yet/);
  assert.match(words("falls-short"), /^reason falls-short\n/);
  assert.match(words("timeout"), /^See it by hand$[^]* {4}footing check PRODUCT [^]*^Mend it$/m);
  const { means } = JSON.parse(words("timeout", "-o", "json")) as { means: string };
  assert.match(means, /did not answer/);
  assert.match(words("--kinds"), /^Kinds\n[^]*Kinds to come/);
});

test("facts are written into facts.json, to a file, or to stdout, and can be judged", (context) => {
  const folder = folderWith(context, { "mine.yaml": requirements() });
  const { stdout, stderr, code } = footing(["facts", "mine.yaml"], { folder });
  assert.deepEqual([stdout, code], ["", 0]);
  assert.match(stderr, /^\d+ facts, \d+ of them unknown, in facts\.json\n$/);
  assert.equal(
    (JSON.parse(readFileSync(join(folder, "facts.json"), "utf8")) as { schema: string }).schema,
    "footing/facts/1",
  );
  assert.equal(footing(["judge", "mine.yaml", "--facts", "facts.json"], { folder }).code, 0);
  const piped = footing(["facts", "mine.yaml", "-o", "json=-"], { folder }).stdout;
  const judged = footing(["judge", "mine.yaml", "--facts", "-"], { folder, input: piped });
  assert.deepEqual([judged.code, judged.stderr], [0, ""]);
  assert.match(judged.stdout, /as seen [^\n]+ ago/);
  const empty = footing(["judge", "mine.yaml", "--facts", "-"], { folder });
  assert.equal(empty.code, 2);
  assert.match(empty.stderr, /nothing came on standard input/);
  const cut = footing(["judge", "mine.yaml", "--facts", "-"], { folder, input: piped.slice(0, -10) });
  assert.match(cut.stderr, /standard input is not JSON, or was cut short/);
  const all = JSON.parse(footing(["facts", "-o", "json=-"], { folder }).stdout) as {
    product: null;
    facts: { kind: string }[];
  };
  assert.equal(all.product, null);
  for (const kind of ["cpu", "memory", "disk", "os", "arch", "privilege"])
    assert.ok(
      all.facts.some((fact) => fact.kind === kind),
      kind,
    );
  assert.deepEqual(readdirSync(folder), ["facts.json", "mine.yaml"]);
});

test("test runs the cases of a folder", (context) => {
  const cases = (outcome: string): string =>
    `cases:\n  - name: one processor\n    facts: { cpu: { count: 1 } }\n    expect: { outcomes: { cpu: ${outcome} } }\n`;
  const good = folderWith(context, { "requirements.yaml": requirements(), "cases.yaml": cases("met") });
  assert.deepEqual(footing(["test", good], { folder: good }), {
    stdout: "1 case: 1 hold, 0 do not\n",
    stderr: "",
    code: 0,
  });
  const bad = folderWith(context, { "requirements.yaml": requirements(), "cases.yaml": cases("unmet") });
  const { stdout, code } = footing(["test", "."], { folder: bad });
  assert.match(stdout, /✗ one processor {2}cases\.yaml:2:\d+\n +expected +got\n +cpu +unmet +met\n/);
  assert.equal(code, 1);
  assert.equal(footing(["test", "./none"], { folder: bad }).code, 2);
});

test("test writes JUnit beside the words or in their place, and refuses what it does not write", (context) => {
  const files = {
    "requirements.yaml": requirements(),
    "cases.yaml": "cases:\n  - name: one\n    facts: { cpu: { count: 1 } }\n    expect: { outcomes: { cpu: unmet } }\n",
  };
  const folder = folderWith(context, files);
  const both = footing(["test", ".", "--format", "junit=cases.xml", "--quiet"], { folder });
  assert.deepEqual(both, { stdout: "1 case: 0 hold, 1 do not\n", stderr: "", code: 1 });
  const written = readFileSync(join(folder, "cases.xml"), "utf8");
  assert.match(written, /<testcase classname="Mine" name="one" file="cases.yaml" line="2">\n +<failure /);
  const alone = footing(["test", ".", "-o", "junit"], { folder });
  assert.deepEqual(alone, { stdout: written, stderr: "", code: 1 });
  for (const wrong of ["json", "junit=", "junit=./none/a.xml"]) {
    const { stdout, code } = footing(["test", ".", "-o", wrong], { folder });
    assert.deepEqual([stdout, code], ["", 2], wrong);
  }
});

test("a reader that has seen enough is no failure", async (context) => {
  const child = started(["list"], { folder: folderWith(context) });
  let stderr = "";
  child.stderr?.on("data", (piece: Buffer) => (stderr += piece.toString()));
  child.stdout?.destroy();
  const code = await new Promise((resolve) => child.on("close", resolve));
  assert.deepEqual([code, stderr], [0, ""]);
});
