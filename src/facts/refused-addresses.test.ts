import assert from "node:assert/strict";
import { test } from "node:test";
import { isRefusedAddress, isRefusedHost, isVoidAddress } from "./addresses.ts";

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

test("an IPv4 address that is refused is so behind a network's own NAT64 (RFC 8215), whatever its prefix's length", () => {
  for (const one of [
    "64:ff9b:1::169.254.169.254",
    "64:ff9b:1:a9fe:a9:fe00::",
    "64:ff9b:1:a9:fe:a9fe::",
    "64:ff9b:1:2:a9:fea9:fe00:0",
    "64:ff9b:1:1234::6464:64c8",
  ]) {
    assert.equal(isRefusedAddress(one), true, one);
  }
  for (const one of ["64:ff9b:1::192.0.2.1", "64:ff9b:2::169.254.169.254", "64:ff9b:1:c000:2:100::"]) {
    assert.equal(isRefusedAddress(one), false, one);
    assert.equal(isVoidAddress(one), false, one);
  }
});

test("names of metadata services are refused without being resolved, and no names beside them", () => {
  for (const one of ["metadata.google.internal", "Metadata.Google.Internal.", "metadata.goog", "instance-data"]) {
    assert.equal(isRefusedHost(one), true, one);
  }
  assert.equal(isRefusedHost("instance-data.ec2.internal"), true);
  assert.equal(isRefusedHost("169.254.169.254"), true);
  for (const one of ["metadata.example.org", "google.internal", "instance-data.example.org", "192.0.2.1"]) {
    assert.equal(isRefusedHost(one), false, one);
  }
});
