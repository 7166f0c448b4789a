import { request } from "node:http";
import type { Duplex } from "node:stream";
import { TLSSocket } from "node:tls";
import type { Failure, HttpSight } from "../../facts/network.ts";
import type { Answer, HttpAsked } from "./http-shape.ts";
import { closed, failureOf, timedOut, type Limit } from "./limit.ts";
import { elsewhereOf, isPage, isPageByType, unpackerOf } from "./page.ts";

/** What of a body is looked at to see whether it is a page. */
const seenOfBody = 4096;

/** Asks one thing over a connection, by what was chosen there. The answer is handed over as soon as its header has come. */
export async function ask(socket: Duplex, asked: HttpAsked, limit: Limit): Promise<Answer | Failure> {
  if (!(socket instanceof TLSSocket) || socket.alpnProtocol !== "h2") return await askByHttp1(socket, asked, limit);
  const { askByHttp2 } = await import("./exchange-h2.ts");
  return await askByHttp2(socket, asked, limit);
}

/** What curl reads is an answer, though it is not written as HTTP has it; nobody reads it twice, in two ways. */
const lenient = { insecureHTTPParser: true, maxHeaderSize: 256 * 1024 } as const;

function askByHttp1(socket: Duplex, asked: HttpAsked, limit: Limit): Promise<Answer | Failure> {
  return new Promise((resolve) => {
    const end = (answer: Answer | Failure): void => {
      limit.signal.removeEventListener("abort", late);
      resolve(answer);
    };
    const late = (): void => {
      sent.destroy();
      end(timedOut);
    };
    const sent = request({
      createConnection: () => socket,
      ...lenient,
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
      ...lenient,
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
export async function sightOf(answer: Answer, authority: string, limit: Limit): Promise<HttpSight> {
  const isHtml = isPageByType(answer.headers["content-type"] ?? "") ?? isPage(await beginning(answer, limit));
  answer.destroy();
  return { ...headSight(answer, authority), isHtml };
}

/** What the head of an answer shows. */
export function headSight(answer: Answer, authority: string): Omit<HttpSight, "isHtml"> {
  const { statusCode: status = 0, headers } = answer;
  const isRedirect = status >= 300 && status < 400;
  const elsewhere = isRedirect ? elsewhereOf(headers.location, authority) : undefined;
  return { status, byProxy: isOfProxy(headers), ...(elsewhere === undefined ? {} : { elsewhere }) };
}

/** Squid and others name the error that is their own; tinyproxy and Squid name themselves as who serves it. */
export const isOfProxy = (headers: Readonly<Record<string, string | readonly string[] | undefined>>): boolean =>
  headers["x-squid-error"] !== undefined ||
  headers["proxy-authenticate"] !== undefined ||
  headers["proxy-status"]?.includes("error=") === true ||
  /^(?:squid|tinyproxy|privoxy|zscaler|bluecoat|mitmproxy)\b/i.test(String(headers["server"] ?? ""));

/** The beginning of a body, unpacked: no more than is looked at, however much it would come to. */
function beginning(answer: Answer, limit: Limit): Promise<string> {
  const unpacker = unpackerOf(answer.headers["content-encoding"] ?? "");
  const stream = unpacker === undefined ? answer : answer.pipe(unpacker);
  return new Promise((resolve) => {
    let body = "";
    const end = (): void => {
      limit.signal.removeEventListener("abort", end);
      answer.destroy();
      unpacker?.destroy();
      resolve(body);
    };
    stream.on("data", (chunk: Buffer) => {
      body += chunk.toString("latin1", 0, seenOfBody);
      if (body.length >= seenOfBody) end();
    });
    for (const event of ["end", "close", "error"]) stream.once(event, end);
    // What is cut off does not end its unpacker by itself.
    answer.once("error", end);
    answer.once("close", () => (answer.complete ? undefined : end()));
    limit.signal.addEventListener("abort", end, { once: true });
    if (limit.signal.aborted) end();
  });
}
