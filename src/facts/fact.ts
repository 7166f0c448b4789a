/**
 * How well a thing is known: a file or a person says so, live state says so, or it was done and its effect seen.
 * The order is that of strength.
 */
export const grades = ["declared", "observed", "proven"] as const;
export type Grade = (typeof grades)[number];

/** From where a fact was seen. The shell of a host does not speak for the engine that runs there. */
export const vantages = ["host", "container", "engine", "controller", "internet"] as const;
export type Vantage = (typeof vantages)[number];

export const atLeast = (grade: Grade, least: Grade): boolean => grades.indexOf(grade) >= grades.indexOf(least);

/** Why a thing could not be seen: a code of `reasons.ts`, words for the operator, and what would settle it. */
export type Why = { readonly code: string; readonly text: string; readonly settle?: string };

export type Evidence = {
  /** The witness: a file, a program, an input. Shown to people, so it never holds a secret. */
  readonly by: string;
  /** When it was seen, ISO 8601 in UTC. */
  readonly at: string;
  /** How long looking took, in milliseconds. */
  readonly ms: number;
  readonly grade: Grade;
  readonly vantage: Vantage | null;
  /** The share by which the true size may be larger than the value (0.08: up to 8 % were taken away by kernel or formatting). */
  readonly tolerance?: number;
  /** What a reader should know beside the value: "nearest existing parent of /srv/data". */
  readonly note?: string;
  /** Why it is so, as a word of its kind: what mends a full disk does not mend one that is not mounted. */
  readonly cause?: string;
};

export type Seen<T> = { readonly is: "seen"; readonly value: T; readonly evidence: Evidence };
/** Known not to be there, which is another thing than not known. */
export type Absent = { readonly is: "absent"; readonly evidence: Evidence };
export type Unknown = { readonly is: "unknown"; readonly why: Why; readonly evidence: Evidence };

/** One observation. An unknown has no value, so that nobody can read one out of it by mistake. */
export type Fact<T> = Seen<T> | Absent | Unknown;

export const seen = <T>(value: T, evidence: Evidence): Seen<T> => ({ is: "seen", value, evidence });
export const absent = (evidence: Evidence): Absent => ({ is: "absent", evidence });
export const unknown = (why: Why, evidence: Evidence): Unknown => ({ is: "unknown", why, evidence });
