import assert from "node:assert/strict";
import { test } from "node:test";
import { hostsExample, wholeExample } from "./html/example-page.ts";
import { writeJson } from "./json.ts";
import { harmlessJson } from "./text.ts";

test("what is written piece by piece is what JSON.stringify writes at once", () => {
  for (const report of [wholeExample(), hostsExample(4), { ...hostsExample(1), results: [], next: [] }]) {
    const title = "a\nb\u0007\u202e";
    const hostile = { ...report, sources: [{ id: "x", title, url: "https://x" }] };
    assert.equal(writeJson(hostile), `${harmlessJson(JSON.stringify(hostile, null, 2))}\n`);
    assert.deepEqual(JSON.parse(writeJson(hostile)), JSON.parse(JSON.stringify(hostile)));
  }
});
