import { hashOf } from "../../facts/hash.ts";
import type { Arguments } from "../../facts/snapshot.ts";

/** The half of a hash: it keeps two questions apart, and is too short to tell what it was made of. */
const digest = (text: string): string => `…${hashOf(text).slice(-8)}`;

const isDigest = /^…[0-9a-f]{8}$/;
const hidden = (text: string): string => (text === "" || isDigest.test(text) ? text : digest(text));

const ofUrl = (url: string): string => url.replace(/\?(.*)$/s, (_, query: string) => `?${hidden(query)}`);
const ofHeader = (line: string): string =>
  line.replace(/^([^:]*):\s*(.*)$/s, (_, name: string, value: string) => `${name}: ${hidden(value)}`);

/**
 * How a question stands in a fact: what a URL asks for and what a header says may be a secret, so a digest stands there.
 * What went through here once comes out the same the next time.
 */
export function keptArguments(given: Arguments): Arguments {
  const { url, headers } = given;
  const lines: readonly unknown[] = Array.isArray(headers) ? headers : [];
  return {
    ...given,
    ...(typeof url === "string" ? { url: ofUrl(url) } : {}),
    ...(Array.isArray(headers)
      ? { headers: lines.map((line) => (typeof line === "string" ? ofHeader(line) : "")) }
      : {}),
  };
}
