import assert from "node:assert/strict";
import { test } from "node:test";
import { onlyMistake } from "../../test/bad-files/mistakes.ts";
import { Condition, readCondition } from "./condition.ts";
import type { Names, NameType, State } from "./condition-types.ts";
import { refusalOf } from "./made-refusal.ts";
import { entryOf } from "./placed.ts";
import { Reader, type SourceText } from "./problem.ts";
import { parseYaml } from "./yaml.ts";

const name = (type: NameType["type"], better: Partial<NameType> = {}): NameType => ({
  type,
  nullable: true,
  ...better,
});
const names: Names = new Map([
  ["inputs.users", name("number")],
  ["inputs.stage", name("string", { of: ["production", "development"] })],
  ["inputs.text", name("string")],
  ["inputs.flag", name("bool")],
  ["inputs.features", name("list", { of: ["lds", "import"] })],
  ["inputs.words", name("list")],
  ["inputs.namespace", name("string")],
  ["inputs.db", name("secret")],
  ["version", name("version")],
  ["target.distribution", name("string", { pattern: { source: "^[a-z]+$", says: "an id is in lower case" } })],
  ["profile", name("string", { nullable: false, of: ["docker", "kubernetes"] })],
  ["answers.docker.version", name("version")],
]);

const states: Readonly<Record<string, State>> = {
  "inputs.users": { is: "value", value: 20 },
  "inputs.stage": { is: "value", value: "production" },
  "inputs.text": { is: "none" },
  "inputs.flag": { is: "unknown", why: "flag is not answered", code: "input-open" },
  "inputs.features": { is: "value", value: ["lds"] },
  "inputs.words": { is: "value", value: ["a", "bb"] },
  "inputs.db": { is: "value", value: "given" },
  version: { is: "value", value: "20.10.24+dfsg1" },
  profile: { is: "value", value: "docker" },
  "answers.docker.version": { is: "absent" },
};

const judged = (text: string): string =>
  Condition.parse(text, names).judge((path) => states[path] ?? { is: "unknown", why: `${path} is open` }).is;

const refusal = (text: string): string => refusalOf(text, names);

test("comparison, arithmetic and logic", () => {
  const truths: readonly (readonly [string, string])[] = [
    ["inputs.users >= 20 && inputs.users < 21", "true"],
    ["(inputs.users + 5) * 2 / 5 - 1 == 9", "true"],
    ["inputs.users % 3 == 2", "true"],
    ["-inputs.users < 0", "true"],
    ["7 / 2 == 3.5", "true"],
    ["!(inputs.stage == 'production')", "false"],
    ["inputs.stage != 'development'", "true"],
    ["inputs.users > 5 ? inputs.stage == 'production' : false", "true"],
    ["inputs.stage in ['production', 'development']", "true"],
    ["'lds' in inputs.features", "true"],
    ["size(inputs.words) == 2 && inputs.words.size() == 2", "true"],
    ["size('größe') == 5", "true"],
    ["inputs.stage.startsWith('prod') && inputs.stage.endsWith('ion') && inputs.stage.contains('duct')", "true"],
    ["inputs.words.exists(w, w == 'a') && !inputs.words.all(w, w == 'a')", "true"],
    ["inputs.words.exists_one(w, w.startsWith('b'))", "true"],
    ["inputs.words.filter(w, size(w) > 1).size() == 1", "true"],
    ["inputs.words.map(w, size(w)).exists(n, n == 2)", "true"],
    ["inputs.words.map(w, w + '!').exists(w, w == 'a!')", "true"],
    ["[1, 2, 3].filter(n, n > 1).all(n, n >= 2)", "true"],
    ["inputs.words.all(a, inputs.words.exists(b, a == b))", "true"],
    ["bytesOf('20 GB') == 20000000000.0 && days(30) == 2592000", "true"],
    ["inRange(version, '>=20.10 <21')", "true"],
    ["like(inputs.stage, '^prod')", "true"],
    ["hostOf('https://Minio.example.org.:9000/x') == hostOf('minio.example.org')", "true"],
    ["hostOf('http://[::ffff:c000:214]:9000') == '192.0.2.20'", "true"],
    ["isLoopback('http://2130706433:9000') && !isLoopback('https://minio.example.org')", "true"],
    ["hostOf(inputs.namespace) == 'x'", "unknown"],
    ["isLoopback(inputs.text)", "absent"],
    ["profile == 'docker'", "true"],
  ];
  for (const [text, wanted] of truths) assert.equal(judged(text), wanted, text);
});

test("an unknown stays unknown unless something known decides", () => {
  assert.equal(judged("inputs.flag"), "unknown");
  assert.equal(judged("!inputs.flag"), "unknown");
  assert.equal(judged("inputs.flag && false"), "false");
  assert.equal(judged("false && inputs.flag"), "false");
  assert.equal(judged("true || inputs.flag"), "true");
  assert.equal(judged("inputs.flag || true"), "true");
  assert.equal(judged("inputs.flag && true"), "unknown");
  assert.equal(judged("inputs.flag == inputs.flag"), "unknown");
  assert.equal(judged("inputs.words.exists(w, w == 'a' || inputs.flag)"), "true");
  assert.equal(judged("inputs.words.all(w, w == 'a' && inputs.flag)"), "false");
  assert.equal(judged("inputs.words.all(w, w != 'c' && inputs.flag)"), "unknown");
  assert.equal(judged("inputs.flag ? true : true"), "unknown");
});

test("an unknown says what it depends on", () => {
  const truth = Condition.parse("inputs.flag && inputs.namespace == 'x'", names).judge(
    (path) => states[path] ?? { is: "unknown", why: `${path} is open` },
  );
  assert.deepEqual(truth, {
    is: "unknown",
    code: "input-open",
    why: ["flag is not answered", "inputs.namespace is open"],
  });
});

test("none equals no value, and only null asks whether something is there", () => {
  assert.equal(judged("inputs.text == null"), "true");
  assert.equal(judged("inputs.text != null"), "false");
  assert.equal(judged("null == inputs.text"), "true");
  assert.equal(judged("inputs.users == null"), "false");
  assert.equal(judged("inputs.text == 'x'"), "false");
  assert.equal(judged("inputs.text != 'x'"), "true");
  assert.equal(judged("inputs.text == inputs.text"), "false");
  assert.equal(judged("inputs.flag == null"), "unknown");
  assert.equal(judged("inputs.db != null"), "true");
});

test("any other reading of what is absent or none has no value", () => {
  assert.equal(judged("answers.docker.version == null"), "true");
  assert.equal(judged("inRange(answers.docker.version, '>=20')"), "absent");
  assert.equal(judged("!inRange(answers.docker.version, '>=20')"), "absent");
  assert.equal(judged("inputs.text.startsWith('x')"), "absent");
  assert.equal(judged("inputs.text in ['x']"), "absent");
  assert.equal(judged("inRange(answers.docker.version, '>=20') || true"), "true");
  assert.equal(judged("inRange(answers.docker.version, '>=20') && inputs.flag"), "unknown");
});

test("a division by zero is no number, and decides nothing", () => {
  assert.equal(judged("1 / (inputs.users - 20) > 0"), "unknown");
  assert.equal(judged("0 % 0 == 0 || true"), "true");
});

test("what could harm or mislead is refused", () => {
  const refusals: readonly (readonly [string, RegExp])[] = [
    ["hostOf(inputs.users) == 'x'", /what hostOf\(\) looks at must be a string, this is a number/],
    ["isLoopback(inputs.db)", /what isLoopback\(\) looks at must be a string, this is a secret/],
    ["hostOf('a', 'b') == 'a'", /hostOf\(\) takes 1 argument/],
    ["dyn(inputs.flag)", /there is no function dyn\(\)/],
    ["inputs.words[0] == 'a'", /no index here/],
    ["inputs['users'] == 5", /no index here/],
    ["inputs.text.matches('(a+)+$')", /write like\(text, pattern\) in place of matches\(\)/],
    ["has(inputs.text)", /write `== null` or `!= null` in place of has\(\)/],
    ["version < '20.10'", /texts are not compared by `<`: for versions write inRange/],
    ["version == '20.10'", /versions are compared by inRange/],
    ["(inputs.flag ? 'x' : version) == '20.10'", /versions are compared by inRange/],
    ["inputs.text > 'a'", /texts are not compared by `>`/],
    ["inputs.words == ['a']", /a list is not compared/],
    ["{'a': 1} == null", /no maps in a condition/],
    ["inputs.text == 5", /a string is never equal to a number/],
    ["inputs.text + 5 == 'a5'", /inputs.text: a side of `\+` must be a number/],
    ["inputs.users in ['20']", /inputs.users: a number is never in a list of strings/],
    ["1 in ['1', 2]", /a list holds texts or numbers, not both/],
    ["profile == null", /this can never be null/],
    ["inputs.text", /a condition is true or false, this is a string/],
    ["5u == 5u", /only texts, numbers, true, false, null and lists/],
    ["timestamp('2026-01-01T00:00:00Z') == null", /there is no function timestamp/],
    ["inputs.words.map(w, w == 'a').size() == 1", /map\(\) makes texts or numbers/],
    ["inputs.words.all(w, inputs.words.all(v, inputs.words.all(u, u == v)))", /all\(\) more than two deep/],
    ["inputs.text.all(c, c == 'a')", /all\(\) goes through a list, this is a string/],
    ["inRange(version, '^20')", /'\^20': .*write comparisons such as/],
    ["inRange(version, inputs.text)", /the second argument of inRange\(\) is written out/],
    ["like(inputs.text, '(a')", /'\(a': not a pattern of RE2/],
    ["bytesOf('20 GiBB') > 0", /'20 GiBB': bytesOf\(\) takes a size/],
    ["size(1, 2) == 1", /size\(\) takes 1 argument/],
    ["null + 1 == 1", /null may only be compared by == and !=/],
    ["inputs.users >", /not a condition: Unexpected token/],
    ["", /not a condition/],
  ];
  for (const [text, wanted] of refusals) assert.match(refusal(text), wanted);
});

test("a secret may only be compared with null", () => {
  for (const text of [
    "inputs.db == 'x'",
    "inputs.db in ['x']",
    "inputs.db + 'x' == 'y'",
    "inputs.db == inputs.db",
    "inputs.db < 'x'",
  ]) {
    assert.match(refusal(text), /a secret may only be compared with null/, text);
  }
  for (const text of [
    "size(inputs.db) > 1",
    "inputs.db.startsWith('x')",
    "like(inputs.db, 'x')",
    "[inputs.db].size() == 1",
  ]) {
    assert.match(refusal(text), /inputs\.db: /, text);
  }
});

test("a word that can never be there is refused, since the condition would be false for ever", () => {
  assert.match(refusal("inputs.stage == 'prodcution'"), /'prodcution': this can never be `prodcution`, only one of/);
  assert.match(refusal("profile != 'dokcer'"), /'dokcer': /);
  assert.match(refusal("'ldz' in inputs.features"), /'ldz': /);
  assert.match(refusal("inputs.stage in ['production', 'x']"), /'x': /);
  assert.match(refusal("inputs.features.exists(f, f == 'ldz')"), /'ldz': /);
  assert.match(refusal("inputs.features.filter(f, true).exists(f, f == 'ldz')"), /'ldz': /);
});

test("a text that a pattern never fits is refused, in the pattern's words", () => {
  for (const text of ["target.distribution == 'Debian'", "'Debian' != target.distribution"]) {
    assert.match(refusal(text), /^'Debian': this can never be `Debian`: an id is in lower case$/);
  }
  assert.match(refusal("target.distribution in ['debian', 'Ubuntu']"), /^'Ubuntu': this can never be/);
  assert.match(refusal("target.distribution in ['debian']"), /^not refused/);
});

test("unknown names are refused, those of objects that every language has included", () => {
  for (const text of [
    "inputs.usres > 1",
    "inputs > 1",
    "x",
    "inputs.__proto__ == null",
    "constructor == null",
    "inputs.users.a",
  ]) {
    assert.match(refusal(text), /is not known here|Reserved identifier/, text);
  }
  assert.match(refusal("answers.compose.plugin == null"), /a condition reads answers of what stands in `needs`/);
});

test("length, depth and size are limited, and nothing takes long to check", () => {
  const start = performance.now();
  assert.match(refusal(`inputs.flag && ${" ".repeat(2000)}true`), /more than 2,000 characters/);
  assert.match(refusal(`${"(".repeat(900)}true${")".repeat(900)}`), /not a condition: Exceeded/);
  assert.match(refusal(`${"!".repeat(1000)}true`), /not a condition: Exceeded/);
  assert.match(refusal(`[${"1, ".repeat(101)}1].size() == 1`), /not a condition: Exceeded/);
  assert.equal(judged(`${"1 + ".repeat(27)}1 == 28`), "true");
  assert.equal(judged(`${"1 + (".repeat(13)}1${")".repeat(13)} == 14`), "true");
  assert.ok(performance.now() - start < 30_000);
});

const hundred = `[${Array.from({ length: 100 }, (_, index) => index).join(", ")}]`;

test("more than 10,000 steps end as unknown, unless it was decided before", () => {
  const truth = Condition.parse(`${hundred}.all(x, ${hundred}.all(y, x * y >= 0))`, names).judge(() => ({
    is: "absent",
  }));
  assert.deepEqual(truth, { is: "unknown", code: "limit", why: ["more than 10000 steps"] });
  assert.equal(judged(`${hundred}.exists(x, ${hundred}.exists(y, x + y == 1))`), "true");
});

test("a list of more than 100 elements is not gone through", () => {
  const state = (length: number): State => ({ is: "value", value: Array.from({ length }, () => "a") });
  const condition = Condition.parse("inputs.words.all(w, w == 'a')", names);
  assert.equal(condition.judge(() => state(100)).is, "true");
  assert.deepEqual(
    condition.judge(() => state(101)),
    {
      is: "unknown",
      code: "limit",
      why: ["a list of more than 100 elements"],
    },
  );
});

test("it tells which names it reads", () => {
  const condition = Condition.parse("inputs.users > 1 && inputs.words.exists(w, w == inputs.text)", names);
  assert.deepEqual([...condition.reads].toSorted(), ["inputs.text", "inputs.users", "inputs.words"]);
});

const placed = (text: string): string =>
  onlyMistake(text, (source: SourceText) => {
    const root = parseYaml(source);
    const reader = new Reader(source);
    const when = root.is === "map" ? entryOf(root, "when")?.value : undefined;
    assert.ok(when?.is === "scalar" && typeof when.value === "string");
    readCondition(when.value, when.at, { names, reader });
    reader.finish();
  });

test("the caret is on the wrong word, in plain and quoted text", () => {
  assert.equal(
    placed("id: x\nwhen: inputs.usres > 5\n"),
    "2:7 inputs.usres: `inputs.usres` is not known here (did you mean `inputs.users`?)",
  );
  assert.match(
    placed("when: \"inputs.users > 5 && inputs.stage == 'prod'\""),
    /^1:44 'prod': .*this can never be `prod`/,
  );
  assert.match(placed("when: 'inputs.users > 5 && inputs.nothing'"), /^1:28 inputs.nothing: /);
  // Folded over lines it is not in the file as it is judged: then the whole text is marked.
  assert.match(placed("when: >-\n  inputs.users > 5 &&\n  inputs.nothing\n"), /^1:7 >-\n {2}inputs/);
});
