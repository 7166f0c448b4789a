import assert from "node:assert/strict";
import { mkdirSync, readFileSync, readdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import {
  expectWellFormed,
  prometheusMistakes,
  readJunit,
  readSarif,
  samplesOf,
  sarifMistakes,
} from "../formats/readers.ts";
import { folderWith, footing, requirements, started, tooMuchMemory, type Ended } from "./spawn.ts";

const should = "  - { id: disk, level: should, title: Disk, disk: { path: / }, expect: { size: '>= 900 TiB' } }\n";
const formats = ["json=a.json", "junit=a.xml", "sarif=a.sarif", "markdown=a.md", "html=a.html", "prometheus=a.prom"];
const asked = formats.flatMap((format) => ["-o", format]);

type Report = {
  readonly verdict: string;
  readonly exitCode: number;
  readonly counts: Readonly<Record<string, number>>;
};
type Read = { readonly ended: Ended; readonly file: (name: string) => string; readonly report: Report };

function run(folder: string, words: readonly string[]): Read {
  const ended = footing([...words, ...asked], { folder });
  const file = (name: string): string => readFileSync(join(folder, name), "utf8");
  return { ended, file, report: JSON.parse(file("a.json")) as Report };
}

async function expectAgreeing({ ended, file, report }: Read): Promise<void> {
  assert.equal(ended.code, report.exitCode);
  const { counts } = report;
  expectWellFormed(file("a.xml"));
  const junit = await readJunit(file("a.xml"));
  assert.equal(
    junit.tests,
    Object.values(counts).reduce((sum, one) => sum + one, 0),
  );
  assert.equal(sarifMistakes(file("a.sarif")), "");
  const { results, properties } = readSarif(file("a.sarif"));
  assert.deepEqual(properties.counts, counts);
  assert.equal(results.length, (counts["unmet"] ?? 0) + (counts["unknown"] ?? 0) + (counts["waived"] ?? 0));
  const words = (["met", "unmet"] as const)
    .flatMap((outcome) => (counts[outcome] === 0 ? [] : `${counts[outcome]} ${outcome}`))
    .join(", ");
  assert.ok(file("a.md").includes(words), file("a.md"));
  assert.ok(ended.stdout.includes(words), ended.stdout);
  assert.match(file("a.html"), /^<!doctype html>/i);
  const samples = samplesOf(file("a.prom")).filter(({ name }) => name === "footing_outcome");
  assert.equal(samples.filter(({ labels }) => labels.get("outcome") === "unmet").length, counts["unmet"]);
}

test("several formats of one run agree, with words on stdout and the same exit code", async (context) => {
  const folder = folderWith(context, { "mine.yaml": requirements(tooMuchMemory + should) });
  const read = run(folder, ["check", "./mine.yaml"]);
  assert.equal(read.ended.code, 1);
  await expectAgreeing(read);
  assert.match(read.ended.stdout, /NOT READY/);
  const [first] = readSarif(read.file("a.sarif")).results;
  assert.deepEqual(first?.locations[0]?.physicalLocation, {
    artifactLocation: { uri: "mine.yaml" },
    region: { startLine: 8 },
  });
  assert.deepEqual(readdirSync(folder).toSorted(), [
    "a.html",
    "a.json",
    "a.md",
    "a.prom",
    "a.sarif",
    "a.xml",
    "mine.yaml",
  ]);
});

test("of each product of the catalog every format is well-formed and agrees with the others", async (context) => {
  const folder = folderWith(context);
  for (const product of ["cht", "scot4", "carto"]) {
    const read = run(folder, ["check", product, "--timeout", "1s"]);
    assert.notEqual(read.ended.code, 2);
    await expectAgreeing(read);
  }
});

test("a report judged again gives the same in every format", async (context) => {
  const folder = folderWith(context, { "mine.yaml": requirements(tooMuchMemory + should) });
  const first = footing(["check", "mine.yaml", "-o", "json=first.json", "-o", "markdown"], { folder });
  const read = run(folder, ["judge", "mine.yaml", "--facts", "first.json"]);
  assert.equal(read.ended.code, first.code);
  await expectAgreeing(read);
  const outcomes = (name: string): unknown =>
    (JSON.parse(read.file(name)) as { results: { id: string; outcome: string }[] }).results.map(({ id, outcome }) => [
      id,
      outcome,
    ]);
  assert.deepEqual(outcomes("a.json"), outcomes("first.json"));
});

test("a should fails in JUnit with --strict alone, as the exit code does", async (context) => {
  const folder = folderWith(context, { "mine.yaml": requirements(should) });
  const mild = run(folder, ["check", "mine.yaml"]);
  assert.deepEqual([mild.ended.code, (await readJunit(mild.file("a.xml"))).failures], [0, 0]);
  const strict = run(folder, ["check", "mine.yaml", "--strict"]);
  assert.deepEqual([strict.ended.code, (await readJunit(strict.file("a.xml"))).failures], [1, 1]);
});

test("a format alone goes to stdout, and nothing else does", (context) => {
  const folder = folderWith(context, { "mine.yaml": requirements() });
  const only = (format: string): string => footing(["check", "mine.yaml", "-o", format], { folder }).stdout;
  assert.match(only("junit"), /^<\?xml /);
  assert.match(only("sarif"), /^\{\n {2}"\$schema"/);
  assert.match(only("markdown"), /^## READY: Mine, requirements of 2026-01\n/);
  const metrics = only("prometheus");
  assert.match(metrics, /^# HELP footing_verdict /);
  assert.match(metrics, /verdict="ready"\} 1\n/);
});

test("promtool has nothing against the metrics of a run", (context) => {
  const folder = folderWith(context, { "mine.yaml": requirements(tooMuchMemory) });
  const { stdout } = footing(["check", "mine.yaml", "-o", "prometheus"], { folder });
  const mistakes = prometheusMistakes(stdout);
  if (mistakes === undefined) return context.skip("promtool is not here (Debian: prometheus)");
  assert.equal(mistakes, "");
});

test("a part of the requirements is not told to Prometheus, and nothing is looked at for it", (context) => {
  const folder = folderWith(context, { "mine.yaml": requirements(tooMuchMemory) });
  for (const option of ["--only", "--skip"]) {
    const { stdout, stderr, code } = footing(["check", "mine.yaml", option, "cpu", "-o", "prometheus=a.prom"], {
      folder,
    });
    assert.deepEqual([stdout, code], ["", 2]);
    assert.match(stderr, /is no state of a site: --format prometheus\s+cannot go with --(only|skip)/);
  }
  assert.deepEqual(readdirSync(folder), ["mine.yaml"]);
});

test("one file that cannot be written is refused before anything is looked at, and none of the others is made", (context) => {
  const folder = folderWith(context, { "mine.yaml": requirements() });
  mkdirSync(join(folder, "taken"));
  const { stdout, stderr, code } = footing(["check", "mine.yaml", "-o", "junit=a.xml", "-o", "sarif=taken"], {
    folder,
  });
  assert.deepEqual([stdout, code], ["", 2]);
  assert.match(stderr, /taken cannot be written: it is a folder/);
  assert.deepEqual(readdirSync(folder).toSorted(), ["mine.yaml", "taken"]);
});

test("a list has no form of a report", (context) => {
  const { stderr, code } = footing(["list", "-o", "junit"], { folder: folderWith(context) });
  assert.equal(code, 2);
  assert.match(stderr, /--format junit is a form of a report/);
});

test(
  "a run that is broken off is no state of a site, and no JUnit file is green for it",
  { timeout: 20_000 },
  async (context) => {
    const more = "  - { id: sleeps, level: should, exec: { command: sh, args: [-c, 'touch started; sleep 60'] } }\n";
    const folder = folderWith(context, { "mine.yaml": requirements(more), "a.prom": "before\n" });
    const words = [
      "check",
      "mine.yaml",
      "--yes",
      "--allow-exec",
      "--timeout",
      "60s",
      "-o",
      "prometheus=a.prom",
      "-o",
      "junit=a.xml",
    ];
    const child = started([...words, "--quiet"], { folder });
    let stderr = "";
    child.stderr?.on("data", (piece: Buffer) => (stderr += piece.toString()));
    const ended = new Promise((resolve) => child.on("close", resolve));
    while (child.exitCode === null && !readdirSync(folder).includes("started"))
      await new Promise((next) => setTimeout(next, 20));
    child.kill("SIGINT");
    assert.equal(await ended, 130);
    assert.equal(readFileSync(join(folder, "a.prom"), "utf8"), "before\n");
    assert.match(stderr, /--format prometheus: not written, since the run was broken off/);
    const { errors = 0 } = await readJunit(readFileSync(join(folder, "a.xml"), "utf8"));
    assert.ok(errors > 0);
  },
);

test("two formats into one file are refused also where it is reached by another folder's name", (context) => {
  const folder = folderWith(context, { "mine.yaml": requirements() });
  mkdirSync(join(folder, "out"));
  symlinkSync("out", join(folder, "link"));
  const ended = footing(["check", "mine.yaml", "-o", "json=out/a", "-o", "junit=link/a"], { folder });
  assert.match(ended.stderr, /two formats into one file: out\/a and link\/a\nGive each a file of its own/);
  assert.equal(ended.code, 2);
  assert.deepEqual(readdirSync(join(folder, "out")), []);
});
