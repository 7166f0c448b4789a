import assert from "node:assert/strict";
import { test } from "node:test";
import { daemonVerdict } from "./daemon-words.ts";

const host = "registry.example.org";
const get = `Error response from daemon: Get "https://${host}/v2/": `;
const head = `Error response from daemon: failed to resolve reference "${host}/footing-probe/footing-probe@sha256:00": failed to do request: Head "https://${host}/v2/footing-probe/footing-probe/manifests/sha256:00": `;

/** `reached`, the stage and cause of a failure, or why it is unknown. */
function said(words: string, asked = host): string {
  const verdict = daemonVerdict(words, asked);
  if (verdict.is === "unknown") return `unknown ${verdict.code}`;
  return verdict.is === "reached" ? "reached" : `${verdict.stage ?? "-"} ${verdict.cause}`;
}

test("a registry that answers is reached, whatever it answers", () => {
  const rows: readonly string[] = [
    `Error response from daemon: manifest for ${host}/footing-probe/footing-probe@sha256:00 not found: manifest unknown: manifest unknown`,
    "Error response from daemon: pull access denied for footing-probe/footing-probe, repository does not exist or may require 'docker login': denied: requested access to the resource is denied",
    `Error response from daemon: Head "https://${host}/v2/footing-probe/manifests/sha256:00": unauthorized: authentication required`,
    `${get.slice(0, -2)}: no basic auth credentials`,
    "Error response from daemon: toomanyrequests: You have reached your pull rate limit.",
    "Error response from daemon: name unknown: The repository does not exist",
    `Error response from daemon: failed to resolve reference "${host}/x@sha256:00": ${host}/x@sha256:00: not found`,
    `Error response from daemon: failed to resolve reference "${host}/x@sha256:00": unexpected status from HEAD request to https://${host}/v2/x/manifests/sha256:00: 429 Too Many Requests`,
  ];
  for (const words of rows) assert.equal(said(words), "reached", words);
});

test("every way to fail has its stage, where the engine's words tell it, and its cause", () => {
  const rows: readonly (readonly [string, string])[] = [
    [`dial tcp: lookup ${host} on 192.0.2.53:53: no such host`, "dns no-such-name"],
    [`dial tcp: lookup ${host} on 192.0.2.53:53: server misbehaving`, "unknown resolver-failed"],
    [
      `dial tcp: lookup ${host} on 192.0.2.53:53: read udp 192.0.2.1:1->192.0.2.53:53: i/o timeout`,
      "unknown resolver-failed",
    ],
    [`dial tcp: lookup ${host}: Temporary failure in name resolution`, "unknown cannot-tell"],
    ["dial tcp 192.0.2.1:443: connect: connection refused", "tcp connection-refused"],
    ["dial tcp 192.0.2.1:443: connect: no route to host", "tcp no-route"],
    ["dial tcp 192.0.2.1:443: connect: network is unreachable", "tcp no-route"],
    ["dial tcp 192.0.2.1:443: i/o timeout", "tcp no-answer"],
    [
      "net/http: request canceled while waiting for connection (Client.Timeout exceeded while awaiting headers)",
      "- no-answer",
    ],
    ["context deadline exceeded", "- no-answer"],
    ["net/http: TLS handshake timeout", "tls no-answer"],
    ["x509: certificate signed by unknown authority", "tls untrusted-certificate"],
    ["tls: failed to verify certificate: x509: certificate signed by unknown authority", "tls untrusted-certificate"],
    ["x509: certificate has expired or is not yet valid: current time …", "tls wrong-certificate"],
    ["x509: certificate is valid for other.example.org, not registry.example.org", "tls wrong-certificate"],
    ["http: server gave HTTP response to HTTPS client", "tls tls-failed"],
    ["remote error: tls: handshake failure", "tls tls-failed"],
    ["read tcp 192.0.2.9:1->192.0.2.1:443: read: connection reset by peer", "- connection-lost"],
    ["EOF", "- connection-lost"],
    ["proxyconnect tcp: dial tcp 192.0.2.3:3128: connect: connection refused", "proxy proxy-unreachable"],
    ["proxyconnect tcp: dial tcp: lookup proxy on 192.0.2.53:53: server misbehaving", "proxy proxy-unreachable"],
    ["Proxy Authentication Required", "proxy proxy-login"],
    ["Forbidden", "proxy proxy-refused"],
    ["Service Unavailable", "proxy proxy-refused"],
  ];
  for (const [words, expected] of rows)
    for (const before of [get, head]) assert.equal(said(`${before}${words}`), expected, words);
});

test("a page in a registry's place, and words that are not known, show nothing", () => {
  const page = `error parsing HTTP 403 response body: invalid character '<' looking for beginning of value: "<html>access denied"`;
  assert.equal(said(`Error response from daemon: ${page}`), "unknown cannot-tell");
  assert.equal(
    said(
      "Error response from daemon: error unmarshalling content: invalid character '<' looking for beginning of value",
    ),
    "unknown cannot-tell",
  );
  assert.equal(said("something else"), "unknown cannot-tell");
  assert.equal(said(""), "unknown cannot-tell");
});

test("a status alone may be a filter's", () => {
  const alone = `Error response from daemon: failed to resolve reference "${host}/x@sha256:00": unexpected status from HEAD request to https://${host}/v2/x/manifests/sha256:00: `;
  for (const status of ["403 Forbidden", "451 Unavailable For Legal Reasons", "503 Service Unavailable", "511 x"])
    assert.equal(said(alone + status), "unknown cannot-tell", status);
  const older = "Error response from daemon: received unexpected HTTP status: 503 Service Unavailable";
  assert.equal(said(older), "unknown cannot-tell");
});

test("what fails where a registry sends its clients on to is not the registry's", () => {
  const elsewhere =
    'Error response from daemon: Get "https://auth.example.org/token?scope=x": dial tcp 192.0.2.1:443: connect: connection refused';
  assert.equal(said(elsewhere), "unknown cannot-tell");
  const hub =
    'Error response from daemon: Get "https://registry-1.docker.io/v2/": dial tcp 192.0.2.1:443: connect: connection refused';
  assert.equal(said(hub, "docker.io"), "tcp connection-refused");
});
