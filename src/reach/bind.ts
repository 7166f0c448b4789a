import { createServer } from "node:net";
import { failed, stopped, text, type Bare } from "./bare.ts";
import type { FetchOptions } from "./target.ts";
import { within } from "./within.ts";

/** What binding came to, by the error of bind(2) and listen(2). */
const results: Readonly<Record<string, string>> = {
  EADDRINUSE: "in-use",
  EACCES: "not-permitted",
  EPERM: "not-permitted",
  EAFNOSUPPORT: "no-family",
  EADDRNOTAVAIL: "no-address",
};

/**
 * Really binds a port and lets go of it at once: on all addresses of each family, or on one address. A socket in
 * TIME_WAIT is no hindrance, as it is none to servers (SO_REUSEADDR). One line a family: `tcp<TAB>free`, `in-use`,
 * `not-permitted`, `no-family` (the system has none), `no-address` (it is none of this host's), or an error's code.
 */
export async function bindPort(port: number, address: string | undefined, limits: FetchOptions): Promise<Bare> {
  const wanted =
    address === undefined
      ? ([
          ["tcp", "0.0.0.0"],
          ["tcp6", "::"],
        ] as const)
      : ([[address.includes(":") ? "tcp6" : "tcp", address]] as const);
  const lines: string[] = [];
  for (const [family, host] of wanted) {
    if (limits.signal.aborted) return { is: "failed", why: stopped(limits.signal) };
    const bare = await within(bound(port, host), limits);
    if (bare.is !== "text") return bare;
    const isNone = address === undefined && bare.text === "no-address";
    lines.push(`${family}\t${isNone ? "no-family" : bare.text}\n`);
  }
  return text(lines.join(""));
}

function bound(port: number, host: string): Promise<Bare> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error) => {
      const code = "code" in error ? String(error.code) : error.message;
      resolve(text(results[code] ?? code));
    });
    try {
      server.listen({ port, host, ipv6Only: host.includes(":"), exclusive: true }, () => {
        server.close(() => resolve(text("free")));
      });
    } catch (error) {
      resolve(
        failed(
          "no-means",
          `the port could not be tried: ${error instanceof Error ? error.message : "no reason given"}`,
        ),
      );
    }
  });
}
