import assert from "node:assert/strict";
import { mkdirSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { folderWith, footing, requirements, started, tooMuchMemory } from "./spawn.ts";

type Reported = {
  readonly verdict: string;
  readonly exitCode: number;
  readonly interrupted: boolean;
  readonly scope: { readonly complete: boolean };
  readonly results: readonly { readonly id: string; readonly outcome: string; readonly reasonCode: string }[];
};
type Proposing = { readonly next: readonly { readonly settles: readonly string[]; readonly do: string }[] };
const parsed = (text: string): Reported => JSON.parse(text) as Reported;
const outcomes = (report: Reported): unknown => report.results.map(({ id, outcome }) => [id, outcome]);

test("what is met is ready, with exit code 0 and nothing on stderr", (context) => {
  const folder = folderWith(context, { "mine.yaml": requirements() });
  const { stdout, stderr, code } = footing(["check", "./mine.yaml"], { folder });
  assert.match(
    stdout,
    /^\nMine, requirements of 2026-01.*\n[^]*✓ Processors {2}at least 1[^]*\nREADY {3}1 met +[\d.]+ m?s, exit 0\n$/,
  );
  assert.equal(stderr, "");
  assert.equal(code, 0);
});

test("what is not met is not ready, with exit code 1 and what to do", (context) => {
  const folder = folderWith(context, { "mine.yaml": requirements(tooMuchMemory) });
  const { stdout, code } = footing(["check", "mine.yaml"], { folder });
  assert.match(
    stdout,
    /What to do[^]*✗ Memory: [^]*at least 900 TiB[^]*\nNOT READY {3}1 met, 1 unmet +[\d.]+ m?s, exit 1\n$/,
  );
  assert.equal(code, 1);
});

test("quiet is one line", (context) => {
  const folder = folderWith(context, { "mine.yaml": requirements() });
  assert.match(footing(["check", "mine.yaml", "--quiet"], { folder }).stdout, /^READY {3}1 met +[\d.]+ m?s, exit 0\n$/);
});

test("JSON on stdout is a report and nothing else; into a file it stands beside the words", (context) => {
  const folder = folderWith(context, { "mine.yaml": requirements(tooMuchMemory) });
  const report = parsed(footing(["check", "mine.yaml", "-o", "json"], { folder }).stdout);
  assert.equal(report.verdict, "not-ready");
  assert.deepEqual(outcomes(report), [
    ["cpu", "met"],
    ["memory", "unmet"],
  ]);
  const { stdout } = footing(["check", "mine.yaml", "-o", "json=report.json"], { folder });
  assert.match(stdout, /NOT READY/);
  assert.equal(parsed(readFileSync(join(folder, "report.json"), "utf8")).exitCode, 1);
});

test("a report judged again has the same outcomes", (context) => {
  const folder = folderWith(context, { "mine.yaml": requirements(tooMuchMemory) });
  const live = parsed(footing(["check", "mine.yaml", "-o", "json=report.json", "-o", "json"], { folder }).stdout);
  const again = footing(["judge", "mine.yaml", "--facts", "report.json", "-o", "json"], { folder });
  assert.deepEqual(outcomes(parsed(again.stdout)), outcomes(live));
  assert.equal(again.code, 1);
  const words = footing(["judge", "mine.yaml", "--facts", "report.json"], { folder });
  assert.match(words.stdout, /as seen [\d.]+ s ago/);
});

test("a partial run never says that the place is ready", (context) => {
  const folder = folderWith(context, { "mine.yaml": requirements(tooMuchMemory) });
  const { stdout, code } = footing(["check", "mine.yaml", "--only", "cpu"], { folder });
  assert.match(stdout, /\ncpu: met; 1 other not looked at +[\d.]+ m?s, exit 0\n$/);
  assert.equal(code, 0);
});

test("a wrong file: exit 2 with places and carets, no report and nothing on stdout", (context) => {
  const folder = folderWith(context, {
    "mine.yaml": requirements("  - { id: a, level: must, memroy: {} }\n  - { id: b, level: most, cpu: {} }\n"),
  });
  const { stdout, stderr, code } = footing(["check", "mine.yaml", "-o", "json=report.json"], { folder });
  assert.equal(stdout, "");
  assert.match(
    stderr,
    /^mine\.yaml:8:27 {2}`memroy`[^]*\^{6} did you mean `memory`\?[^]*mine\.yaml:9:21[^]*Nothing was checked \(exit 2\)\.\n$/,
  );
  assert.equal(code, 2);
  assert.deepEqual(readdirSync(folder), ["mine.yaml"]);
});

test("a report that cannot be written is refused before anything is looked at", (context) => {
  const folder = folderWith(context, { "mine.yaml": requirements() });
  mkdirSync(join(folder, "taken"));
  const { stdout, stderr, code } = footing(["check", "mine.yaml", "-o", "json=taken"], { folder });
  assert.deepEqual([stdout, code], ["", 2]);
  assert.match(stderr, /^footing: taken cannot be written: it is a folder\n/);
});

test("a command of the file's author is not run without leave, and the last lines say how to give it", (context) => {
  const more = "  - { id: touches, level: must, exec: { command: touch, args: [made] } }\n";
  const folder = folderWith(context, { "mine.yaml": requirements(more) });
  for (const leave of [[], ["--yes"], ["--allow-exec"]]) {
    const { stdout, code } = footing(["check", "mine.yaml", ...leave], { folder });
    assert.match(stdout, /needs leave/);
    assert.equal(code, 3);
  }
  assert.deepEqual(readdirSync(folder), ["mine.yaml"]);
  assert.equal(footing(["check", "mine.yaml", "--yes", "--allow-exec"], { folder }).code, 0);
  assert.deepEqual(readdirSync(folder), ["made", "mine.yaml"]);
});

test(
  "Ctrl-C: what was found is reported, with exit code 130 and no child left",
  { timeout: 20_000 },
  async (context) => {
    const more =
      "  - { id: sleeps, level: must, exec: { command: sh, args: [-c, 'echo $$ > .pid; mv .pid pid; sleep 60'] } }\n";
    const folder = folderWith(context, { "mine.yaml": requirements(more) });
    const child = started(
      ["check", "mine.yaml", "--yes", "--allow-exec", "--timeout", "60s", "--verbose", "-o", "json"],
      {
        folder,
      },
    );
    const written = { stdout: "", stderr: "" };
    for (const name of ["stdout", "stderr"] as const)
      child[name]?.on("data", (piece: Buffer) => (written[name] += piece.toString()));
    const ended = new Promise((resolve) => child.on("close", resolve));
    // --verbose tells when the processors were counted; the command tells when it runs.
    const isReady = (): boolean => / ms {2}cpu/.test(written.stderr) && readdirSync(folder).includes("pid");
    while (child.exitCode === null && !isReady()) await new Promise((next) => setTimeout(next, 20));
    child.kill("SIGINT");
    assert.equal(await ended, 130);
    const report = parsed(written.stdout);
    assert.deepEqual([report.interrupted, report.scope.complete, report.exitCode], [true, false, 130]);
    assert.deepEqual(outcomes(report), [
      ["cpu", "met"],
      ["sleeps", "unknown"],
    ]);
    assert.throws(() => process.kill(Number(readFileSync(join(folder, "pid"), "utf8")), 0), /ESRCH/);
  },
);

test("text of a file that steers a terminal comes out visible", (context) => {
  const folder = folderWith(context, { "mine.yaml": requirements("", '"\\e[2JMi\\u202ene"') });
  const { stdout } = footing(["check", "mine.yaml"], { folder });
  assert.match(stdout, /\\x1b\[2JMi\\u202ene/);
  assert.ok(!stdout.includes("\u001b") && !stdout.includes("\u202e"));
  const json = footing(["check", "mine.yaml", "-o", "json"], { folder }).stdout;
  assert.ok(!json.includes("\u001b") && !json.includes("\u202e"));
  assert.match(json, /\\u001b\[2JMi\\u202ene/);
});

test("without UTF-8 every byte on stdout is ASCII", (context) => {
  const folder = folderWith(context);
  const { stdout } = footing(["check", "cht"], { folder, environment: { LC_ALL: "C" } });
  assert.match(stdout, /^[ -~\n]*$/);
});

test("a literal secret is refused, and never repeated", (context) => {
  const folder = folderWith(context, { "mine.yaml": requirements() });
  for (const words of [["--set", "db=hunter2"], ["--set=db=hunter2"], ["--set", "hunter2"], ["db=hunter2"]]) {
    const { stdout, stderr, code } = footing(["check", "mine.yaml", ...words], { folder });
    assert.equal(code, 2);
    assert.ok(!`${stdout}${stderr}`.includes("hunter2"), stderr);
  }
});

test("the targets that are proposed are those that --on takes, also where Footing runs is asked beside them", (context) => {
  const folder = folderWith(context);
  const answers = ["domain=maps.example.org", "cloud=gcp", "cert="].flatMap((answer) => ["--set", answer]);
  const words = ["check", "carto", "--profile", "kubernetes", ...answers];
  // `dns` is asked of where Footing runs, the other of a host that is not named.
  const only = ["--only", "dns,egress-required"];
  const { next } = JSON.parse(footing([...words, ...only, "-o", "json"], { folder }).stdout) as Proposing;
  const proposed = next.filter((step) => step.do.startsWith("--on "));
  assert.deepEqual(proposed, [{ settles: ["egress-required"], do: "--on ssh://HOST" }]);
  for (const step of proposed) {
    const { stderr, code } = footing([...words, ...step.do.split(" "), "--dry-run"], { folder });
    assert.deepEqual([stderr, code], ["", 0]);
  }
});

const asking = `footing: 1
product: { id: mine, name: Mine, edition: 2026-01 }
inputs:
  u: { type: url, ask: Which page? }
  x: { type: database-url, ask: Which database?, optional: true }
  domain: { type: domain, ask: Which domain?, optional: true }
requirements:
  - { id: cpu, level: must, title: Cpu, cpu: {}, expect: { count: ">= 1" } }
  - { id: page, level: must, title: Page, input: { name: u }, expect: { value: { not: { contains: quagga } } } }
  - { id: web, level: must, title: Web, http: { url: $inputs.u }, expect: { status: 200 } }
  - id: out
    level: must
    title: Out
    egress: { endpoints: [{ host: 127.0.0.1, port: 9, scheme: http, path: "/a?b=quokka" }] }
`;

test("what a URL asks for, and who asks, is in no report, and the same is judged by it again", (context) => {
  const folder = folderWith(context, { "mine.yaml": asking });
  const given = ["--set", "u=http://127.0.0.1:9/x?t=quokka", "--set", "x=postgresql://ann:quokka@db/x"];
  const files = ["json", "junit", "sarif", "markdown", "html", "prometheus"].flatMap((one) => [
    "-o",
    `${one}=a.${one}`,
  ]);
  const words = ["check", "mine.yaml", "--yes", "--timeout", "1s", ...given];
  const { stdout, code } = footing([...words, "--verbose", "-o", "tty", ...files], { folder });
  assert.equal(code, 1);
  for (const text of [stdout, ...files.filter((one) => one !== "-o").map((one) => fileIn(folder, one))])
    assert.doesNotMatch(text, /quokka/);
  assert.match(stdout, /✓ Page/);
  const outcomesIn = (report: string): unknown =>
    (JSON.parse(report) as Outcomes).results.map(({ id, subject, outcome }) => [id, subject, outcome]);
  const live = outcomesIn(fileIn(folder, "json=a.json"));
  const again = ["judge", "mine.yaml", "--facts", "a.json", "-o", "json"];
  assert.deepEqual(outcomesIn(footing([...again, ...given], { folder }).stdout), live);
  const alone = (JSON.parse(footing(again, { folder }).stdout) as Outcomes).results;
  // Of the answer a digest is left, which shows nothing of what it was made of.
  assert.deepEqual(
    alone.map(({ id, outcome }) => [id, outcome]),
    [
      ["cpu", "met"],
      ["page", "unknown"],
      ["web", "unmet"],
      ["out", "unmet"],
    ],
  );
});

type Outcomes = {
  readonly results: readonly { readonly id: string; readonly subject: string | null; readonly outcome: string }[];
};
const fileIn = (folder: string, output: string): string =>
  readFileSync(join(folder, output.split("=")[1] ?? ""), "utf8");

test("a password in the place of another answer is not repeated, on the command line or in a site file", (context) => {
  const site = "footing: 1\nproduct: ./mine.yaml\ninputs: { domain: 'postgresql://ann:quokka@db/x' }\n";
  const folder = folderWith(context, { "mine.yaml": asking, "site.yaml": site });
  for (const words of [
    ["mine.yaml", "--set", "domain=postgresql://ann:quokka@db/x"],
    ["mine.yaml", "--set", "domain=ann:quokka@db"],
    ["site.yaml"],
  ]) {
    const { stdout, stderr, code } = footing(["check", ...words], { folder });
    assert.equal(code, 2);
    assert.doesNotMatch(stdout + stderr, /quokka/);
    assert.match(stderr, /this is not a domain/);
  }
});

test("without an argument ./footing.yaml is checked, and without one it is said what to do", (context) => {
  const folder = folderWith(context, {
    "footing.yaml": "footing: 1\nproduct: ./mine.yaml\n",
    "mine.yaml": requirements(),
  });
  assert.equal(footing(["check"], { folder }).code, 0);
  const { stderr, code } = footing(["check"], { folder: folderWith(context) });
  assert.match(stderr, /footing check cht/);
  assert.equal(code, 2);
});
