import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { kinds } from "../../src/kinds/all.ts";
import { folderWith } from "../cli/spawn.ts";
import { z } from "zod";
import { readPage, root } from "../docs/markdown.ts";
import { LanguageServer } from "./language-server.ts";

async function serverFor(context: TestContext): Promise<LanguageServer> {
  const server = await LanguageServer.start();
  context.after(() => server.stop());
  return server;
}

/** A new file in which a person writes, with the schema as the documentation tells to name it. */
function writing(context: TestContext, sort: string): (text: string) => readonly [path: string, text: string] {
  const folder = folderWith(context);
  let count = 0;
  return (text) => {
    count += 1;
    const line = `# yaml-language-server: $schema=${join(root, "schema", `${sort}.schema.json`)}`;
    return [join(folder, `${count}.yaml`), `${line}\n${text}`];
  };
}

const head = "footing: 1\nproduct: { id: a, name: A }\nrequirements:\n  - id: a\n    level: must\n";

test("an editor offers the kinds, and only while none stands there", async (context) => {
  const server = await serverFor(context);
  const file = writing(context, "requirements");
  const names = kinds.map(({ name }) => name);
  const offered = await server.complete(...file(`${head}    |\n`));
  for (const name of [...names, "pending", "anyOf", "title"]) assert.ok(offered.includes(name), name);
  assert.equal(new Set(offered).size, offered.length, "nothing is offered twice");
  const branch = await server.complete(...file(`${head}    anyOf:\n      - |\n`));
  assert.ok(branch.includes("memory") && !branch.includes("title"), branch.join(" "));
  const after = await server.complete(...file(`${head}    disk: { path: / }\n    |\n`));
  assert.deepEqual(
    after.filter((word) => names.includes(word)),
    [],
  );
  assert.ok(after.includes("expect"), after.join(" "));
});

test("an editor offers the arguments of a kind, the fields of its answer and their words", async (context) => {
  const server = await serverFor(context);
  const file = writing(context, "requirements");
  const disk = ["encrypted", "filesystem", "free", "inodesFree", "readOnly", "size", "type"];
  const sorted = async (text: string): Promise<readonly string[]> =>
    (await server.complete(...file(head + text))).toSorted();
  assert.deepEqual(await sorted("    port:\n      port: 80\n      |\n"), ["address"]);
  assert.deepEqual(await sorted("    disk: { path: / }\n    expect:\n      |\n"), disk);
  assert.deepEqual(await sorted("    anyOf:\n      - disk: { path: / }\n        expect:\n          |\n"), disk);
  assert.deepEqual(await sorted("    disk: { path: / }\n    expect:\n      type: |\n"), ["hdd", "ssd"]);
  assert.deepEqual(await sorted("    docker: {}\n    expect:\n      answers: |\n"), ["false", "true"]);
});

test("an editor explains a kind, an argument and a field where the pointer rests", async (context) => {
  const server = await serverFor(context);
  const file = writing(context, "requirements");
  const kind = kinds.find(({ name }) => name === "disk");
  assert.ok(kind !== undefined);
  const hover = async (text: string): Promise<string> => await server.hover(...file(head + text));
  assert.ok((await hover("    di|sk: { path: / }\n    expect: { free: '>= 5 GB' }\n")).includes(kind.says));
  const path = await hover("    disk: { pa|th: / }\n    expect: { free: '>= 5 GB' }\n");
  assert.ok(path.includes(kind.arguments["path"]?.says ?? "?"), path);
  const free = await hover("    disk: { path: / }\n    expect: { fr|ee: '>= 5 GB' }\n");
  assert.ok(free.includes(kind.answers["free"]?.says ?? "?"), free);
  assert.match(free, /Expected as ">= 16 GB"/);
});

test("an editor marks each mistake once, at its word, in words that help", async (context) => {
  const server = await serverFor(context);
  const file = writing(context, "requirements");
  const marked = async (text: string): Promise<readonly (readonly [string, string])[]> =>
    (await server.open(...file(head + text))).map(({ word, message }) => [word, message]);
  const expected = "expected a comparison such as";
  const mistakes: readonly (readonly [string, readonly (readonly [string, string])[]])[] = [
    ["    memroy: {}\n    expect: { installed: '>= 4 GB' }\n", [["memroy", "Property memroy is not allowed."]]],
    ["    memory: {}\n    expect: { instaled: '>= 4 GB' }\n", [["instaled", "Property instaled is not allowed."]]],
    ["    memory: {}\n    expect: { installed: 4 }\n", [["4", `${expected} ">= 16 GB"`]]],
    ["    memory: {}\n    expect: { installed: { not: 4 } }\n", [["4", `${expected} ">= 16 GB"`]]],
    ["    docker: {}\n    expect: { answers: maybe }\n", [["maybe", "expected yes or no"]]],
    ["    disk: { path: / }\n    expect: { type: sdd }\n", [["sdd", "expected one of ssd, hdd"]]],
    ["    cpu: {}\n    memory: {}\n", [["memory", "only one question can stand here, and cpu is there already"]]],
    ["    anyOf:\n      - { memroy: {} }\n      - { cpu: {} }\n", [["memroy", "Property memroy is not allowed."]]],
  ];
  for (const [text, all] of mistakes) assert.deepEqual(await marked(text), all, text);
  const [nothing, ...others] = await server.open(...file(`${head}    title: A\n`));
  assert.deepEqual(others, []);
  assert.equal(nothing?.message, "nothing is asked: expected a kind such as memory: {}, or anyOf, or allOf");
  assert.equal(nothing.line, 5);
});

test("an editor finds nothing wrong with the files of the catalog", async (context) => {
  const server = await serverFor(context);
  const paths = globSync("catalog/*/*.yaml", { cwd: root });
  assert.ok(paths.length >= 9);
  for (const path of paths) {
    const text = readFileSync(`${root}${path}`, "utf8");
    assert.match(text, /^# yaml-language-server: \$schema=\.\.\/\.\.\/schema\//, `${path} names its schema`);
    assert.deepEqual(await server.open(join(root, path), text), [], path);
  }
});

test("the settings that the documentation shows give each file its schema, without a line in it", async (context) => {
  const block = readPage("docs/how-to/edit-with-completion.md").blocks.find(({ language }) => language === "json");
  const text = (block?.text ?? "").replaceAll("/path/to/footing/", root);
  const { "yaml.schemas": schemas } = z
    .object({ "yaml.schemas": z.record(z.string(), z.string()) })
    .parse(JSON.parse(text));
  assert.equal(Object.keys(schemas).length, 4);
  const server = await LanguageServer.start(schemas);
  context.after(() => server.stop());
  const folder = folderWith(context);
  for (const name of Object.values(schemas)) {
    const marked = await server.open(join(folder, name), "footing: 1\nmistaken: 1\n");
    assert.ok(
      marked.some(({ word }) => word === "mistaken"),
      name,
    );
  }
});

test("an editor helps with a site file as with requirements", async (context) => {
  const server = await serverFor(context);
  const file = writing(context, "site");
  const site = "footing: 1\nproduct: cht\n";
  const keys = await server.complete(...file(`${site}|\n`));
  for (const key of ["profile", "inputs", "targets", "waivers", "attestations"]) assert.ok(keys.includes(key), key);
  const waiver = await server.complete(...file(`${site}waivers:\n  - requirement: disk\n    |\n`));
  for (const key of ["accept", "reason", "by", "until"]) assert.ok(waiver.includes(key), key);
  const attestation = "attestations:\n  - requirement: disk-type\n    answer: |\n";
  assert.ok((await server.complete(...file(site + attestation))).includes(`"yes"`));
  assert.match(await server.hover(...file(`${site}att|estations: []\n`)), /what somebody answers for/);
  const mistaken = await server.open(...file(`${site}inptus: { domain: a.example.org }\n`));
  assert.deepEqual(
    mistaken.map(({ word, line }) => [word, line]),
    [["inptus", 4]],
  );
  const whole = `${site}profile: docker
inputs: { domain: app.example.org, cert: null, alertChannels: [mail] }
targets: [{ at: local, role: app }]
waivers:
  - { requirement: disk, accept: { size: ">= 50 GB" }, reason: later, by: Ann, until: 2027-01-31 }
attestations:
  - { requirement: disk-type, answer: yes, by: Ann, on: 2026-11-01 }
`;
  assert.deepEqual(await server.open(...file(whole)), []);
});
