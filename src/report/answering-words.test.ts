import assert from "node:assert/strict";
import { test } from "node:test";
import { arrivalWords, endWords, inviteWords, unheardWords, type Invitation } from "./answering-words.ts";
import type { Came } from "../facts/ingress.ts";
import type { Style } from "./style.ts";

const style: Style = { columns: 80, colour: false, unicode: true };
const invitation: Invitation = {
  name: "maps.example.org",
  port: 443,
  nonce: "footing-k3f9-x2m7-q8wd-5zhp",
  seconds: 600,
  isTrusted: false,
  waitsFor: "internet",
};

test("whoever listens is told what to open, and with what", () => {
  assert.equal(
    inviteWords(invitation, style),
    `Listening on port 443 for 10 minutes. Open this from the internet, such as with
a phone whose Wi-Fi is off:

  https://maps.example.org/footing-k3f9-x2m7-q8wd-5zhp

The browser warns, since this certificate is made for the test alone: go on all
the same, or open without TLS, on the same port:
  http://maps.example.org:443/footing-k3f9-x2m7-q8wd-5zhp

Where Footing is installed, this does the same:
  footing reach https://maps.example.org/footing-k3f9-x2m7-q8wd-5zhp

`,
  );
});

test("port 80 is opened without TLS alone, and an address of IPv6 stands in brackets", () => {
  const words = inviteWords({ ...invitation, port: 80, name: "2001:db8::7" }, style);
  assert.match(words, /^ {2}http:\/\/\[2001:db8::7\]\/footing-/m);
  assert.doesNotMatch(words, /https:/);
  assert.match(inviteWords({ ...invitation, port: 8443 }, style), /https:\/\/maps\.example\.org:8443\/footing/);
});

test("each visit is told by from where it came, and what a proxy says beside", () => {
  const words = (came: Came, waitsFor: "internet" | "private" = "internet"): string =>
    arrivalWords(came, { style, waitsFor });
  assert.equal(words({ from: "198.51.100.2", source: "internet" }), "✓ 198.51.100.2, from the internet\n");
  assert.equal(
    words({ from: "10.0.0.9", source: "private", through: "203.0.113.9" }),
    "! 10.0.0.9, from a private or neighbouring network, through a proxy that names 203.0.113.9 as who came: not from the internet\n",
  );
  assert.equal(
    words({ from: "10.0.0.9", source: "private" }, "private"),
    "✓ 10.0.0.9, from a private or neighbouring network\n",
  );
  assert.equal(words({ from: "127.0.0.1", source: "own" }), "· 127.0.0.1, which is this place itself: shows nothing\n");
});

test("the end says who came, or what the silence may mean", () => {
  const end = { came: undefined, seconds: 600, waitsFor: "internet", others: [], interrupted: false } as const;
  const came = { from: "198.51.100.2", source: "internet" } as const;
  assert.equal(
    endWords({ ...end, came, seconds: 41 }, style),
    "\nREACHED   from the internet, by 198.51.100.2, after 41 s\n",
  );
  assert.equal(
    endWords({ ...end, came: { from: "10.0.0.9", source: "private" }, seconds: 41, waitsFor: "private" }, style),
    `
REACHED   from a private or neighbouring network, by 10.0.0.9, after 41 s
This does not show that the internet reaches it. Where it shall: footing answer
--from internet
`,
  );
  assert.match(
    endWords(end, style),
    /^\nNOT REACHED {3}nobody came from outside in 10 minutes\nNobody connected at all\./,
  );
  assert.match(
    endWords({ ...end, others: [came] }, style),
    /\nSomebody connected from the internet \(198\.51\.100\.2\) and asked for something\nelse: the port is open/,
  );
  assert.match(endWords({ ...end, interrupted: true }, style), /^\nINTERRUPTED /);
});

test("a port that cannot be had is told by who holds it, or what it takes", () => {
  const held = unheardWords({ is: "held", code: "EADDRINUSE" }, { port: 443, holder: "nginx:443" });
  assert.equal(held.message, "port 443 is held by nginx, so nothing can listen there");
  assert.match(
    unheardWords({ is: "not-permitted", code: "EACCES" }, { port: 443, holder: undefined }).help,
    /sudo.*setcap/s,
  );
  assert.match(unheardWords({ is: "failed", code: "EIO" }, { port: 443, holder: undefined }).message, /EIO/);
});

test("what comes from outside is harmless, and nothing beyond ASCII is written where that is not read", () => {
  const hostile = { from: "\u001b[2J\u202e", source: "internet", through: "\u0007" } as const;
  assert.doesNotMatch(arrivalWords(hostile, { style, waitsFor: "internet" }), /\p{Cc}(?<!\n)|\p{Cf}/u);
  const ascii = { ...style, unicode: false };
  const all = [
    inviteWords(invitation, ascii),
    arrivalWords({ from: "10.0.0.9", source: "own" }, { style: ascii, waitsFor: "internet" }),
  ].join("");
  assert.match(all, /^[\n -~]+$/);
});
