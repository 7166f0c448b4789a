// What servers send, taken from real ones in this process.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer as createPlain, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { createServer } from "node:tls";
import type { Certificates } from "./examine.ts";
import { HandshakeTap } from "./handshake.ts";
import { servedHere, type Serving } from "./served.ts";

const folder = mkdtempSync(join(tmpdir(), "footing-served-"));
after(() => rmSync(folder, { recursive: true }));
for (const name of ["one", "two"]) {
  execFileSync(
    "openssl",
    [
      "req",
      "-x509",
      "-newkey",
      "ed25519",
      "-nodes",
      "-days",
      "9",
      "-subj",
      `/CN=${name}`,
      "-keyout",
      `${name}.key`,
      "-out",
      `${name}.pem`,
    ],
    { cwd: folder, stdio: "ignore" },
  );
}
const read = (name: string): string => readFileSync(join(folder, name), "utf8");

async function listening(server: Server): Promise<string> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  after(() => server.close());
  const at = server.address();
  return `127.0.0.1:${typeof at === "object" && at !== null ? at.port : ""}`;
}
const never = new AbortController().signal;
const serving = (server: string, name?: string): Serving => ({
  server,
  name,
  environment: process.env,
  platform: process.platform,
});
const asked = async (server: string, name?: string, timeoutMs = 3000): Promise<Certificates> =>
  await servedHere(
    { server, name, environment: process.env, platform: process.platform },
    { signal: never, timeoutMs },
  );
const names = (sent: Certificates): readonly string[] =>
  sent.is === "read" ? sent.certificates.map(({ subject }) => subject) : [sent.is];

test("all that is sent is seen, in its order, though it makes no chain", async () => {
  const server = await listening(createServer({ cert: read("one.pem") + read("two.pem"), key: read("one.key") }));
  assert.deepEqual(names(await asked(server)), ["CN=one", "CN=two"]);
});

test("a server that speaks TLS 1.3 alone is asked in that", async () => {
  const server = await listening(createServer({ cert: read("one.pem"), key: read("one.key"), minVersion: "TLSv1.3" }));
  assert.deepEqual(names(await asked(server)), ["CN=one"]);
});

test("the name that is asked for decides", async () => {
  const server = createServer({ cert: read("one.pem"), key: read("one.key") });
  server.addContext("two.example", { cert: read("two.pem"), key: read("two.key") });
  const at = await listening(server);
  assert.deepEqual(names(await asked(at, "two.example")), ["CN=two"]);
  assert.deepEqual(names(await asked(at)), ["CN=one"]);
});

test("a server that wants a certificate of the client's has shown its own before", async () => {
  const server = createServer({
    cert: read("one.pem"),
    key: read("one.key"),
    requestCert: true,
    rejectUnauthorized: true,
  });
  assert.deepEqual(names(await asked(await listening(server))), ["CN=one"]);
});

test("nobody there, no TLS, silence and a stop are told apart", async () => {
  const gone = createPlain();
  const at = await listening(gone);
  await new Promise((closed) => gone.close(closed));
  const refused = await asked(at);
  assert.equal(refused.is === "missing" ? refused.words : refused.is, `${at} refused the connection`);
  const plain = await listening(createPlain((socket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n")));
  const noTls = await asked(plain);
  assert.equal(noTls.is === "missing" ? noTls.words : noTls.is, `${plain} answered, and sent no certificate`);
  const silent = await listening(createPlain((socket) => void socket.resume().on("error", () => socket.destroy())));
  const late = await asked(silent, undefined, 300);
  assert.equal(late.is === "failed" ? late.why.code : late.is, "timeout");
  const stop = new AbortController();
  setTimeout(() => stop.abort(), 100);
  const stopped = await servedHere(serving(silent), { signal: stop.signal, timeoutMs: 5000 });
  assert.equal(stopped.is === "failed" ? stopped.why.code : stopped.is, "interrupted");
});

test("a tap survives whatever is sent to it", () => {
  for (const bytes of [
    [22, 3, 3, 0, 4, 11, 0, 0, 0],
    [22, 3, 3, 0, 8, 11, 0, 0, 4, 0, 0, 1, 255],
    [21, 3, 3, 0, 2, 2, 40],
    [22],
  ]) {
    const tap = new HandshakeTap();
    for (const byte of bytes) tap.feed(Buffer.from([byte]));
    assert.ok((tap.certificates()?.length ?? 0) <= 1);
  }
  const flood = new HandshakeTap();
  for (let count = 0; count < 40; count += 1)
    flood.feed(Buffer.concat([Buffer.from([22, 3, 3, 255, 255]), Buffer.alloc(65_535)]));
  assert.equal(flood.certificates(), undefined);
});
