import assert from "node:assert/strict";
import { test } from "node:test";
import { madeFile } from "../judge/made-situation.ts";
import { parseRange } from "../spec/range.ts";
import { loadSite, type Site } from "../spec/site.ts";
import type { AnswerSources } from "./answer.ts";
import { closerVersion, productVersion } from "./product-version.ts";

const range = parseRange("version", ">=4 <5");
if ("wrong" in range) throw new Error(range.wrong);
const file = madeFile("- { id: a, level: must, cpu: {}, expect: { count: '>= 1' } }");
const covering = { ...file, product: { ...file.product, versions: range } };
const siteOf = (version: string): Site =>
  loadSite({ name: "footing.yaml", text: `footing: 1\nproduct: made\ninputs: { version: ${version} }\n` });
const version = (more: Partial<AnswerSources>, named: string | null = null): string | null =>
  productVersion(covering, named, { set: [], site: null, environment: {}, ...more });
const set = (text: string): Pick<AnswerSources, "set"> => ({ set: [["version", text]] });
const environment = { FOOTING_INPUT_VERSION: "4.1" };

test("the product's version is answered as inputs are, and must be one that the file covers", () => {
  assert.equal(version({ ...set("4.3"), environment }), "4.3");
  assert.equal(version({ environment }), "4.1");
  assert.equal(version({}), null);
  assert.throws(() => version(set("four")), /`four` is not a version/);
  assert.throws(() => version(set("5.0")), /do not cover 5.0/);
  assert.throws(() => version({}, "5"), /do not cover 5/);
  assert.throws(() => version({}, "5.0.0-beta.1"), /do not cover 5.0.0-beta.1/);
  assert.equal(version({}, "4.9.0-beta.1"), "4.9.0-beta.1");
});

test("a version in the name and another beside it are one, or are refused", () => {
  assert.equal(version({}, "4"), "4");
  assert.equal(version(set("4.2"), "4"), "4.2");
  assert.equal(version(set("4"), "4.2"), "4.2");
  assert.equal(version({ site: siteOf("4.2.1") }, "4.2"), "4.2.1");
  assert.throws(() => version(set("99"), "4"), /--set version: 99 is not the version that was named, which is 4/);
  assert.throws(() => version({ site: siteOf("3") }, "4"), /in the site file: 3 is not the version/);
  assert.throws(() => version(set("4.20"), "4.2"), /is not the version/);
  assert.throws(() => version(set("5"), "4"), /is not the version/);
});

test("what the environment says for every run gives way to the name", () => {
  assert.equal(version({ environment }, "4.2"), "4.2");
  assert.equal(version({ environment }, "4"), "4.1");
});

test("of two versions the more exact one counts, where they are one", () => {
  for (const [one, other, expected] of [
    ["4", null, "4"],
    [null, "4", "4"],
    [null, null, null],
    ["4", "4", "4"],
    ["4", "4.2-rc1", "4.2-rc1"],
    ["4", "4.0-rc1", undefined],
    ["4.1", "4.2", undefined],
    ["14", "1", undefined],
  ] as const)
    assert.equal(closerVersion(one, other), expected, `${one} and ${other}`);
});
