import assert from "node:assert/strict";
import { test } from "node:test";
import { fileWith, onlyMistake } from "../../test/bad-files/mistakes.ts";
import { environmentName, readAnswer, stateOf } from "./answers.ts";
import type { Input } from "./input.ts";
import { loadRequirements } from "./requirements-file.ts";

const requirement = "- { id: a, level: must, privilege: {} }\n";
const mistake = (input: string): string => onlyMistake(fileWith(requirement, `inputs:\n  x: ${input}\n`));

function inputOf(input: string): Input {
  const file = loadRequirements({ name: "x.yaml", text: fileWith(requirement, `inputs:\n  x: ${input}\n`) });
  const read = file.inputs.get("x");
  assert.ok(read !== undefined);
  return read;
}
const answer = (input: string, text: string): unknown => readAnswer(inputOf(input), text);
const wrong = (input: string, text: string): string => {
  const read = readAnswer(inputOf(input), text);
  return "wrong" in read ? read.wrong : `taken: ${JSON.stringify(read)}`;
};

test("an input is consistent in itself", () => {
  assert.match(mistake("{ type: choice }"), /choice: a choice needs `of`: the words to choose from/);
  assert.match(mistake("{ type: choice, of: [] }"), /expected a list of words, found an empty list/);
  assert.match(mistake("{ type: text, of: [a] }"), /`of` is for choice and list, not text/);
  assert.match(mistake("{ type: integer, min: 5, max: 4 }"), /no number is at least 5 and at most 4/);
  assert.match(mistake("{ type: text, min: 5 }"), /`min` is for integer and number, not text/);
  assert.match(mistake("{ type: intger }"), /did you mean `integer`/);
  assert.match(mistake("{ type: int }"), /expected one of `text`, `integer`, .*`database-url`/);
  assert.match(mistake("{ type: text, optinal: true }"), /did you mean `optional`/);
  assert.match(mistake("{ type: text, ask: 'Is it ${inputs.x}?' }"), /a reference in `ask`/);
  assert.match(mistake("text"), /expected an input with its type/);
  assert.match(
    onlyMistake(fileWith(requirement, "inputs:\n  data-path: { type: path }\n")),
    /`data-path` cannot be the name of inputs/,
  );
});

test("a path that begins with what only a shell replaces is no answer", () => {
  assert.match(wrong("{ type: path }", "~/cht"), /^`~\/cht` begins with `~`, which only a shell replaces/);
  assert.match(wrong("{ type: path }", "$HOME/cht"), /begins with `\$`/);
  assert.match(mistake("{ type: path, default: ~/data }"), /begins with `~`/);
  assert.match(mistake("{ type: path, suggest: ~/data }"), /begins with `~`/);
  assert.deepEqual(answer("{ type: path }", "data"), { is: "value", value: "data" });
});

test("default and suggestion are answers that could be given", () => {
  assert.match(mistake("{ type: choice, of: [a, b], default: c }"), /c: `c` is none of a, b/);
  assert.match(
    mistake("{ type: choice, of: [production, development], suggest: produktion }"),
    /did you mean `production`/,
  );
  assert.match(mistake("{ type: integer, min: 1, default: 0 }"), /0 is not at least 1/);
  assert.match(mistake("{ type: host, without: .example.org }"), /`without` is for text, not host/);
  assert.match(
    mistake("{ type: text, without: .example.org, default: acme.Example.org }"),
    /`acme\.Example\.org` is to be given without `\.example\.org`, which is added/,
  );
  assert.match(mistake("{ type: integer, min: 1, max: 5, default: 9 }"), /9 is not at least 1 and at most 5/);
  assert.match(mistake("{ type: integer, default: some }"), /`some` is not a whole number, for example 20/);
  assert.match(mistake("{ type: domain, default: 'https://a.b' }"), /is not a domain without scheme, port or path/);
  assert.match(mistake("{ type: text, default: null }"), /expected a text, found nothing/);
  assert.match(mistake("{ type: text, default: [a] }"), /expected a text, found a list/);
  assert.match(mistake("{ type: list, default: [a, { b: c }] }"), /expected a text, found a map/);
  assert.match(mistake("{ type: list, default: ['a,b'] }"), /an item of a list holds no comma/);
  assert.match(mistake("{ type: list, of: [a, b], default: [a, c] }"), /`c` is none of a, b/);
  assert.deepEqual(inputOf("{ type: list, of: [a, b], default: [a, b] }").default, ["a", "b"]);
  assert.deepEqual(inputOf("{ type: size, default: 4 GiB }").default, 2 ** 32);
  assert.equal(inputOf("{ type: boolean, default: false }").default, false);
  assert.equal(inputOf("{ type: text, optional: true, default: null }").assumesNone, true);
  assert.match(mistake("{ type: text, optional: false, default: null }"), /expected a text, found nothing/);
});

test("a secret has neither default nor suggestion, and its words are not repeated", () => {
  for (const key of ["default", "suggest"]) {
    const told = mistake(`{ type: text, secret: true, ${key}: hunter2 }`);
    assert.match(told, new RegExp(`a secret has no \`${key}\`: it comes in by reference`));
  }
});

test("a condition of an input does not depend on its own answer", () => {
  assert.match(mistake('{ type: boolean, when: "inputs.x == true" }'), /whether x is asked depends on its own answer/);
  assert.match(mistake("{ type: boolean, when: inputs.y }"), /`inputs.y` is not known here/);
});

test("open is not none, and only what is optional can be none", () => {
  for (const text of ["", "null", "none", " None "]) {
    assert.deepEqual(answer("{ type: path, optional: true }", text), { is: "none" }, text);
    assert.match(wrong("{ type: path }", text), /x cannot be none: leave it out to leave it open/);
  }
});

test("none may be one of the words to choose from", () => {
  assert.deepEqual(answer("{ type: choice, of: [gcp, none] }", "none"), { is: "value", value: "none" });
  assert.deepEqual(answer("{ type: list, of: [a, none], optional: true }", "none"), { is: "value", value: ["none"] });
  assert.deepEqual(answer("{ type: choice, of: [gcp, none], optional: true }", ""), { is: "none" });
});

test("lists are given with commas, and one of nothing is none", () => {
  assert.deepEqual(answer("{ type: list, of: [a, b] }", "a, b"), { is: "value", value: ["a", "b"] });
  assert.match(wrong("{ type: list, of: [a, b] }", "a,c"), /`c` is none of a, b/);
  assert.match(wrong("{ type: list }", ","), /x cannot be none/);
  assert.deepEqual(answer("{ type: list, optional: true }", " , "), { is: "none" });
});

test("a secret comes by reference only, and a literal one is not repeated", () => {
  const secret = "{ type: database-url, secret: true }";
  assert.deepEqual(answer(secret, "env:DATABASE_URL"), { is: "secret", reference: { env: "DATABASE_URL" } });
  assert.deepEqual(answer(secret, "file:/run/secrets/db"), { is: "secret", reference: { file: "/run/secrets/db" } });
  for (const text of ["postgresql://u:hunter2@h/d", "hunter2", "env:not a name hunter2", "file:", "env:"]) {
    const told = wrong(secret, text);
    assert.match(told, /x is a secret and is not taken literally, since every process can read a command line/);
    assert.doesNotMatch(told, /hunter2/);
  }
  assert.deepEqual(answer("{ type: text, secret: true, optional: true }", ""), { is: "none" });
});

test("a URL that anybody may read is not taken with a password in it, and that is not repeated", () => {
  for (const text of ["http://u:hunter2@proxy:3128", "https://hunter2@h/", "http://u@h"]) {
    const told = wrong("{ type: url }", text);
    assert.match(told, /x is shown in reports/);
    assert.doesNotMatch(told, /hunter2/);
  }
  assert.deepEqual(answer("{ type: url }", "http://h/a@b"), { is: "value", value: "http://h/a@b" });
});

test("a wrong database URL is not repeated either", () => {
  assert.doesNotMatch(wrong("{ type: database-url }", "hunter2\u0000"), /hunter2/);
});

test("how conditions see an answer", () => {
  const state = (input: string, text: string | undefined): unknown => {
    const read = text === undefined ? ({ is: "open" } as const) : readAnswer(inputOf(input), text);
    assert.ok(!("wrong" in read));
    return stateOf({ input: inputOf(input), from: "set", answer: read });
  };
  assert.deepEqual(state("{ type: integer }", "20"), { is: "value", value: 20 });
  assert.deepEqual(state("{ type: path, optional: true }", ""), { is: "none" });
  assert.deepEqual(state("{ type: list, optional: true }", ""), { is: "value", value: [] });
  assert.deepEqual(state("{ type: text, secret: true }", "env:A"), { is: "value", value: "given" });
  assert.deepEqual(state("{ type: text }", undefined), { is: "unknown", code: "input-open", why: "x is not answered" });
});

test("the environment's name of an input", () => {
  assert.equal(environmentName("databaseLocation"), "FOOTING_INPUT_DATABASE_LOCATION");
  assert.equal(environmentName("s3AccessKey"), "FOOTING_INPUT_S3_ACCESS_KEY");
  assert.equal(environmentName("db"), "FOOTING_INPUT_DB");
});
