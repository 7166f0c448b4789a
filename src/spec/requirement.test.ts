import assert from "node:assert/strict";
import { test } from "node:test";
import { fileWith, onlyMistake } from "../../test/bad-files/mistakes.ts";
import { loadRequirements, type RequirementsFile } from "./requirements-file.ts";

const load = (text: string): RequirementsFile => loadRequirements({ name: "given.yaml", text });
const mistake = (requirements: string, above = ""): string => onlyMistake(fileWith(requirements, above));
/** A requirement of one kind, in one line. */
const one = (parts: string): string => `- { id: a, level: must, ${parts} }\n`;

test("default expectations of a kind count beside the file's own, which override them field by field", () => {
  const expectations = (text: string): readonly string[] => {
    const [clause] = load(fileWith(one(text))).requirements[0]?.clauses ?? [];
    return clause?.is === "look" ? clause.expectations.map(({ field, own }) => `${field}${own ? "!" : ""}`) : [];
  };
  assert.deepEqual(expectations("disk: { path: / }"), ["inodesFree", "readOnly"]);
  assert.deepEqual(expectations("disk: { path: / }, expect: { readOnly: true }"), ["readOnly!", "inodesFree"]);
  assert.deepEqual(expectations("disk: { path: / }, expect: { size: '> 1 GB' }, defaults: false"), ["size!"]);
});

test("a requirement that expects nothing could not be shown, and is refused", () => {
  assert.match(
    mistake(one("memory: {}")),
    /memory: expects nothing of memory: nothing could show it \(say `expect:` with some of installed/,
  );
  assert.match(mistake(one("privilege: {}, defaults: false")), /expects nothing of privilege/);
  assert.equal(mistake(one("privilege: {}")), "no mistake");
  assert.equal(mistake(one("memory: {}, that: 'installed > bytesOf(\"4 GB\")'")), "no mistake");
});

test("a requirement that would count nowhere or never is refused", () => {
  for (const part of ["moments: []", "profiles: []", "vantage: []", "from: []"]) {
    assert.match(mistake(one(`privilege: {}, ${part}`)), /found an empty list/, part);
  }
  assert.match(mistake("[]"), /expected a list of requirements, found/);
  assert.match(onlyMistake("footing: 1\nproduct: { id: a, name: A }\nrequirements: []\n"), /found an empty list/);
});

test("a requirement names exactly one kind", () => {
  assert.match(mistake("- { id: a, level: must }\n"), /names no kind of requirement/);
  assert.match(mistake(one("privilege: {}, cpu: {}")), /cpu: a second kind beside privilege/);
  assert.match(mistake("- just text\n"), /expected a requirement with id, level and a kind/);
  assert.match(mistake(one("cpu: 4, expect: { count: '> 1' }")), /expected the arguments of cpu, such as \{\}/);
  assert.match(mistake(one("disk: , expect: { size: '> 1 GB' }")), /disk needs the argument `path`/);
  assert.match(mistake(one("certificate: { key: /k }")), /certificate needs one of the arguments `cert`, `server`/);
});

test("branches: at least two, one level deep, each with one kind and its own expectations", () => {
  const branch = "{ privilege: {} }";
  assert.equal(mistake(one(`anyOf: [${branch}, { pending: bucket }]`)), "no mistake");
  assert.equal(mistake(one(`allOf: [${branch}, { cpu: {}, expect: { count: '> 1' } }]`)), "no mistake");
  assert.match(mistake(one(`anyOf: [${branch}]`)), /anyOf has at least two branches/);
  assert.match(mistake(one("anyOf: []")), /anyOf has at least two branches/);
  assert.match(mistake(one("anyOf: x")), /expected a list of branches/);
  assert.match(
    mistake(one(`anyOf: [${branch}, ${branch}], allOf: [${branch}, ${branch}]`)),
    /`allOf` belongs into a branch of anyOf/,
  );
  assert.match(
    mistake(one(`anyOf: [${branch}, ${branch}], expect: { root: true }`)),
    /`expect` belongs into a branch of anyOf/,
  );
  assert.match(mistake(one(`anyOf: [${branch}, ${branch}], cpu: {}`)), /`cpu` belongs into a branch/);
  assert.match(
    mistake(one(`anyOf: [${branch}, { anyOf: [${branch}, ${branch}] }]`)),
    /`anyOf` is not a key that can stand here/,
  );
  assert.match(mistake(one(`anyOf: [${branch}, { cpu: {}, privilege: {} }]`)), /a branch names exactly one kind/);
  assert.match(mistake(one(`anyOf: [${branch}, { cpu: {} }]`)), /expects nothing of cpu/);
});

test("a pending kind stands in place of one that this version has not, and says no more", () => {
  const file = load(fileWith(one("pending: bucket, when: profile == 'a', moments: [run]"), "profiles:\n  a: {}\n"));
  assert.deepEqual(
    file.requirements[0]?.clauses.map((clause) => clause.is),
    ["pending"],
  );
  assert.equal(mistake(one("pending: quantum-link")), "no mistake", "a later version may have it");
  assert.match(
    mistake(one("pending: memory")),
    /this version has the kind memory \(write `memory: \{\}` in place of pending\)/,
  );
  assert.match(mistake(one("pending: bucke")), /`bucke` is not a kind \(did you mean `bucket`\?\)/);
  assert.match(mistake(one("pending: memroy")), /did you mean `memory`/);
  assert.match(mistake(one("pending: 'Not A Kind'")), /cannot be the name of a kind/);
  for (const part of ["expect: { a: 1 }", "that: 'true'", "grade: proven", "defaults: false"]) {
    assert.match(mistake(one(`pending: bucket, ${part}`)), /cannot be checked on a pending kind/, part);
  }
});

test("repetition: one key, single values, each once", () => {
  const repeated = (of: string): string => mistake(one(`disk: { path: $for.at }, for: ${of}`));
  assert.equal(repeated("{ at: [/, /srv] }"), "no mistake");
  assert.match(repeated("{ at: [/], b: [1] }"), /`for` has exactly one key/);
  assert.match(repeated("{}"), /`for` has exactly one key/);
  assert.match(repeated("[a]"), /expected one key with a list of values/);
  assert.match(repeated("{ at: [] }"), /an empty list/);
  assert.match(repeated("{ at: [/, [a]] }"), /expected a single value/);
  assert.match(repeated("{ at: [/, null] }"), /expected a single value/);
  assert.match(repeated("{ at: [/, /srv, /] }"), /`\/` stands here twice/);
  assert.match(repeated("{ other: [/] }"), /`\$for.at`: no key of `for` at/);
});

test("a command of a remedy names arguments of the kind", () => {
  const command = (text: string): string =>
    mistake(one(`disk: { path: / }, remedy: { text: a, commands: { any: "${text}" } }`));
  assert.equal(command("df -h {path}"), "no mistake");
  assert.equal(command("docker ps --format '{{.Names}}'"), "no mistake");
  assert.match(command("df -h {paht}"), /no argument of disk.*did you mean `path`/);
  assert.match(mistake(one("privilege: {}, remedy: { text: a, commands: { any: 'id {x}' } }")), /without braces/);
});

test("`says` puts a condition into words", () => {
  assert.equal(mistake(one("disk: { path: / }, that: 'free > size / 2', says: half free")), "no mistake");
  assert.match(mistake(one("disk: { path: / }, says: half free")), /there is no `that`/);
});

test("texts of a requirement", () => {
  assert.match(mistake(one("privilege: {}, remedy: { txt: a }")).slice(0, 60), /2 mistakes|`txt`/);
  assert.match(mistake(one("privilege: {}, remedy: { text: a, docs: 'http://x' }")), /expected an https URL/);
  assert.match(mistake(one("privilege: {}, title: ''")), /expected a title/);
  assert.match(mistake(one("privilege: {}, from: { derived: '' }")), /expected a text/);
  assert.match(mistake(one("privilege: {}, grade: provn")), /did you mean `proven`/);
  assert.match(mistake(one("privilege: {}, vantage: engine")), /this version cannot look from the vantage engine here/);
});

test("`that` sees the fields of the answer, but not what is never kept", () => {
  assert.equal(mistake(one("disk: { path: / }, that: 'free > size / 2'")), "no mistake");
  assert.match(
    mistake(one("disk: { path: / }, that: 'fre > size / 2'")),
    /fre: `fre` is not known here \(did you mean `free`\?\)/,
  );
  assert.match(mistake(one("exec: { command: ls }, that: stdout == 'x'")), /`stdout` is never kept/);
});

test("a mistake says what may stand in its place", () => {
  assert.match(
    mistake("- { id: a, privilege: {} }\n"),
    /`level` is missing \(expected one of `must`, `should`, `may`\)/,
  );
  assert.match(mistake(one("databse: { url: x }")), /did you mean `database`/);
  assert.match(mistake(one("egress: { endpoints: [] }")), /an empty list: nothing would be required/);
});
