import assert from "node:assert/strict";
import { test } from "node:test";
import { newNonce, nonceIn, replyTo } from "./nonce.ts";

test("no nonce comes twice, and each stands in a path as it can be typed", () => {
  const all = Array.from({ length: 500 }, newNonce);
  assert.equal(new Set(all).size, all.length);
  for (const nonce of all) {
    assert.match(nonce, /^footing(-[a-hjkmnp-z2-9]{4}){4}$/);
    assert.equal(nonceIn(`/${nonce}`), nonce);
    assert.equal(nonceIn(`/${nonce.toUpperCase()}/?utm=1`), nonce);
  }
});

test("what is no whole nonce is none", () => {
  const nonce = "footing-k3f9-x2m7-q8wd-5zhp";
  for (const path of [
    "",
    "/",
    nonce,
    `//${nonce}`,
    `/${nonce}x`,
    `/${nonce}-aaaa`,
    `/x/${nonce}`,
    `/${nonce.slice(0, -1)}`,
    "/footing-k3f9-x2m7-q8wd-5zh0",
    `/%66ooting${nonce.slice(7)}`,
    `/${"a".repeat(100_000)}`,
  ])
    assert.equal(nonceIn(path), undefined, path.slice(0, 50));
});

test("the reply is another for another nonce, and does not hold it", () => {
  assert.notEqual(replyTo("footing-aaaa-aaaa-aaaa-aaaa"), replyTo("footing-aaaa-aaaa-aaaa-aaab"));
  assert.match(replyTo("footing-aaaa-aaaa-aaaa-aaaa"), /^[0-9a-f]{32}$/);
});
