import assert from "node:assert/strict";
import { test } from "node:test";
import { isClean, lastLine } from "./tally.ts";

test("the last line counts each class, and names what was lacking", () => {
  const tally = {
    tried: new Map([
      ["a", "ok"],
      ["b", "ok"],
      ["c", "false green"],
      ["d", "broken case"],
    ] as const),
    skipped: [
      { id: "e", lacks: ["sudo"] },
      { id: "f", lacks: ["fuse", "sudo"] },
    ],
  };
  assert.equal(
    lastLine(tally),
    "lab: 6 faults: 2 ok, 1 false green, 0 false red, 0 claims unseen, 0 unknown though knowable, 0 bad reports, 1 broken cases, 2 skipped (fuse, sudo)",
  );
  assert.equal(isClean(tally), false);
});

test("nothing wrong is clean, with nothing in brackets", () => {
  const tally = { tried: new Map([["a", "ok"]] as const), skipped: [] };
  assert.match(lastLine(tally), /^lab: 1 faults: 1 ok, .* 0 skipped$/);
  assert.equal(isClean(tally), true);
});
