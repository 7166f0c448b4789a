import { run } from "@stricli/core";
import { makeApplication } from "./application.ts";
import type { Context, Environment, InputStream, OutputStream } from "./context.ts";
import { exitCodes } from "./exit-codes.ts";
import { Interruption } from "./interruption.ts";
import { ownFailure } from "./own-failure.ts";
import { styleOf } from "./style.ts";

type Listen = {
  (name: "SIGINT" | "SIGTERM" | "SIGHUP", listener: (name: string) => void): unknown;
  (name: "uncaughtException", listener: (error: Error) => void): unknown;
  (name: "exit", listener: () => void): unknown;
};

/** What the program's entry gives: the process, and where the catalog and the program itself stand. */
export type Start = {
  readonly process: {
    readonly argv: readonly string[];
    readonly env: Environment;
    readonly stdin: InputStream;
    readonly stdout: OutputStream & { readonly on: (name: "error", listener: (error: Error) => void) => unknown };
    readonly stderr: OutputStream & { readonly on: (name: "error", listener: (error: Error) => void) => unknown };
    readonly versions: { readonly node: string };
    readonly platform: string;
    readonly arch: string;
    readonly on: Listen;
    readonly exit: (code: number) => never;
    exitCode?: number | string | null | undefined;
  };
  readonly catalog: URL;
  readonly program: URL;
  readonly version: string;
};

/** Runs the command line and sets the exit code. The program then ends by itself, when all is written. */
export async function start({ process, catalog, program, version }: Start): Promise<void> {
  const words = inPlace(process.argv.slice(2));
  const ending = { code: exitCodes.done as number };
  process.stdout.on("error", (error) => lost(error, process));
  // Where the words for people cannot be written there is nobody to tell: least of all by writing more of them.
  process.stderr.on("error", () => undefined);
  if (words[0] === "--version") {
    process.stdout.write(`${version}\n`);
    process.exitCode = exitCodes.done;
    return;
  }
  const { stdout, stderr } = process;
  const own: { stdout: OutputStream; stderr: OutputStream; exitCode?: number | string | null } = { stdout, stderr };
  const context: Context & { readonly process: typeof own } = {
    process: own,
    input: () => process.stdin,
    environment: process.env,
    catalog,
    program,
    version,
    interruption: new Interruption(process),
    ending,
  };
  const broke = (error: unknown): void => {
    stderr.write(ownFailure(error, { words, version, process }));
    process.exitCode = exitCodes.broken;
  };
  // Node's own codes for these are 1 and 13, and 1 would say that the place is not ready.
  process.on("uncaughtException", (error) => {
    broke(error);
    process.exit(exitCodes.broken);
  });
  process.on("exit", () => {
    if (typeof process.exitCode !== "number" || process.exitCode === unsettled) process.exitCode = exitCodes.broken;
  });
  try {
    await run(
      makeApplication(version, styleOf(stderr, process.env, true).columns),
      words[0] === "help" ? [...words.slice(1), "--help"] : words,
      context,
    );
    // The library has codes of its own below zero for a command line that it cannot read.
    const isUnread = typeof own.exitCode === "number" && own.exitCode !== 0;
    process.exitCode ??= isUnread ? exitCodes.usage : ending.code;
  } catch (error) {
    broke(error);
  }
}

/** Options of every command that somebody put before it. */
const ofEvery: ReadonlySet<string> = new Set(["--no-input", "--no-color"]);

/** The words with such options behind the command, where it looks for them. */
function inPlace(words: readonly string[]): readonly string[] {
  const first = words.findIndex((word) => !ofEvery.has(word));
  if (first <= 0) return first === 0 ? words : [];
  const [command = "", ...rest] = words.slice(first);
  if (command.startsWith("-") || command === "help") return [command, ...rest];
  const moved = [...new Set(words.slice(0, first))].filter((word) => !rest.includes(word));
  return [command, ...moved, ...rest];
}

/** Node's exit code for a program that ended with work undone. */
const unsettled = 13;

/** EIO: the terminal has gone, as after a lost connection. */
const goneReaders: ReadonlySet<unknown> = new Set(["EPIPE", "ERR_STREAM_DESTROYED", "EIO"]);

/** A reader that has seen enough (`footing list | head -1`) is no failure; a full disk is one. */
function lost(error: Error, process: Start["process"]): void {
  if ("code" in error && goneReaders.has(error.code)) return;
  process.exitCode = exitCodes.usage;
  process.stderr.write(`footing: the output could not be written: ${error.message}\n`);
}
