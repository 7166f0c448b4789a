import assert from "node:assert/strict";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { test } from "node:test";
import { readDnsTold, type DnsAsked, type DnsType } from "../../facts/dns.ts";
import { Stop } from "../target.ts";
import { askNameservers } from "./dns-query.ts";
import {
  askedOf,
  madeNameserver,
  nameBytes,
  replyBytes,
  type Answering,
  type MadeEntry,
  type MadeReply,
} from "./made-dns.ts";

const address = (last: number): Buffer => Buffer.from([192, 0, 2, last]);
const a = (owner: string, last = 10): MadeEntry => ({ owner, type: "A", data: address(last) });
const cname = (owner: string, to: string): MadeEntry => ({ owner, type: "CNAME", data: nameBytes(to) });
const soa: MadeEntry = { owner: "example.org", type: "SOA", data: Buffer.alloc(0) };

/** Answers by the name that is asked for; a name that is not there does not exist. */
const zone =
  (names: Readonly<Record<string, MadeReply>>): Answering =>
  (query) => [replyBytes(query, names[askedOf(query).name] ?? { rcode: 3 })];

type Options = { readonly types?: readonly DnsType[]; readonly timeoutMs?: number; readonly signal?: AbortSignal };

async function ask(
  answer: Answering,
  name = "app.example.org",
  options: Options = {},
): Promise<{ came: DnsAsked; asked: readonly string[] }> {
  const server = await madeNameserver(answer);
  try {
    const { types = ["A"], timeoutMs = 3000, signal = new AbortController().signal } = options;
    const settings = { nameservers: ["127.0.0.1"], search: [], port: server.port };
    const bare = await askNameservers({ name, types }, settings, { signal, timeoutMs });
    assert.equal(bare.is, "text", JSON.stringify(bare));
    const [came] = readDnsTold(bare.is === "text" ? bare.text : "")?.asked ?? [];
    assert.ok(came);
    return { came, asked: server.asked };
  } finally {
    server.close();
  }
}

const short = (came: DnsAsked): string =>
  came.is === "failed"
    ? `failed ${came.how}`
    : `${came.rcode} ${[...came.chain, ...came.entries].map(({ data }) => data).join(" ")}${came.circle ? " circle" : ""}`.trim();

test("an address, a chain, a name that is not there, and one without an address are told apart", async () => {
  const answer = zone({
    "app.example.org": { answers: [a("app.example.org")] },
    "www.example.org": { answers: [cname("www.example.org", "app.example.org"), a("app.example.org")] },
    "old.example.org": { rcode: 3, answers: [cname("old.example.org", "gone.example.org")] },
    "bare.example.org": { authorities: [soa] },
  });
  const say = async (name: string): Promise<string> => short((await ask(answer, name)).came);
  assert.equal(await say("APP.example.org."), "0 192.0.2.10");
  assert.equal(await say("www.example.org"), "0 app.example.org 192.0.2.10");
  assert.equal(await say("none.example.org"), "3");
  assert.equal(await say("old.example.org"), "3 gone.example.org");
  assert.equal(await say("bare.example.org"), "0");
});

test("entries beside a code other than NOERROR are none, and those of other names alone are no answer", async () => {
  const answer = zone({
    "app.example.org": { rcode: 3, answers: [a("app.example.org")] },
    "www.example.org": { rcode: 3, answers: [cname("www.example.org", "app.example.org"), a("app.example.org")] },
    "ill.example.org": { rcode: 2, answers: [a("ill.example.org")] },
    "other.example.org": { answers: [a("app.example.org")] },
    "bare.example.org": { answers: [a("app.example.org")], authorities: [soa] },
  });
  const say = async (name: string): Promise<string> => short((await ask(answer, name)).came);
  assert.equal(await say("app.example.org"), "3");
  assert.equal(await say("www.example.org"), "3 app.example.org");
  assert.equal(await say("ill.example.org"), "2");
  assert.equal(await say("other.example.org"), "failed garbled");
  assert.equal(await say("bare.example.org"), "0");
});

test("a chain that is told in part is asked on for, and one that leads in a circle comes to an end", async () => {
  const parts = zone({
    "app.example.org": { answers: [cname("app.example.org", "two.example.org")] },
    "two.example.org": { answers: [cname("two.example.org", "end.example.org")] },
    "end.example.org": { answers: [a("end.example.org", 7)] },
  });
  const { came, asked } = await ask(parts);
  assert.equal(short(came), "0 two.example.org end.example.org 192.0.2.7");
  assert.deepEqual(asked, ["udp app.example.org", "udp two.example.org", "udp end.example.org"]);
  const circle = zone({
    "app.example.org": {
      answers: [cname("app.example.org", "b.example.org"), cname("b.example.org", "app.example.org")],
    },
  });
  assert.equal(short((await ask(circle)).came), "0 b.example.org app.example.org circle");
  const slow = zone({
    "app.example.org": { answers: [cname("app.example.org", "b.example.org")] },
    "b.example.org": { answers: [cname("b.example.org", "app.example.org")] },
  });
  assert.match(short((await ask(slow)).came), /circle$/);
  const odd = zone({
    "app.example.org": { answers: [{ ...cname("app.example.org", "x"), data: Buffer.from([2, 0, 46, 0]) }] },
  });
  assert.equal(short((await ask(odd)).came), "failed garbled");
});

test("an answer that does not fit comes by TCP, and one who does not know EDNS is asked without", async () => {
  const long: Answering = (query, by) => [
    by === "udp" ? replyBytes(query, { flags: 0x8380 }) : replyBytes(query, { answers: [a("app.example.org")] }),
  ];
  const truncated = await ask(long);
  assert.deepEqual(
    [short(truncated.came), truncated.asked],
    ["0 192.0.2.10", ["udp app.example.org", "tcp app.example.org"]],
  );
  const old: Answering = (query) => [
    query.readUInt16BE(10) > 0
      ? replyBytes(query, { rcode: 1 })
      : replyBytes(query, { answers: [a("app.example.org")] }),
  ];
  assert.equal(short((await ask(old)).came), "0 192.0.2.10");
  const broken: Answering = (query, by) =>
    by === "udp" ? [replyBytes(query, { flags: 0x8380 })] : [Buffer.from([1, 2])];
  assert.equal(short((await ask(broken)).came), "failed garbled");
});

test("packets that answer something else are passed over, and the right one behind them counts", async () => {
  const lies: Answering = (query) => [
    replyBytes(query, { id: query.readUInt16BE(0) ^ 1, answers: [a("app.example.org", 66)] }),
    replyBytes(query, {
      question: Buffer.concat([nameBytes("x.example.org"), Buffer.from([0, 1, 0, 1])]),
      answers: [a("app.example.org", 66)],
    }),
    Buffer.from("x"),
    replyBytes(query, { answers: [a("other.example.org", 66), a("app.example.org")] }),
  ];
  assert.equal(short((await ask(lies)).came), "0 192.0.2.10");
});

test("another who answers from elsewhere is not heard", async () => {
  const other = createSocket("udp4");
  other.bind(0, "127.0.0.1");
  await once(other, "listening");
  const server = createSocket("udp4");
  server.on("message", (query, from) =>
    other.send(replyBytes(query, { answers: [a("app.example.org", 66)] }), from.port, from.address),
  );
  server.bind(0, "127.0.0.1");
  await once(server, "listening");
  const settings = { nameservers: ["127.0.0.1"], search: [], port: server.address().port };
  const bare = await askNameservers({ name: "app.example.org", types: ["A"] }, settings, {
    signal: new AbortController().signal,
    timeoutMs: 400,
  });
  server.close();
  other.close();
  const [came] = readDnsTold(bare.is === "text" ? bare.text : "")?.asked ?? [];
  assert.deepEqual(came?.is === "failed" && came.how, "silent");
});

test("silence, a closed port and one who does not resolve for others have words of their own", async () => {
  assert.equal(short((await ask(() => [], "app.example.org", { timeoutMs: 300 })).came), "failed silent");
  assert.equal(short((await ask(zone({ "app.example.org": { flags: 0x8100 } }))).came), "failed no-recursion");
  assert.equal(short((await ask(zone({ "app.example.org": { rcode: 2 } }))).came), "2");
  const free = createSocket("udp4");
  free.bind(0, "127.0.0.1");
  await once(free, "listening");
  const { port } = free.address();
  free.close();
  await once(free, "close");
  const settings = { nameservers: ["127.0.0.1"], search: [], port };
  const bare = await askNameservers({ name: "x.test", types: ["A"] }, settings, {
    signal: new AbortController().signal,
    timeoutMs: 3000,
  });
  const [came] = readDnsTold(bare.is === "text" ? bare.text : "")?.asked ?? [];
  assert.equal(came?.is === "failed" && came.how, "refused");
});

test("a packet that is lost is sent again", async () => {
  let first = true;
  const answer: Answering = (query) => {
    if (first) {
      first = false;
      return [];
    }
    return [replyBytes(query, { answers: [a("app.example.org")] })];
  };
  assert.equal(short((await ask(answer)).came), "0 192.0.2.10");
});

test("a made-up name is below the domain, or below each of the search list, and never the same again", async () => {
  const server = await madeNameserver(zone({}));
  const settings = { nameservers: ["127.0.0.1"], search: ["corp.example", "x".repeat(240)], port: server.port };
  const limits = { signal: new AbortController().signal, timeoutMs: 2000 };
  await askNameservers({ madeUpBelow: "invalid", types: ["A"] }, settings, limits);
  await askNameservers({ madeUpBelow: null, types: ["A"] }, settings, limits);
  server.close();
  assert.equal(server.asked.length, 2);
  assert.match(server.asked[0] ?? "", /^udp footing-probe-[0-9a-f]{16}\.invalid$/);
  assert.match(server.asked[1] ?? "", /^udp footing-probe-[0-9a-f]{16}\.corp\.example$/);
  assert.notEqual(server.asked[0]?.split(".")[0], server.asked[1]?.split(".")[0]);
});

test("where no nameserver is named the host itself is asked, and that is told", async () => {
  const bare = await askNameservers(
    { name: "x.test", types: ["A"] },
    { nameservers: [], search: [], port: 1 },
    { signal: new AbortController().signal, timeoutMs: 1000 },
  );
  const told = readDnsTold(bare.is === "text" ? bare.text : "");
  assert.deepEqual([told?.isNamed, told?.asked[0]?.resolver], [false, "127.0.0.1"]);
});

test("a run that is stopped waits for nobody, and says why", async () => {
  const stop = new AbortController();
  const server = await madeNameserver(() => []);
  const settings = { nameservers: ["127.0.0.1"], search: [], port: server.port };
  const waiting = askNameservers({ name: "x.test", types: ["A"] }, settings, { signal: stop.signal, timeoutMs: 5000 });
  const began = performance.now();
  setTimeout(() => stop.abort(new Stop("deadline")), 50);
  const bare = await waiting;
  server.close();
  assert.ok(performance.now() - began < 1000);
  assert.equal(bare.is === "failed" && bare.why.code, "deadline");
});
