import type { End } from "./end.ts";
import type { Shape } from "./value.ts";

/** What was understood of a file: the shape of what stands at its top level, and the ends that it names. */
export type Content =
  | {
      readonly is: "keys";
      readonly shapes: ReadonlyMap<string, Shape>;
      readonly ends: readonly End[];
      /** Keys at its top in or below whose value a mark stands that something is still to be filled in. */
      readonly unfilled: readonly string[];
    }
  /** It was looked at, and is not what it has to be. */
  | { readonly is: "broken"; readonly words: string }
  /** What stands there does not decide it. */
  | { readonly is: "unclear"; readonly code: "cannot-tell" | "limit"; readonly words: string };

export const lineAt = (text: string, offset: number): number => text.slice(0, offset).split("\n").length;

export const withoutMark = (text: string): string => (text.startsWith("\uFEFF") ? text.slice(1) : text);
