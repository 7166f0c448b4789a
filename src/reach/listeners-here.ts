import { text, type Bare } from "./bare.ts";
import { readSystemFile } from "./system-files.ts";

/**
 * Of each port (four hexadecimal digits) on which nobody listens what the script says of it (scripts/listeners.ts), without
 * starting it. Undefined where somebody does, since it takes more to see who, and where the tables could not be read.
 */
export async function unheardHere(ports: readonly string[]): Promise<readonly (Bare | undefined)[]> {
  const [tcp, tcp6] = await Promise.all([readSystemFile("/proc/net/tcp"), readSystemFile("/proc/net/tcp6")]);
  const held = new Set([...listening(tcp), ...listening(tcp6)]);
  if (tcp.is !== "text" || tcp6.is === "failed") return ports.map(() => undefined);
  const tables = `table\ttcp\tread\ntable\ttcp6\t${tcp6.is === "missing" ? "missing" : "read"}\nend\n`;
  return ports.map((port) => (held.has(port) ? undefined : text(tables)));
}

/** Ports of the sockets that listen: state 0A (proc_pid_net(5)). */
const listening = (table: Bare): readonly string[] =>
  table.is === "text"
    ? [...table.text.matchAll(/^ *\d+: [0-9A-F]+:([0-9A-F]{4}) [0-9A-F]+:[0-9A-F]+ 0A /gm)].map(([, port = ""]) => port)
    : [];
