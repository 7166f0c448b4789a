import assert from "node:assert/strict";
import { createServer, type Socket } from "node:net";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { isFailure, type HttpSight } from "../../facts/network.ts";
import { localLines } from "./dial.ts";
import { goWay } from "./way.ts";

/** What a server on loopback is seen to answer. It is told which connection it serves. */
async function seenOf(serve: (socket: Socket, asked: Buffer, number: number) => void): Promise<HttpSight | string> {
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
    const { http } = await goWay(way, new AbortController().signal, 2000);
    return http === undefined ? "nothing" : isFailure(http) ? http.failed : http;
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
