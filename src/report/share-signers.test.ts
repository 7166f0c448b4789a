import assert from "node:assert/strict";
import { test } from "node:test";
import type { TlsSight, WaySight } from "../facts/network.ts";
import { signingOf } from "../kinds/endpoint-sight.ts";
import { verdictOf } from "../kinds/endpoint-way.ts";
import { cut } from "../kinds/looking.ts";
import { exampleFact, exampleReport, exampleResult } from "./example.ts";
import { share } from "./share.ts";

const endpoint = { host: "api.example.org", port: 443, scheme: "https", path: "/", html: false } as const;
const wayOf = (tls: TlsSight): WaySight => ({
  family: 4,
  address: "192.0.2.1",
  tries: 1,
  connect: "connected",
  tls,
});

/** The sentences that are made of who signs, as `egress` tells them. */
function sentences(tls: TlsSight): readonly string[] {
  const way = wayOf(tls);
  const verdict = verdictOf(way, { endpoint, proxy: null });
  const signing = signingOf({ proxy: null, names: { is: "found", addresses: ["192.0.2.1"] }, ways: [way] });
  return ["words" in verdict ? cut(verdict.words) : "", signing.is === "unseen" ? "" : cut(signing.words)];
}

const own = (root: string): TlsSight => ({
  root,
  distrust: "SELF_SIGNED_CERT_IN_CHAIN",
  isRoot: true,
  isPublic: false,
});

function sharedNotes(notes: readonly string[], kind = "egress"): readonly string[] {
  const facts = notes.map((note, index) =>
    exampleFact({ id: `f${index}`, kind, field: "reachable", note, value: false }),
  );
  const results = notes.map((note, index) =>
    exampleResult({ id: `r${index}`, kind, outcome: "unmet", reason: `not so: ${note}` }),
  );
  const { report } = share(exampleReport(results, { facts }));
  return [...report.facts.map(({ note }) => note ?? ""), ...report.results.map(({ reason }) => reason)];
}

test("who signs in a service's place has a word in every sentence, cut or whole", () => {
  for (const name of ["Hidden Corp CA", 'Hidden "Inner" CA, which is', "Hidden", `Hidden ${"x".repeat(300)}`]) {
    for (const text of sharedNotes(sentences(own(name)))) {
      assert.match(text, /"name-[12]/, text);
      assert.doesNotMatch(text, /Hidden|Inner|xxx/, text);
    }
  }
});

test("a public authority keeps its name, which says nothing of a place", () => {
  const [, words = ""] = sentences({ ...own("ISRG Root X1"), distrust: null, isPublic: true });
  assert.match(words, /ISRG Root X1/);
  assert.deepEqual(sharedNotes([words]), [words, `not so: ${words}`]);
});

test("who is named by an earlier report alone has a word, too", () => {
  const [reason = ""] = sentences(own("Hidden Corp CA"));
  const from = {
    outcome: "unmet",
    reasonCode: "untrusted-certificate",
    reason,
    expected: null,
    observed: null,
  } as const;
  const change = {
    id: "r0",
    target: "local",
    subject: null,
    title: "Services outside",
    vantage: "host",
    level: "must",
    from,
    to: { ...from, outcome: "met", reason: "as it must be" },
    why: `before: ${reason}`,
  } as const;
  const since = {
    file: "before.json",
    startedAt: "2026-01-01T00:00:00.000Z",
    verdict: { from: "not-ready", to: "ready" },
    complete: true,
    differs: [],
    changes: [change],
    values: [],
  } as const;
  const result = exampleResult({ id: "r0", kind: "egress", outcome: "met" });
  const { report } = share({ ...exampleReport([result], {}), since });
  assert.doesNotMatch(JSON.stringify(report.since), /Hidden/);
});

test("authorities of a chain that no field of certificate names have a word", () => {
  const notes = [
    "Hidden Root signed the last of it, and is neither here nor a root that counts",
    "Hidden Root signed Hidden Sub, whom this host does not trust",
    "it leads to Hidden Root, who is none of the roots in ca",
    "the certificate of Hidden Root is not here",
    "the key of Hidden Sub is RSA 1024",
    "Hidden Sub is signed with SHA-1",
  ];
  for (const text of sharedNotes(notes, "certificate")) assert.doesNotMatch(text, /Hidden/, text);
  const plain = "somebody without a name signed the last of it, and is neither here nor a root that counts";
  assert.equal(sharedNotes([plain], "certificate")[0], plain);
});
