import { open } from "node:fs/promises";
import { machine } from "node:os";
import type { Bare } from "./bare.ts";

type Native = () => Promise<Bare | undefined> | Bare | undefined;

const printed = (output: string): Bare => ({ is: "text", text: output, exit: 0, stderr: "" });

/**
 * Programs that print what one system call says: this process makes the same call itself, and a child is saved. Each
 * gives what the program would print, or undefined where only the program can tell. A test compares both.
 */
const natives: Readonly<Record<string, Native>> = {
  // uname(2): what a personality or a container says counts for this process as for a child.
  "uname -m": () => printed(`${machine()}\n`),
  "id -u": () => (process.geteuid === undefined ? undefined : printed(`${process.geteuid()}\n`)),
  "od -An -tu1 -N5 /bin/sh": async () => {
    const bytes = await firstBytes("/bin/sh", 5);
    return bytes === undefined
      ? undefined
      : printed(` ${[...bytes].map((byte) => String(byte).padStart(3)).join(" ")}\n`);
  },
};

async function firstBytes(path: string, count: number): Promise<Uint8Array | undefined> {
  try {
    await using file = await open(path, "r");
    const { buffer, bytesRead } = await file.read(new Uint8Array(count), 0, count, 0);
    return bytesRead === count ? buffer : undefined;
  } catch {
    return undefined;
  }
}

export const isNative = (command: readonly string[]): boolean => Object.hasOwn(natives, command.join(" "));

/** What a program would print, told by this process itself; undefined where the program must be run. */
export async function natively(command: readonly string[]): Promise<Bare | undefined> {
  const words = command.join(" ");
  const native = Object.hasOwn(natives, words) ? natives[words] : undefined;
  return await native?.();
}

/** What `true` says as root where this process is root already. */
export const alreadyRoot = (command: readonly string[]): Bare | undefined =>
  command.join(" ") === "true" && process.geteuid?.() === 0 ? printed("") : undefined;
