import type { Duplex } from "node:stream";
import type { AnswerSight, VisitSight } from "../../facts/ingress.ts";
import { isRefusedAddress, isVoidAddress } from "../../facts/addresses.ts";
import { isFailure, type Failure } from "../../facts/network.ts";
import { localLines } from "../network/dial.ts";
import { ask } from "../network/exchange.ts";
import { Limit } from "../network/limit.ts";
import type { FetchOptions } from "../target.ts";
import { greet } from "./greet.ts";
import { replyField, replyTo, sourceField } from "./nonce.ts";

/** One thing to visit: a web address at an address of the network. */
export type Visited = {
  readonly address: string;
  readonly port: number;
  /** The name that users open. */
  readonly name: string;
  readonly secure: boolean;
  /** What is asked for; without it the visit ends when TLS has come about. */
  readonly path?: string;
  /** Brought along, and to be answered. */
  readonly nonce?: string;
};

/** A connection, and the limit of the try, which begins when who visits can begin it. */
export type Opened = { readonly stream: Duplex; readonly limit: Limit };

/** How a connection is opened: from this host, or from another. A failure says where it ended. */
export type Opener = (address: string, port: number, limits: FetchOptions) => Promise<Opened | Failure>;

/** From this very host. */
export const fromHere: Opener = async (address, port, { signal, timeoutMs }) => {
  if (!(await localLines.hasRoute(address, port))) return { failed: "no-route" };
  const limit = new Limit(signal, timeoutMs);
  const dialled = await localLines.open(address, port, limit);
  if ("socket" in dialled) return { stream: dialled.socket, limit };
  limit[Symbol.dispose]();
  return dialled.failure;
};

const tries = 2;
const longest = 200;

/** Visits an address, and once more where nothing came back. Never rejects; whatever was opened is closed. */
export async function visit(visited: Visited, open: Opener, limits: FetchOptions): Promise<VisitSight> {
  const { address } = visited;
  const barred = barredWord(address);
  if (barred !== undefined) return { address, tries: 0, connect: { failed: barred } };
  let sight = await once(visited, open, limits);
  for (let number = 2; number <= tries && isSilent(sight) && !limits.signal.aborted; number++) {
    sight = { ...(await once(visited, open, limits)), tries: number };
  }
  return sight;
}

function barredWord(address: string): string | undefined {
  if (isRefusedAddress(address)) return "refused-address";
  return isVoidAddress(address) ? "void-address" : undefined;
}

/** What was lost may be found the next time; who refuses or answers will not change. */
const isSilent = ({ connect, tls, http }: VisitSight): boolean =>
  [connect, tls, http].some(
    (part) => part !== "connected" && isFailure(part) && /^(?:timeout|closed|ETIMEDOUT|ECONNRESET)$/.test(part.failed),
  );

async function once(visited: Visited, open: Opener, limits: FetchOptions): Promise<VisitSight> {
  const { address, port } = visited;
  const opened = await open(address, port, limits);
  if (!("stream" in opened)) return { address, tries: 1, connect: opened };
  using limit = opened.limit;
  try {
    return { address, tries: 1, connect: "connected", ...(await speak(opened.stream, visited, limit)) };
  } finally {
    opened.stream.destroy();
  }
}

async function speak(stream: Duplex, visited: Visited, limit: Limit): Promise<Pick<VisitSight, "tls" | "http">> {
  const { name, secure, path } = visited;
  if (!secure) return path === undefined ? {} : { http: await exchange(stream, visited, limit) };
  const greeted = await greet(stream, name, limit);
  if (isFailure(greeted)) return { tls: greeted };
  const tls = { certificate: greeted.certificate };
  try {
    return path === undefined ? { tls } : { tls, http: await exchange(greeted.secure, visited, limit) };
  } finally {
    greeted.secure.destroy();
  }
}

async function exchange(stream: Duplex, visited: Visited, limit: Limit): Promise<AnswerSight | Failure> {
  const { path = "/", nonce } = visited;
  const answer = await ask(stream, { method: "GET", path, authority: authorityOf(visited) }, limit);
  if (isFailure(answer)) return answer;
  const { statusCode: status = 0, headers } = answer;
  answer.destroy();
  const [reply, source] = [replyField, sourceField].map((field) => [headers[field] ?? ""].flat()[0] ?? "");
  const location = headers.location?.slice(0, longest);
  return {
    status,
    replied: nonce !== undefined && reply === replyTo(nonce),
    ...(source === undefined || source === "" ? {} : { source: source.slice(0, longest) }),
    ...(location === undefined ? {} : { location }),
  };
}

/** The field Host (RFC 9110, 7.2): without the port where it is the usual one. */
function authorityOf({ name, port, secure }: Visited): string {
  const host = name.includes(":") ? `[${name}]` : name;
  return port === (secure ? 443 : 80) ? host : `${host}:${port}`;
}
