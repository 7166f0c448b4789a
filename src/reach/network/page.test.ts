import assert from "node:assert/strict";
import { test } from "node:test";
import { elsewhereOf, isPage, isPageByType } from "./page.ts";

test("a body begins as a page by its first tag, whatever stands before it", () => {
  const pages = [
    "<!DOCTYPE html><html>",
    "\ufeff<!doctype html>",
    "\u00ef\u00bb\u00bf<html>",
    "\u00ff\u00fe<\0h\0t\0m\0l\0>\0",
    "<!-- filter --><html>",
    " \r\n\t<head><title>",
    "<body bgcolor=red>",
    "<title>Blocked</title>",
    "<script>location='x'</script>",
    "<meta charset=utf-8>",
    "<h1>No</h1>",
    "<p>No",
    "<br/>",
    '<?xml version="1.0"?>\n<html xmlns="x">',
  ];
  for (const body of pages) assert.equal(isPage(body), true, body);
  const others = [
    "",
    "ok",
    "{}",
    '{"a":"<html>"}',
    "<?xml version='1.0'?><Error/>",
    "<Error>",
    "<author>",
    "<heading>",
  ];
  for (const body of others) assert.equal(isPage(body), false, body);
});

test("a header says what an answer is only by a whole type", () => {
  const rows: readonly (readonly [string, boolean | undefined])[] = [
    ["text/html", true],
    ["TEXT/HTML; charset=x", true],
    ["application/xhtml+xml", true],
    ["application/json", false],
    ["text/plain", false],
    ["", undefined],
    ["text", undefined],
    ["*/*", undefined],
    ["unknown/unknown", undefined],
  ];
  for (const [type, expected] of rows) assert.equal(isPageByType(type), expected, type);
});

test("a redirect leads elsewhere by its host alone", () => {
  const rows: readonly (readonly [string | undefined, string | undefined])[] = [
    [undefined, undefined],
    ["/login", undefined],
    ["https://api.example.org/", undefined],
    ["http://API.example.org.:8080/x", undefined],
    ["//portal.example/login", "portal.example"],
    ["http://169.254.169.254/latest/", "169.254.169.254"],
    ["http://[", "an address that cannot be read"],
    ["mailto:x", "no host"],
  ];
  for (const [location, expected] of rows)
    assert.equal(elsewhereOf(location, "api.example.org:81"), expected, location ?? "none");
});
