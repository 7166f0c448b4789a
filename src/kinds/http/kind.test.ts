import assert from "node:assert/strict";
import { test } from "node:test";
import { http } from "./kind.ts";

const fits = ({ source }: { readonly source: string }, text: string): boolean =>
  new RegExp(`^(?:${source})$`, "u").test(text);

test("a URL has a host in ASCII and a port that there is", () => {
  const { pattern } = http.arguments.url;
  const right = [
    "http://app.example.org",
    "https://app.example.org:8443/health?x=1",
    "http://app.example.org?x=1",
    "http://[::1]:80/",
    "http://127.0.0.1:65535/",
  ];
  for (const url of right) assert.equal(fits(pattern, url), true, url);
  const wrong = [
    "http://a:99999/",
    "http://a:0/",
    "http://a:/",
    "http://[::1/",
    "http://%/",
    "http://exämple.org/",
    "http://u:p@a/",
    "http://a/#part",
    "ftp://a/",
  ];
  for (const url of wrong) assert.equal(fits(pattern, url), false, url);
});

test("a header has a name, a colon and one line", () => {
  const { pattern } = http.arguments.headers;
  for (const line of ["Accept: */*", "X-Empty:", "Authorization: Bearer a.b-c"])
    assert.equal(fits(pattern, line), true);
  for (const line of ["Accept", ": x", "A b: c", "A: b\r\nX: y", "A: b\n", "A: \u0000", "A: ü"])
    assert.equal(fits(pattern, line), false, line);
});
