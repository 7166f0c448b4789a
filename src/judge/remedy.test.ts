import assert from "node:assert/strict";
import { test } from "node:test";
import type { JsonValue } from "../facts/json.ts";
import type { Arguments, FactRecord } from "../facts/snapshot.ts";
import { judgeMade, madeFact, resultOf, seenFact } from "./made-situation.ts";

const folder = "- { id: a, level: must, directory: { path: /srv/it's here }, expect: { owner: app } }";
const inFolder = { arguments: { path: "/srv/it's here" } };
const remedyOf = (requirement: string, facts: readonly FactRecord[]) =>
  resultOf(judgeMade(requirement, { facts }), "a").remedy;

test("a remedy is chosen by what was seen, and has the look's own values", () => {
  const seen = (cause: string): unknown =>
    remedyOf(folder, [
      seenFact("directory.writable", false, { ...inFolder, cause }),
      seenFact("directory.owner", "app", inFolder),
    ])?.commands;
  assert.deepEqual(seen("missing"), [String.raw`sudo install -d -m 0750 -o USER -g GROUP '/srv/it'\''s here'`]);
  assert.deepEqual(seen("denied"), [String.raw`ls -ld '/srv/it'\''s here'`]);
  assert.equal(JSON.stringify(seen("toString")).includes("install"), false);
});

test("every field that falls short has its remedy, each text and command once", () => {
  const [no, other] = [{ ...inFolder, cause: "denied" }, inFolder];
  const both = remedyOf(folder, [
    seenFact("directory.writable", false, no),
    seenFact("directory.owner", "root", other),
  ]);
  assert.match(both?.text ?? "", /^Give it to that user.* Else let that user write there/);
  assert.equal(both?.commands.length, 1);
  const gone = { ...inFolder, state: "absent", cause: "missing" } as const;
  const none = remedyOf(folder, [madeFact("directory", "writable", gone), madeFact("directory", "owner", gone)]);
  assert.equal(none?.text.match(/Make the folder/g)?.length, 1);
});

/** The words of the remedy for one field that falls short; `none` where there is none. */
function toldFor(kind: string, field: string, [wanted, value]: readonly [string, JsonValue]): string {
  const asked: Arguments =
    { command: { name: "x" }, port: { port: 80 }, disk: { path: "/" }, certificate: { cert: "/c" } }[kind] ?? {};
  const requirement = `- { id: a, level: must, ${kind}: ${JSON.stringify(asked)}, expect: { ${field}: ${wanted} }, defaults: false }`;
  const result = resultOf(
    judgeMade(requirement, { facts: [seenFact(`${kind}.${field}`, value, { arguments: asked })] }),
    "a",
  );
  assert.equal(result.outcome, "unmet", `${kind}.${field} ${wanted}`);
  return result.remedy?.text ?? "none";
}

test("who has what is not to be there is not told how to get it", () => {
  for (const [kind, field, wanted, value] of [
    ["command", "present", "false", true],
    ["command", "present", "{ not: true }", true],
    ["port", "free", "false", true],
    ["disk", "readOnly", "true", false],
    ["compose", "plugin", "{ present: false }", "2.40"],
    ["compose", "plugin", "{ not: { present: true } }", "2.40"],
    ["memory", "installed", '"<= 4 GiB"', 8e9],
    ["memory", "installed", '{ not: ">= 4 GiB" }', 8e9],
    ["memory", "installed", '["= 4 GiB", "< 1 GiB"]', 8e9],
    ["docker", "version", '">=20 <25"', "26.1"],
  ] as const) {
    assert.equal(toldFor(kind, field, [wanted, value]), "none", `${kind}.${field} ${wanted}`);
  }
});

test("who has not what is expected is told how to get it, however that is written", () => {
  for (const [kind, field, wanted, value, told] of [
    ["command", "present", "{ not: false }", false, /^Install the program/],
    ["disk", "readOnly", "false", true, /read-only/],
    ["memory", "installed", '{ not: "< 4 GiB" }', 1e9, /more memory/],
    ["memory", "installed", '"> 4 GiB < 8 GiB"', 1e9, /more memory/],
    ["memory", "installed", '"< 1 GiB || >= 16 GiB"', 8e9, /more memory/],
    ["docker", "version", '">=20 <25"', "19.3", /^Upgrade the engine/],
    ["certificate", "selfSigned", "false", true, /^Have it signed/],
    ["time-sync", "offset", '"<= 1s"', 60, /set the clock/],
  ] as const) {
    assert.match(toldFor(kind, field, [wanted, value]), told, `${kind}.${field} ${wanted}`);
  }
});

test("who makes an entry of DNS is told for which name, and where it is to lead", () => {
  const told = (asked: Arguments, field: string, cause?: string): string => {
    const requirement = `- { id: a, level: must, dns: ${JSON.stringify(asked)}, expect: { ${field}: true } }`;
    const more = { arguments: asked, ...(cause === undefined ? {} : { cause }) };
    return remedyOf(requirement, [seenFact(`dns.${field}`, false, more)])?.text ?? "";
  };
  const [name, pointsTo] = ["a.example.org", ["192.0.2.1", "2001:db8::1"]];
  assert.match(
    told({ name, pointsTo }, "pointsTo"),
    /^a\.example\.org is to lead to 192\.0\.2\.1, 2001:db8::1\. Change/,
  );
  assert.match(
    told({ name, pointsTo }, "pointsTo", "nxdomain"),
    /^Make the entry for a\.example\.org that leads to 192\.0\.2\.1, 2001:db8::1 at whoever/,
  );
  for (const cause of ["nodata", "dangling-cname", "points-partly-elsewhere", "resolvers-disagree", "split-horizon"])
    assert.match(told({ name, pointsTo }, "pointsTo", cause), /^a\.example\.org is to lead to 192/, cause);
  assert.match(told({ name }, "resolves", "nxdomain"), /^Make the entry for a\.example\.org at whoever/);
  assert.doesNotMatch(told({ name }, "resolves", "nodata"), /\{/);
});

test("where one branch is enough, one remedy is shown", () => {
  const either =
    "- { id: a, level: must, anyOf: [{ compose: {}, expect: { standalone: '>= 1' } }, { compose: {}, expect: { plugin: '>= 2' } }] }";
  const gone = ["standalone", "plugin"].map((field) => madeFact("compose", field, { state: "absent" }));
  assert.doesNotMatch(remedyOf(either, gone)?.text ?? "", /Install the plugin/);
});

test("what is there and too old is told how to get a newer one, not how to get it", () => {
  const told = (field: string, wanted: string, facts: readonly FactRecord[]) =>
    remedyOf(`- { id: a, level: must, compose: {}, expect: { ${field}: ${wanted} } }`, [
      ...facts,
      seenFact("os.family", "linux"),
      seenFact("os.id", "ubuntu"),
    ]);
  const old = told("standalone", "'>= 1.29'", [seenFact("compose.standalone", "1.25.0")]);
  assert.match(old?.text ?? "", /^Replace the command docker-compose by a newer one/);
  assert.ok(old !== null && old !== undefined && old.commands.length > 0);
  assert.ok(old.commands.every((command) => !command.includes("apt-get")));
  const none = told("standalone", "'>= 1.29'", [madeFact("compose", "standalone", { state: "absent" })]);
  assert.match(none?.text ?? "", /^Install the command/);
  assert.match(told("plugin", "'>= 2.20'", [seenFact("compose.plugin", "2.5")])?.text ?? "", /^Replace the plugin/);
  // One that is too new is not told to get a newer one.
  assert.equal(told("plugin", "'< 2'", [seenFact("compose.plugin", "2.5")]), null);
});

test("packages of a distribution are told only where they are", () => {
  const gone = [
    seenFact("docker.installed", false, { cause: "no-client-systemd" }),
    seenFact("docker.answers", false, { cause: "no-client-systemd" }),
    madeFact("compose", "standalone", { state: "absent" }),
  ];
  const engine = "- { id: a, level: must, docker: {}, expect: { installed: true } }";
  const compose = "- { id: a, level: must, compose: {}, expect: { standalone: { present: true } } }";
  const own =
    "- { id: a, level: must, compose: {}, expect: { standalone: { present: true } }, remedy: { text: x, commands: { =fedora: [only], fedora: [also], any: [all] } } }";
  const first = (id: string, like: readonly string[]): readonly (string | undefined)[] =>
    [engine, compose, own].map((requirement) => {
      const facts = [...gone, seenFact("os.id", id), seenFact("os.like", [...like]), seenFact("os.family", "linux")];
      return remedyOf(requirement, facts)?.commands[0];
    });
  assert.deepEqual(first("fedora", []), ["sudo dnf install moby-engine", "sudo dnf install docker-compose", "only"]);
  assert.deepEqual(first("rocky", ["rhel", "centos", "fedora"]), [undefined, undefined, "also"]);
  assert.deepEqual(first("rhel", ["fedora"]), [undefined, undefined, "also"]);
  assert.deepEqual(first("amzn", ["fedora"]), ["sudo dnf install docker", undefined, "also"]);
  assert.deepEqual(first("linuxmint", ["ubuntu", "debian"]), [
    "sudo apt-get install docker.io",
    "sudo apt-get install docker-compose",
    "all",
  ]);
});

test("the engine's remedy speaks of the engine that is asked for", () => {
  const engine = (wanted: string, was: string): string =>
    remedyOf(`- { id: a, level: must, docker: {}, expect: { engine: ${wanted} } }`, [
      seenFact("docker.answers", true),
      seenFact("docker.engine", was),
    ])?.text ?? "";
  assert.match(engine("docker", "podman"), /Docker's own engine/);
  assert.match(engine("podman", "docker"), /^Run Podman/);
  assert.doesNotMatch(engine("[podman, other]", "docker"), /Docker's own/);
});

test("without systemd nobody is told to use systemctl", () => {
  const told = (cause: string): string =>
    JSON.stringify(
      remedyOf("- { id: a, level: must, docker: {}, expect: { installed: true } }", [
        seenFact("docker.installed", false, { cause }),
        seenFact("docker.answers", false, { cause }),
        seenFact("docker.engine", "docker"),
        seenFact("os.id", "debian"),
      ]),
    );
  assert.match(told("no-client-systemd"), /systemctl/);
  assert.doesNotMatch(told("no-client"), /systemctl/);
  assert.match(told("silent-systemd"), /systemctl enable --now docker/);
  assert.match(told("elsewhere"), /DOCKER_HOST/);
});

test("a look that would have shown it better tells what kept it", () => {
  const asked = (more = ""): string =>
    `- { id: a, level: must, directory: { path: /srv }, expect: { writable: true }${more} }`;
  const at = { arguments: { path: "/srv" } };
  const facts = [
    seenFact("directory.writable", true, { ...at, grade: "observed" }),
    madeFact("directory", "writable", {
      ...at,
      state: "unknown",
      why: { code: "no-write", text: "only writing would show it (--no-write)" },
    }),
  ];
  const result = resultOf(judgeMade(asked(), { facts }), "a");
  assert.deepEqual([result.outcome, result.reasonCode], ["unknown", "no-write"]);
  assert.match(result.reason, /only writing would show it/);
  assert.equal(resultOf(judgeMade(asked(", grade: observed"), { facts }), "a").outcome, "met");
});

test("what has ended says when, also in a condition that is said in words", () => {
  const files = "{ dir: /p, files: [{ path: a.env }] }";
  const at = { arguments: { dir: "/p", files: [{ path: "a.env" }] } };
  const facts = [seenFact("package.complete", true, at), seenFact("package.expires", "2025-01-31T00:00:00Z", at)];
  const packageAsked = (how: string) =>
    resultOf(judgeMade(`- { id: a, level: must, package: ${files}, ${how} }`, { facts }), "a");
  assert.equal(packageAsked("expect: { inDate: true }").observed, "inDate: no (expires 2025-01-31T00:00:00Z)");
  const said = packageAsked("that: 'inDate == null || inDate', says: 'not expired, where it names an end'");
  assert.equal(said.observed, "inDate: no (expires 2025-01-31T00:00:00Z)");
  assert.equal(said.expected, "not expired, where it names an end");
});
