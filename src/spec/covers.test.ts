import assert from "node:assert/strict";
import { test } from "node:test";
import { parseVersion } from "../facts/versions.ts";
import { covers } from "./covers.ts";
import { parseRange } from "./range.ts";

const isCovered = (range: string, text: string): boolean => {
  const [parsed, version] = [parseRange("version", range), parseVersion(text)];
  if ("wrong" in parsed || version === undefined) throw new Error(`${range}, ${text}`);
  return covers(parsed, version);
};

test("what comes before a release that is not covered is not covered either", () => {
  for (const [range, text, expected] of [
    [">=4 <5", "4.21.1", true],
    [">=4 <5", "4.22.0-beta.3", true],
    [">=4 <5", "5", false],
    [">=4 <5", "5.0.0-beta.1", false],
    [">=4 <5", "5-rc1", false],
    [">=4 <5", "v5.0-alpha", false],
    [">=4 <5", "4.0.0-rc1", false],
    [">=4 <=5", "5.0.0-rc1", true],
    [">=4 <5", "5.0.1-rc1", false],
    [">=4 <4.3", "4.3.0-rc1", false],
    [">=4 <4.3", "4.2.9-rc1", true],
    ["<5 || >=5.1", "5.0.0-rc1", false],
    ["<5 || <6", "5.0.0-rc1", true],
  ] as const)
    assert.equal(isCovered(range, text), expected, `${text} in ${range}`);
});
