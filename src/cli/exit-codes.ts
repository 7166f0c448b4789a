/** Exit codes beside those of a verdict (docs/reference/exit-codes.md). */
export const exitCodes = {
  done: 0,
  /** Facts were asked for, and a target could not be reached. */
  unreached: 3,
  usage: 2,
  broken: 70,
} as const;
