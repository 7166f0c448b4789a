import type { Arguments } from "../../facts/snapshot.ts";
import { hidden, withoutQuery } from "../../facts/url-query.ts";

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
    ...(typeof url === "string" ? { url: withoutQuery(url) } : {}),
    ...(Array.isArray(headers)
      ? { headers: lines.map((line) => (typeof line === "string" ? ofHeader(line) : "")) }
      : {}),
  };
}
