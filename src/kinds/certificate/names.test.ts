import assert from "node:assert/strict";
import { test } from "node:test";
import { addressHex, addressText, coverOf } from "./names.ts";

const rows: readonly (readonly [host: string, names: readonly string[], expected: string])[] = [
  ["app.example.org", ["app.example.org"], "yes"],
  ["app.example.org", ["APP.Example.ORG"], "yes"],
  ["app.example.org.", ["app.example.org"], "yes"],
  ["app.example.org", ["app.example.org."], "cannot-tell"],
  ["app.example.org", ["www.example.org", "*.example.org"], "yes"],
  ["a.app.example.org", ["*.example.org"], "no"],
  ["example.org", ["*.example.org"], "no"],
  ["app.example.org", ["ap*.example.org", "*pp.example.org"], "no"],
  ["app.example.org", ["app.*.org", "*.*.org", "*"], "no"],
  ["example.org", ["*.org"], "no"],
  ["app.example.org", [], "no"],
  ["app.example.org", ["example.org", "xapp.example.org", "app.example.org\0.evil.example"], "no"],
  ["xn--bcher-kva.example.org", ["*.example.org"], "yes"],
];
for (const [host, names, expected] of rows) {
  test(`${host} with ${JSON.stringify(names)}: ${expected}`, () => {
    assert.equal(coverOf(host, { hosts: names, addresses: [] }), expected);
  });
}

test("an address has to stand there as an address, however it is written", () => {
  const of = (address: string): string => coverOf(address, { hosts: ["192.0.2.1", "2001:db8::1"], addresses: [] });
  assert.deepEqual([of("192.0.2.1"), of("2001:db8::1")], ["no", "no"]);
  const addresses = ["c0000201", "20010db8000000000000000000000001"];
  for (const address of ["192.0.2.1", "2001:db8::1", "2001:0DB8:0:0:0:0:0:1"]) {
    assert.equal(coverOf(address, { hosts: [], addresses }), "yes", address);
  }
  assert.equal(coverOf("192.0.2.2", { hosts: [], addresses }), "no");
  assert.equal(coverOf("::ffff:192.0.2.1", { hosts: [], addresses }), "cannot-tell");
  assert.equal(coverOf("::ffff:192.0.2.2", { hosts: [], addresses }), "no");
});

test("bytes of an address are written as people write them", () => {
  assert.equal(addressText(addressHex("192.0.2.10")), "192.0.2.10");
  assert.equal(addressText(addressHex("2001:db8::a")), "2001:db8:0:0:0:0:0:a");
});
