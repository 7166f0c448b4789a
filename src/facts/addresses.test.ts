import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { addressBytes, isRefusedAddress, isVoidAddress } from "./addresses.ts";

test("an address is refused however it is written", () => {
  for (const text of [
    "169.254.169.254",
    "169.254.0.1",
    "2852039166",
    "0xa9fea9fe",
    "0xA9.0xfe.169.254",
    "0251.0376.0251.0376",
    "169.16689662",
    "::ffff:169.254.169.254",
    "[::ffff:a9fe:a9fe]",
    "64:ff9b::169.254.169.254",
    "2002:a9fe:a9fe::1",
    "::169.254.169.254",
    "fe80::1%eth0",
    "FEBF::1",
    "fd00:ec2::254",
    "fd20:ce::254",
    "168.63.129.16",
    "100.100.100.200",
    "192.0.0.192",
  ]) {
    assert.ok(isRefusedAddress(text), text);
  }
});

test("what is no such address is not refused", () => {
  for (const text of [
    "169.253.169.254",
    "192.0.2.1",
    "fec0::1",
    "2001:db8::1",
    "::1",
    "127.0.0.1",
    "example.org",
    "",
    "169.254.169.254.example.org",
    "100.100.100.20",
  ]) {
    assert.ok(!isRefusedAddress(text), text);
  }
});

test("0.0.0.0 and :: are void, in every spelling", () => {
  for (const text of ["0.0.0.0", "0", "::", "0:0:0:0:0:0:0:0", "::ffff:0.0.0.0", "0x0"])
    assert.ok(isVoidAddress(text), text);
  for (const text of ["0.0.0.1", "::1", "127.0.0.1", "", "zero"]) assert.ok(!isVoidAddress(text), text);
});

test("what is no address is none, and no text ends in an error", () => {
  for (const text of [
    "",
    "a.b",
    "1.2.3.4.5",
    "256.1.1.1",
    "1.2.3.256",
    ":::",
    "1::2::3",
    "1:2:3:4:5:6:7",
    "12345::",
    "::1.2.3.4.5",
    "08.1.1.1",
  ]) {
    assert.equal(addressBytes(text), undefined, text);
  }
  fc.assert(fc.property(fc.string(), (text) => [undefined, 4, 16].includes(addressBytes(text)?.length)));
});
