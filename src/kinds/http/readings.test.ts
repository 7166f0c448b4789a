import assert from "node:assert/strict";
import { test } from "node:test";
import type { EndpointSight, RequestSight, WaySight } from "../../facts/network.ts";
import type { Raw } from "../../facts/reading.ts";
import { failedRaw, textRaw, toldBy, type Told } from "../made-raws.ts";
import { httpLook } from "./readings.ts";

const url = "https://app.example.org/health";
const answer = {
  is: "answered",
  status: 200,
  isHtml: false,
  byProxy: false,
  body: "all is well",
  ms: 12,
  proxy: null,
} as const;

function told(raw: Raw, asked: string = url): Readonly<Record<string, Told>> {
  return toldBy(httpLook.understand({ answer: raw }, { url: asked }, new Set()));
}

const sightRaw = (sight: RequestSight): Raw => textRaw("GET https://app.example.org", JSON.stringify(sight));

const way: WaySight = { family: 4, address: "192.0.2.1", tries: 2, connect: "connected" };
const endpoint: EndpointSight = { proxy: null, names: { is: "found", addresses: ["192.0.2.1"] }, ways: [way] };
const unanswered = (more: Partial<EndpointSight>): Raw =>
  sightRaw({ is: "not-answered", endpoint: { ...endpoint, ...more } });

test("an answer is seen with its status, its body and its time", () => {
  const { status, body, ms } = told(sightRaw(answer));
  assert.deepEqual([status?.value, body?.value, ms?.value], [200, "all is well", 12]);
});

test("an empty body is known to hold nothing", () => {
  assert.equal(told(sightRaw({ ...answer, body: "" }))["body"]?.is, "absent");
});

test("a body that is not whole is unknown, and the status is seen all the same", () => {
  const rows = { timeout: "timeout", closed: "garbled", "too-much-output": "too-much-output", coding: "garbled" };
  for (const [incomplete, code] of Object.entries(rows)) {
    const { status, body } = told(sightRaw({ ...answer, incomplete }));
    assert.equal(status?.value, 200);
    assert.equal(body?.why?.code, code, incomplete);
  }
});

test("where nobody answers every field is absent, with what stood in the way as its cause", () => {
  const rows: readonly (readonly [Raw, string])[] = [
    [unanswered({ ways: [{ ...way, connect: { failed: "ECONNREFUSED" } }] }), "connection-refused"],
    [unanswered({ ways: [{ ...way, connect: { failed: "timeout" } }] }), "no-answer"],
    [unanswered({ ways: [{ ...way, tls: { failed: "ECONNRESET" } }] }), "connection-lost"],
    [unanswered({ names: { is: "none", code: "ENOTFOUND" }, ways: [] }), "no-such-name"],
    [unanswered({ proxy: "proxy:3128", ways: [{ ...way, tunnel: { status: 407 } }] }), "proxy-login"],
  ];
  for (const [raw, cause] of rows) {
    for (const fact of Object.values(told(raw))) {
      assert.deepEqual([fact.is, fact.evidence.cause], ["absent", cause]);
    }
  }
});

test("what could not be asked is unknown, and says why", () => {
  const rows: readonly (readonly [Raw, string])[] = [
    [failedRaw("GET", "needs-leave"), "needs-leave"],
    [failedRaw("GET", "deadline"), "deadline"],
    [unanswered({ names: { is: "failed", code: "EAI_AGAIN" }, ways: [] }), "resolver-failed"],
    [unanswered({ ways: [{ ...way, connect: { failed: "refused-address" } }] }), "refused-address"],
  ];
  for (const [raw, code] of rows) {
    for (const fact of Object.values(told(raw))) assert.equal(fact.why?.code, code);
  }
});

test("an address that is refused is never asked, however it is written", () => {
  const byName = "http://Metadata.google.internal./computeMetadata/v1/";
  const written = ["http://169.254.169.254/", "http://2852039166/x", "https://[::ffff:169.254.169.254]:8443/"];
  for (const refused of [...written, byName]) {
    assert.deepEqual(httpLook.readings({ url: refused }, new Set()), {});
    const { status } = toldBy(httpLook.understand({}, { url: refused }, new Set()));
    assert.equal(status?.why?.code, "refused-address");
  }
});

test("an answer that a proxy may have given itself is not the address's", () => {
  const proxy = "proxy:3128";
  const rows: readonly (readonly [object, string])[] = [
    [{ status: 200 }, "seen"],
    [{ status: 200, isHtml: true }, "cannot-tell"],
    [{ status: 302 }, "cannot-tell"],
    [{ status: 403 }, "cannot-tell"],
    [{ status: 404 }, "cannot-tell"],
    [{ status: 503 }, "cannot-tell"],
    [{ status: 503, byProxy: true }, "proxy-refused"],
    [{ status: 407 }, "blocked-page"],
  ];
  for (const [more, expected] of rows) {
    const { status } = told(sightRaw({ ...answer, proxy, ...more }), "http://app.example.org/");
    assert.equal(status?.why?.code ?? status?.evidence.cause ?? status?.is, expected, JSON.stringify(more));
    // A tunnel with TLS leads to the address itself.
    assert.equal(told(sightRaw({ ...answer, proxy, ...more }))["status"]?.is, "seen");
  }
});

test("a status that HTTP does not have is no answer", () => {
  for (const status of [0, 99, 600]) {
    const fact = told(sightRaw({ ...answer, status }))["status"];
    assert.deepEqual([fact?.is, fact?.evidence.cause], ["absent", "not-http"]);
  }
});
