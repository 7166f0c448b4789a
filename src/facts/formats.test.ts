import assert from "node:assert/strict";
import { isIP } from "node:net";
import { test } from "node:test";
import * as fc from "fast-check";
import { hasOnlyPlainText, isDomain, isHost, isInstant, isInternetAddress, isUrl } from "./formats.ts";

const all = (fits: (text: string) => boolean, texts: readonly string[]) => texts.filter(fits);

test("a domain has two labels, and neither scheme, port nor path", () => {
  const good = ["app.example.org", "a.b", "xn--mnchen-3ya.de", "1a.example", "EXAMPLE.org", `${"a".repeat(63)}.org`];
  assert.deepEqual(all(isDomain, good), good);
  const bad = [
    ["", "localhost", "https://a.b", "a.b:443", "a.b/c", "a.b.", "a..b", ".a.b", "-a.b", "a-.b", "a_b.c", "*.a.b"],
    ["a b.c", "user@a.b", "192.0.2.1", "1.2.3", "256.1.1.1", "a.1", "a.b\n", "münchen.de", `${"a".repeat(64)}.org`],
  ].flat();
  assert.deepEqual(all(isDomain, bad), []);
});

test("a host may be one label or an address", () => {
  const good = ["db1", "db1.example.org", "db1.example.org.", "192.0.2.1", "2001:db8::1"];
  assert.deepEqual(all(isHost, good), good);
  assert.deepEqual(
    all(isHost, ["", "256.1.1.1", "1.2.3", "127.1", "2130706433", "a b", "[::1]", "db1:5432", "-a"]),
    [],
  );
});

test("addresses are what the platform itself takes for one, zones left out", () => {
  const piece = fc.constantFrom(
    "",
    "::",
    ":",
    "1",
    "0",
    "ffff",
    "g",
    "1.2.3.4",
    "256.1.1.1",
    "12345",
    "01.2.3.4",
    "/64",
  );
  const text = fc
    .array(fc.tuple(piece, fc.constantFrom(":", "")), { maxLength: 9 })
    .map((pieces) => pieces.flat().join(""));
  fc.assert(
    fc.property(text, (address) => assert.equal(isInternetAddress(address), isIP(address) !== 0, address)),
    { numRuns: 3000, examples: [["1.2.3.4::"], ["::1.2.3.4"], ["1::2::3"], ["::"], ["1:2:3:4:5:6:7::"]] },
  );
});

test("a URL has a scheme and a host", () => {
  const good = ["https://a.b/", "http://a.b:8080/x?y#z", "tcp://db", "postgresql://u:p@h/db"];
  assert.deepEqual(all(isUrl, good), good);
  assert.deepEqual(
    all(isUrl, ["", "a.b", "https://", "https:///x", "//a.b", "javascript:alert(1)", "https://a b"]),
    [],
  );
});

test("an instant is a day or second that the calendar has, in UTC", () => {
  const good = ["2027-01-31", "2024-02-29", "2027-01-31T23:59:59Z", "2027-01-31T23:59:59.123Z"];
  assert.deepEqual(all(isInstant, good), good);
  const bad = [
    "2027-02-30",
    "2026-02-29",
    "2027-13-01",
    "2027-1-1",
    "2027-01-31T24:00:00Z",
    "2027-01-31T10:00:00",
    "now",
  ];
  assert.deepEqual(all(isInstant, bad), []);
});

test("plain text has no control characters", () => {
  assert.ok(hasOnlyPlainText("Größe 中文"));
  for (const text of ["a\nb", "\u001b[31m", "\u0000", "\u009b", "x".repeat(8193)]) assert.ok(!hasOnlyPlainText(text));
});
