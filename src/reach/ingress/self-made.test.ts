import assert from "node:assert/strict";
import { X509Certificate, createPrivateKey } from "node:crypto";
import { test } from "node:test";
import { createSecureContext } from "node:tls";
import { selfMade } from "./self-made.ts";

test("a certificate that is made here is whole, for the name, and belongs to its key", () => {
  const { cert, key } = selfMade("maps.example.org", new Date("2026-11-21T10:00:00Z"));
  const read = new X509Certificate(cert);
  assert.equal(read.checkHost("maps.example.org"), "maps.example.org");
  assert.equal(read.checkHost("other.example.org"), undefined);
  assert.ok(read.checkPrivateKey(createPrivateKey(key)));
  assert.ok(read.verify(read.publicKey));
  assert.equal(read.validFromDate.toISOString(), "2026-11-20T10:00:00.000Z");
  assert.equal(read.validToDate.toISOString(), "2026-11-23T10:00:00.000Z");
});

test("whatever lengths chance gives to serial and signature, it can be used", () => {
  const serials = new Set<string>();
  for (let count = 0; count < 60; count++) {
    const { cert, key } = selfMade("a".repeat(count + 1));
    createSecureContext({ cert, key });
    serials.add(new X509Certificate(cert).serialNumber);
  }
  assert.equal(serials.size, 60);
});
