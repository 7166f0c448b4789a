import { text, type Bare } from "./bare.ts";
import type { Programs } from "./programs.ts";
import { listenersScript } from "./scripts/listeners.ts";
import type { FetchOptions } from "./target.ts";

/** What listens on each of these ports (four hexadecimal digits), as one look at the kernel's tables shows it. */
export async function listenersOf(
  ports: readonly string[],
  programs: Programs,
  limits: FetchOptions,
): Promise<readonly Bare[]> {
  const bare = await programs.script(["footing-listeners", ...ports], listenersScript, {
    limits,
    cannotHang: true,
  });
  if (bare.is !== "text") return ports.map(() => bare);
  return ports.map((port) => ({ ...bare, ...text(ofPort(bare.text, port)) }));
}

/** The lines that speak of one port, as if it alone had been asked for: its sockets, and who holds those. */
export function ofPort(output: string, port: string): string {
  const inodes = new Set<string>();
  const lines = output.split("\n").flatMap((line): readonly string[] => {
    const [word, first = "", second = "", inode = "", at = ""] = line.split("\t");
    if (word === "owner") return inodes.has(first) ? [line] : [];
    if (word !== "listen") return [line];
    if (at !== port) return [];
    inodes.add(inode);
    return [`listen\t${first}\t${second}\t${inode}`];
  });
  return lines.join("\n");
}
