import assert from "node:assert/strict";
import { test } from "node:test";
import { failedRaw, missingRaw, runRaw, textRaw } from "../made-raws.ts";
import { dns } from "./kind.ts";
import { code, elsewhere, entries, failed, here, both, judged, look, noteOf, say, through, told } from "./made-told.ts";

test("a name to lead to is passed by the chain, or has the same addresses, and not none", () => {
  const asked = { pointsTo: ["LB.example.net."] };
  const leads = { "to lb.example.net": both({ A: entries(here, elsewhere) }) };
  assert.equal(judged(both({ A: through(["x.example.net", "lb.example.net"], here) }), leads, asked), "true, true");
  assert.equal(judged(both({ A: entries(here, elsewhere) }), leads, asked), "true, true");
  assert.equal(judged(both({ A: entries(here) }), leads, asked), "false points-elsewhere, true");
  const gone = { "to lb.example.net": both({ A: code(3), AAAA: code(3) }) };
  assert.equal(judged(both({ A: entries(here) }), gone, asked), "false points-elsewhere, true");
  assert.equal(judged(both({ A: code(3), AAAA: code(3) }), gone, asked), "false nxdomain, absent nxdomain");
  const dangling = both({ A: code(3, "lb.example.net"), AAAA: code(3, "lb.example.net") });
  assert.equal(judged(dangling, gone, asked), "false dangling-cname, absent dangling-cname");
  const dead = { "to lb.example.net": both({ A: code(2), AAAA: code(2) }) };
  assert.equal(judged(both({ A: entries(here) }), dead, asked), "unknown: servfail, true");
});

test("a CDN or a balancer that its name gives away is named, and is neither right nor wrong", () => {
  const cdn = both({ A: through(["d111111abcdef8.cloudfront.net"], elsewhere) });
  const fields = look(cdn);
  assert.equal(say(fields, "pointsTo"), "unknown: behind-front");
  assert.equal(say(fields, "front"), '"Amazon CloudFront" | "Amazon CloudFront"');
  assert.equal(judged(cdn, {}, { pointsTo: ["d111111abcdef8.cloudfront.net"] }), "true, true");
  assert.equal(
    judged(both({ A: through(["web-1.eu-west-1.elb.amazonaws.com"], elsewhere) })),
    "unknown: behind-front, true",
  );
  assert.equal(judged(both({ A: through(["mycloudfront.net"], elsewhere) })), "false points-elsewhere, true");
  assert.equal(say(look(both({ A: entries(here) })), "front"), "unknown: cannot-tell");
  assert.equal(
    judged(both({ A: code(3, "d1.cloudfront.net"), AAAA: code(3, "d1.cloudfront.net") })),
    "false dangling-cname, absent dangling-cname",
  );
});

test("what the hosts file or the search list brings is told beside, and makes nothing met", () => {
  const gone = both({ A: code(3), AAAA: code(3) });
  const hosts = look(gone, { hosts: textRaw("/etc/hosts", "192.0.2.10 other App.Example.org # here\n") });
  assert.equal(say(hosts, "pointsTo"), "false nxdomain");
  assert.match(noteOf(hosts, "pointsTo"), /\/etc\/hosts says 192\.0\.2\.10, which this host alone sees/);
  assert.equal(say(hosts, "hostsFile"), '["192.0.2.10"]');
  const wild = {
    system: runRaw("getent", "192.0.2.10     STREAM app.example.org.corp.example\n192.0.2.10     DGRAM\n"),
    searched: textRaw(
      "ns1",
      JSON.stringify({
        isNamed: true,
        search: ["corp.example"],
        asked: [{ resolver: "ns1", name: "footing-probe-1.corp.example", type: "A", ms: 1, ...entries(here) }],
      }),
    ),
  };
  const searched = look(gone, wild);
  assert.equal(say(searched, "pointsTo"), "false nxdomain");
  assert.match(
    noteOf(searched, "pointsTo"),
    /programs here find 192\.0\.2\.10, since any name is answered below corp\.example/,
  );
  assert.equal(say(searched, "searchWildcards"), '["corp.example"]');
  assert.equal(say(searched, "system"), '["192.0.2.10"]');
});

test("no nameserver at all, and a reading that brought nothing, are unknown", () => {
  const dead = { A: failed("refused"), AAAA: failed("refused") };
  assert.equal(judged(told({ "127.0.0.1": dead }, { isNamed: false })), "unknown: no-resolver, unknown: no-resolver");
  assert.equal(judged(told({ "127.0.0.1": { A: entries(here) } }, { isNamed: false })), "true, true");
  for (const raw of [
    failedRaw("dns", "needs-leave"),
    textRaw("dns", "{"),
    textRaw("dns", '{"isNamed":true,"search":[],"asked":[{}]}'),
    missingRaw("dns"),
  ]) {
    for (const field of Object.keys(look(raw))) {
      if (field !== "hostsFile") assert.match(say(look(raw), field), /^unknown/, field);
    }
  }
});

test("what is no address and no name, or nothing at all, is nothing to lead to", () => {
  assert.equal(judged(both({ A: entries(here) }), {}, { pointsTo: [here, "1:2"] }), "unknown: garbled, true");
  assert.equal(judged(both({ A: entries(here) }), {}, { pointsTo: [] }), "unknown: no-subjects, true");
});

test("entries of another type are told as each nameserver writes them", () => {
  const types = ["A", "AAAA", "TXT"] as const;
  const name = told({ ns1: { A: entries(here), TXT: entries("v=1") }, ns2: { A: entries(here) } }, {}, types);
  const fields = look(name, {}, { type: "TXT" });
  assert.equal(say(fields, "records"), '["v=1"] | absent nodata');
  assert.equal(say(fields, "pointsTo"), "true");
});

test("a name is letters, digits, - and _ between dots, and no address", () => {
  const pattern = new RegExp(`^(?:${dns.arguments.name.pattern.source})$`, "u");
  for (const right of [
    "app.example.org",
    "app.example.org.",
    "_acme-challenge.example.org",
    "localhost",
    "xn--bcher-kva.example",
    "1.example",
  ])
    assert.match(right, pattern);
  for (const wrong of [
    "",
    ".",
    "-a.test",
    "a..test",
    "192.0.2.1",
    "a.1",
    "a b.test",
    "bücher.example",
    "https://a.test",
    `${"a".repeat(64)}.test`,
    "a.test/x",
  ])
    assert.doesNotMatch(wrong, pattern);
});
