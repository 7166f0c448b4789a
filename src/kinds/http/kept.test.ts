import assert from "node:assert/strict";
import { test } from "node:test";
import { identityOf } from "../registry.ts";
import { keptArguments } from "./kept.ts";

const asked = { url: "https://app.example.org/v1?key=SECRET", headers: ["Authorization: Bearer SECRET", "X-Empty:"] };

test("neither what a URL asks for nor what a header says stands in a fact", () => {
  const kept = keptArguments(asked);
  assert.doesNotMatch(JSON.stringify(kept), /SECRET|key=|Bearer/);
  assert.match(JSON.stringify(kept["url"]), /^"https:\/\/app\.example\.org\/v1\?…[0-9a-f]{8}"$/);
  assert.match(JSON.stringify(kept["headers"]), /^\["Authorization: …[0-9a-f]{8}","X-Empty: "\]$/);
  assert.deepEqual(keptArguments({ url: "https://app.example.org/" }), { url: "https://app.example.org/" });
});

test("a fact is found by the question it answers, and by no other", () => {
  assert.deepEqual(identityOf("http", keptArguments(asked)), identityOf("http", asked));
  const others = [
    { ...asked, url: "https://app.example.org/v1?key=OTHER" },
    { ...asked, headers: ["Authorization: Bearer OTHER", "X-Empty:"] },
  ];
  for (const other of others) assert.notDeepEqual(identityOf("http", other), identityOf("http", asked));
});
