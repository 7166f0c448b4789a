import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createServer, type Socket } from "node:net";
import { after, test } from "node:test";
import type { EndpointSight } from "../../facts/network.ts";
import { localExecutor } from "../local-programs.ts";
import { shells } from "../made-shells.ts";
import { Programs } from "../programs.ts";
import { FarNetwork } from "./far.ts";

const hasCurl = ((): boolean => {
  try {
    return execFileSync("curl", ["--version"], { encoding: "utf8" }).startsWith("curl ");
  } catch {
    return false;
  }
})();
const skip = hasCurl ? false : "there is no curl here (package curl)";

const answer = (head: string, body: string) => (socket: Socket) =>
  socket.once("data", () => socket.end(`HTTP/1.1 ${head}\r\nContent-Length: ${body.length}\r\n\r\n${body}`));
const json = "Content-Type: application/json";

/** What a server does with each connection, and what is seen of it. */
const rows: Readonly<Record<string, readonly [(socket: Socket) => void, unknown]>> = {
  "an answer": [answer(`200 X\r\n${json}`, "{}"), { status: 200, isHtml: false, byProxy: false }],
  "a refusal": [answer(`403 X\r\n${json}`, "{}"), { status: 403, isHtml: false, byProxy: false }],
  "a page that does not say what it is": [answer("200 X", "<html>"), { status: 200, isHtml: true, byProxy: false }],
  "a redirect": [
    answer(`302 X\r\n${json}\r\nLocation: http://other.example.org/`, "{}"),
    { status: 302, isHtml: false, byProxy: false, elsewhere: "other.example.org" },
  ],
  "who hangs up": [(socket) => socket.once("data", () => socket.end()), { failed: "closed" }],
  "what is no HTTP": [
    (socket) => socket.once("data", () => socket.end("SSH-2.0-X\r\n")),
    { failed: "curl's exit code 1" },
  ],
};

const servers = Object.values(rows).map(([serve]) =>
  createServer((socket) => {
    socket.on("error", () => undefined);
    serve(socket);
  }),
);
after(() => servers.forEach((server) => server.close()));

async function listening(server: (typeof servers)[number]): Promise<number> {
  if (!server.listening) await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : assert.fail("no port");
}

for (const shell of shells) {
  test(`${shell.join(" ")} goes ways by curl, all at once, and tells each by itself`, { skip }, async () => {
    const own = localExecutor({ PATH: process.env["PATH"] }, process.platform);
    const programs = new Programs({
      isRoot: () => own.isRoot(),
      execute: async (run, limits) => {
        const [first, ...rest] = run.command;
        const [name, ...words] = shell;
        return await own.execute(
          { ...run, command: first === "/bin/sh" ? [name, ...words, ...rest] : run.command },
          limits,
        );
      },
    });
    const network = new FarNetwork({ programs, file: async () => ({ is: "missing" }) });
    const limits = { signal: new AbortController().signal, timeoutMs: 4000 };
    const ports = await Promise.all(servers.map(listening));
    const told = await Promise.all(
      [...ports, 1].map(async (port) => {
        const endpoint = { host: "127.0.0.1", port, scheme: "http", path: "/v2/" } as const;
        const bare = await network.fetch({ endpoint }, limits);
        if (bare.is !== "text") return bare;
        return (JSON.parse(bare.text) as EndpointSight).ways[0];
      }),
    );
    for (const [at, [name, [, expected]]] of Object.entries(rows).entries()) {
      const way = told[at];
      assert.deepEqual(way !== undefined && "http" in way ? way.http : way, expected, name);
    }
    const last = told.at(-1);
    assert.deepEqual(last !== undefined && "connect" in last ? last.connect : last, { failed: "ECONNREFUSED" });
  });
}

test("a place without curl says so", async () => {
  const own = localExecutor({ PATH: "/nowhere" }, process.platform);
  const network = new FarNetwork({ programs: new Programs(own), file: async () => ({ is: "missing" }) });
  const endpoint = { host: "192.0.2.1", port: 443, scheme: "https", path: "/" } as const;
  const bare = await network.fetch({ endpoint }, { signal: new AbortController().signal, timeoutMs: 2000 });
  assert.equal(bare.is === "failed" ? bare.why.code : bare.is, "no-means");
});
