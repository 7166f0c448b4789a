import type { Why } from "./fact.ts";

/**
 * Every reason that an outcome may have, with what it means in one sentence. One table: a report uses no other code,
 * and the reference lists exactly these.
 */
export const reasons = {
  // the world could not be seen
  "permission-denied": "This user may not look there.",
  timeout: "It did not answer within the probe's own limit.",
  deadline: "The whole run's deadline came first.",
  interrupted: "The run was interrupted before this was seen.",
  "target-lost": "The target could not be reached, or was lost on the way.",
  "no-means": "What one looks with is not there (a program, a file of the kernel).",
  platform: "This operating system does not show it, or this version does not know how to look there.",
  "cannot-tell": "It was looked at, and what was seen does not decide it.",
  "password-needed": "sudo asks for a password, and nobody was there to type it.",
  "too-much-output": "It answered with more than is read.",
  "unsafe-path": "Others could change the path while it is used.",
  garbled: "What came back is not a value of its type.",
  conflict: "Two observers of the same thing disagree.",
  "not-observed": "Nobody looked.",
  old: "The fact is older than is accepted.",
  // the question could not be put
  "input-open": "An input that it depends on was not answered.",
  "open-reference": "It refers to an answer that is not there.",
  "condition-open": "Whether it applies depends on something unknown.",
  waits: "A requirement that it needs is not met, so it was not looked at.",
  skipped: "It was left out by --skip.",
  "not-yet": "This version of Footing cannot look at it.",
  "needs-leave": "The file comes from outside the catalog, and this would touch something: it needs --yes.",
  "needs-allow-exec": "It runs a command of the file's author: it needs --allow-exec.",
  "needs-target": "No target was given that it can be asked of.",
  "no-write": "Only writing would show it, and --no-write was given.",
  limit: "A limit for files was reached: steps of an expression, or length of a text.",
  "no-probe-image": "There is no program of ours for the processor of the engine.",
  "no-subjects": "There is nothing in the list that it speaks of.",
  "grade-too-low": "It is known, but not as well as is demanded.",
  "attestation-expired": "It was attested, but that has run out.",
  // it was seen
  met: "What was seen meets the requirement.",
  "falls-short": "What was seen does not meet the requirement.",
  absent: "It is known not to be there.",
  "attested-no": "It was attested that it is not so.",
  assumption: "The sizing table assumes something that does not hold.",
  waived: "It is unmet, and somebody has accepted that for a time.",
  // it does not count
  later: "It counts at another moment.",
  "condition-false": "Its condition says that it does not apply here.",
  "other-profile": "It belongs to another profile.",
} as const;

export type ReasonCode = keyof typeof reasons;

export const isReasonCode = (text: string): text is ReasonCode => Object.hasOwn(reasons, text);

export type Reason = Why & { readonly code: ReasonCode };

/** A reason in words; `settle` says what would end it, as a command or an option where there is one. */
export const reason = (code: ReasonCode, text: string, settle?: string): Reason =>
  settle === undefined ? { code, text } : { code, text, settle };
