import type { Duplex } from "node:stream";
import { isIP } from "node:net";
import { connect, type TLSSocket } from "node:tls";
import type { Failure } from "../../facts/network.ts";
import { closed, failureOf, timedOut, type Limit } from "../network/limit.ts";

export type Greeted = { readonly secure: TLSSocket; readonly certificate: string };

/**
 * Speaks TLS over a connection, for what the other shows as its certificate. Nothing is trusted by it, so nothing is
 * refused either: weak and old servers are to be seen too.
 */
export function greet(stream: Duplex, name: string, limit: Limit): Promise<Greeted | Failure> {
  return new Promise((resolve) => {
    const secure = connect({
      socket: stream,
      rejectUnauthorized: false,
      ALPNProtocols: ["h2", "http/1.1"],
      minVersion: "TLSv1",
      ciphers: "DEFAULT@SECLEVEL=0",
      ...(isIP(name) === 0 ? { servername: name } : {}),
    });
    const end = (answer: Greeted | Failure): void => {
      limit.signal.removeEventListener("abort", late);
      if (!("secure" in answer)) secure.destroy();
      resolve(answer);
    };
    const late = (): void => end(timedOut);
    // Whoever takes it over listens too; an error after that must not end the process.
    secure.on("error", (error) => end(spoken(stream, failureOf(error))));
    secure.once("secureConnect", () => {
      const { fingerprint256 } = secure.getPeerX509Certificate() ?? {};
      const certificate = fingerprint256?.replaceAll(":", "").toLowerCase();
      end(certificate === undefined ? closed : { secure, certificate });
    });
    secure.once("close", () => end(spoken(stream, closed)));
    limit.signal.addEventListener("abort", late, { once: true });
    if (limit.signal.aborted) late();
  });
}

/** Who says something and hangs up is not nobody: it is somebody who does not speak TLS. */
function spoken(stream: Duplex, failure: Failure): Failure {
  const received = "bytesRead" in stream ? Number(stream.bytesRead) : 0;
  return received > 0 && /^(?:closed|ECONNRESET|EPIPE)$/.test(failure.failed) ? { failed: "not-tls" } : failure;
}
