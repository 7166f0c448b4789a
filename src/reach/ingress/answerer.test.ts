import assert from "node:assert/strict";
import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";
import { test, type TestContext } from "node:test";
import { credentialsProblem, startAnswering, type Answering, type Arrival } from "./answerer.ts";
import { newNonce } from "./nonce.ts";
import { reachAddress, parseAnswerAddress, type Reached } from "./reach-url.ts";
import { selfMade } from "./self-made.ts";

/** A port that nobody holds at this moment. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

type Listening = {
  readonly port: number;
  readonly nonce: string;
  readonly arrivals: Arrival[];
  readonly answering: Answering;
};

async function listening(context: TestContext): Promise<Listening> {
  const [port, nonce] = [await freePort(), newNonce()];
  const arrivals: Arrival[] = [];
  const answering = await startAnswering({
    port,
    nonces: new Set([nonce]),
    name: "maps.example.org",
    onArrival: (arrival) => arrivals.push(arrival),
  });
  assert.ok(answering.is === "listening");
  context.after(() => answering.close());
  return { port, nonce, arrivals, answering };
}

const reach = async (url: string): Promise<Reached> => {
  const address = parseAnswerAddress(url);
  assert.ok(address !== undefined);
  const { signal } = new AbortController();
  return await reachAddress(address, { signal, timeoutMs: 5000, environment: process.env, platform: process.platform });
};

async function talk(port: number, text: string): Promise<string> {
  const socket = connect({ port, host: "127.0.0.1" });
  socket.on("error", () => undefined);
  let answer = "";
  socket.on("data", (chunk: Buffer) => (answer += chunk.toString("latin1")));
  socket.write(text, "latin1");
  await new Promise((resolve) => socket.once("close", resolve));
  return answer;
}

test("who brings the nonce is answered with TLS and without, and told from where", async (context) => {
  const { port, nonce, arrivals } = await listening(context);
  for (const scheme of ["https", "http"]) {
    const { visits } = await reach(`${scheme}://127.0.0.1:${port}/${nonce}`);
    assert.equal(visits.length, 1);
    const [visit] = visits;
    assert.deepEqual(visit?.http, { status: 200, replied: true, source: "127.0.0.1" });
  }
  assert.deepEqual(
    arrivals.map(({ from, secure }) => [from, secure]),
    [
      ["127.0.0.1", true],
      ["127.0.0.1", false],
    ],
  );
});

test("whatever else is sent arrives nowhere, is shown to nobody, and ends nothing", async (context) => {
  const { port, nonce, arrivals } = await listening(context);
  const hostile = [
    "GET /\u001b[2Jx HTTP/1.1\r\nHost: x\r\n\r\n",
    "GET /<script>alert(1)</script> HTTP/1.1\r\nHost: x\r\n\r\n",
    `GET /x HTTP/1.1\r\nHost: ${nonce}\r\nX-Forwarded-For: <b>\r\n\r\n`,
    "\0\0\0\0\r\n\r\n",
    "CONNECT 169.254.169.254:80 HTTP/1.1\r\nHost: x\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n",
    `GET /${"a".repeat(100_000)} HTTP/1.1\r\nHost: x\r\n\r\n`,
    "\u0016\u0003\u0001\u0000\u0005hello",
  ];
  for (const text of hostile) {
    const answer = await talk(port, text);
    assert.doesNotMatch(answer, /alert|\[2J|<b>/, JSON.stringify(text.slice(0, 40)));
    assert.doesNotMatch(answer, /^HTTP\/1\.1 200/);
  }
  assert.deepEqual(arrivals, []);
  assert.equal((await reach(`http://127.0.0.1:${port}/${nonce}`)).visits[0]?.tries, 1);
});

test("who only says to be behind a proxy is told by no more than an address", async (context) => {
  const { port, nonce, arrivals } = await listening(context);
  for (const value of ["203.0.113.9, 10.0.0.1", "<img src=x>", "\u0001", "x".repeat(5000)])
    await talk(port, `GET /${nonce} HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: ${value}\r\n\r\n`);
  const named = arrivals.map(({ forwardedFor }) => forwardedFor);
  assert.equal(named[0], "203.0.113.9");
  assert.ok(named.slice(1).every((one) => one === undefined));
});

test("the name counts by which the first proxy was asked, whatever it hands on", async (context) => {
  const { port, nonce, arrivals } = await listening(context);
  for (const fields of [
    "Host: Maps.example.org.:443",
    "Host: maps.example.org\r\nX-Forwarded-Host: other.example.org, x",
  ])
    await talk(port, `GET /${nonce} HTTP/1.1\r\n${fields}\r\nConnection: close\r\n\r\n`);
  assert.deepEqual(
    arrivals.map(({ name }) => name),
    ["maps.example.org", "other.example.org"],
  );
});

test("a thousand who only hold connections open keep nobody out", { timeout: 60_000 }, async (context) => {
  const { port, nonce } = await listening(context);
  const slow: Socket[] = [];
  context.after(() => slow.forEach((socket) => socket.destroy()));
  for (let count = 0; count < 1000; count++) {
    const socket = connect({ port, host: "127.0.0.1" });
    socket.on("error", () => undefined);
    socket.write("GET / HT");
    slow.push(socket);
    if (count % 100 === 99) await once(socket, "connect");
  }
  const [visit] = (await reach(`https://127.0.0.1:${port}/${nonce}`)).visits;
  assert.ok(visit?.http !== undefined && "replied" in visit.http && visit.http.replied);
});

test("a port that is held is told as that, and one that was closed is free again", async (context) => {
  const { port, nonce, answering } = await listening(context);
  const again = { port, nonces: new Set([nonce]), name: "x", onArrival: () => undefined };
  assert.deepEqual(await startAnswering(again), { is: "held", code: "EADDRINUSE" });
  await answering.close();
  const second = await startAnswering(again);
  assert.equal(second.is, "listening");
  if (second.is === "listening") await second.close();
});

test("a certificate and a key that cannot be used together are told apart", () => {
  const [one, other] = [selfMade("a.example.org"), selfMade("b.example.org")];
  assert.equal(credentialsProblem(one), undefined);
  assert.match(credentialsProblem({ cert: one.cert, key: other.key }) ?? "", /does not belong|not the one/);
  assert.match(credentialsProblem({ cert: "x", key: one.key }) ?? "", /could not be read/);
  assert.match(credentialsProblem({ cert: one.cert, key: "" }) ?? "", /could not be read/);
});

test("an address that answer did not print is none", () => {
  const nonce = "footing-k3f9-x2m7-q8wd-5zhp";
  assert.deepEqual(parseAnswerAddress(`https://maps.example.org/${nonce}`), {
    name: "maps.example.org",
    port: 443,
    secure: true,
    nonce,
  });
  assert.equal(parseAnswerAddress(`http://[2001:db8::7]:8080/${nonce}`)?.name, "2001:db8::7");
  for (const url of [
    "",
    "https://maps.example.org/",
    `ftp://maps.example.org/${nonce}`,
    `https://user:password@maps.example.org/${nonce}`,
    `https:///${nonce}`,
    `https://maps.example.org/x/${nonce}`,
  ])
    assert.equal(parseAnswerAddress(url), undefined, url);
});
