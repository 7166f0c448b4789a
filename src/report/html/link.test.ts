import assert from "node:assert/strict";
import { test } from "node:test";
import { Link } from "./link.ts";

test("only a plain https address becomes a link", () => {
  for (const address of ["https://example.org", "https://example.org:8443/a?b=c&d#e", "HTTPS://EXAMPLE.ORG/"]) {
    assert.equal(Link.https(address)?.address, address);
  }
});

test("whatever else stands in an address, or leads elsewhere than it seems, is no link", () => {
  const others = [
    "http://example.org/",
    "javascript:alert(1)",
    "data:text/html,x",
    "https:example.org",
    "//example.org",
    " https://example.org",
    "https://example.org/\njavascript:alert(1)",
    "https://example.org/a b",
    "https://example.org@evil.example/",
    "https://user:password@example.org/",
    "https://еxample.org/",
    "https://example.org/\u202egpj.exe",
    `https://example.org/${"a".repeat(2000)}`,
    "",
  ];
  for (const address of others) assert.equal(Link.https(address), null, address);
});
