import assert from "node:assert/strict";
import { test } from "node:test";
import type { VisitSight } from "../facts/ingress.ts";
import { reachVerdict, reachWords, type Reaching } from "./reach-words.ts";
import type { Style } from "./style.ts";

const style: Style = { columns: 80, colour: false, unicode: true };
const arrived: VisitSight = {
  address: "203.0.113.7",
  tries: 1,
  connect: "connected",
  tls: { certificate: "aa" },
  http: { status: 200, replied: true, source: "198.51.100.2" },
};
const reaching: Reaching = {
  host: "maps.example.org",
  port: 443,
  secure: true,
  names: { is: "found", addresses: ["203.0.113.7"] },
  visits: [arrived],
};

test("a visit that arrived is told stage by stage", () => {
  assert.equal(
    reachWords(reaching, style),
    `✓ name        203.0.113.7
✓ connection  203.0.113.7 port 443
✓ TLS         spoken; who it is shows the answer
✓ answer      footing answers, and saw this visit come from 198.51.100.2

REACHED   maps.example.org port 443
`,
  );
  assert.doesNotMatch(reachWords({ ...reaching, secure: false }, style), /TLS/);
});

test("one that did not is told by the stage that failed, and where to read on", () => {
  const filtered: Reaching = {
    ...reaching,
    visits: [{ address: "203.0.113.7", tries: 2, connect: { failed: "timeout" } }],
  };
  assert.equal(
    reachWords(filtered, style),
    `✓ name        203.0.113.7
✗ connection  203.0.113.7 did not answer, in 2 tries

NOT REACHED   maps.example.org port 443: what it means and how to mend it:
footing explain no-answer
`,
  );
  const wrong: Reaching = { ...reaching, visits: [{ ...arrived, http: { status: 200, replied: false } }] };
  assert.match(
    reachWords(wrong, style),
    /✓ TLS .*\n✗ answer {6}somebody else answers at 203\.0\.113\.7, with 200\n[^]*explain wrong-host/,
  );
  const unnamed: Reaching = { ...reaching, names: { is: "none", code: "ENOTFOUND" }, visits: [] };
  assert.match(reachWords(unnamed, style), /^✗ name {8}stands for no address\n\nNOT REACHED/);
  assert.match(
    reachWords({ ...unnamed, names: { is: "failed", code: "EAI_AGAIN" } }, style),
    /^\? name {8}the resolver failed \(EAI_AGAIN\)\n[^]*explain resolver-failed/,
  );
});

test("an address that fails beside one that arrives is not hidden", () => {
  const both: Reaching = {
    ...reaching,
    names: { is: "found", addresses: ["203.0.113.7", "2001:db8::7"] },
    visits: [arrived, { address: "2001:db8::7", tries: 1, connect: { failed: "ECONNREFUSED" } }],
  };
  assert.equal(reachVerdict(both).is, "unreached");
  assert.match(reachWords(both, style), /✓ answer[^]*✗ connection {2}2001:db8::7 refused/);
});

test("a server that says it is at a hostile address is shown harmless", () => {
  const hostile = {
    ...reaching,
    visits: [{ ...arrived, http: { status: 200, replied: true, source: "\u001b[2J\u202ex" } }],
  };
  assert.doesNotMatch(reachWords(hostile, style), /\p{Cc}(?<!\n)|\p{Cf}/u);
});
