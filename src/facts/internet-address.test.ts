import assert from "node:assert/strict";
import { isIPv6 } from "node:net";
import { test } from "node:test";
import * as fc from "fast-check";
import { addressFrom, bytesOfAddress, sameAddress, scopeOf } from "./internet-address.ts";

test("an address has one way in which it is written", () => {
  assert.equal(sameAddress("2001:DB8:0:0:0:0:0:1"), "2001:db8::1");
  assert.equal(sameAddress("2001:db8:0:1:0:0:0:0"), "2001:db8:0:1::");
  assert.equal(sameAddress("1:0:2:0:3:0:4:0"), "1:0:2:0:3:0:4:0");
  assert.equal(sameAddress("::"), "::");
  assert.equal(sameAddress("::ffff:192.0.2.1"), "192.0.2.1");
  assert.equal(sameAddress("64:ff9b::192.0.2.1"), "64:ff9b::c000:201");
  assert.equal(sameAddress("192.0.2.1"), "192.0.2.1");
  for (const none of ["", "1", "192.0.2", "192.0.2.256", "fe80::1%eth0", "a.test", "1:2"])
    assert.equal(sameAddress(none), undefined);
});

test("what is written is read again as the same bytes, and any reader takes it", () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.constant(0), fc.nat(255)), { minLength: 16, maxLength: 16 }), (bytes) => {
      const text = addressFrom(bytes);
      assert.ok(isIPv6(text), text);
      assert.deepEqual(bytesOfAddress(text), bytes);
    }),
  );
});

test("private networks, loopback and neighbours are told from what the internet reaches", () => {
  const told: Readonly<Record<string, string>> = {
    "10.1.2.3": "private",
    "172.15.0.1": "public",
    "172.31.0.1": "private",
    "192.168.7.7": "private",
    "100.127.0.1": "private",
    "100.128.0.1": "public",
    "127.0.1.1": "loopback",
    "169.254.169.254": "link-local",
    "0.0.0.0": "unspecified",
    "8.8.8.8": "public",
    "::1": "loopback",
    "::": "unspecified",
    "fd12::1": "private",
    "fe80::1": "link-local",
    "2001:db8::1": "public",
    "::ffff:10.0.0.1": "private",
    "192.0.0.8": "private",
    "192.0.2.1": "public",
    "198.17.255.255": "public",
    "198.18.0.1": "private",
    "198.19.255.254": "private",
    "198.51.100.2": "public",
    "240.1.2.3": "private",
    "fec0::1": "private",
    "64:ff9b::808:808": "public",
    "64:ff9b::10.1.2.3": "private",
    "64:ff9b::192.168.1.1": "private",
    "64:ff9b:1::8.8.8.8": "private",
  };
  for (const [address, scope] of Object.entries(told)) assert.equal(scopeOf(address), scope, address);
});
