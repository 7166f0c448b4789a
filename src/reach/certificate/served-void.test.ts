import assert from "node:assert/strict";
import { test } from "node:test";
import { servedHere } from "./served.ts";

test("an address that stands for no server is not connected to, and says so", async () => {
  const limits = { signal: new AbortController().signal, timeoutMs: 5000 };
  for (const server of ["0.0.0.0:443", "[::]:443"]) {
    const sent = await servedHere({ server, environment: process.env, platform: process.platform }, limits);
    assert.equal(sent.is, "missing");
    assert.match(sent.is === "missing" ? (sent.words ?? "") : "", /stands for 0\.0\.0\.0 or ::/);
  }
});
