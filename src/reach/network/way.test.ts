import assert from "node:assert/strict";
import { createServer, type Socket } from "node:net";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { isFailure, type HttpSight, type WaySight } from "../../facts/network.ts";
import { localLines } from "./dial.ts";
import { goWay } from "./way.ts";

/** What a server on loopback is seen to answer. It is told which connection it serves. */
async function seenOf(serve: Serve): Promise<HttpSight | string> {
  const { http } = await wentTo(serve, 2000);
  return http === undefined ? "nothing" : isFailure(http) ? http.failed : http;
}

type Serve = (socket: Socket, asked: Buffer, number: number) => void;

async function wentTo(serve: Serve, timeoutMs: number, outer = new AbortController().signal): Promise<WaySight> {
  let connections = 0;
  const server = createServer((socket) => {
    const number = ++connections;
    socket.on("error", () => undefined);
    socket.on("data", (asked: Buffer) => serve(socket, asked, number));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : assert.fail("no port");
    const asked = { host: "127.0.0.1", port, scheme: "http", path: "/v2/" } as const;
    const way = { asked, family: 4, addresses: ["127.0.0.1"], lines: localLines } as const;
    return await goWay(way, outer, timeoutMs);
  } finally {
    server.close();
  }
}

const plain = (status: number) => ({ status, isHtml: false, byProxy: false });

test("an answer stands although the next connection is cut", async () => {
  const seen = await seenOf((socket, _asked, number) =>
    number === 1 ? socket.end("HTTP/1.1 404 X\r\nContent-Length: 0\r\n\r\n") : socket.destroy(),
  );
  assert.deepEqual(seen, plain(404));
});

test("who hangs up on a large request is asked with a small one", async () => {
  const seen = await seenOf((socket, asked) =>
    asked.length > 2000 ? socket.destroy() : socket.end("HTTP/1.1 200 X\r\nContent-Length: 2\r\n\r\nok"),
  );
  assert.deepEqual(seen, plain(200));
});

test("a page that is packed and does not say what it is is seen as one, cut off or not", async () => {
  const head = "HTTP/1.1 200 X\r\nContent-Encoding: gzip\r\nConnection: close\r\n\r\n";
  const packed = gzipSync(`<html>${"blocked ".repeat(1e6)}`);
  for (const body of [packed, packed.subarray(0, -6), packed.subarray(0, 2000)]) {
    const seen = await seenOf((socket) => socket.end(Buffer.concat([Buffer.from(head), body])));
    assert.deepEqual(seen, { ...plain(200), isHtml: true });
  }
});

test("a redirect shows the other host that it leads to", async () => {
  const seen = await seenOf((socket) =>
    socket.end("HTTP/1.1 302 X\r\nLocation: http://169.254.169.254/latest/\r\nContent-Length: 0\r\n\r\n"),
  );
  assert.deepEqual(seen, { ...plain(302), elsewhere: "169.254.169.254" });
});

test("what curl reads as an answer is one, however badly it is written", async () => {
  const bodies = [
    `HTTP/1.1 200 X\r\nX-Long: ${"x".repeat(100_000)}\r\nContent-Length: 2\r\n\r\nok`,
    "HTTP/1.1 200 X\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n",
    "HTTP/1.1 200 X\nContent-Length: 2\n\nok",
    "HTTP/1.1 200 X\r\nX-Odd: a\u0001b\r\nContent-Length: 2\r\n\r\nok",
  ];
  for (const body of bodies)
    assert.deepEqual(await seenOf((socket) => socket.end(body)), plain(200), body.slice(0, 60));
});

test("an answer whose length is said twice is told from what is no HTTP", async () => {
  const seen = await seenOf((socket) =>
    socket.end("HTTP/1.1 200 X\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\nok"),
  );
  assert.equal(seen, "HPE_UNEXPECTED_CONTENT_LENGTH");
});

test("who is waited for in silence is left at once where the run is stopped", async () => {
  const stop = new AbortController();
  const going = wentTo(() => stop.abort(), 20_000, stop.signal);
  const late = new Promise((resolve) => setTimeout(() => resolve("late"), 5000).unref());
  assert.notEqual(await Promise.race([going, late]), "late");
});

test("who keeps silent is waited for as long as one try lasts, and asked with small packets within that", async () => {
  const began = performance.now();
  const silent = await wentTo(() => undefined, 600);
  assert.deepEqual([silent.http, silent.small], [{ failed: "timeout" }, "silent"]);
  const largeLost = await wentTo(
    (socket, asked) => (asked.length > 2000 ? undefined : socket.end("HTTP/1.1 204 X\r\n\r\n")),
    600,
  );
  assert.deepEqual([largeLost.http, largeLost.small], [{ failed: "timeout" }, "answered"]);
  const tookMs = performance.now() - began;
  assert.ok(tookMs < 1800, `${tookMs} ms for two tries of 600`);
});

test("a late answer stands, though small packets were tried beside", async () => {
  let asked = 0;
  const late = await wentTo((socket) => {
    asked += 1;
    if (asked === 1) setTimeout(() => socket.end("HTTP/1.1 204 X\r\n\r\n"), 800);
  }, 1000);
  assert.equal(late.http !== undefined && !isFailure(late.http) ? late.http.status : late.http?.failed, 204);
  assert.equal(late.small, undefined);
});
