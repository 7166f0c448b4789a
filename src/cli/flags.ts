import type { Everywhere, Looking, Selecting, Showing } from "./options.ts";

/** The options of each command, as they are read. */
export type CheckFlags = Selecting &
  Looking &
  Showing &
  Everywhere & { readonly since?: string; readonly strict?: boolean; readonly ask?: boolean };

export type InitFlags = Pick<Selecting, "profile" | "set" | "site"> & Everywhere;

export type FactsFlags = Selecting & Looking & Showing & Everywhere & { readonly printScript?: boolean };

export type JudgeFlags = Selecting &
  Showing &
  Everywhere & { readonly facts: string; readonly maxAge?: number; readonly since?: string; readonly strict?: boolean };

/** Of commands that only tell what is known. */
export type PlainFlags = Everywhere & { readonly format?: readonly string[] };

export type ShowFlags = PlainFlags & Pick<Selecting, "profile" | "set" | "only">;

export type ExplainFlags = PlainFlags & { readonly kinds?: boolean };

export type TestFlags = Everywhere & Omit<Showing, "share">;

export type AnswerFlags = Everywhere & {
  readonly port?: number;
  readonly for?: number;
  readonly from?: "internet" | "private";
  readonly cert?: string;
  readonly key?: string;
};

export type ReachFlags = Everywhere & { readonly timeout?: number };
