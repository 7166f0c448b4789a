import assert from "node:assert/strict";
import { test } from "node:test";
import { exampleFact, exampleReport, exampleResult } from "./example.ts";
import type { Report } from "./report.ts";
import { share, shareFacts } from "./share.ts";
import { Words } from "./share-words.ts";

const report = exampleReport(
  [
    exampleResult({
      id: "disk",
      outcome: "unmet",
      kind: "disk",
      title: "Disk for /var/lib/docker",
      target: "ssh://ann@db1.corp.example:22",
      reason: "size is 1 GB at /srv/shop/data, nearest existing parent: /srv/shop",
      observed: "1 GB size",
      remedy: { text: "Make room.", commands: ["df -h /srv/shop/data"] },
      place: { in: "file", file: "./mine.yaml", line: 3 },
      facts: ["f1"],
    }),
  ],
  {
    site: "./footing.yaml",
    targets: [
      {
        name: "ssh://ann@db1.corp.example:22",
        type: "host",
        role: "app",
        hostname: "db1.corp.example",
        state: "reached",
      },
    ],
    inputs: [
      { name: "dataPath", value: "/srv/shop/data", from: "set", secret: false, type: "path", visibility: "local" },
      { name: "users", value: 20, from: "set", secret: false, type: "integer", visibility: "public" },
      { name: "db", from: "set", secret: true, type: "database-url", visibility: "never" },
    ],
    facts: [
      exampleFact({
        id: "f1",
        kind: "disk",
        field: "size",
        value: 1e9,
        arguments: { path: "/srv/shop/data" },
        by: "stat -f /srv/shop/data",
      }),
      exampleFact({ id: "f2", kind: "port", field: "listener", value: "shopd:443", arguments: { port: 443 } }),
      exampleFact({ id: "f3", kind: "os", field: "name", value: "Debian GNU/Linux 12", by: "/etc/os-release" }),
    ],
    leftovers: ["/srv/shop/data/footing-probe-3f2a"],
    next: [{ settles: ["disk"], do: "--set domain=…" }],
  },
);

test("the same value has the same word wherever it stands, and figures stay", () => {
  const { report: shared, say } = share(report);
  assert.equal(shared.shared, true);
  const [result] = shared.results;
  assert.equal(result?.target, "ssh://user-1@host-1:22");
  assert.equal(result?.reason, "size is 1 GB at path-2, nearest existing parent: path-3");
  assert.deepEqual(result?.remedy?.commands, ["df -h path-2"]);
  assert.deepEqual(shared.targets[0], { ...report.targets[0], name: "ssh://user-1@host-1:22", hostname: "host-1" });
  assert.deepEqual(
    shared.inputs.map(({ value }) => value),
    ["path-2", 20, undefined],
  );
  assert.deepEqual(shared.facts[0]?.arguments, { path: "path-2" });
  assert.equal(shared.facts[0]?.by, "stat -f path-2");
  assert.equal(shared.facts[0]?.value, 1e9);
  assert.equal(
    say("footing check ./mine.yaml --set dataPath=/srv/shop/data"),
    `footing check ${shared.results[0]?.place?.file} --set dataPath=path-2`,
  );
});

test("what every system has is told, and what a probe made keeps its own name", () => {
  const { report: shared } = share(report);
  assert.equal(shared.facts[2]?.by, "/etc/os-release");
  assert.equal(shared.facts[2]?.value, "Debian GNU/Linux 12");
  assert.deepEqual(shared.leftovers, ["path-2/footing-probe-3f2a"]);
  assert.equal(shared.next[0]?.do, "--set domain=…");
});

test("outcomes, counts, verdict and everything that is no text of the place stay as they are", () => {
  const { report: shared } = share(report);
  const kept = ({
    verdict,
    counts,
    countsByLevel,
    exitCode,
    scope,
    product,
    moment,
    startedAt,
    tool,
  }: Report): unknown => [
    [verdict, counts, countsByLevel, exitCode],
    [scope, product, moment, startedAt, tool],
  ];
  assert.deepEqual(kept(shared), kept(report));
  assert.deepEqual(
    shared.results.map(({ id, outcome, reasonCode, level }) => [id, outcome, reasonCode, level]),
    report.results.map(({ id, outcome, reasonCode, level }) => [id, outcome, reasonCode, level]),
  );
});

test("who listens is local, with and without its port", () => {
  const { report: shared, say } = share(report);
  assert.equal(shared.facts[1]?.value, "name-1");
  assert.equal(say("held on IPv4 by shopd"), "held on IPv4 by name-2");
});

test("paths, addresses, hosts and users are found by their shape where nobody declared them", () => {
  const words = new Words();
  for (const [text, expected] of [
    ["cannot read /home/ann/secret.txt.", "cannot read path-1."],
    ["asked 10.1.2.3:53 and fe80::1", "asked address-1:53 and address-2"],
    ["at 20:48:00 with version 28.2.2", "at 20:48:00 with version 28.2.2"],
    ["no engine at unix:///var/run/docker.sock", "no engine at unix:///var/run/docker.sock"],
    ["no engine at unix:///run/user/1000/docker.sock", "no engine at unix://path-2"],
    ["GET https://proxy.corp/x?y=1", "GET url-1"],
    ["ntp1.corp.example is silent", "host-1 is silent"],
    ["mail to ann@corp.example", "mail to user-1"],
    [String.raw`C:\Users\Ann\x`, "path-3"],
    ["container shop-web has no limit", "container name-1 has no limit"],
    ["a container has no limit", "a container has no limit"],
    ["127.0.0.1 and /srv and /proc/meminfo", "127.0.0.1 and /srv and /proc/meminfo"],
    ["~/keys/id", "path-4"],
  ] as const) {
    assert.equal(words.spoken(text), expected);
  }
});

test("a short word is replaced as a word alone, and a value in another spelling is found", () => {
  const words = new Words();
  words.know("db", "host");
  words.know("/srv/it's mine", "path");
  assert.equal(words.spoken("db and feedback"), "host-1 and feedback");
  words.know("/srv/data", "path");
  words.know("db1.corp.example", "host");
  assert.equal(words.spoken("/srv/database is not /srv/data, nor /srv/data.old"), "path-1 is not path-2, nor path-3");
  assert.equal(words.spoken("db1.corp.example.org, not db1.corp.example."), "host-2, not host-3.");
  assert.equal(words.spoken(String.raw`ls '/srv/it'\''s mine'`), "ls 'path-4'");
  assert.equal(words.spoken("file:///srv/it's%20mine/deep"), "file://path-4/path-5");
});

test("a folder above a path is found in a sentence, also where its name has a space", () => {
  const input = { name: "dataPath", value: "/srv/my shop/data", from: "set", secret: false, type: "path" } as const;
  const { say } = share(exampleReport([], { inputs: [{ ...input, visibility: "local" }] }));
  assert.equal(say("nearest existing parent: /srv/my shop"), "nearest existing parent: path-2");
  assert.equal(say("/srv/my shop/hidden/footing-probe-1"), "path-2/path-3");
});

test("an earlier report's texts are told only of kinds whose names can be seen by their shape", () => {
  const stand = {
    outcome: "met",
    reasonCode: "met",
    reason: "by olddaemon",
    observed: "olddaemon:80",
    expected: null,
  } as const;
  const change = {
    target: "local",
    subject: null,
    vantage: "host",
    title: "T",
    level: "must",
    from: stand,
    to: stand,
    why: "olddaemon went",
  } as const;
  const { report: shared } = share(
    exampleReport(
      [exampleResult({ id: "port", outcome: "met", kind: "port" }), exampleResult({ id: "memory", outcome: "met" })],
      {
        since: {
          file: "/home/ann/old.json",
          startedAt: "2026-01-01T00:00:00.000Z",
          verdict: { from: "ready", to: "ready" },
          complete: true,
          differs: [{ what: "host", name: "local", from: "oldname", to: "web01" }],
          changes: [
            { ...change, id: "port", to: null },
            { ...change, id: "memory", why: "4 GB, before 8 GB", to: null },
          ],
          values: [],
        },
      },
    ),
  );
  const text =
    JSON.stringify(shared.since?.changes[0]) + JSON.stringify(shared.since?.differs) + (shared.since?.file ?? "");
  assert.doesNotMatch(text, /olddaemon|oldname|web01|ann/);
  assert.equal(shared.since?.changes[1]?.why, "4 GB, before 8 GB");
});

test("a file of facts is shared in the same way, and says so", () => {
  const { tool, product, profile, moment, inputs, targets, startedAt, finishedAt, facts } = report;
  const shared = shareFacts({
    schema: "footing/facts/1",
    tool,
    product,
    profile,
    moment,
    inputs,
    targets,
    startedAt,
    finishedAt,
    facts,
  });
  assert.equal(shared.shared, true);
  assert.doesNotMatch(JSON.stringify(shared), /shop|db1|ann/);
});
