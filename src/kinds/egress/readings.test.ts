import assert from "node:assert/strict";
import { test } from "node:test";
import type { EndpointSight, HttpSight, TlsSight, WaySight } from "../../facts/network.ts";
import type { Raw } from "../../facts/reading.ts";
import { failedRaw, textRaw, toldBy, type Told } from "../made-raws.ts";
import { egressLook } from "./readings.ts";

const host = "api.example.org";
type Endpoint = Readonly<Record<string, string | number | boolean>>;

/** What is told of one endpoint. */
function told(raw: Raw | undefined, endpoint: Endpoint = {}, name = `${host}:443`): Readonly<Record<string, Told>> {
  const raws = raw === undefined ? {} : { [name]: raw };
  const answered = egressLook.understand(raws, { endpoints: [{ host, ...endpoint }] }, new Set());
  assert.deepEqual("value" in answered.list ? answered.list.value : null, [name]);
  return toldBy(answered.each.get(name) ?? assert.fail("no answer"));
}

const trusted: TlsSight = { distrust: null, root: "Public Root", isRoot: true, isPublic: true };
const page: HttpSight = { status: 200, isHtml: false, byProxy: false };
const way: WaySight = { family: 4, address: "192.0.2.1", tries: 1, connect: "connected", tls: trusted, http: page };
const found = { is: "found", addresses: ["192.0.2.1"] } as const;
const sight: EndpointSight = { proxy: null, names: found, ways: [way] };

const raw = (more: Partial<EndpointSight>): Raw => textRaw("a connection", JSON.stringify({ ...sight, ...more }));
const withWay = (more: Partial<WaySight>): Raw => raw({ ways: [{ ...way, ...more }] });
const throughProxy = (more: Partial<WaySight>): Raw => raw({ proxy: "proxy:3128", ways: [{ ...way, ...more }] });

/** `reached`, the stage and cause of a failure, or why it is unknown. */
function said(one: Readonly<Record<string, Told>>): string {
  const { reachable, stage } = one;
  if (reachable?.is === "unknown") return `unknown ${reachable.why?.code}`;
  return reachable?.value === true
    ? "reached"
    : `${JSON.stringify(stage?.value).slice(1, -1)} ${reachable?.evidence.cause}`;
}

test("one that answers is reached, directly, and signed by the public", () => {
  const one = told(raw({}));
  assert.equal(said(one), "reached");
  assert.equal(one["stage"]?.is, "absent");
  assert.equal(one["intercepted"]?.value, false);
  assert.equal(one["via"]?.value, "direct");
});

test("every way to fail has its stage and its own cause", () => {
  const rows: readonly (readonly [Raw, string])[] = [
    [raw({ names: { is: "none", code: "ENOTFOUND" }, ways: [] }), "dns no-such-name"],
    [withWay({ connect: { failed: "void-address" } }), "dns void-address"],
    [withWay({ connect: { failed: "timeout" } }), "tcp no-answer"],
    [withWay({ connect: { failed: "ECONNREFUSED" } }), "tcp connection-refused"],
    [withWay({ connect: { failed: "EHOSTUNREACH" } }), "tcp no-route"],
    [withWay({ connect: { failed: "no-route" } }), "tcp no-route"],
    [withWay({ tls: { failed: "timeout" }, small: "silent" }), "tls no-answer"],
    [withWay({ tls: { failed: "timeout" }, small: "answered" }), "http big-packets"],
    [withWay({ tls: { failed: "ECONNRESET" } }), "tls connection-lost"],
    [withWay({ tls: { failed: "ERR_SSL_WRONG_VERSION_NUMBER" } }), "tls tls-failed"],
    [withWay({ tls: { ...trusted, distrust: "SELF_SIGNED_CERT_IN_CHAIN" } }), "tls untrusted-certificate"],
    [withWay({ tls: { ...trusted, distrust: "CERT_HAS_EXPIRED" } }), "tls wrong-certificate"],
    [withWay({ tls: { ...trusted, distrust: "ERR_TLS_CERT_ALTNAME_INVALID" } }), "tls wrong-certificate"],
    [withWay({ http: { failed: "timeout" }, small: "silent" }), "http no-answer"],
    [withWay({ http: { failed: "timeout" }, small: "answered" }), "http big-packets"],
    [withWay({ http: { failed: "closed" } }), "http connection-lost"],
    [withWay({ http: { failed: "HPE_INVALID_CONSTANT" } }), "http not-http"],
    [withWay({ http: { ...page, status: 451 } }), "http blocked-page"],
    [withWay({ http: { ...page, status: 407 } }), "http blocked-page"],
    [withWay({ http: { ...page, status: 511 } }), "http blocked-page"],
    [withWay({ http: { ...page, status: 0 } }), "http not-http"],
    [withWay({ http: { ...page, status: 99 } }), "http not-http"],
    [withWay({ http: { ...page, status: 600 } }), "http not-http"],
    [withWay({ http: { ...page, status: 403, isHtml: true } }), "http blocked-page"],
    [throughProxy({ tunnel: { status: 407 } }), "proxy proxy-login"],
    [throughProxy({ tunnel: { status: 403 } }), "proxy proxy-refused"],
    [throughProxy({ tunnel: { status: 503 } }), "proxy proxy-refused"],
    [throughProxy({ tunnel: { failed: "closed" } }), "proxy connection-lost"],
    [throughProxy({ tunnel: { failed: "timeout" } }), "proxy no-answer"],
    [throughProxy({ connect: { failed: "ECONNREFUSED" } }), "proxy proxy-unreachable"],
    [raw({ proxy: "proxy:3128", names: { is: "none", code: "ENOTFOUND" }, ways: [] }), "proxy proxy-unreachable"],
  ];
  for (const [given, expected] of rows)
    assert.equal(said(told(given)), expected, given.is === "text" ? given.text : "");
});

test("any answer of the service counts, whatever its status", () => {
  for (const status of [200, 204, 301, 400, 401, 403, 404, 405, 429, 500, 503])
    assert.equal(said(told(withWay({ http: { ...page, status } }))), "reached", String(status));
});

test("a page is the service's own at /, and elsewhere only where the endpoint says so", () => {
  const html = withWay({ http: { ...page, isHtml: true } });
  assert.equal(said(told(html)), "reached");
  const api = `${host}:443/v2/`;
  assert.equal(said(told(html, { path: "/v2/" }, api)), "http blocked-page");
  assert.equal(said(told(html, { path: "/v2/", html: true }, api)), "reached");
});

test("what could not be looked at is unknown, and says why", () => {
  const rows: readonly (readonly [Raw, string])[] = [
    [failedRaw("a connection", "needs-leave"), "unknown needs-leave"],
    [failedRaw("a connection", "deadline"), "unknown deadline"],
    [raw({ names: { is: "failed", code: "EAI_AGAIN" }, ways: [] }), "unknown resolver-failed"],
    [raw({ names: { is: "failed", code: "timeout" }, ways: [] }), "unknown resolver-failed"],
    [raw({ wrongProxy: "a proxy that speaks socks5", ways: [] }), "unknown no-means"],
    [withWay({ connect: { failed: "refused-address" }, address: "169.254.169.254" }), "unknown refused-address"],
    [withWay({ connect: { failed: "EMFILE" } }), "unknown no-means"],
    [withWay({ http: { failed: "HPE_UNEXPECTED_CONTENT_LENGTH" } }), "unknown cannot-tell"],
    [withWay({ http: { failed: "HPE_INVALID_CONTENT_LENGTH" } }), "unknown cannot-tell"],
    [raw({ ways: [] }), "unknown garbled"],
    [raw({ ways: [{ family: 4, address: "192.0.2.1", tries: 1, connect: "connected" }] }), "unknown no-means"],
  ];
  for (const [given, expected] of rows) assert.equal(said(told(given)), expected, JSON.stringify(given));
});

test("a pattern, an address that is refused and the name of a metadata service are never tried", () => {
  const refused = {
    endpoints: [
      { host: "*.example.org" },
      { host: "2852039166" },
      { host: "[::ffff:169.254.169.254]" },
      { host: "metadata.google.internal" },
    ],
  };
  assert.deepEqual(egressLook.readings(refused, new Set()), {});
  const { each } = egressLook.understand({}, refused, new Set());
  const codes = [...each.values()].map((one) => toldBy(one)["reachable"]?.why?.code);
  assert.deepEqual(codes, ["wildcard", "refused-address", "refused-address", "refused-address"]);
});

const six: WaySight = { ...way, family: 6, address: "2001:db8::1" };

test("a family with a way and no answer is unmet although the other works; one without a way counts for nothing", () => {
  const silent = { ...six, tries: 2, connect: { failed: "timeout" }, tls: undefined, http: undefined } as const;
  assert.equal(said(told(raw({ ways: [way, JSON.parse(JSON.stringify(silent))] }))), "tcp no-answer");
  assert.equal(said(told(raw({ ways: [way, { ...six, connect: { failed: "no-route" } }] }))), "reached");
  assert.equal(said(told(raw({ ways: [{ ...way, connect: { failed: "no-route" } }] }))), "tcp no-route");
});

test("behind a proxy the family that answers is enough", () => {
  const ways = [{ ...way, connect: { failed: "ECONNREFUSED" } }, six];
  const one = told(raw({ proxy: "proxy:3128", ways }));
  assert.equal(said(one), "reached");
  assert.equal(one["via"]?.value, "proxy:3128");
});

test("a root that is not public is named, whether this machine trusts it or not", () => {
  const own = { ...trusted, root: "Company CA", isPublic: false };
  const one = told(withWay({ tls: own }));
  assert.equal(said(one), "reached");
  assert.equal(one["intercepted"]?.value, true);
  assert.match(one["intercepted"]?.evidence.note ?? "", /Company CA/);
  const untrusted = told(withWay({ tls: { ...own, distrust: "SELF_SIGNED_CERT_IN_CHAIN" } }));
  assert.equal(untrusted["intercepted"]?.value, true);
});

test("a weak key or a wrong use is the certificate's fault, not its root's", () => {
  for (const distrust of ["UNSPECIFIED", "INVALID_PURPOSE", "verification 68"]) {
    const one = told(withWay({ tls: { ...trusted, distrust } }));
    assert.equal(said(one), "tls wrong-certificate", distrust);
    assert.doesNotMatch(one["reachable"]?.evidence.note ?? "", /whom this machine does not trust/);
  }
  const wanting = told(withWay({ http: { failed: "ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED" } }));
  assert.equal(said(wanting), "http connection-lost");
});

test("a chain that leads to no root tells nothing of who signs", () => {
  const torn = {
    ...trusted,
    root: "Somebody",
    isRoot: false,
    isPublic: false,
    distrust: "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  };
  const { intercepted } = told(withWay({ tls: torn }));
  assert.equal(intercepted?.is, "unknown");
  assert.equal(intercepted?.evidence.cause, undefined);
});

test("who signs is not known of what is not reached, for the same cause", () => {
  const one = told(raw({ names: { is: "none", code: "ENOTFOUND" }, ways: [] }));
  assert.equal(one["intercepted"]?.is, "unknown");
  assert.equal(one["intercepted"]?.evidence.cause, "no-such-name");
  assert.equal(one["reachable"]?.evidence.cause, "no-such-name");
});

test("without TLS there is nobody between, and whether it is reached is all that is asked", () => {
  const plain = { family: 4, address: "192.0.2.1", tries: 1, connect: "connected" } as const;
  const tcp = told(raw({ ways: [plain] }), { scheme: "tcp", port: 5432 }, `tcp://${host}:5432`);
  assert.equal(said(tcp), "reached");
  assert.equal(tcp["intercepted"]?.value, false);
});

test("an answer that a proxy says is its own is not the service's", () => {
  const plain = { scheme: "http" } as const;
  const by = (http: HttpSight): string =>
    said(
      told(
        raw({ proxy: "proxy:3128", ways: [{ family: 4, address: "192.0.2.9", tries: 1, connect: "connected", http }] }),
        plain,
        `http://${host}:80`,
      ),
    );
  assert.equal(by({ ...page, status: 503, byProxy: true }), "proxy proxy-refused");
  assert.equal(by({ ...page, status: 407, byProxy: true }), "proxy proxy-login");
  for (const status of [100, 301, 400, 403, 404, 405, 500, 503])
    assert.equal(by({ ...page, status }), "unknown cannot-tell", String(status));
  assert.equal(by({ ...page, isHtml: true }), "unknown cannot-tell");
  for (const status of [407, 451]) assert.equal(by({ ...page, status }), "http blocked-page");
  assert.equal(by({ ...page, status: 403, isHtml: true }), "http blocked-page");
  assert.equal(by(page), "reached");
  assert.equal(by({ ...page, status: 204 }), "reached");
});

test("a redirect to another host shows the service only where TLS shows who gave it", () => {
  const http = { ...page, status: 302, elsewhere: "portal.example" };
  const plain = raw({ ways: [{ family: 4, address: "192.0.2.9", tries: 1, connect: "connected", http }] });
  assert.equal(said(told(plain, { scheme: "http" }, `http://${host}:80`)), "unknown cannot-tell");
  assert.equal(said(told(withWay({ http }))), "reached");
});
