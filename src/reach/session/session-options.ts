import type { Why } from "../../facts/fact.ts";
import type { LineEnd } from "./line.ts";
import type { Slots } from "./slots.ts";

export type SessionOptions = {
  /** Leads to a shell that carries out what `farLoop` reads. */
  readonly command: readonly [string, ...string[]];
  readonly environment: Readonly<Record<string, string>>;
  /** How long it may take until the far shell answers, in milliseconds. */
  readonly helloMs: number;
  readonly slots: Slots;
  /** Why there was no answer, in words; or why it ended too early, where `hello` is true. */
  readonly understandEnd: (end: LineEnd, seen: { readonly hello: boolean; readonly noise: string }) => Why;
  /** The target in words. */
  readonly name: string;
};
