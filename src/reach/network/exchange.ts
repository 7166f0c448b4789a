import { request, type IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import type { Failure, HttpSight } from "../../facts/network.ts";
import { closed, failureOf, timedOut, type Limit } from "./limit.ts";

export type HttpAsked = {
  readonly method: string;
  readonly path: string;
  /** As it stands in the field Host. */
  readonly authority: string;
  readonly headers?: Readonly<Record<string, string>>;
};

/** What of a body is looked at to see whether it is a page. */
const seenOfBody = 4096;

/** Asks one thing over a connection. The answer is handed over as soon as its header has come. */
export function ask(socket: Duplex, asked: HttpAsked, limit: Limit): Promise<IncomingMessage | Failure> {
  return new Promise((resolve) => {
    const end = (answer: IncomingMessage | Failure): void => {
      limit.signal.removeEventListener("abort", late);
      resolve(answer);
    };
    const late = (): void => {
      sent.destroy();
      end(timedOut);
    };
    const sent = request({
      createConnection: () => socket,
      method: asked.method,
      path: asked.path,
      setHost: false,
      headers: { Host: asked.authority, "User-Agent": "footing", Accept: "*/*", Connection: "close", ...asked.headers },
    });
    sent.once("response", end);
    sent.once("error", (error) => end(failureOf(error)));
    sent.once("close", () => end(closed));
    limit.signal.addEventListener("abort", late, { once: true });
    if (limit.signal.aborted) late();
    else sent.end();
  });
}

/** Asks a proxy for a way to a host. What it answers beside is no part of what follows. */
export function tunnel(
  socket: Duplex,
  { authority, login }: { readonly authority: string; readonly login?: string },
  limit: Limit,
): Promise<{ readonly status: number } | Failure> {
  return new Promise((resolve) => {
    const end = (answer: { readonly status: number } | Failure): void => {
      limit.signal.removeEventListener("abort", late);
      resolve(answer);
    };
    const late = (): void => end(timedOut);
    const sent = request({
      createConnection: () => socket,
      method: "CONNECT",
      path: authority,
      setHost: false,
      headers: { Host: authority, "User-Agent": "footing", ...proxyHeaders(login) },
    });
    sent.once("connect", (response, _socket, head) => {
      if (head.length > 0) socket.unshift(head);
      end({ status: response.statusCode ?? 0 });
    });
    sent.once("error", (error) => end(failureOf(error)));
    sent.once("close", () => end(closed));
    limit.signal.addEventListener("abort", late, { once: true });
    if (limit.signal.aborted) late();
    else sent.end();
  });
}

/** Basic alone (RFC 7617): what else a proxy may ask for needs a domain or a ticket. */
export const proxyHeaders = (login: string | undefined): Readonly<Record<string, string>> =>
  login === undefined ? {} : { "Proxy-Authorization": `Basic ${Buffer.from(login, "utf8").toString("base64")}` };

/** What an answer shows of who gave it. Its body is looked at only where its header does not say what it is. */
export async function sightOf(answer: IncomingMessage, limit: Limit): Promise<HttpSight> {
  const { statusCode: status = 0, headers } = answer;
  const type = headers["content-type"] ?? "";
  const isHtml =
    type === "" ? isPage(await beginning(answer, limit)) : /\b(?:text\/html|application\/xhtml\+xml)\b/i.test(type);
  answer.destroy();
  return { status, isHtml, byProxy: isOfProxy(answer) };
}

const isPage = (body: string): boolean => /^\s*<(?:!doctype html|html)\b/i.test(body);

/** Squid and others name the error that is their own; tinyproxy and Squid name themselves as who serves it. */
const isOfProxy = ({ headers }: IncomingMessage): boolean =>
  headers["x-squid-error"] !== undefined ||
  headers["proxy-authenticate"] !== undefined ||
  headers["proxy-status"]?.includes("error=") === true ||
  /^(?:squid|tinyproxy|privoxy|zscaler|bluecoat|mitmproxy)\b/i.test(String(headers["server"] ?? ""));

function beginning(answer: IncomingMessage, limit: Limit): Promise<string> {
  return new Promise((resolve) => {
    let body = "";
    const end = (): void => {
      limit.signal.removeEventListener("abort", end);
      resolve(body);
    };
    answer.on("data", (chunk: Buffer) => {
      body += chunk.toString("latin1");
      if (body.length >= seenOfBody) end();
    });
    for (const event of ["end", "close", "error"]) answer.once(event, end);
    limit.signal.addEventListener("abort", end, { once: true });
    if (limit.signal.aborted) end();
  });
}
