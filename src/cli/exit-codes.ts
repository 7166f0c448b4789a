/** Exit codes beside those of a verdict (contract, section 3). */
export const exitCodes = {
  done: 0,
  /** Facts were asked for, and a target could not be reached. */
  unreached: 3,
  usage: 2,
  broken: 70,
} as const;
