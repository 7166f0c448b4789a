import { all4, all6, mapped, type Address } from "../kernel-address.ts";

/** One socket that listens, by the kernel's tables, and the programs that hold it as far as they are seen. */
export type Socket = {
  readonly table: "tcp" | "tcp6";
  readonly address: string;
  readonly programs: readonly string[];
};

export type TableState = "read" | "missing" | "unreadable";
export type Tables = {
  readonly sockets: readonly Socket[];
  readonly states: Readonly<Record<"tcp" | "tcp6", TableState>>;
};

const isState = (word: string | undefined): word is TableState =>
  word === "read" || word === "missing" || word === "unreadable";

/** Reads what the look at the listeners printed. Undefined: it did not come to its end, so no line of it counts. */
export function parseTables(text: string): Tables | undefined {
  const lines = text.split("\n");
  if (lines.pop() !== "" || lines.pop() !== "end") return undefined;
  const rows = lines.map((line) => line.split("\t"));
  const stateOf = (table: string): TableState | undefined => {
    const state = rows.find(([key, name]) => key === "table" && name === table)?.[2];
    return isState(state) ? state : undefined;
  };
  const [tcp, tcp6] = [stateOf("tcp"), stateOf("tcp6")];
  if (tcp === undefined || tcp6 === undefined) return undefined;
  const sockets = rows.flatMap(([key, table, address, inode]): readonly Socket[] => {
    if (key !== "listen" || (table !== "tcp" && table !== "tcp6") || address === undefined) return [];
    const owners = rows.filter(([name, number]) => name === "owner" && number === inode);
    const programs = owners.map((owner) => owner.slice(3).join(" ")).filter((name) => name !== "" && name !== "?");
    return [{ table, address, programs: [...new Set(programs)] }];
  });
  return { sockets, states: { tcp, tcp6 } };
}

/** How a socket stands to what is asked: it holds it, it may hold it, or it does not touch it. */
export type Standing = "holds" | "may-hold" | "apart";

export function standingOf(socket: Socket, asked: Address | undefined): Standing {
  if (asked === undefined) return "holds";
  return asked.family === "tcp" ? toVersion4(socket, asked) : toVersion6(socket, asked);
}

function toVersion4({ table, address }: Socket, asked: Address): Standing {
  const isMapped = table === "tcp6" && address.startsWith(mapped);
  // Whether such a socket takes IPv4 too is an option of the socket (ipv6(7), IPV6_V6ONLY), which no table shows.
  if (table === "tcp6" && address === all6) return "may-hold";
  if (table === "tcp6" && !isMapped) return "apart";
  const version4 = isMapped ? address.slice(mapped.length) : address;
  return asked.isAll || version4 === all4 || version4 === asked.kernel ? "holds" : "apart";
}

function toVersion6({ table, address }: Socket, asked: Address): Standing {
  if (table === "tcp" || address.startsWith(mapped)) return "apart";
  return asked.isAll || address === all6 || address === asked.kernel ? "holds" : "apart";
}
