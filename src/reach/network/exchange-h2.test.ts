// HTTP/2 by real servers in this process.
import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import { once } from "node:events";
import { constants, createSecureServer, type Http2SecureServer, type ServerHttp2Stream } from "node:http2";
import { test } from "node:test";
import { createSecureContext, createServer } from "node:tls";
import { gzipSync } from "node:zlib";
import { isFailure, type RequestSight } from "../../facts/network.ts";
import { selfMade } from "../ingress/self-made.ts";
import { localLines } from "./dial.ts";
import type { EndpointReach } from "./endpoint.ts";
import { askAddress } from "./request.ts";
import type { Trust } from "./trust.ts";
import { goWay } from "./way.ts";

const credentials = selfMade("localhost");
const trust: Trust = {
  context: createSecureContext({ ca: credentials.cert }),
  authorities: () => [new X509Certificate(credentials.cert)],
  isPublic: async () => await Promise.resolve(false),
};
const never = new AbortController().signal;

/** Runs something against a server that speaks HTTP/2, and HTTP/1.1 too only where that is said. */
async function against<T>(
  prepare: (server: Http2SecureServer) => void,
  run: (port: number) => Promise<T>,
  allowHTTP1 = false,
): Promise<T> {
  const server = createSecureServer({ ...credentials, allowHTTP1, ...(allowHTTP1 ? {} : { ALPNProtocols: ["h2"] }) });
  server.on("sessionError", () => undefined);
  prepare(server);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const at = server.address();
  try {
    return await run(typeof at === "object" && at !== null ? at.port : 0);
  } finally {
    server.close();
  }
}

async function seen(prepare: (server: Http2SecureServer) => void, allowHTTP1 = false): Promise<unknown> {
  const way = { family: 4, addresses: ["127.0.0.1"], lines: localLines, trust } as const;
  const asked = { host: "localhost", scheme: "https", path: "/v2/" } as const;
  const sight = await against(
    prepare,
    async (port) => await goWay({ ...way, asked: { ...asked, port } }, never, 1000),
    allowHTTP1,
  );
  if (sight.tls !== undefined && isFailure(sight.tls)) return `tls ${sight.tls.failed}`;
  return sight.http !== undefined && isFailure(sight.http) ? sight.http.failed : sight.http;
}

const plain = (status: number) => ({ status, isHtml: false, byProxy: false });

test("who speaks HTTP/2 alone is asked in that, and its answer is read", async () => {
  const asked: unknown[] = [];
  const answer = await seen((server) =>
    server.on("stream", (stream: ServerHttp2Stream, headers) => {
      asked.push([headers[":method"], headers[":path"], headers[":scheme"], headers["user-agent"]]);
      stream.respond({ ":status": 204 }, { endStream: true });
    }),
  );
  assert.deepEqual(answer, plain(204));
  assert.deepEqual(asked, [["GET", "/v2/", "https", "footing"]]);
});

test("a page in the service's place is one by HTTP/2 too, with or without a type, and packed", async () => {
  const page = "<html>Blocked</html>";
  const packed = gzipSync(page);
  for (const [headers, body] of [
    [{ "content-type": "text/html" }, page],
    [{}, page],
    [{ "content-encoding": "gzip" }, packed],
  ] as const) {
    const answer = await seen((server) =>
      server.on("stream", (stream: ServerHttp2Stream) => {
        stream.on("error", () => undefined);
        stream.respond({ ":status": 403, ...headers });
        stream.end(body);
      }),
    );
    assert.deepEqual(answer, { ...plain(403), isHtml: true });
  }
});

test("silence, a stream that is taken back and a session that ends are told as with HTTP/1.1", async () => {
  assert.equal(await seen((server) => server.on("stream", () => undefined)), "timeout");
  const reset = (server: Http2SecureServer): void =>
    void server.on("stream", (stream) => {
      stream.on("error", () => undefined);
      stream.close(constants.NGHTTP2_INTERNAL_ERROR);
    });
  assert.equal(await seen(reset), "closed");
  assert.equal(await seen((server) => server.on("session", (session) => session.destroy())), "closed");
});

test("who wants HTTP/1.1 for this is asked again in that, as curl does", async () => {
  const answer = await seen((server) => {
    server.on("stream", (stream, headers) => {
      if (headers[":path"] !== undefined && stream.session?.alpnProtocol === "h2")
        stream.close(constants.NGHTTP2_HTTP_1_1_REQUIRED);
    });
    server.on("request", (request, response) => {
      if (request.httpVersion === "1.1") response.writeHead(200).end("{}");
    });
  }, true);
  assert.deepEqual(answer, plain(200));
});

async function addressed(port: number, headers: readonly string[] = []): Promise<RequestSight> {
  const reach: EndpointReach = {
    environment: {},
    lines: localLines,
    names: { ask: async () => await Promise.resolve({ is: "found", addresses: ["127.0.0.1"] }) },
    trust: async () => await Promise.resolve(trust),
  };
  const asked = { url: `https://localhost:${port}/`, method: "GET", headers };
  return await askAddress(asked, reach, { signal: never, timeoutMs: 3000 });
}

test("a body that is cut off is not whole, however the stream ends", async () => {
  // Frames as RFC 9113, 6 has them: SETTINGS, HEADERS with status 200, and DATA without END_STREAM.
  const part = "0000000400000000000000010104000000018800000400000000000170617274";
  const reset = (code: string): string => `0000040300000000010000000${code}`;
  const table: readonly (readonly [rest: string, incomplete: string | undefined])[] = [
    ["000000000100000001", undefined],
    // The first two of these end a stream of Node without an error, and so does the end of the connection.
    [reset("0"), "closed"],
    [reset("8"), "closed"],
    [reset("2"), "closed"],
    ["", "closed"],
  ];
  for (const [rest, incomplete] of table) {
    const server = createServer({ ...credentials, ALPNProtocols: ["h2"] }, (socket) => {
      socket.on("error", () => undefined);
      socket.once("data", () => {
        socket.write(Buffer.from(part + rest, "hex"));
        if (rest === "") socket.end();
      });
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const at = server.address();
    try {
      const answer = await addressed(typeof at === "object" && at !== null ? at.port : 0);
      const { body, incomplete: why } = answer.is === "answered" ? answer : assert.fail(answer.is);
      assert.deepEqual([body, why], ["part", incomplete], rest);
    } finally {
      server.close();
    }
  }
});

test("a web address is asked by HTTP/2 with its own fields, and its whole body comes", async () => {
  const fields: unknown[] = [];
  const answer = await against(
    (server) =>
      server.on("stream", (stream: ServerHttp2Stream, headers) => {
        fields.push([headers["x-own"], headers[":authority"], headers["connection"]]);
        stream.respond({ ":status": 200, "content-encoding": "gzip" });
        stream.end(gzipSync("ok ".repeat(50_000)));
      }),
    async (port) => await addressed(port, ["X-Own: yes", "Host: other.example", "Connection: keep-alive"]),
  );
  assert.equal(
    answer.is === "answered" ? `${answer.status} ${answer.body.length} ${answer.incomplete}` : answer.is,
    "200 150000 undefined",
  );
  assert.deepEqual(fields, [["yes", "other.example", undefined]]);
});
