import { createServer as createHttpServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createServer, type Server as NetServer, type Socket } from "node:net";
import { createSecureContext, createServer as createTlsServer } from "node:tls";
import { nonceIn, replyField, replyTo, sourceField } from "./nonce.ts";
import { answerPage, nothingHere } from "./page.ts";
import { selfMade, type Credentials } from "./self-made.ts";

/**
 * Somebody came with a nonce. `name`: by which the place was asked for; empty where none was said. `forwardedFor`: whom a proxy names as the one who came, which nobody proves.
 */
export type Arrival = {
  readonly nonce: string;
  readonly from: string;
  readonly name: string;
  readonly forwardedFor?: string;
  readonly secure: boolean;
};

export type AnswerOptions = {
  readonly port: number;
  readonly nonces: Pick<ReadonlySet<string>, "has">;
  /** The name that users open: for the certificate that is made where none is given. */
  readonly name: string;
  readonly credentials?: Credentials;
  readonly onArrival: (arrival: Arrival) => void;
  /** Somebody connected from there, whatever came of it. */
  readonly onConnection?: (from: string) => void;
};

/** Why nobody can listen there, by the error of bind(2). */
export type Unheard = { readonly is: "held" | "not-permitted" | "failed"; readonly code: string };
export type Answering = { readonly is: "listening"; readonly close: () => Promise<void> };

/** How long one connection may last: who asks one thing needs no longer, and who holds it open has no more, in milliseconds. */
const mostMs = 5000;
/** Connections at the same time; the oldest gives way to the newest, so that who sits on many keeps nobody out. */
const mostConnections = 500;
const mostHeaderBytes = 8192;

/** The first byte of a TLS handshake (RFC 8446, 5.1). */
const handshakeByte = 0x16;

/**
 * Listens on a port, on all addresses of both families, and answers whoever brings a nonce, by TLS and without it on
 * the same port. Everything else is answered alike and kept nowhere. The port is free again when it is closed, or when
 * this process ends in whatever way.
 */
export async function startAnswering(options: AnswerOptions): Promise<Answering | Unheard> {
  const connections = new Connections(options);
  const started = await listen(connections.server, options.port, "::");
  const again = started?.code === "EAFNOSUPPORT" || started?.code === "EADDRNOTAVAIL";
  const wrong = again ? await listen(connections.server, options.port, "0.0.0.0") : started;
  if (wrong !== undefined) return wrong;
  return { is: "listening", close: async () => await connections.close() };
}

function listen(server: NetServer, port: number, host: string): Promise<Unheard | undefined> {
  return new Promise((resolve) => {
    const failed = (error: Error): void => {
      const code = "code" in error ? String(error.code) : error.message;
      const is = code === "EADDRINUSE" ? "held" : code === "EACCES" || code === "EPERM" ? "not-permitted" : "failed";
      resolve({ is, code });
    };
    server.once("error", failed);
    server.listen({ port, host, exclusive: true }, () => {
      server.off("error", failed);
      // Too many open files, most likely: who waits is let in later.
      server.on("error", () => undefined);
      resolve(undefined);
    });
  });
}

class Connections {
  readonly server: NetServer;
  readonly #options: AnswerOptions;
  readonly #open = new Set<Socket>();
  readonly #http: Server;
  readonly #tls: NetServer;

  constructor(options: AnswerOptions) {
    this.#options = options;
    this.#http = createHttpServer(
      { maxHeaderSize: mostHeaderBytes, keepAlive: false, insecureHTTPParser: false },
      (request, response) => this.#answer(request, response),
    );
    this.#http.on("clientError", (_error, socket) => socket.destroy());
    this.#http.on("upgrade", (_request, socket) => socket.destroy());
    this.#http.on("connect", (_request, socket) => socket.destroy());
    const { cert, key } = options.credentials ?? selfMade(options.name);
    this.#tls = createTlsServer({ cert, key, ALPNProtocols: ["http/1.1"], handshakeTimeout: mostMs }, (secure) => {
      secure.on("error", () => secure.destroy());
      this.#http.emit("connection", secure);
    });
    this.#tls.on("tlsClientError", (_error: Error, secure: Socket) => secure.destroy());
    this.server = createServer((socket) => this.#accept(socket));
  }

  #accept(socket: Socket): void {
    socket.on("error", () => socket.destroy());
    const [oldest] = this.#open.size >= mostConnections ? this.#open : [];
    oldest?.destroy();
    this.#open.add(socket);
    const timer = setTimeout(() => socket.destroy(), mostMs);
    socket.once("close", () => {
      clearTimeout(timer);
      this.#open.delete(socket);
    });
    this.#options.onConnection?.(addressOf(socket));
    socket.once("data", (chunk: Buffer) => {
      // Handed on as if nobody had looked at it.
      socket.pause();
      socket.unshift(chunk);
      (chunk[0] === handshakeByte ? this.#tls : this.#http).emit("connection", socket);
      process.nextTick(() => socket.resume());
    });
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const { nonces, onArrival } = this.#options;
    response.setHeader("Connection", "close");
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("Content-Type", "text/html; charset=utf-8");
    const nonce = nonceIn(request.url ?? "");
    if (nonce === undefined || !nonces.has(nonce)) {
      response.writeHead(404).end(nothingHere);
      return;
    }
    const from = addressOf(request.socket);
    const forwardedFor = forwarded(request);
    const name = nameAsked(request);
    const secure = "encrypted" in request.socket;
    // Told when the answer has gone, so that who then stops listening does not cut it off.
    const more = forwardedFor === undefined ? {} : { forwardedFor };
    response.once("close", () => onArrival({ nonce, from, name, secure, ...more }));
    response.setHeader(replyField, replyTo(nonce));
    response.setHeader(sourceField, from);
    response.writeHead(200).end(answerPage(from));
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    for (const socket of this.#open) socket.destroy();
    await closed;
  }
}

/** An IPv4 address is told as one, though it came to a socket of IPv6. */
const addressOf = (socket: { readonly remoteAddress?: string | undefined }): string =>
  (socket.remoteAddress ?? "").replace(/^::ffff:(?=\d+\.)/i, "");

/** The first that a proxy names, if it is no more than an address (RFC 7239 calls the field what everybody did before). */
function forwarded({ headers }: IncomingMessage): string | undefined {
  const [first = ""] = [headers["x-forwarded-for"] ?? ""].flat();
  const named = first.slice(0, 100).split(",")[0]?.trim() ?? "";
  return /^[0-9a-f.:]{2,45}$/i.test(named) ? named : undefined;
}

/**
 * The field Host (RFC 9110, 7.2) as it came to the first proxy, where one says that, since it may hand on a Host of its own;
 * without port, in lower case.
 */
function nameAsked({ headers }: IncomingMessage): string {
  const [first = ""] = [headers["x-forwarded-host"] ?? ""].flat();
  const told = hostName(first.slice(0, 300).split(",")[0]?.trim() ?? "");
  return told === "" ? hostName((headers.host ?? "").slice(0, 300).trim()) : told;
}

const hostName = (host: string): string =>
  host
    .replace(/:\d{1,5}$/, "")
    .replace(/\.$/, "")
    .toLowerCase();

/** Whether a certificate and a key can be used together; in words why not. */
export function credentialsProblem({ cert, key }: Credentials): string | undefined {
  const unread = "they could not be read: expected a certificate and its key in PEM";
  if (cert.trim() === "" || key.trim() === "") return unread;
  try {
    createSecureContext({ cert, key });
    return undefined;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (/MISMATCH/.test(code)) return "the key is not the one that belongs to the certificate";
    return /BAD_(?:PASSWORD|DECRYPT)|INTERRUPTED/.test(code) ? "the key has a passphrase" : unread;
  }
}
