import assert from "node:assert/strict";
import { test } from "node:test";
import { fileWith, onlyMistake } from "../../test/bad-files/mistakes.ts";

const inputs = "inputs: { one: { type: domain }, two: { type: domain }, stage: { type: choice, of: [a, b] } }\n";

const mistake = (endpoints: string, more = ""): string =>
  onlyMistake(fileWith(`- { id: a, level: must, egress: { endpoints: [${endpoints}] }${more} }\n`, inputs));

const refused = /`[^`]*` stands twice in one list, and differs in html \(the other is at \d+:\d+\)/;

test("two items of one name that are not asked alike are refused, with the places of both", () => {
  for (const endpoints of [
    "{ host: x.org, html: true }, { host: x.org }",
    "{ host: x.org }, { host: y.org }, { host: X.org., port: 443, html: true }",
    "{ host: x.org, path: /v }, { host: x.org, path: /v, html: true }",
    "{ host: x.org, html: true }, { host: x.org, when: \"inputs.stage == 'a'\" }",
    "{ host: x.org, html: true, when: \"inputs.stage == 'a'\" }, { host: x.org, when: \"inputs.stage == 'a'\" }",
  ])
    assert.match(mistake(endpoints), refused, endpoints);
  assert.match(mistake("{ host: $for.h }, { host: x.org, html: true }", ", for: { h: [y.org, x.org] }"), refused);
});

test("what is asked alike may stand twice, and so may what need not be the same", () => {
  for (const endpoints of [
    "{ host: x.org }, { host: x.org, port: 443, html: false, why: again }",
    "{ host: x.org }, { host: x.org, path: /v, html: true }, { host: x.org, port: 8443, html: true }",
    "{ host: x.org, html: true, when: \"inputs.stage == 'a'\" }, { host: x.org, when: \"inputs.stage == 'b'\" }",
    "{ host: $inputs.one }, { host: $inputs.two, html: true }",
  ])
    assert.equal(mistake(endpoints), "no mistake", endpoints);
});
