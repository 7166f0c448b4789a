import { createSocket } from "node:dgram";
import { connect } from "node:net";
import type { DnsFailure } from "../../facts/dns.ts";
import { decodeReply, encodeQuery, newId, type DnsQuery, type DnsReply } from "./dns-message.ts";

export type Nameserver = { readonly address: string; readonly port: number };
/** `until`: when it is given up, by `performance.now()`. */
export type ExchangeLimits = { readonly signal: AbortSignal; readonly until: number };

export type Exchanged =
  | { readonly is: "reply"; readonly reply: DnsReply }
  | { readonly is: "failed"; readonly how: DnsFailure; readonly words: string };

/** How long one nameserver is waited for, in milliseconds: as long as a system does (resolv.conf(5), `timeout`). */
const patienceMs = 5000;
/** When a packet is sent again that may have been lost, in milliseconds. */
const againAfterMs = [1000, 2500] as const;
/** Packets that are no answer to the question, before it is given up: somebody floods. */
const mostOthers = 1000;

const formatError = 1;
const notImplemented = 4;
const badVersion = 16;

/**
 * Asks one nameserver one question, by UDP, and by TCP where the answer did not fit; without EDNS where it does not know
 * that. Never rejects.
 */
export async function exchange(
  server: Nameserver,
  asked: Omit<DnsQuery, "id">,
  limits: ExchangeLimits,
): Promise<Exchanged> {
  const first = await byUdp(server, { asked, withEdns: true }, limits);
  const knowsNoEdns = first.is === "reply" && [formatError, notImplemented, badVersion].includes(first.reply.rcode);
  const second = knowsNoEdns ? await byUdp(server, { asked, withEdns: false }, limits) : first;
  if (second.is !== "reply" || !second.reply.isTruncated) return second;
  return await byTcp(server, { asked, withEdns: !knowsNoEdns }, limits);
}

type Message = { readonly asked: Omit<DnsQuery, "id">; readonly withEdns: boolean };

const failed = (how: DnsFailure, words: string): Exchanged => ({ is: "failed", how, words });

const unreachable = new Set(["ENETUNREACH", "EHOSTUNREACH", "EADDRNOTAVAIL", "EINVAL", "EAFNOSUPPORT", "EACCES"]);

function failedBy(error: unknown): Exchanged {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code === "ECONNREFUSED") return failed("refused", "nobody listens there");
  if (unreachable.has(code) || code === "EPERM") return failed("unreachable", `no way leads there (${code})`);
  return failed("garbled", `the connection broke${code === "" ? "" : ` (${code})`}`);
}

/** Resolves with what `start` brings, or with silence. What `start` returns lets go of everything, and is always called. */
function limited(
  { signal, until }: ExchangeLimits,
  start: (done: (exchanged: Exchanged) => void) => () => void,
): Promise<Exchanged> {
  return new Promise((resolve) => {
    const ms = Math.min(patienceMs, until - performance.now());
    if (signal.aborted || ms <= 0) {
      resolve(signal.aborted ? failed("stopped", "the run was stopped") : failed("silent", "no time was left"));
      return;
    }
    let close = (): void => undefined;
    let isDone = false;
    const done = (exchanged: Exchanged): void => {
      if (isDone) return;
      isDone = true;
      clearTimeout(timer);
      signal.removeEventListener("abort", stop);
      close();
      resolve(exchanged);
    };
    const stop = (): void => done(failed("stopped", "the run was stopped"));
    const timer = setTimeout(() => done(failed("silent", `no answer within ${Math.round(ms / 100) / 10} s`)), ms);
    signal.addEventListener("abort", stop, { once: true });
    close = start(done);
    // It may have been done before there was anything to let go of.
    if (isDone) close();
  });
}

function byUdp({ address, port }: Nameserver, message: Message, limits: ExchangeLimits): Promise<Exchanged> {
  return limited(limits, (done) => {
    const query = { ...message.asked, id: newId() };
    const bytes = encodeQuery(query, message.withEdns);
    const socket = createSocket(address.includes(":") ? "udp6" : "udp4");
    let others = 0;
    const fail = (error: unknown): void => done(failedBy(error));
    socket.on("error", fail);
    socket.on("message", (received) => {
      const decoded = decodeReply(received, query);
      if (decoded.is === "reply") done(decoded);
      else if (decoded.is === "garbled") done(failed("garbled", decoded.words));
      else if (++others > mostOthers) done(failed("garbled", "it answers other questions than were asked"));
    });
    const send = (): void => socket.send(bytes, (error) => (error === null ? undefined : fail(error)));
    let timers: readonly NodeJS.Timeout[] = [];
    // A connected socket hears its peer alone, and is told where nobody listens.
    socket.on("connect", () => {
      send();
      timers = againAfterMs.map((ms) => setTimeout(send, ms));
    });
    socket.connect(port, address);
    return () => {
      for (const timer of timers) clearTimeout(timer);
      socket.close();
    };
  });
}

function byTcp({ address, port }: Nameserver, message: Message, limits: ExchangeLimits): Promise<Exchanged> {
  return limited(limits, (done) => {
    const query = { ...message.asked, id: newId() };
    const bytes = encodeQuery(query, message.withEdns);
    const socket = connect({ host: address, port });
    const received: Buffer[] = [];
    const size = Buffer.alloc(2);
    size.writeUInt16BE(bytes.length);
    socket.on("connect", () => socket.write(Buffer.concat([size, bytes])));
    socket.on("error", (error) => done(failedBy(error)));
    socket.on("close", () => done(failed("garbled", "it ended in the midst of its answer")));
    socket.on("data", (chunk: Buffer) => {
      received.push(chunk);
      const all = Buffer.concat(received);
      // RFC 1035, 4.2.2: its length stands before a message.
      if (all.length < 2 || all.length < 2 + all.readUInt16BE(0)) return;
      const decoded = decodeReply(all.subarray(2, 2 + all.readUInt16BE(0)), query);
      if (decoded.is === "reply") done(decoded);
      else done(failed("garbled", decoded.is === "garbled" ? decoded.words : "it answers another question"));
    });
    return () => socket.destroy();
  });
}
