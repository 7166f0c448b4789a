import assert from "node:assert/strict";
import { test } from "node:test";
import type { Raw } from "../../facts/reading.ts";
import { failedRaw, textRaw, toldBy, type Told } from "../made-raws.ts";
import { egressLook } from "./readings.ts";

const host = "registry.example.org";
const version = textRaw("docker version", '{"Client":{"Version":"28.2.2"},"Server":{"Version":"20.10.24"}}');
const info = (more: object = {}): Raw =>
  textRaw("docker info", JSON.stringify({ ServerVersion: "20.10.24", HttpsProxy: "", NoProxy: "", ...more }));
const unknownThere = `Error response from daemon: manifest for ${host}/x@sha256:00 not found: manifest unknown`;
const refused = `Error response from daemon: Get "https://${host}/v2/": dial tcp 192.0.2.1:443: connect: connection refused`;
const heard = (...lines: readonly string[]): Raw => textRaw("docker pull", lines.join("\n"));

type Given = { readonly raw?: Raw; readonly info?: Raw; readonly version?: Raw; readonly endpoint?: object };

function told(given: Given): Readonly<Record<string, Told>> {
  const asked = { endpoints: [{ host, ...given.endpoint }] };
  const raws = {
    engineVersion: given.version ?? version,
    engineInfo: given.info ?? info(),
    ...(given.raw === undefined ? {} : { [`${host}:443`]: given.raw }),
  };
  const { each } = egressLook.engine.understand(raws, asked, new Set());
  return toldBy([...each.values()][0] ?? assert.fail("no answer"));
}

test("a registry that answered the engine is reached; who signed, it does not tell", () => {
  const one = told({ raw: heard(`registry\t1\t${unknownThere}`) });
  assert.equal(one["reachable"]?.value, true);
  assert.equal(one["stage"]?.is, "absent");
  assert.equal(one["intercepted"]?.is, "unknown");
  assert.equal(one["via"]?.value, "direct");
});

test("what failed has its stage and cause", () => {
  const one = told({ raw: heard(`registry\t1\t${refused}`) });
  assert.equal(one["reachable"]?.value, false);
  assert.equal(one["reachable"]?.evidence.cause, "connection-refused");
  assert.equal(one["stage"]?.value, "tcp");
});

test("the engine's own proxy is told without its user and password, and not where it is left out", () => {
  const raw = heard(`registry\t1\t${unknownThere}`);
  const proxy = { HttpsProxy: "http://me:secret@proxy.example.org:3128/" };
  assert.equal(told({ raw, info: info(proxy) })["via"]?.value, "proxy.example.org:3128");
  assert.equal(told({ raw, info: info({ ...proxy, NoProxy: ".example.org" }) })["via"]?.value, "direct");
  assert.equal(told({ raw, info: textRaw("docker info", "{}") })["via"]?.is, "unknown");
});

test("a mirror that answers stands for the registry, and one that does not leaves it as it is", () => {
  const plain = 'Get "https://192.0.2.9:5000/v2/": http: server gave HTTP response to HTTPS client';
  const rows: readonly (readonly [string, string, boolean])[] = [
    ["https://mirror.example.org/", unknownThere, true],
    ["http://192.0.2.9:5000", plain, true],
    ["https://192.0.2.9:5000", plain, false],
    ["https://mirror.example.org/", refused.replaceAll(host, "mirror.example.org"), false],
  ];
  for (const [mirror, words, expected] of rows) {
    const one = told({ raw: heard(`registry\t1\t${refused}`, `${mirror}\t1\t${words}`) });
    assert.equal(one["reachable"]?.value, expected, mirror);
    if (expected) assert.equal(one["via"]?.value, mirror.replace(/^https?:\/\//, "").replace(/\/$/, ""));
  }
});

test("what the engine could not be asked, or did not say, is unknown and says why", () => {
  const why = (given: Given): string | undefined => told(given)["reachable"]?.why?.code;
  assert.equal(why({ endpoint: { scheme: "tcp" } }), "no-means");
  assert.equal(why({ endpoint: { path: "/health" } }), "no-means");
  assert.equal(why({ endpoint: { host: "*.example.org" } }), "wildcard");
  assert.equal(why({ endpoint: { host: "169.254.169.254" } }), "refused-address");
  assert.equal(why({ raw: failedRaw("docker pull", "needs-leave") }), "needs-leave");
  assert.equal(why({ raw: heard("registry\trefused\t") }), "refused-address");
  assert.equal(why({ raw: heard("registry\t124\t") }), "timeout");
  assert.equal(why({ raw: heard("") }), "garbled");
  assert.equal(why({ raw: heard("registry\t1\tsomething else") }), "cannot-tell");
  const silent = { ...version, text: "", stderr: "Cannot connect to the Docker daemon at unix:///x.sock.", exit: 1 };
  assert.equal(why({ version: silent, info: failedRaw("docker info", "no-means"), raw: heard("") }), "no-means");
});

test("only what is a registry's is asked by the engine", () => {
  const endpoints = [{ host }, { host, port: 5000 }, { host, scheme: "tls" }, { host: "*.example.org" }];
  assert.deepEqual(Object.values(egressLook.engine.readings({ endpoints }, new Set())).slice(2), [
    { registry: host },
    { registry: `${host}:5000` },
  ]);
});
