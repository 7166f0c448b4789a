import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { decoded } from "./decoded.ts";

// What `wsl -l -v` printed on Windows 10.0.19043 (github.com/microsoft/WSL/issues/6924), as wsl.exe writes it.
const recorded =
  "  NAME                   STATE           VERSION\r\n* Ubuntu-20.04           Stopped         2\r\n  Ubuntu-18.04           Running         1\r\n";

test("a list of wsl.exe, recorded, is the same text in UTF-16, with and without a mark, and in UTF-8", () => {
  for (const bytes of [
    Buffer.from(recorded, "utf16le"),
    Buffer.from(`\ufeff${recorded}`, "utf16le"),
    Buffer.from(recorded, "utf8"),
  ])
    assert.equal(decoded(bytes), recorded);
});

test("UTF-8 stays what it is, whatever it says", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => {
      fc.pre(!text.includes("\0") && !text.startsWith("\ufeff"));
      assert.equal(decoded(Buffer.from(text, "utf8")), text);
    }),
  );
});

test("bytes of 0 alone, or separators of 0, make no UTF-16", () => {
  assert.equal(decoded(Buffer.alloc(64)), "\0".repeat(64));
  assert.equal(decoded(Buffer.from("PATH=/bin\0HOME=/root\0")), "PATH=/bin\0HOME=/root\0");
});
