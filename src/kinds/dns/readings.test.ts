import assert from "node:assert/strict";
import { test } from "node:test";
import { textRaw } from "../made-raws.ts";
import {
  code,
  elsewhere,
  entries,
  failed,
  here,
  both,
  judged,
  look,
  none,
  noteOf,
  say,
  through,
  told,
} from "./made-told.ts";

test("a name that leads here by all nameservers points here, and all its fields are known", () => {
  const fields = look(both({ A: entries(here) }));
  assert.equal(say(fields, "pointsTo"), "true");
  assert.equal(say(fields, "consistent"), "true");
  assert.equal(say(fields, "resolves"), "true");
  assert.equal(say(fields, "addresses"), '["192.0.2.10"] | ["192.0.2.10"]');
  assert.equal(say(fields, "ttl"), "300");
  assert.equal(say(fields, "cname"), "absent | absent");
  assert.equal(say(fields, "wildcard"), "false | false");
  assert.equal(say(fields, "resolvers"), '["ns1","ns2"]');
  assert.equal(say(fields, "hostsFile"), "absent");
});

test("every address of both families counts: a forgotten AAAA is told by name", () => {
  const fields = look(both({ A: entries(here), AAAA: entries("2001:db8::dead") }));
  assert.equal(say(fields, "pointsTo"), "false points-partly-elsewhere");
  assert.match(noteOf(fields, "pointsTo"), /2001:db8::dead \(AAAA\), which is not 192\.0\.2\.10/);
  assert.equal(judged(both({ A: entries(here, elsewhere) })), "false points-partly-elsewhere, true");
  assert.equal(
    judged(told({ ns1: { A: entries(here), AAAA: entries("2001:db8::dead") } }, {}, ["A"]), {}, { type: "A" }),
    "true, true",
  );
});

test("what this host itself has counts only where that was asked for, and only beside what was named", () => {
  const own = both({ A: entries(here), AAAA: entries("2001:db8::10") });
  assert.equal(judged(own), "false points-partly-elsewhere, true");
  assert.equal(judged(own, {}, { orHere: true }), "true, true");
  assert.equal(judged(both({ AAAA: entries("2001:db8::10") }), {}, { orHere: true }), "false points-elsewhere, true");
  assert.equal(
    judged(both({ A: entries(here, "192.0.2.99") }), {}, { orHere: true }),
    "false points-partly-elsewhere, true",
  );
});

test("of what this host itself has, only that counts beside a name where whoever is led there comes too", () => {
  const trie = ["10.9.8.7", "172.17.0.1", "198.51.100.4"].map((one) => `  |-- ${one}\n   /32 host LOCAL\n`).join("");
  const local = "02 40 00 80";
  const inet6 = `fd000009000000000000000000000007 ${local} eth0\nfd000010000000000000000000000001 ${local} docker0\n`;
  const raws = { trie: textRaw("fib_trie", trie), inet6: textRaw("if_inet6", inet6) };
  const rows: readonly (readonly [string, string, boolean])[] = [
    [here, "198.51.100.4", true],
    [here, "10.9.8.7", false],
    [here, "172.17.0.1", false],
    [here, "fd00:9::7", false],
    ["10.1.1.1", "fd00:9::7", true],
    ["10.1.1.1", "fd00:10::1", false],
    ["10.1.1.1", "172.17.0.1", false],
  ];
  for (const [aim, own, counts] of rows) {
    const beside = own.includes(":") ? { A: entries(aim), AAAA: entries(own) } : { A: entries(aim, own) };
    const expected = counts ? "true, true" : "false points-partly-elsewhere, true";
    assert.equal(judged(both(beside), raws, { orHere: true, pointsTo: [aim] }), expected, `${aim} and ${own}`);
  }
});

test("a name that every nameserver leads nowhere has no address, as one on a list of blocked names", () => {
  const blocked = look(both({ A: entries("0.0.0.0"), AAAA: entries("::") }));
  assert.equal(say(blocked, "resolves"), "false void-address");
  assert.match(noteOf(blocked, "resolves"), /0\.0\.0\.0.*, which leads nowhere/);
  assert.equal(say(look(both({ A: entries("0.0.0.0"), AAAA: entries("2001:db8::10") })), "resolves"), "true");
  const some = told({ ns1: { A: entries("0.0.0.0") }, ns2: { A: entries(here) } });
  assert.match(say(look(some), "resolves"), /^false resolvers-disagree|^false split-horizon/);
});

test("no such name, no address, a chain that leads nowhere and one in a circle have each their own reason", () => {
  assert.equal(judged(both({ A: code(3), AAAA: code(3) })), "false nxdomain, absent nxdomain");
  assert.equal(judged(both({})), "false nodata, absent nodata");
  assert.equal(
    judged(both({ A: code(3, "gone.example.net"), AAAA: code(3, "gone.example.net") })),
    "false dangling-cname, absent dangling-cname",
  );
  assert.equal(
    judged(both({ A: through(["gone.example.net"]), AAAA: through(["gone.example.net"]) })),
    "false dangling-cname, absent dangling-cname",
  );
  const circle = { ...through(["b.test", "a.test"]), circle: true };
  const fields = look(both({ A: circle, AAAA: circle }));
  assert.equal(say(fields, "pointsTo"), "false dangling-cname");
  assert.match(noteOf(fields, "pointsTo"), /circle/);
  assert.equal(say(fields, "addresses"), "absent dangling-cname | absent dangling-cname");
  assert.equal(say(fields, "resolves"), "false dangling-cname");
});

test("one that fails is not answering: the others decide, and whether all agree is not known", () => {
  const failures = [
    failed("silent"),
    failed("refused"),
    failed("no-recursion"),
    failed("garbled"),
    code(2),
    code(5),
    code(4),
  ];
  const codes = [
    "resolver-silent",
    "resolver-unreachable",
    "resolver-refused",
    "garbled",
    "servfail",
    "resolver-refused",
    "garbled",
  ];
  for (const [index, came] of failures.entries()) {
    const why = codes[index];
    const dead = { A: came, AAAA: came };
    assert.equal(judged(both({ A: entries(here) }, dead)), `true, unknown: ${why}`);
    assert.equal(judged(both(dead, { A: entries(elsewhere) })), `false points-elsewhere, unknown: ${why}`);
    assert.equal(judged(both(dead)), `unknown: ${why}, unknown: ${why}`);
  }
});

test("one that tells only one of the families knows too little to say yes, and enough to say no", () => {
  const half = { A: entries(here), AAAA: code(2) };
  assert.equal(judged(both(half)), "unknown: servfail, unknown: servfail");
  assert.equal(judged(both(half, { A: entries(here) })), "true, unknown: servfail");
  assert.equal(judged(both({ A: entries(elsewhere), AAAA: code(2) })), "false points-elsewhere, unknown: servfail");
  assert.equal(judged(both({ A: none, AAAA: code(2) })), "unknown: servfail, unknown: servfail");
});

test("nameservers that disagree fall short in both, and two views are named as such", () => {
  assert.equal(
    judged(both({ A: entries(here) }, { A: entries(elsewhere) })),
    "false resolvers-disagree, false resolvers-disagree",
  );
  assert.equal(
    judged(both({ A: entries(here) }, { A: code(3), AAAA: code(3) })),
    "false resolvers-disagree, false resolvers-disagree",
  );
  assert.equal(
    judged(both({ A: entries(here) }, { A: entries("10.0.0.5") })),
    "false split-horizon, false split-horizon",
  );
  const fields = look(both({ A: entries(here) }, { A: entries("10.0.0.5") }));
  assert.match(noteOf(fields, "pointsTo"), /ns1 answers 192\.0\.2\.10 \(A\); ns2 answers 10\.0\.0\.5 \(A, private\)/);
  // Each is one of several that are right: only that they differ falls short.
  assert.equal(
    judged(both({ A: entries(here) }, { A: entries(elsewhere) }), {}, { pointsTo: [here, elsewhere] }),
    "true, false resolvers-disagree",
  );
});

test("one who answers for a name that cannot exist says nothing by the same answer, and something by another", () => {
  const any = { anything: both({ A: entries(here) }) };
  assert.equal(judged(both({ A: entries(here) }), any), "unknown: answers-any-name, unknown: answers-any-name");
  assert.equal(judged(both({ A: entries(here) }), { anything: both({ A: entries(elsewhere) }) }), "true, true");
  const one = { anything: told({ ns1: { A: entries(here) }, ns2: { A: code(3), AAAA: code(3) } }) };
  assert.equal(judged(both({ A: entries(here) }), one), "true, unknown: answers-any-name");
});
