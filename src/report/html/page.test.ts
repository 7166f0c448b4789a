import assert from "node:assert/strict";
import { test } from "node:test";
import { defaultTreeAdapter, parse, type DefaultTreeAdapterTypes } from "parse5";
import { verdicts } from "../../judge/outcome.ts";
import { exampleFact, exampleReport, exampleResult } from "../example.ts";
import type { Report } from "../report.ts";
import { hostsExample, wholeExample } from "./example-page.ts";
import { writeHtml } from "./page.ts";

const now = "2026-11-21T21:00:00.000Z";

type Node = DefaultTreeAdapterTypes.Node;

function nodesOf(node: Node): readonly Node[] {
  const below = "childNodes" in node ? node.childNodes : [];
  return [node, ...below.flatMap(nodesOf)];
}

const textOf = (node: Node): string =>
  nodesOf(node)
    .flatMap((one) => (defaultTreeAdapter.isTextNode(one) ? one.value : []))
    .join("")
    .replace(/\s+/g, " ");

/** The parts of a page with this id, element name or class. */
function found(report: Report, wanted: string): readonly string[] {
  return nodesOf(parse(writeHtml(report, { now }))).flatMap((node) => {
    if (!defaultTreeAdapter.isElementNode(node) || node.tagName === "style") return [];
    const value = (name: string): string => node.attrs.find((one) => one.name === name)?.value ?? "";
    const names = [
      node.tagName,
      `#${value("id")}`,
      ...value("class")
        .split(" ")
        .map((one) => `.${one}`),
    ];
    return names.includes(wanted) ? [textOf(node)] : [];
  });
}

const one = (report: Report, wanted: string): string => found(report, wanted).join(" | ");
const bodyOf = (report: Report): string => one(report, "body");

test("the verdict comes first, then what to do, then each requirement", () => {
  const body = bodyOf(wholeExample());
  const places = [
    "NOT READY",
    "What to do, the most urgent",
    "What changed since",
    "Each line unfolds",
    "1 requirement about",
  ];
  const at = places.map((words) => body.indexOf(words));
  assert.ok(at.every((place) => place >= 0));
  assert.deepEqual(
    at,
    at.toSorted((a, b) => a - b),
  );
});

test("what to do begins with the must that most others wait for, and ends with what is least urgent", () => {
  const whole = wholeExample();
  const titles = found(whole, "h3").slice(0, found(whole, ".to-do").length === 0 ? 0 : 8);
  assert.deepEqual(titles, [
    "unmet Engine",
    "unmet Memory",
    "unknown 1 requirement depends on 1 answer",
    "unknown Bucket",
    "unknown SSD",
    "unmet Clock",
    "left behind Remove by hand what this run could not",
    "left behind An earlier run left something behind",
  ]);
});

test("what is to be done names what was expected, what was seen, what mends it and who asks for it", () => {
  const result = exampleResult({
    id: "docker",
    outcome: "unmet",
    title: "Engine",
    expected: "answers yes",
    observed: "answers: no",
    because: "all of it runs there",
    remedy: { text: "Start it.", commands: ["sudo systemctl start docker"], docs: "https://docs.example.org/start" },
    from: [{ statement: "K01", source: "page", section: "Docker", item: 1 }],
  });
  const sources = [{ id: "page", title: "The page", url: "https://docs.example.org/" }];
  const report = exampleReport([result], { sources });
  assert.equal(
    one(report, ".to-do"),
    "unmet EngineExpected answering Observed not answeringWhy all of it runs thereStart it.sudo systemctl start docker" +
      "https://docs.example.org/startA must, asked by Docker, item 1 (K01) of The page.",
  );
  assert.equal(found(report, "pre").at(0), "sudo systemctl start docker");
});

test("what is unknown names who asks for it too", () => {
  const [ssd] = found(wholeExample(), "li").filter((words) => words.startsWith("unknown SSD"));
  assert.match(
    ssd ?? "",
    /answer: yes, by: NAME, on: 2026-06-15 \}Asked by Hardware, item 3 \(K08\) of Requirements to run it\.$/,
  );
});

test("what falls short on several hosts in the same way is one thing to do", () => {
  const hosts = ["a", "b", "c", "d"].map(
    (name) => ({ name, type: "host", role: "app", hostname: name, state: "reached" }) as const,
  );
  const unmet = hosts.map(({ name }) =>
    exampleResult({ id: "memory", outcome: "unmet", target: name, observed: name === "d" ? "1 GB" : "2 GB" }),
  );
  const report = exampleReport(unmet, { targets: hosts });
  assert.equal(found(report, "h3").filter((title) => title === "unmet Memory").length, 1);
  assert.match(one(report, ".compared"), /Observed 2 GB on a, b and c and 1 GB on d/);
});

test("expected stands beside observed, and a must beside its words", () => {
  const lines = found(wholeExample(), "summary");
  assert.ok(lines.includes("unmet Memory must Expected at least 16 GB Observed 8 GB installed"), JSON.stringify(lines));
  assert.ok(lines.some((line) => line.startsWith("unknown Compose must Not known: waits for Engine")));
});

test("every fact is told with its witness, and what is unknown with why", () => {
  const whole = wholeExample();
  const body = bodyOf(whole);
  for (const { by, why, note, kind } of whole.facts.filter((fact) => fact.kind !== "input")) {
    for (const words of [by, why?.text, note, kind]) assert.ok(words === undefined || body.includes(words), `${words}`);
  }
  assert.match(
    body,
    /installed8 GB \(8053063680\) by \/proc\/meminfo · observed · from the host · 2026-06-15 12:00:00 UTC · 1 ms · tolerance 8 %/,
  );
  assert.match(body, /typeunknown virtual disk \(vda\) \(cannot-tell\) by a test/);
  assert.match(body, /pluginabsent by a test/);
});

test("a value that is not kept is not told, and a secret argument is told by its input alone", () => {
  const facts = [
    exampleFact({ id: "f1", kind: "exec", field: "stdout", kept: { length: 12, matched: { "contains x": false } } }),
    exampleFact({ id: "f2", kind: "database", field: "reachable", arguments: { url: { secret: true, input: "db" } } }),
  ].map(({ value, ...fact }) => (fact.id === "f1" ? fact : { ...fact, value: value ?? null }));
  const body = bodyOf(exampleReport([exampleResult({ id: "a", outcome: "met", facts: ["f1", "f2"] })], { facts }));
  assert.match(body, /stdoutnot kept, 12 characters; does not fit contains x/);
  assert.match(body, /database url the secret input db/);
});

test("facts that decided nothing are told too", () => {
  const fact = exampleFact({ id: "f1", kind: "os", field: "name", value: "Debian", by: "/etc/os-release" });
  assert.match(
    one(exampleReport([], { facts: [fact] }), "#facts"),
    /1 fact of local.*osnameDebian by \/etc\/os-release/,
  );
});

test("a run of a part never says that the place is ready, nor asks", () => {
  const scope = { complete: false, only: ["memory"], skip: [], noWrite: false, requirements: 20 };
  for (const verdict of ["ready", "ready-with-warnings"] as const) {
    for (const interrupted of [true, false]) {
      const part = exampleReport([exampleResult({ id: "memory", outcome: "met" })], { scope, verdict, interrupted });
      const page = writeHtml(part, { now });
      assert.doesNotMatch(page, /\bready\b/i);
      assert.match(one(part, "#verdict"), /19 others not looked at/);
    }
  }
});

test("what was left out is not told as unknown in the verdict's sentence, and what is unmet is told of a part too", () => {
  const scope = { complete: false, only: [], skip: ["disk"], noWrite: false, requirements: 3 };
  const results = [
    exampleResult({ id: "memory", outcome: "unmet" }),
    exampleResult({ id: "disk", outcome: "unknown", title: "Disk", reasonCode: "skipped" }),
    exampleResult({ id: "dns", outcome: "unknown", title: "DNS entry", reasonCode: "cannot-tell" }),
  ];
  const part = exampleReport(results, { scope, verdict: "not-ready" });
  assert.match(
    one(part, "#verdict"),
    /NOT READYNot all requirements were looked at\. 1 must is unmet: Memory\. 1 must is unknown: DNS entry\./,
  );
  const broken = { ...part, interrupted: true, results: results.slice(0, 1) };
  assert.match(
    one(broken, "#verdict"),
    /INTERRUPTEDThe run was broken off, so nothing is said about the whole\. 1 must is unmet/,
  );
});

test("each verdict is told by sign, word and sentence", () => {
  const words = verdicts.map((verdict) => {
    const report = exampleReport([], { verdict });
    return `${one(report, ".answer")}: ${found(report, "header").join("").replace(/^.*\?/, "").slice(0, 60)}`;
  });
  assert.equal(words.length, 4);
  assert.match(words[0] ?? "", /^READY: READYEvery must and should/);
  assert.match(words[3] ?? "", /^UNVERIFIED: UNVERIFIEDNo must was met by an observation/);
});

test("a place that is judged from a file says how old its facts are", () => {
  const evidence = { from: "file", signed: false, oldestAt: "2026-11-01T21:00:00.000Z" } as const;
  assert.match(one(exampleReport([], { evidence }), ".counts"), /as seen 20 days ago/);
});

test("with many hosts a table tells how each stands, the worst first, and each host has its own results", () => {
  const report = hostsExample(20);
  const rows = found(report, "tr");
  assert.equal(rows.length, 21);
  assert.match(rows[1] ?? "", /app2\.example\.org app, app210 unmet15 met/);
  assert.match(rows.find((row) => row.includes("lost")) ?? "", /lost25 unknown/);
  assert.equal(found(report, ".target").length, 20);
  assert.match(one(report, "#targets"), /Buffers for machineunmet ssh:\/\/app2\.example\.org, .*; met on 15/);
});

test("the controller beside a single host is told apart from it", () => {
  const targets = [{ name: "ssh://a", type: "host", role: "app", hostname: "a", state: "reached" }] as const;
  const results = [
    exampleResult({ id: "dns", outcome: "met", target: "controller" }),
    exampleResult({ id: "memory", outcome: "met", target: "ssh://a" }),
  ];
  assert.deepEqual(
    found(exampleReport(results, { targets }), ".target").map((words) => words.split(" ")[0]),
    ["ssh://a", "controller"],
  );
});

test("the sizing is drawn, with the same figures as a table", () => {
  const whole = wholeExample();
  const [cpu, memory] = found(whole, "svg");
  assert.match(memory ?? "", /^memory by usersusers is 6\. up to 4: 16 GB; up to 8: 16 GB; .*more: 64 GB/);
  assert.match(cpu ?? "", /more: 16/);
  assert.deepEqual(found(whole, "tr").slice(1), [
    "up to 4cpu 4memory 16 GBwhere always",
    "up to 8cpu 8memory 16 GBwhere alwayscounts here",
    "up to 16cpu 8memory 24 GBwhere inputs.stage == 'development'does not apply",
    "up to 32cpu 8memory 32 GBwhere always",
    "morecpu 16memory 64 GBwhere always",
  ]);
});

test("values of the sizing that are no numbers stand in the table alone", () => {
  const row = { upTo: null, startsAt: null, when: null, holds: true, values: { plan: "large" }, chosen: true };
  const sizing = {
    by: "users",
    value: 6,
    row: { plan: "large" },
    alsoClaimedBy: null,
    unread: ["plan"],
    rows: [row, row],
  };
  const report = exampleReport([], { sizing });
  assert.deepEqual(found(report, "svg"), []);
  assert.match(one(report, "#sizing"), /plan large.*Nobody looks at plan\./);
});

test("waivers, answers, what is set aside, sources and what made it are told", () => {
  const whole = wholeExample();
  assert.match(
    one(whole, "#waivers"),
    /waived Disk: accepted by A\. Person until 2026-12-31: a bigger one is ordered; accepted is size at least 50 GB/,
  );
  assert.match(one(whole, "#inputs"), /users6 given with --set.*dba secret.*uploadsopen|uploadsopen.*dba secret/);
  assert.match(
    one(whole, "#aside"),
    /1 requirement about running it.*--moment run.*Backup.*1 requirement not applicable.*Hyper-V/,
  );
  assert.match(
    one(whole, "#sources"),
    /Requirements to run it https:\/\/docs\.example\.org\/requirementsA page without TLS http:/,
  );
  assert.match(one(whole, "#about"), /footing 0\.1\.0 sha256:0.*sha256:1.*Signedno/);
});

test("what changed is told with the worst first", () => {
  assert.match(one(wholeExample(), "#changes"), /users 4 → 6\.Memory: met → unmet\. 24 GB → 8 GB installed/);
});

test("every place that the page names is there", () => {
  const page = writeHtml(hostsExample(3), { now });
  const ids = new Set(Array.from(page.matchAll(/ id="([^"]+)"/g), ([, id]) => id));
  for (const [, id] of page.matchAll(/href="#([^"]+)"/g)) assert.ok(ids.has(id), `${id}`);
});

test("a page takes little beside what it tells", () => {
  assert.ok(writeHtml(exampleReport([]), { now }).length < 16_000);
  assert.ok(writeHtml(hostsExample(20), { now }).length < 600_000);
});
