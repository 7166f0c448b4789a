import type { Evidence, Grade, Vantage, Why } from "./fact.ts";

/**
 * What a kind asks a host for, as data. Reach fetches readings by whatever way leads to the host; the kind then
 * understands them, purely. `risky` marks a path that a person gave: it may hang, so it is never touched in our own
 * process, and in a script it comes last.
 */
export type Reading =
  /** The text of a file that belongs to the system (/proc, /sys, /etc). */
  | { readonly file: string }
  /** The names in a folder of the system, one a line. */
  | { readonly list: string }
  /** Output of a program: no shell, found on PATH. `as: "root"` raises it by `sudo -n` where it is not root already. */
  | { readonly run: readonly [string, ...string[]]; readonly as?: "root"; readonly authored?: true }
  /** The path of a program on PATH, as the user given would find it. */
  | { readonly which: string; readonly as?: "root" }
  /** The file system that holds a path, or its nearest existing parent: see `disk-reading.md` in the reference. */
  | { readonly disk: string }
  /**
   * What every control group that holds this process says of one controller, its own first: `path<TAB>file<TAB>content`
   * a line, white space in the content folded. Files that are not there are left out; one that is there and cannot be
   * read fails the reading. `missing`: there is no such control group in force.
   */
  | { readonly cgroup: Controller }
  /** The family of systems, in one word: `linux`, `macos`, `windows`, or what the system calls itself. */
  | { readonly platform: true };

export type Controller = "cpu" | "cpuset" | "memory";

export type Readings = Readonly<Record<string, Reading>>;

type When = { readonly at: string; readonly ms: number; readonly by: string };

/**
 * What came back. `exit` is a program's exit code (`run` only). A reading that failed says why: `missing` is what was
 * looked for and is not there, which is an observation; every other reason is a failure to look.
 */
export type Raw =
  | (When & { readonly is: "text"; readonly text: string; readonly exit?: number; readonly stderr?: string })
  | (When & { readonly is: "missing" })
  | (When & { readonly is: "failed"; readonly why: Why });

export type Raws<R extends Readings> = { readonly [Name in keyof R]: Raw };

type Better = {
  readonly grade?: Grade;
  readonly vantage?: Vantage;
  readonly tolerance?: number;
  readonly note?: string;
};

/** The evidence that one raw reading gives, or several that were needed together (the slowest and latest counts). */
export function evidenceOf(raw: Raw | readonly [Raw, ...Raw[]], better: Better = {}): Evidence {
  const raws: readonly Raw[] = "by" in raw ? [raw] : raw;
  const witnesses = [...new Set(raws.map((one) => one.by))];
  const { grade = "observed", vantage = "host", ...more } = better;
  return {
    by: witnesses.join(", "),
    at: raws.reduce((latest, one) => (one.at > latest ? one.at : latest), ""),
    ms: Math.max(...raws.map((one) => one.ms)),
    grade,
    vantage,
    ...more,
  };
}
