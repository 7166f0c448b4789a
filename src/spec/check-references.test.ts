import assert from "node:assert/strict";
import { test } from "node:test";
import { fileWith, mistakesIn, onlyMistake } from "../../test/bad-files/mistakes.ts";

const above = `inputs:
  users: { type: integer, suggest: 4 }
  least: { type: size }
  path: { type: path }
  note: { type: text }
  words: { type: list }
  db: { type: database-url, secret: true }
sizing: { by: users, rows: [{ upTo: 4, memory: 16 GB, cores: 4 }, { memory: 64 GB, cores: 16 }] }
`;
const others = `- { id: os, level: must, os: {}, expect: { family: linux } }
- { id: engine, level: must, pending: bucket }
- { id: sized, level: may, attest: { question: "Are there \${sizing.cores} and \${sizing.memory}?" } }
`;
const mistake = (parts: string): string =>
  onlyMistake(fileWith(`${others}- { id: a, level: must, ${parts} }\n`, above));
const memory = (bound: string): string => mistake(`memory: {}, expect: { installed: ${bound} }`);

test("references of every root, whole and within a text, in lists and nested", () => {
  for (const parts of [
    "disk: { path: $inputs.path }",
    "disk: { path: '${inputs.path}/data' }",
    "memory: {}, expect: { installed: '>= ${inputs.least}' }",
    "memory: {}, expect: { installed: '>= ${sizing.memory}' }",
    "memory: {}, expect: { installed: { not: { any: ['< ${sizing.memory}', '= 1 GB'] } } }",
    "os: {}, expect: { kernel: '>= ${answers.os.version}' }, needs: [os]",
    "disk: { path: $answers.engine.dataRoot }, needs: [engine]",
    "disk: { path: $for.at }, for: { at: [/, /srv] }",
    "exec: { command: ls, args: [-l, $inputs.path, '--x=${inputs.users}'] }",
    "os: {}, expect: { id: [$inputs.note, debian] }",
    "attest: { question: 'Are there ${inputs.users} of them? It costs $5.' }",
  ]) {
    assert.equal(mistake(parts), "no mistake", parts);
  }
});

test("a reference to nothing is told with what is near", () => {
  assert.match(
    mistake("disk: { path: $inputs.paht }"),
    /\$inputs.paht: `\$inputs.paht`: no input paht \(did you mean `path`\?\)/,
  );
  assert.match(memory("'>= ${sizing.memroy}'"), /no value of the sizing memroy \(did you mean `memory`\?\)/);
  assert.match(mistake("disk: { path: $for.at }"), /no key of `for` at/);
  assert.match(mistake("disk: { path: $answers.oss.name }, needs: [os]"), /no requirement oss \(did you mean `os`\?\)/);
  assert.match(
    mistake("disk: { path: $answers.os.nmae }, needs: [os]"),
    /os has no field nmae \(did you mean `name`\?\)/,
  );
  assert.match(mistake("disk: { path: $answers.os.name }"), /reads an answer of os: list it in `needs`/);
  assert.match(mistake("disk: { path: $answers.os }, needs: [os]"), /is written \$answers.id.field/);
  assert.match(mistake("disk: { path: $inputs.path.more }"), /names too much: \$inputs.path/);
  assert.match(mistake("disk: { path: $arguments.path }"), /only for the defaults of a kind/);
  assert.match(mistake("disk: { path: $input.path }"), /is no reference: write \$inputs.name/);
  assert.match(mistake("disk: { path: '${inputs.path' }"), /is no reference/);
  assert.match(mistake("disk: { path: '${HOME}/data' }"), /is no reference/);
  assert.match(
    mistake("disk: { path: /srv/$inputs.path }"),
    /is no reference: write .*\$\{inputs.name\} within a text/,
  );
});

test("an answer of branches is none", () => {
  const text = fileWith(
    "- { id: b, level: must, anyOf: [{ privilege: {} }, { pending: bucket }] }\n- { id: a, level: must, disk: { path: $answers.b.root }, needs: [b] }\n",
  );
  assert.match(onlyMistake(text), /b has branches, so it has no single answer/);
});

test("what is asked of many things has no single answer, neither for an argument nor for a condition", () => {
  const service = "- { id: b, level: must, egress: { endpoints: [{ host: a.example.org }] } }";
  const each = "- { id: b, level: must, for: { p: [/, /srv] }, disk: { path: $for.p } }";
  const either = "- { id: b, level: must, anyOf: [{ disk: { path: / } }, { disk: { path: /srv } }] }";
  const reading = (field: string): readonly string[] => [
    `- { id: a, level: must, os: {}, expect: { kernel: "$answers.b.${field}" }, needs: [b] }`,
    `- { id: a, level: must, os: {}, expect: { family: linux }, needs: [b], when: "answers.b.${field} != null" }`,
  ];
  for (const [needed, field, why] of [
    [each, "filesystem", /b is looked at for each value of `for`, so it has no single answer/],
    [service, "via", /b answers of each endpoint, so it has no single `via`/],
    [either, "filesystem", /b has branches, so it has no single answer/],
  ] as const) {
    for (const reader of reading(field)) assert.match(onlyMistake(fileWith(`${needed}\n${reader}\n`)), why);
  }
});

test("what a reference would give is tried: each row, each value, an example of an input", () => {
  assert.match(memory("'>= ${inputs.users}'"), /`4` is not a size/);
  assert.match(memory("$sizing.memory"), /`16 GB` is no comparison: write it out/);
  assert.match(memory("'>= ${sizing.cores}'"), /`4` is not a size/);
  assert.match(
    mistake("cpu: {}, expect: { count: '>= ${sizing.memory}' }"),
    /2 mistakes: `16 GB` is not a count \| `64 GB` is not a count/,
  );
  assert.match(
    mistake("memory: {}, expect: { installed: '>= ${for.n}' }, for: { n: [1 GB, 2 GiBB] }"),
    /`2 GiBB` is not a size/,
  );
  assert.match(
    mistake("command: { name: $for.n }, for: { n: [git, bin/git] }"),
    /`bin\/git` cannot be the name of command \(expected a name on PATH/,
  );
});

test("an expectation beside one that cannot be tried is checked all the same", () => {
  assert.match(mistake("os: {}, expect: { id: $inputs.note, version: '> 5 < 4' }"), /`> 5 < 4` can never be true/);
  assert.match(mistake("exec: { command: $inputs.note, args: 5 }"), /expected a list of texts/);
});

test("in a list in which something cannot be tried, the rest is checked all the same", () => {
  const egress = (...items: readonly string[]): string =>
    mistake(`egress: { endpoints: [{ host: '\${inputs.note}.example.org', port: 443 }, ${items.join(", ")}] }`);
  assert.equal(egress("{ host: $inputs.note, port: '$inputs.users', scheme: http }"), "no mistake");
  assert.match(egress("{ host: [] }"), /expected a text, found a list/);
  assert.match(egress("{ host: $inputs.note, port: [a] }"), /found a list/);
  assert.match(egress("{ port: 443 }"), /`host` is missing/);
  assert.match(egress("{ host: $inputs.note, hots: a }"), /`hots` cannot stand here/);
  assert.match(egress("a.example.org"), /expected a map with host/);
  assert.match(mistake("exec: { command: ls, args: [$inputs.note, [a]] }"), /expected a text, found a list/);
});

test("arguments are values of their type", () => {
  assert.match(
    mistake("command: { name: bin/git }"),
    /`bin\/git` cannot be the name of command \(expected a name on PATH/,
  );
  assert.match(mistake("command: { name: -rf }"), /cannot be the name of command/);
  assert.match(
    mistake("command: { name: git, as: rot }"),
    /`rot` cannot be the as of command \(did you mean `root`\?\)/,
  );
  assert.match(mistake("disk: { path: [/] }"), /expected a path, found a list/);
  assert.match(mistake("disk: { path: null }"), /expected a path, found nothing/);
  assert.match(mistake("exec: { command: ls, args: [[a]] }"), /expected a text, found a list/);
  assert.match(mistake("attest: { question: Yes?, validFor: 1 year }"), /expected a duration such as 30 days/);
});

test("a secret stands nowhere but where a kind takes secrets", () => {
  for (const parts of [
    "disk: { path: $inputs.db }",
    "disk: { path: '/srv/${inputs.db}' }",
    "exec: { command: psql, args: [$inputs.db] }",
    "attest: { question: 'Is ${inputs.db} right?' }",
    "os: {}, expect: { id: $inputs.db }",
    "os: {}, expect: { id: { not: [a, '${inputs.db}'] } }",
  ]) {
    assert.match(
      mistake(parts),
      /db is a secret and cannot stand here \(only in an argument that takes secrets\)/,
      parts,
    );
  }
  assert.match(mistake("input: { name: db }, expect: { value: x }"), /db is a secret: its value is not judged/);
  assert.match(mistake("privilege: {}, when: \"inputs.db == 'x'\""), /a secret may only be compared with null/);
  assert.equal(mistake('privilege: {}, when: "inputs.db != null"'), "no mistake");
});

test("references mean nothing in title, because and remedy, and a secret there is named", () => {
  for (const key of ["title", "because", "remedy"]) {
    assert.match(mistake(`privilege: {}, ${key}: 'for $inputs.users'`), new RegExp(`a reference in \`${key}\``));
    assert.match(
      mistake(`privilege: {}, ${key}: 'at \${inputs.db}'`),
      new RegExp(`db is a secret and cannot stand in a ${key}`),
    );
  }
  assert.match(mistake("privilege: {}, remedy: { text: x, commands: { any: ['psql $inputs.db'] } }"), /db is a secret/);
  assert.match(mistake("privilege: {}, remedy: { text: x, docs: 'https://x/${inputs.db}' }"), /db is a secret/);
  assert.equal(mistake("privilege: {}, title: 'It costs $5 for ${HOME}'"), "no mistake");
});

test("each mistake is told once, wherever it would show again", () => {
  const text = fileWith(
    "- { id: a, level: must, disk: { path: $for.at }, expect: { size: '> 4 GiBB' }, for: { at: [/, /a, /b] } }\n",
  );
  assert.equal(mistakesIn(text).length, 1);
});

test("a key of `for` that nothing reads is refused: nobody would look at its values", () => {
  assert.match(
    mistake("for: { program: [nosuch1, nosuch2] }, command: { name: git }"),
    /^\d+:\d+ program: `\$for.program` is read nowhere in this requirement/,
  );
  assert.match(mistake("for: { who: [Ann, Bob] }, attest: { question: 'Is it so?' }"), /is read nowhere/);
  assert.equal(mistake("for: { who: [Ann, Bob] }, attest: { question: 'Did ${for.who} agree?' }"), "no mistake");
  assert.equal(mistake("for: { n: [1 GB, 2 GB] }, memory: {}, expect: { installed: '>= ${for.n}' }"), "no mistake");
  assert.equal(mistake("for: { who: [Ann, Bob] }, pending: backup"), "no mistake");
  assert.equal(
    mistake("for: { program: [git, curl] }, anyOf: [{ command: { name: $for.program } }, { privilege: {} }]"),
    "no mistake",
  );
});

test("a path that only a shell could make whole is refused", () => {
  for (const path of ["~/data", "~", "$HOME/data", "controller:~/data"]) {
    const told = mistake(`directory: { path: '${path}' }`);
    assert.match(told, /begins with `[~$]`, which only a shell replaces: write the path whole/, path);
  }
  assert.equal(mistake("directory: { path: /home/~me/$x }"), "no mistake");
  assert.equal(mistake("directory: { path: data }"), "no mistake");
});

test("a host with a port behind it is told where the port stands", () => {
  const egress = (host: string): string => mistake(`egress: { endpoints: [{ host: '${host}' }] }`);
  assert.match(egress("pypi.org:443"), /`pypi.org:443` cannot be the host .* a port stands beside it, as `port: 443`/);
  assert.match(egress("192.0.2.1:80"), /a port stands beside it/);
  for (const fine of ["pypi.org", "2001:db8::1", "[2001:db8::1]", "::1", "fe80::1%eth0", "*.example.org"]) {
    assert.equal(egress(fine), "no mistake", fine);
  }
});
