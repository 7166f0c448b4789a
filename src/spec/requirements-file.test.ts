import assert from "node:assert/strict";
import { test } from "node:test";
import { fileWith, mistakesIn, onlyMistake } from "../../test/bad-files/mistakes.ts";
import { loadRequirements, type RequirementsFile } from "./requirements-file.ts";

const load = (text: string): RequirementsFile => loadRequirements({ name: "given.yaml", text });
const memory = "- id: memory\n  level: must\n  memory: {}\n  expect: { installed: '>= 4 GB' }\n";
const mistake = (requirements: string, above = ""): string => onlyMistake(fileWith(requirements, above));
/** A requirement of one kind, in one line. */
const one = (parts: string): string => `- { id: a, level: must, ${parts} }\n`;

test("a file is read as it stands, with the kind's own where it says nothing", () => {
  const file = load(fileWith(memory, "inputs:\n  users: { type: integer }\nprofiles:\n  docker: { default: true }\n"));
  const [requirement] = file.requirements;
  assert.ok(requirement !== undefined);
  assert.deepEqual([requirement.title, requirement.area, requirement.role], ["memory", "machine", "app"]);
  assert.deepEqual(requirement.moments, ["install", "run", "upgrade"]);
  assert.deepEqual(requirement.vantages, ["host"]);
  assert.deepEqual(
    file.profiles.map(({ name, targets }) => [name, targets]),
    [["docker", ["local"]]],
  );
  assert.deepEqual([...file.inputs.keys()], ["users"]);
});

test("unknown words are told with the nearest that is known", () => {
  assert.match(mistake(one("memroy: {}")), /memroy: `memroy` is not a kind of requirement \(did you mean `memory`\?\)/);
  assert.match(
    mistake("- { id: a, levl: must, privilege: {} }\n"),
    /levl: `levl` is not a key of a requirement \(did you mean `level`\?\)/,
  );
  assert.match(mistake("- { id: a, level: mst, memory: {}, expect: { installed: '> 1 GB' } }\n"), /mst: .*`must`/);
  assert.match(
    mistake(one("memory: {}, expect: { instaled: '> 1 GB' }")),
    /instaled: `instaled` is not a field of memory \(did you mean `installed`\?\)/,
  );
  assert.match(mistake(one("disk: { paht: / }")), /paht: `paht` is not an argument of disk \(did you mean `path`\?\)/);
  assert.match(
    mistake(one("memory: { path: / }, expect: { swap: '> 1 GB' }")),
    /`path` is not an argument of memory \(it takes none\)/,
  );
  assert.match(
    mistake(memory, "inputz: {}\n"),
    /inputz: `inputz` is not a key that can stand here \(did you mean `inputs`\?\)/,
  );
  assert.match(
    mistake(one("input: { name: usres }, expect: { value: '> 1' }"), "inputs:\n  users: { type: integer }\n"),
    /usres: .*`users`/,
  );
  assert.match(
    mistake(one("cpu: {}, expect: { count: '> 1' }, profiles: [dokcer]"), "profiles:\n  docker: {}\n"),
    /`dokcer` is not a profile of this file \(did you mean `docker`\?\)/,
  );
  assert.match(
    mistake(`${memory}- { id: b, level: must, cpu: {}, expect: { count: '> 1' }, needs: [memroy] }\n`),
    /no requirement `memroy` in this file \(did you mean `memory`\?\)/,
  );
});

test("all mistakes of a file are told at once, in its order", () => {
  const text = `footing: 1
prodct: { id: example }
product: { id: Example, name: Example }
inputs:
  users: { type: intger }
  stage: { type: choice }
sizing: { by: users, rows: [{ upTo: 4, cpu: 1 }] }
requirements:
  - { id: memory, level: must, memory: {}, expect: { installed: ">= 4 GiBB" } }
  - { id: memory, level: must, memory: {}, expect: { installed: ">= 4 GB" }, needs: [nothing] }
  - { id: disk, level: most, disk: { path: / }, expect: { siez: "> 1 GB" } }
  - { id: cpu, level: must, cpu: {}, expect: { count: 4 }, when: "inputs.x && inputs.stage == 5" }
  - { id: os, level: must, os: {}, expect: { version: ">5 <4" }, colour: red }
`;
  const marked = mistakesIn(text).map((found) => `${found.place} ${found.marked}`);
  assert.deepEqual(marked, [
    "2:1 prodct",
    "3:16 Example",
    "5:18 intger",
    "6:18 choice",
    "7:29 { upTo: 4, cpu: 1 }",
    '9:65 ">= 4 GiBB"',
    "10:11 memory",
    "10:85 [nothing]",
    "11:24 most",
    "11:59 siez",
    "12:55 4",
    "12:67 inputs.x",
    "13:66 colour",
  ]);
});

test("what names a part that has a mistake of its own is not wrong for that", () => {
  const text = fileWith(
    [
      "- { id: a, level: must, memory: {}, expect: { installed: '>= ${sizing.memory}' } }",
      "- { id: b, level: must, cpu: {}, expect: { count: '>= ${inputs.users}' }, when: inputs.users > 4, profiles: [docker] }",
      "- { id: c, level: must, input: { name: users }, expect: { value: '> 1' } }",
      "- { id: d, level: must, cpu: {}, needs: [e], expect: { count: '>= ${answers.e.count}' }, when: answers.e.count > 1 }",
      "- { id: e, level: must, cpu: {}, expect: { cuont: '> 1' } }",
      "",
    ].join("\n"),
    "inputs:\n  users: { type: intger }\nprofiles:\n  docker: { defualt: true }\nsizing: { by: users, rows: [{ upTo: 4 }], x: 1 }\n",
  );
  assert.deepEqual(
    mistakesIn(text).map(({ marked }) => marked),
    ["intger", "defualt", "x", "cuont"],
  );
});

test("an id twice, a ring of needs, and a need of oneself", () => {
  assert.match(mistake(`${memory}${memory}`), /the id `memory` stands here twice/);
  const needing = (id: string, needs: string) =>
    `- { id: ${id}, level: must, cpu: {}, expect: { count: '> 1' }, needs: [${needs}] }\n`;
  assert.match(
    mistake(`${needing("a", "b")}${needing("b", "c")}${needing("c", "a")}`),
    /\[b\]: a ring of needs: a needs b needs c needs a/,
  );
  assert.match(mistake(needing("a", "a")), /a ring of needs: a needs a/);
  // A chain that leads into a ring is no part of it.
  assert.match(
    mistake(`${needing("x", "a")}${needing("a", "b")}${needing("b", "a")}`),
    /a ring of needs: a needs b needs a/,
  );
  const long = Array.from({ length: 1500 }, (_, index) =>
    needing(`n${index}`, index === 1499 ? "n0" : `n${index + 1}`),
  ).join("");
  assert.match(mistake(long), /a ring of needs|more than 20000 nodes/);
});

test("words that are reserved for a later version are refused by name", () => {
  assert.match(mistake(memory, "bill: { gcp: [] }\n"), /bill: `bill` is reserved for a later version/);
  assert.match(
    mistake(one("privilege: {}, watch: { interval: 5m }")),
    /watch: `watch` is reserved for a later version/,
  );
});

test("profiles: one default, known keys", () => {
  assert.match(
    mistake(memory, "profiles:\n  a: { default: true }\n  b: { default: true }\n"),
    /b: a second default profile/,
  );
  assert.match(mistake(memory, "profiles:\n  A: {}\n"), /`A` cannot be the name of profiles/);
  assert.match(mistake(memory, "profiles:\n  a: { default: maybe }\n"), /expected true or false/);
});

test("the head of the file", () => {
  const whole = (head: string): string => onlyMistake(`${head}requirements:\n  ${one("privilege: {}")}`);
  assert.match(whole("product: { id: a, name: A }\n"), /`footing` is missing/);
  assert.match(whole("footing: 2\nproduct: { id: a, name: A }\n"), /expected the format's version, 1, found 2/);
  assert.match(whole("footing: 1\n"), /`product` is missing/);
  assert.match(whole("footing: 1\nproduct: { id: A b, name: A }\n"), /expected an id: lower-case letters/);
  assert.match(
    whole("footing: 1\nproduct: { id: a, name: 5 }\n"),
    /expected the product's name, found 5 \(in quotes it is a text: "5"\)/,
  );
  assert.match(whole("footing: 1\nproduct: { id: a, name: A, versions: ^4 }\n"), /write comparisons such as/);
  assert.match(whole("footing: 1\nproduct: { id: a, name: A, edition: May }\n"), /expected a date such as 2026-10/);
  assert.equal(whole("footing: 1\nproduct: { id: a, name: A, versions: '>=4 <5', edition: 2026 }\n"), "no mistake");
  assert.match(onlyMistake("[]"), /expected a requirements file with footing, product and requirements/);
  assert.match(onlyMistake("text"), /found the text "text"/);
});

test("conditions read what the file has: inputs, profile, target, version, answers of what is needed", () => {
  const when = (text: string, more = ""): string =>
    mistake(
      `- { id: a-b, level: must, os: {}, expect: { family: linux } }\n${one(`privilege: {}, when: "${text}"${more}`)}`,
      "profiles:\n  docker: {}\n",
    );
  assert.equal(when("target.os == 'linux' && target.name != 'x' && target.role == 'app'"), "no mistake");
  assert.equal(when("target.type == 'host' && profile == 'docker' && inRange(version, '>=4')"), "no mistake");
  assert.equal(when("answers.a_b.family == 'linux'", ", needs: [a-b]"), "no mistake");
  assert.match(when("answers.a_b.family == 'linux'"), /reads answers of what stands in `needs`/);
  assert.match(when("answers.a_b.famly == 'linux'", ", needs: [a-b]"), /did you mean `answers.a_b.family`/);
  assert.match(when("answers.a_b.family == 'linx'", ", needs: [a-b]"), /this can never be `linx`/);
  assert.match(when("profile == 'dokcer'"), /did you mean `docker`/);
  assert.match(when("target.os == 'debian'"), /this can never be `debian`, only one of linux, macos, windows/);
  assert.match(when("target.owner == 'x'"), /`target.owner` is not known here/);
});

test("at most 2,000 requirements", () => {
  const many = (count: number): string =>
    fileWith(Array.from({ length: count }, (_, index) => `- { id: a${index}, level: may, privilege: {} }\n`).join(""));
  assert.match(onlyMistake(many(2001)), /more than 2000 requirements/);
  assert.equal(onlyMistake(many(2000)), "no mistake");
});

test("a file with thousands of mistakes is read soon", () => {
  const start = performance.now();
  const names = Array.from(
    { length: 1900 },
    (_, index) => `an-identifier-that-is-rather-long-and-like-others-${index}`,
  );
  const text = fileWith(
    names.map((name) => `- { id: ${name}, level: may, privilege: {}, needs: ${name}x }\n`).join(""),
  );
  assert.ok(mistakesIn(text).length >= 50);
  assert.ok(performance.now() - start < 30_000, `${performance.now() - start} ms`);
});

test("a header that cannot be sent is told at its place", () => {
  const parts = "http: { url: 'https://a.example.org/', headers: [Accept] }, expect: { status: 200 }";
  assert.match(mistake(one(parts)), /^4:\d+ Accept: this cannot be one of the headers of http \(expected a header as/);
});

test("what a target is has the words of the field that says it, and so has an answer", () => {
  const told = (parts: string): string =>
    onlyMistake(
      fileWith(`- { id: os, level: must, os: {}, expect: { family: linux } }\n- { id: a, level: must, ${parts} }\n`),
    );
  assert.match(
    told(`privilege: {}, when: "target.architecture == 'amd64'"`),
    /'amd64': this can never be `amd64`, only one of x86_64, aarch64/,
  );
  assert.match(told(`privilege: {}, when: "target.architecture in ['amd64']"`), /can never be `amd64`/);
  assert.match(
    told(`privilege: {}, when: "target.distribution == 'Debian'"`),
    /can never be `Debian`: an id of os-release is in lower case/,
  );
  assert.match(told(`privilege: {}, when: "target.os == 'Linux'"`), /can never be `Linux`/);
  assert.match(told(`os: {}, that: 'id != "Debian"'`), /can never be `Debian`: an id of os-release/);
  assert.match(told(`privilege: {}, needs: [os], when: "answers.os.id == 'Debian'"`), /can never be `Debian`/);
  assert.equal(told(`privilege: {}, when: "target.architecture == 'x86_64'"`), "no mistake");
  assert.equal(told(`privilege: {}, when: "target.distribution in ['debian', 'opensuse-leap']"`), "no mistake");
});

test("a bare number beside a size is refused in a condition where it is too few bytes to be meant", () => {
  const inputs = "inputs:\n  room: { type: size }\n  idle: { type: duration }\n  users: { type: integer }\n";
  const told = (parts: string): string => mistake(one(parts), inputs);
  assert.match(
    told("memory: {}, that: 'installed >= 8'"),
    /8: `8` is a number of bytes here: write bytesOf\("8 GiB"\)/,
  );
  assert.match(told(`privilege: {}, when: "inputs.room > 50"`), /`50` is a number of bytes/);
  assert.match(told(`privilege: {}, when: "50 == inputs.room"`), /`50` is a number of bytes/);
  for (const fine of [
    "inputs.room > 0",
    "inputs.room > bytesOf('8 GiB')",
    "inputs.room > 8 * 1000000000",
    "inputs.room / 1000000000 > 8",
    "inputs.room > 8000000000",
    "inputs.idle < days(3)",
    "inputs.idle < 0.5",
    "inputs.users > 8",
  ]) {
    assert.equal(told(`privilege: {}, when: "${fine}"`), "no mistake", fine);
  }
  assert.equal(told("certificate: { cert: /c }, that: 'daysLeft > 14'"), "no mistake");
});
