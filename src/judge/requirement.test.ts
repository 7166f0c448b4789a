import assert from "node:assert/strict";
import { test } from "node:test";
import type { FactRecord } from "../facts/snapshot.ts";
import { judgeMade, localHost, madeFact, outcomesOf, resultOf, seenFact, type Making } from "./made-situation.ts";
import { controller } from "./place.ts";
import type { Target } from "./situation.ts";

const command = (id: string, more = ""): string => `- { id: ${id}, level: must, command: { name: ${id} }${more} }`;
const present = (name: string, value: boolean, more: Partial<FactRecord> = {}): FactRecord =>
  seenFact("command.present", value, { arguments: { name }, ...more });
const came = (requirements: string, making: Making = {}): Readonly<Record<string, string>> =>
  outcomesOf(judgeMade(requirements, making));
const reasonOf = (id: string, requirements: string, making: Making = {}): string =>
  resultOf(judgeMade(requirements, making), id).reasonCode;

const lines = (...all: readonly string[]): string => all.join("\n");

test("what is needed and not met holds back, as long as it is unmet or unknown and no longer", () => {
  const both = lines(command("b", ", needs: [a]"), command("a"));
  const b = present("b", true);
  assert.deepEqual(came(both, { facts: [b] }), { b: "unknown", a: "unknown" });
  assert.deepEqual(came(both, { facts: [b, present("a", false)] }), { b: "unknown", a: "unmet" });
  assert.deepEqual(came(both, { facts: [b, present("a", true)] }), { b: "met", a: "met" });
  assert.equal(reasonOf("b", both, { facts: [b] }), "waits");
});

test("one cause reads as one cause along a chain", () => {
  const chain = lines(command("a"), command("b", ", needs: [a]"), command("c", ", needs: [b]"));
  const judged = judgeMade(chain, { facts: [present("a", false), present("b", true), present("c", true)] });
  assert.match(resultOf(judged, "b").reason, /waits for a$/);
  assert.match(resultOf(judged, "c").reason, /waits for b$/);
});

test("what does not apply or is waived holds nothing back", () => {
  const aside = lines(command("a", ", moments: [run]"), command("b", ", needs: [a]"));
  assert.deepEqual(came(aside, { facts: [present("b", true)] }), { a: "not-applicable", b: "met" });
  const waivers = "[{ requirement: a, accept: { present: false }, reason: r, by: N, until: 2026-12-31 }]";
  const facts = [present("a", false), present("b", true)];
  assert.deepEqual(came(lines(command("a"), command("b", ", needs: [a]")), { facts, waivers }), {
    a: "waived",
    b: "met",
  });
});

const second: Target = { name: "db1", type: "host", role: "app", hostname: null, state: "reached" };

test("a need is looked at on the same target, or on all where it has no result there", () => {
  const targets = [localHost, second];
  const both = lines(command("a"), command("b", ", needs: [a]"));
  const everywhere = [present("b", true), present("b", true, { target: "db1" })];
  const facts = [...everywhere, present("a", true), present("a", false, { target: "db1" })];
  assert.deepEqual(came(both, { facts, targets }), { a: "met", "a@db1": "unmet", b: "met", "b@db1": "unknown" });
  const other = lines(command("a", ", role: database"), command("b", ", needs: [a]"));
  const roles = [localHost, { ...second, role: "database" }];
  assert.deepEqual(came(other, { facts, targets: roles }), { "a@db1": "unmet", b: "unknown" });
});

test("what was looked at on several targets has no single answer for another, and says so", () => {
  const names = ["app1", "app2"];
  const targets = [...names.map((name) => ({ ...localHost, name })), { ...second, role: "database" }];
  const both = lines(
    "- { id: disk, level: must, disk: { path: / }, defaults: false, expect: { size: '>= 1 GB' } }",
    "- { id: a, level: must, role: database, needs: [disk], command: { name: $answers.disk.filesystem } }",
    command("b", ", role: database, needs: [disk], when: \"answers.disk.filesystem == 'ext4'\""),
  );
  const facts = names.flatMap((target) =>
    ["size", "filesystem"].map((field) =>
      seenFact(`disk.${field}`, field === "size" ? 2e9 : "ext4", { arguments: { path: "/" }, target }),
    ),
  );
  const judged = judgeMade(both, { facts, targets });
  const why = "disk is looked at on app1 and app2, so it has no single answer for db1";
  assert.equal(resultOf(judged, "a").reason, why);
  assert.equal(resultOf(judged, "b").reason, `whether it applies is open: ${why}`);
});

test("a target that was lost makes what is asked of it unknown, whatever the facts say", () => {
  const targets: readonly Target[] = [{ ...localHost, state: "lost" }];
  assert.equal(reasonOf("a", command("a"), { facts: [present("a", true)], targets }), "target-lost");
});

test("without a target of its role a requirement needs one", () => {
  assert.equal(reasonOf("a", command("a", ", role: database"), { facts: [present("a", true)] }), "needs-target");
});

test("what would settle that names all targets of the next run, with one that is likely to fit", () => {
  const settle = (requirement: string, targets: readonly Target[]): string | undefined =>
    judgeMade(requirement, { targets }).results[0]?.settle;
  const database = command("a", ", role: database");
  const far: Target = { ...localHost, name: "ssh://app1" };
  const within: Target = { ...localHost, name: "docker://app", type: "container" };
  // This machine has a role already, and is named once.
  assert.equal(settle(database, [localHost]), "--on local --on database=ssh://HOST");
  assert.equal(settle(database, [far]), "--on ssh://app1 --on database=ssh://HOST");
  assert.equal(settle(database, [{ ...far, role: "web" }]), "--on web=ssh://app1 --on database=ssh://HOST");
  // A container runs here.
  const engine = "- { id: a, level: must, docker: {} }";
  assert.equal(settle(engine, [within]), "--on docker://app --on local");
  assert.equal(
    settle(engine, [within, { ...localHost, role: "web" }]),
    "--on docker://app --on web=local --on ssh://HOST",
  );
  assert.equal(settle(database, []), "--on database=local");
  // Where Footing runs is no target that anybody could name.
  assert.equal(settle(engine, [controller]), "--on ssh://HOST");
  assert.equal(settle(database, [far, controller]), "--on ssh://app1 --on database=ssh://HOST");
});

const asking = "inputs: { users: { type: integer }, domain: { type: domain, optional: true } }";

test("when comes first: false is not applicable whatever else is open, open is unknown", () => {
  const high = (more = ""): string => command("a", `, when: "inputs.users > 10"${more}`);
  const facts = [present("a", true)];
  assert.equal(reasonOf("a", high(), { facts, inputs: { users: "5" }, before: asking }), "condition-false");
  assert.equal(reasonOf("a", high(), { facts, inputs: { users: "50" }, before: asking }), "met");
  assert.equal(reasonOf("a", high(), { facts, before: asking }), "input-open");
  assert.equal(reasonOf("a", high(", moments: [run]"), { facts, before: asking }), "later");
  assert.equal(
    reasonOf("a", high(), { facts, inputs: { users: "5" }, skip: ["a"], before: asking }),
    "condition-false",
  );
  const needing = lines(high(", needs: [b]"), command("b"));
  assert.equal(reasonOf("a", needing, { inputs: { users: "5" }, before: asking }), "condition-false");
});

test("an open condition says what would settle it", () => {
  const result = resultOf(judgeMade(command("a", ', when: "inputs.users > 10"'), { before: asking }), "a");
  assert.equal(result.settle, "--set users=…");
});

test("a condition on the target is judged by what was seen of it", () => {
  const onLinux = command("a", `, when: "target.os == 'linux'"`);
  const facts = [present("a", true)];
  assert.equal(reasonOf("a", onLinux, { facts }), "condition-open");
  assert.equal(reasonOf("a", onLinux, { facts: [...facts, seenFact("os.family", "linux")] }), "met");
  assert.equal(reasonOf("a", onLinux, { facts: [...facts, seenFact("os.family", "macos")] }), "condition-false");
  assert.equal(reasonOf("a", onLinux, { facts: [...facts, seenFact("os.family", "beos")] }), "condition-open");
  assert.equal(reasonOf("a", command("a", `, when: "target.name == 'local'"`), { facts }), "met");
});

const two = "profiles: { docker: { title: D }, cluster: { title: C } }";

test("a requirement of another profile does not apply; without a profile it is open, unless its condition is false", () => {
  const some = command("a", ", profiles: [docker]");
  const facts = [present("a", true)];
  assert.equal(reasonOf("a", some, { facts, profile: "docker", before: two }), "met");
  assert.equal(reasonOf("a", some, { facts, profile: "cluster", before: two }), "other-profile");
  assert.equal(reasonOf("a", some, { facts, before: two }), "condition-open");
  assert.equal(
    reasonOf("a", command("a", ', profiles: [docker], when: "false"'), { facts, before: two }),
    "condition-false",
  );
  assert.equal(reasonOf("a", command("a", ", profiles: [docker], moments: [run]"), { facts, before: two }), "later");
});

test("a skipped requirement is unknown, and what needs it waits", () => {
  const both = lines(command("a"), command("b", ", needs: [a]"));
  const making = { facts: [present("a", true), present("b", true)], skip: ["a"] };
  assert.equal(reasonOf("a", both, making), "skipped");
  assert.equal(reasonOf("b", both, making), "waits");
});

test("a requirement that is repeated gives one result for each value", () => {
  const repeated = "- { id: tool, level: must, for: { name: [git, tar] }, command: { name: $for.name } }";
  const facts = [present("git", true), present("tar", false)];
  assert.deepEqual(came(repeated, { facts }), { "tool[git]": "met", "tool[tar]": "unmet" });
});

test("an expectation may stand for an input; open it is unknown, none it has no meaning", () => {
  const by = "inputs: { size: { type: size, optional: true } }";
  const memory = '- { id: a, level: must, memory: {}, expect: { installed: ">= ${inputs.size}" } }';
  const facts = [seenFact("memory.installed", 8e9)];
  assert.equal(reasonOf("a", memory, { facts, inputs: { size: "none" }, before: by }), "open-reference");
  assert.equal(reasonOf("a", memory, { facts, before: by }), "input-open");
});

const follows = lines(
  "- { id: disk, level: must, disk: { path: / }, expect: { size: { present: true } }, defaults: false }",
  "- { id: tool, level: must, needs: [disk], command: { name: $answers.disk.filesystem } }",
);
const size = seenFact("disk.size", 1e9, { arguments: { path: "/" } });
const filesystem = seenFact("disk.filesystem", "ext4", { arguments: { path: "/" } });
const ext4 = present("ext4", true);

test("an argument that may be left out is left out where its input was answered with none, and open while it is open", () => {
  const asked = "certificate: { cert: /c, ca: $inputs.ca }, expect: { selfSigned: false }, defaults: false";
  const file = (more: string): string => `inputs:\n  ca: { type: path, optional: true${more} }\n`;
  const facts = [seenFact("certificate.selfSigned", false, { arguments: { cert: "/c" } })];
  const outcome = (more: string, inputs: Readonly<Record<string, string>> = {}): string => {
    const made = judgeMade(`- { id: a, level: must, ${asked} }`, { before: file(more), facts, inputs });
    return resultOf(made, "a").outcome;
  };
  assert.deepEqual([outcome(""), outcome("", { ca: "none" }), outcome(", default: null")], ["unknown", "met", "met"]);
  assert.equal(outcome(", default: null", { ca: "/other" }), "unknown");
});

test("what another look answered is put in place, and is open as long as it did not", () => {
  assert.deepEqual(came(follows, { facts: [size, filesystem, ext4] }), { disk: "met", tool: "met" });
  assert.equal(reasonOf("tool", follows, { facts: [size, ext4] }), "open-reference");
  const gone = madeFact("disk", "filesystem", { arguments: { path: "/" }, state: "absent" });
  assert.equal(reasonOf("tool", follows, { facts: [size, gone, ext4] }), "open-reference");
  const long = { ...filesystem, value: "a/b" };
  assert.equal(reasonOf("tool", follows, { facts: [size, long, ext4] }), "garbled");
});

test("what does not apply answers nothing, also where another asked the same", () => {
  const aside = follows.replace("id: disk, level: must,", "id: disk, level: must, moments: [run],");
  const same = "- { id: same, level: must, disk: { path: / }, expect: { size: { present: true } }, defaults: false }";
  const facts = [size, filesystem, ext4];
  assert.deepEqual(came(lines(aside, same), { facts }), { disk: "not-applicable", tool: "unknown", same: "met" });
  assert.equal(reasonOf("tool", lines(aside, same), { facts }), "open-reference");
});

test("a condition may read what another look answered", () => {
  const reading = lines(
    "- { id: the-disk, level: must, disk: { path: / }, expect: { size: { present: true } }, defaults: false }",
    command("a", `, needs: [the-disk], when: "answers.the_disk.filesystem == 'ext4'"`),
  );
  const facts = [size, present("a", true)];
  assert.equal(reasonOf("a", reading, { facts: [...facts, filesystem] }), "met");
  assert.equal(reasonOf("a", reading, { facts: [...facts, { ...filesystem, value: "xfs" }] }), "condition-false");
  assert.equal(reasonOf("a", reading, { facts }), "condition-open");
});

test("a kind that this version does not have is unknown, and says which", () => {
  const result = resultOf(judgeMade("- { id: d, level: must, pending: bucket }"), "d");
  assert.equal(`${result.outcome} ${result.reasonCode}`, "unknown not-yet");
  assert.match(result.reason, /bucket/);
});

test("an input is judged as it was answered", () => {
  const users = '- { id: a, level: must, input: { name: users }, expect: { value: "<= 100" } }';
  const judged = (inputs: Readonly<Record<string, string>>): string => {
    const { outcome, reasonCode, target, vantage, grade } = resultOf(judgeMade(users, { inputs, before: asking }), "a");
    assert.deepEqual([target, vantage], [null, null]);
    return `${outcome} ${reasonCode} ${grade ?? "-"}`;
  };
  assert.equal(judged({ users: "100" }), "met met declared");
  assert.equal(judged({ users: "101" }), "unmet falls-short declared");
  assert.equal(judged({}), "unknown input-open -");
});

test("a remedy shows only the commands that fit the target, the nearest first", () => {
  const remedied = command("a", ", remedy: { text: Install it., commands: { ubuntu: [u], debian: [d], any: [x] } }");
  const commands = (facts: readonly FactRecord[]): readonly string[] =>
    resultOf(judgeMade(remedied, { facts: [present("a", false), ...facts] }), "a").remedy?.commands ?? [];
  assert.deepEqual(commands([]), ["x"]);
  assert.deepEqual(commands([seenFact("os.id", "ubuntu"), seenFact("os.like", ["debian"])]), ["u"]);
  assert.deepEqual(commands([seenFact("os.id", "mint"), seenFact("os.like", ["debian"])]), ["d"]);
});

test("on a system that is not known, or has no commands of its own, a remedy is words alone", () => {
  const remedied = command("a", ", remedy: { text: Install it., commands: { debian: [d] } }");
  const commands = (facts: readonly FactRecord[]): unknown =>
    resultOf(judgeMade(remedied, { facts: [present("a", false), ...facts] }), "a").remedy;
  assert.deepEqual(commands([]), { text: "Install it.", commands: [] });
  assert.deepEqual(commands([seenFact("os.id", "fedora")]), { text: "Install it.", commands: [] });
});

test("a chain of answers as long as a file may be is judged, and one that branches is not walked again and again", () => {
  const chain = Array.from({ length: 2000 }, (_, index) =>
    index === 0
      ? "- { id: r0, level: must, command: { name: r0 }, expect: { path: { present: true } } }"
      : `- { id: r${index}, level: must, needs: [r${index - 1}], command: { name: "\${answers.r${index - 1}.path}" } }`,
  );
  assert.equal(judgeMade(lines(...chain)).counts.unknown, 2000);
  const wide = Array.from({ length: 60 }, (_, index) => {
    const [left, right] = [index - 1, index - 2].map((one) => Math.max(0, one));
    const path = index < 2 ? "/a" : `"/\${answers.d${left}.filesystem}\${answers.d${right}.filesystem}"`;
    const needs = index < 2 ? "" : `needs: [d${left}, d${right}], `;
    return `- { id: d${index}, level: must, ${needs}disk: { path: ${path} }, expect: { size: { present: true } }, defaults: false }`;
  });
  const facts = ["/a", "/xx"].flatMap((path) => [
    seenFact("disk.size", 1e9, { arguments: { path } }),
    seenFact("disk.filesystem", "x", { arguments: { path } }),
  ]);
  assert.equal(judgeMade(lines(...wide), { facts }).counts.met, 60);
});

test("a condition on an answer that is held back waits with it", () => {
  const file = `- { id: engine, level: must, docker: {} }
- { id: disk, level: must, needs: [engine], when: "answers.engine.remote == false", disk: { path: $answers.engine.dataRoot }, expect: { size: ">= 1 GB" } }`;
  const down = { facts: [seenFact("docker.answers", false)] };
  const result = resultOf(judgeMade(file, down), "disk");
  assert.deepEqual([result.outcome, result.reasonCode, result.reason], ["unknown", "waits", "waits for engine"]);
  const up = { facts: [seenFact("docker.answers", true), seenFact("docker.engine", "docker")] };
  assert.equal(resultOf(judgeMade(file, up), "disk").reasonCode, "condition-open");
});
