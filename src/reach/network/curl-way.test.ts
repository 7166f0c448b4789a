import assert from "node:assert/strict";
import { test } from "node:test";
import { isFailure, type WaySight } from "../../facts/network.ts";
import { localLines } from "./dial.ts";
import { readCurlWay, type CurlTold } from "./curl-way.ts";
import type { Way } from "./way.ts";

const asked = { host: "api.example.org", port: 443, scheme: "https", path: "/" } as const;
const way: Way = { asked, family: 4, addresses: ["192.0.2.1"], lines: localLines };
const byProxy: Way = { ...way, proxy: { host: "proxy", port: 3128, secure: false } };
const version = "curl 7.88.1 (x86_64-pc-linux-gnu) libcurl/7.88.1 OpenSSL/3.0.22 zlib/1.2.13";

/** small, exit code, connected, why, then status, CONNECT's status, seconds to TCP and TLS, address and verification. */
type Counted = readonly [string, number, "yes" | "no", string, number, number, string, string, string, number];

const told = ([small, exit, ...rest]: Counted, more: Partial<CurlTold> = {}): CurlTold => ({
  version,
  result: [small, String(exit), ...rest.map(String)],
  header: [],
  body: "",
  certificates: [],
  ...more,
});

/** How far it led, in a word for each stage: `connect`, `tunnel`, `tls`, `http`. */
function said(one: CurlTold, gone: Way = way): string {
  const sight = readCurlWay(one, gone, undefined);
  if ("unasked" in sight) return `unasked ${sight.unasked.code}`;
  const { connect, tunnel, tls, http } = sight;
  const word = (part: WaySight["tls"] | WaySight["http"] | WaySight["tunnel"]): string => {
    if (part === undefined) return "";
    if (isFailure(part)) return part.failed;
    return "distrust" in part ? (part.distrust ?? "trusted") : String(part.status);
  };
  return [connect === "connected" ? connect : connect.failed, word(tunnel), word(tls), word(http)]
    .join(" ")
    .replaceAll(/ +/g, " ")
    .trim();
}

const at = "192.0.2.1";

test("curl's exit codes and numbers tell how far a way led", () => {
  const rows: readonly (readonly [Counted, string])[] = [
    [["-", 0, "yes", "-", 200, 0, "0.01", "0.02", at, 0], "connected trusted 200"],
    [["-", 23, "yes", "-", 403, 0, "0.01", "0.02", at, 0], "connected trusted 403"],
    [["-", 7, "no", "refused", 0, 0, "0.00", "0.00", "", 1], "ECONNREFUSED"],
    [["-", 7, "no", "unreachable", 0, 0, "0.00", "0.00", "", 1], "EHOSTUNREACH"],
    [["-", 7, "no", "no-route", 0, 0, "0.00", "0.00", "", 1], "no-route"],
    [["-", 7, "no", "-", 0, 0, "0.00", "0.00", "", 1], "unasked no-means"],
    [["-", 28, "no", "-", 0, 0, "0.00", "0.00", "", 1], "timeout"],
    [["-", 28, "yes", "-", 0, 0, "0.00", "0.00", "", 1], "connected timeout"],
    [["silent", 28, "yes", "-", 0, 0, "0.01", "0.02", at, 0], "connected trusted timeout"],
    [["-", 35, "yes", "reset", 0, 0, "0.01", "0.00", at, 1], "connected ECONNRESET"],
    [["-", 35, "yes", "-", 0, 0, "0.01", "0.00", at, 1], "connected curl's exit code 35"],
    [["-", 60, "yes", "-", 0, 0, "0.01", "0.00", at, 10], "connected CERT_HAS_EXPIRED"],
    [["-", 60, "yes", "-", 0, 0, "0.01", "0.00", at, 19], "connected SELF_SIGNED_CERT_IN_CHAIN"],
    [["-", 60, "yes", "-", 0, 0, "0.01", "0.00", at, 1], "connected HOSTNAME_MISMATCH"],
    [["-", 60, "yes", "-", 0, 0, "0.01", "0.00", at, 99], "connected verification 99"],
    [["-", 51, "yes", "-", 0, 0, "0.01", "0.00", at, 0], "connected HOSTNAME_MISMATCH"],
    [["-", 77, "yes", "-", 0, 0, "0.01", "0.00", at, 0], "connected"],
    [["-", 52, "yes", "-", 0, 0, "0.01", "0.02", at, 0], "connected trusted closed"],
    [["-", 1, "yes", "-", 0, 0, "0.01", "0.02", at, 0], "connected trusted curl's exit code 1"],
    [["-", 2, "no", "-", 0, 0, "", "", "", 0], "unasked no-means"],
    [["-", 127, "no", "-", 0, 0, "", "", "", 0], "unasked no-means"],
  ];
  for (const [counted, expected] of rows) assert.equal(said(told(counted)), expected, counted.join(" "));
});

test("what a proxy answers to CONNECT is the proxy's, and what fails before is the way to it", () => {
  const rows: readonly (readonly [Counted, string])[] = [
    [["-", 0, "yes", "-", 200, 200, "0.01", "0.02", at, 0], "connected 200 trusted 200"],
    [["-", 56, "yes", "-", 0, 407, "0.01", "0.00", at, 0], "connected 407"],
    [["-", 56, "yes", "-", 0, 0, "0.01", "0.00", at, 0], "connected closed"],
    [["-", 28, "yes", "-", 0, 0, "0.01", "0.00", at, 0], "connected timeout"],
    [["-", 60, "yes", "-", 0, 200, "0.01", "0.00", at, 19], "connected 200 SELF_SIGNED_CERT_IN_CHAIN"],
    [["-", 7, "no", "refused", 0, 0, "0.00", "0.00", "", 0], "ECONNREFUSED"],
  ];
  for (const [counted, expected] of rows) assert.equal(said(told(counted), byProxy), expected, counted.join(" "));
});

test("numbers of another library of TLS are not read as those of OpenSSL", () => {
  const counted = ["-", 60, "yes", "-", 0, 0, "0.01", "0.00", at, 10] as const;
  const gnutls = version.replace("OpenSSL/3.0.22", "GnuTLS/3.7.9");
  assert.equal(said(told(counted, { version: gnutls })), "connected curl's exit code 60");
  const handshake = ["0", "yes", "-", "yes", "10"];
  assert.equal(said(told(counted, { version: gnutls, handshake })), "connected CERT_HAS_EXPIRED");
});

test("without anybody there who could go a way nothing is told of it", () => {
  const nobody = { version: "none", header: [], body: "", certificates: [] };
  assert.equal(said(nobody), "unasked no-means");
  assert.equal(said({ ...nobody, version }), "unasked garbled");
  const secured: Way = { ...way, asked: { ...asked, scheme: "tls" } };
  assert.equal(said({ ...nobody, version }, secured), "unasked no-means");
  const handshakes: readonly (readonly [readonly string[], string])[] = [
    [["0", "yes", "-", "yes", "0"], "connected trusted"],
    [["0", "yes", "-", "yes", "10"], "connected CERT_HAS_EXPIRED"],
    [["0", "yes", "-", "yes", "-"], "unasked garbled"],
    [["1", "yes", "-", "no", "-"], "connected openssl's handshake"],
    [["124", "yes", "-", "no", "-"], "connected timeout"],
    [["1", "no", "111", "no", "-"], "ECONNREFUSED"],
    [["1", "no", "101", "no", "-"], "no-route"],
    [["1", "no", "-", "no", "-"], "unasked no-means"],
  ];
  for (const [handshake, expected] of handshakes)
    assert.equal(said({ ...nobody, handshake }, secured), expected, handshake.join(" "));
});

test("the last header tells who answered, and a body only where it does not say what it is", () => {
  const counted = ["-", 0, "yes", "-", 403, 200, "0.01", "0.02", at, 0] as const;
  const seen = (header: readonly string[], body = ""): unknown => {
    const sight = readCurlWay(told(counted, { header, body }), byProxy, undefined);
    return "http" in sight ? sight.http : undefined;
  };
  const tunnel = ["HTTP/1.1 200 Connection established", "Server: squid/5"];
  const answer = { status: 403, isHtml: false, byProxy: false };
  assert.deepEqual(seen([...tunnel, "HTTP/1.1 403 X", "content-type: application/json"], "<html>"), answer);
  assert.deepEqual(seen([...tunnel, "HTTP/1.1 403 X", "Content-Type: text/html"]), { ...answer, isHtml: true });
  assert.deepEqual(seen([...tunnel, "HTTP/1.1 403 X"], "<html>"), { ...answer, isHtml: true });
  assert.deepEqual(seen(["HTTP/1.1 403 X", "X-Squid-Error: ERR_ACCESS_DENIED 0"]), { ...answer, byProxy: true });
});
