import assert from "node:assert/strict";
import { test } from "node:test";
import { isExcepted } from "./no-proxy.ts";

test("NO_PROXY names hosts by label, addresses by network", () => {
  const rows: readonly (readonly [string, string, boolean])[] = [
    ["api.example.org", "example.org", true],
    ["api.example.org", ".example.org", true],
    ["example.org", ".example.org", true],
    ["notexample.org", "example.org", false],
    ["API.Example.ORG.", "example.org", true],
    ["api.example.org", "a, example.org.", true],
    ["api.example.org", "one two\texample.org", true],
    ["api.example.org", "*", true],
    ["api.example.org", "*.example.org", false],
    ["10.1.2.3", "10.0.0.0/8", true],
    ["11.1.2.3", "10.0.0.0/8", false],
    ["10.1.2.3", "10.1.2.3", true],
    ["10.1.2.3", "2.3", false],
    ["10.1.2.3", "10.0.0.0/33", false],
    ["2001:db8::5", "2001:db8::/32", true],
    ["2001:db9::5", "2001:db8::/32", false],
    ["10.255.0.1", "10.128.0.0/9", true],
    ["10.127.0.1", "10.128.0.0/9", false],
    ["api.example.org", "", false],
  ];
  for (const [host, list, expected] of rows) assert.equal(isExcepted(host, list), expected, `${host} in ${list}`);
});

test("odd forms count as curl 7.88.1 was seen to read them", () => {
  const rows: readonly (readonly [string, string, boolean])[] = [
    ["api.example.org", " * ", false],
    ["api.example.org", "* ", false],
    ["api.example.org", "*,other", false],
    ["api.example.org", "a\nexample.org", false],
    ["api.example.org", "a;example.org", false],
    ["api.example.org", ", ,example.org", true],
    ["api.example.org", "example.org/", false],
    ["api.example.org", "..example.org", false],
    ["api.example.org", "example.org..", false],
    ["api.example.org", "example.org:443", false],
    ["10.1.2.3", " * ", false],
    ["10.1.2.3", "10.1.2.3/", true],
    ["10.1.2.3", "10.1.2.3/0", true],
    ["10.1.2.3", "10.0.0.0/0", false],
    ["10.1.2.3", "0.0.0.0/0", false],
    ["0.0.0.0", "0.0.0.0/0", true],
    ["2001:db8::5", "::/0", false],
    ["10.1.2.3", "10.0.0.0/x", false],
    ["10.1.2.3", "10.1.2.3/x", true],
    ["10.1.2.3", "10.0.0.0/08", true],
    ["10.1.2.3", "10.0.0.0/+8", true],
    ["10.1.2.3", "10.0.0.0/8x", true],
    ["10.1.2.3", "10.0.0.0/-1", false],
    ["10.1.2.3", "10.0.0.0/ 8", false],
    ["10.1.2.3", "10.1.2.3.", false],
    ["10.1.2.3", "010.1.2.3", false],
    ["10.1.2.3", "0x0a.1.2.3", false],
    ["10.1.2.3", "167838211", false],
    ["10.1.2.3", "10.1.2.*", false],
    ["2001:db8::5", "[2001:db8::5]", false],
  ];
  for (const [host, list, expected] of rows) assert.equal(isExcepted(host, list), expected, `${host} in "${list}"`);
});
