import { reason } from "../../facts/reasons.ts";
import type { Certificates } from "./examine.ts";
import { readCertificateFile } from "./file.ts";

/** `host:port`, taken apart; an IPv6 address stands in brackets. */
export function partsOf(server: string): { readonly host: string; readonly port: string } {
  const at = server.lastIndexOf(":");
  return { host: server.slice(0, at).replace(/^\[(.*)\]$/, "$1"), port: server.slice(at + 1) };
}

/** What came of asking a server, by one word; the same words whoever asked. */
export const servedWords = {
  "no-such-name": (server: string) => missing(`${partsOf(server).host} does not exist`),
  "void-address": (server: string) => missing(`${partsOf(server).host} stands for 0.0.0.0 or ::, where no server is`),
  refused: (server: string) => missing(`${server} refused the connection`),
  "no-tls": (server: string) => missing(`${server} answered, and sent no certificate`),
  silent: (server: string) => failed("timeout", `${server} did not answer`),
  "resolver-failed": (server: string) =>
    failed("resolver-failed", `the resolver failed, or gave no answer about ${partsOf(server).host}`),
  "cannot-tell": (server: string) =>
    failed("cannot-tell", `no address of ${partsOf(server).host} was found there, and not why: that needs Perl there`),
  "refused-address": (server: string) =>
    failed("refused-address", `${partsOf(server).host} leads to an address that is never connected to`),
  "no-resolver": () => failed("no-means", "getent is not there, by which it is seen where a name leads"),
  "no-openssl": () => failed("no-means", "openssl is not there, by which a server is asked", "install openssl there"),
} as const satisfies Readonly<Record<string, (server: string) => Certificates>>;

export type ServedWord = keyof typeof servedWords;

const isWord = (word: string): word is ServedWord => Object.hasOwn(servedWords, word);

function missing(words: string): Certificates {
  return { is: "missing", words };
}

function failed(...[code, text, settle]: Parameters<typeof reason>): Certificates {
  return { is: "failed", why: reason(code, text, settle) };
}

/** What the script printed that asks a server on another host. */
export function servedFrom(text: string, server: string): Certificates {
  const [word = "", ...rest] = text.split("\n");
  if (word === "served") return { is: "read", ...readCertificateFile(Buffer.from(rest.join("\n"))) };
  return isWord(word) ? servedWords[word](server) : failed("garbled", `what ${server} sent was not read to its end`);
}
