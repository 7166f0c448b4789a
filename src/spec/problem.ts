import type { ASTNode } from "@marcbachmann/cel-js";

/** A stretch of a file's text, in UTF-16 units from its start; `end` is behind the last one. */
export type Span = { readonly start: number; readonly end: number };

export type SourceText = {
  /** As the user named it: what an error says before the line. */
  readonly name: string;
  readonly text: string;
  /** It may hold a secret where none should be, so its words are not repeated, and its answers not shown. */
  readonly confidential?: true;
};

/** One mistake in a file: what is wrong, where, and what was probably meant. */
export type Problem = {
  readonly source: SourceText;
  readonly at: Span;
  readonly message: string;
  /** Stands behind the caret: "did you mean `memory`?" */
  readonly hint?: string;
  /** A line below: where to read on. */
  readonly help?: string;
  /** The line holds a secret that should not be there: it is named, not shown. */
  readonly hidden?: true;
};

/** No more than this many mistakes of one file are listed; the rest is counted. */
export const mostProblems = 20;

/** A file that cannot be used. Nothing is checked by it: exit code 2. */
export class BadFile extends Error {
  readonly problems: readonly Problem[];
  constructor(problems: readonly Problem[]) {
    super(problems[0]?.message ?? "the file cannot be used");
    this.problems = problems;
  }
}

export type Position = { readonly line: number; readonly column: number };

/** Line and column of a place, both counted from 1; a column counts characters as an editor does. */
export function positionOf(text: string, offset: number): Position {
  const before = text.slice(0, offset);
  const line = before.split("\n").length;
  const column = Array.from(before.slice(before.lastIndexOf("\n") + 1)).length + 1;
  return { line, column };
}

/** Collects the mistakes of one file, so that all are told at once. */
export class Reader {
  readonly source: SourceText;
  readonly problems: Problem[] = [];
  /** Trees of conditions of this file by their text: each is parsed once, or was when the program was built. */
  readonly trees: Map<string, ASTNode>;

  constructor(source: SourceText, trees: Map<string, ASTNode> = new Map()) {
    this.source = source;
    this.trees = trees;
  }

  report(at: Span, message: string, more: { readonly hint?: string; readonly help?: string } = {}): undefined {
    const { length } = this.source.text;
    const start = Math.min(Math.max(0, at.start), length);
    const end = Math.min(Math.max(start + 1, at.end), length);
    this.problems.push({ source: this.source, at: { start, end }, message, ...more });
    return undefined;
  }

  /** Throws all mistakes found so far, in the order of the file. */
  finish(): void {
    if (this.problems.length === 0) return;
    throw new BadFile(this.problems.toSorted((a, b) => a.at.start - b.at.start));
  }
}

/** Something that was asked for and cannot be: exit code 2, with these words and what to do instead. */
export class UsageError extends Error {
  readonly help: string | undefined;
  constructor(message: string, help?: string) {
    super(message);
    this.help = help;
  }
}

/** A wrong request that stands in a file, told with its place there. Whatever else was thrown stays as it is. */
export function placedError(error: unknown, place: Pick<Problem, "source" | "at">): unknown {
  if (!(error instanceof UsageError)) return error;
  const { message, help } = error;
  return new BadFile([{ ...place, message, ...(help === undefined ? {} : { help }) }]);
}
