import assert from "node:assert/strict";
import { test } from "node:test";
import { isRefusedAddress } from "./addresses.ts";

test("link-local addresses and those where clouds keep secrets are refused, however they are written", () => {
  for (const one of [
    "169.254.169.254",
    "169.254.0.1",
    "::ffff:169.254.169.254",
    "::ffff:a9fe:a9fe",
    "fe80::1",
    "febf::1",
    "fd00:ec2::254",
    "100.100.100.200",
    "168.63.129.16",
  ]) {
    assert.equal(isRefusedAddress(one), true, one);
  }
  for (const one of ["127.0.0.1", "10.0.0.1", "169.253.0.1", "::1", "fd00::1", "fec0::1", "2001:db8::1"]) {
    assert.equal(isRefusedAddress(one), false, one);
  }
});
