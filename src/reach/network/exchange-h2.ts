import {
  connect,
  constants,
  type ClientHttp2Session,
  type ClientHttp2Stream,
  type IncomingHttpHeaders,
} from "node:http2";
import { PassThrough } from "node:stream";
import type { TLSSocket } from "node:tls";
import type { Failure } from "../../facts/network.ts";
import type { Answer, HttpAsked } from "./http-shape.ts";
import { closed, failureOf, timedOut, type Limit } from "./limit.ts";

/** It wants this to be asked by HTTP/1.1 (RFC 9113, 7): curl does so then, too. */
export const wantsOlder: Failure = { failed: "http-1.1-required" };

/** Fields that belong to one connection have no place in HTTP/2 (RFC 9113, 8.2.2); the host has another. */
const ofConnection: ReadonlySet<string> = new Set([
  "connection",
  "host",
  "keep-alive",
  "proxy-connection",
  "transfer-encoding",
  "upgrade",
  "http2-settings",
]);

type Asking = { readonly session: ClientHttp2Session; readonly ending: { readonly isSaid: boolean } };

/**
 * Whether the other side has said that this was all (END_STREAM; RFC 9113, 8.1). Node ends what is cut off without an error
 * (a connection that goes, a reset with NO_ERROR or CANCEL) in the same way, but only once the stream is closed.
 */
function hearEnd(stream: ClientHttp2Stream): Asking["ending"] {
  const ending = { isSaid: false };
  const push = stream.push.bind(stream);
  stream.push = (chunk: unknown, encoding?: BufferEncoding): boolean => {
    if (chunk === null && !stream.closed) ending.isSaid = true;
    return push(chunk, encoding);
  };
  return ending;
}

/** An answer by HTTP/2, as one by HTTP/1.1 is handed over. */
class Answered extends PassThrough {
  readonly statusCode: number;
  readonly headers: IncomingHttpHeaders;
  /** Whether the end of the body has come. */
  complete = false;
  readonly #session: ClientHttp2Session;

  constructor(stream: ClientHttp2Stream, headers: IncomingHttpHeaders, { session, ending }: Asking) {
    super();
    this.statusCode = Number(headers[constants.HTTP2_HEADER_STATUS] ?? 0);
    this.headers = headers;
    this.#session = session;
    this.on("error", () => undefined);
    stream.once("end", () => (this.complete = ending.isSaid));
    stream.once("close", () => (this.complete ? undefined : this.destroy()));
    stream.pipe(this);
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#session.destroy();
    done(error);
  }
}

/** Asks one thing by HTTP/2 over a connection on which both sides chose that. */
export function askByHttp2(secure: TLSSocket, asked: HttpAsked, limit: Limit): Promise<Answer | Failure> {
  return new Promise((resolve) => {
    let session: ClientHttp2Session | undefined;
    const end = (answer: Answer | Failure): void => {
      limit.signal.removeEventListener("abort", late);
      if ("failed" in answer) session?.destroy();
      resolve(answer);
    };
    const late = (): void => end(timedOut);
    limit.signal.addEventListener("abort", late, { once: true });
    if (limit.signal.aborted) return late();
    try {
      const opened = connect(`https://${asked.authority}`, {
        createConnection: () => secure,
        settings: { enablePush: false },
      });
      session = opened;
      opened.on("error", (error) => end(failedBy(error)));
      opened.once("close", () => end(closed));
      opened.once("goaway", (code) => (code === constants.NGHTTP2_HTTP_1_1_REQUIRED ? end(wantsOlder) : undefined));
      const sent = opened.request(fieldsOf(asked), { endStream: true });
      const ending = hearEnd(sent);
      sent.once("response", (headers) => end(new Answered(sent, headers, { session: opened, ending })));
      sent.on("error", (error) => end(failedBy(error, sent.rstCode)));
      sent.once("close", () => end(sent.rstCode === constants.NGHTTP2_HTTP_1_1_REQUIRED ? wantsOlder : closed));
    } catch (error) {
      end(failureOf(error));
    }
  });
}

/** What was taken back by the other side was neither answered nor garbled. */
function failedBy(error: Error, code?: number): Failure {
  if (code === constants.NGHTTP2_HTTP_1_1_REQUIRED) return wantsOlder;
  const failure = failureOf(error);
  return /^ERR_HTTP2_(?:STREAM_ERROR|STREAM_CANCEL|GOAWAY_SESSION|INVALID_SESSION)$/.test(failure.failed)
    ? closed
    : failure;
}

function fieldsOf({ method, path, authority, headers = {} }: HttpAsked): Readonly<Record<string, string>> {
  const own = Object.entries({ "User-Agent": "footing", Accept: "*/*", ...headers }).map(
    ([name, value]) => [name.toLowerCase(), value] as const,
  );
  const host = own.findLast(([name]) => name === "host")?.[1] ?? authority;
  return {
    ...Object.fromEntries(own.filter(([name]) => !ofConnection.has(name))),
    ":method": method,
    ":path": path,
    ":scheme": "https",
    ":authority": host,
  };
}
