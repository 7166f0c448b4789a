import type { CommandContext } from "@stricli/core";
import type { Interruption } from "./interruption.ts";

/** A stream that may be a terminal: process.stdout and process.stderr are ones. */
export type OutputStream = {
  readonly write: (text: string) => unknown;
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
};

/** What is typed: process.stdin is one. A terminal that can hand every key over has `setRawMode`. */
export type InputStream = {
  readonly isTTY?: boolean | undefined;
  readonly on: InputListening;
  readonly off: InputListening;
  readonly resume: () => unknown;
  readonly pause: () => unknown;
  readonly setRawMode?: ((isRaw: boolean) => unknown) | undefined;
};
type InputListening = {
  (name: "data", listener: (piece: Uint8Array | string) => void): unknown;
  (name: "end" | "error", listener: () => void): unknown;
};

export type Environment = Readonly<Record<string, string | undefined>>;

/** What a command is given of the world. Nothing else in this room reads `process`. */
export type Context = CommandContext & {
  readonly process: { readonly stdout: OutputStream; readonly stderr: OutputStream };
  /** Opened only by who asks: most commands never read it. */
  readonly input: () => InputStream;
  readonly environment: Environment;
  readonly catalog: URL;
  /** The file that the program was started from. */
  readonly program: URL;
  readonly version: string;
  readonly interruption: Interruption;
  /** The exit code that the command decided on. */
  readonly ending: { code: number };
};
