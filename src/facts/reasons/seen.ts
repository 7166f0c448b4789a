import type { ReasonWords } from "./words.ts";

/** It was looked at. */
export const seen = {
  met: {
    means: "What was seen meets the requirement.",
    seeByHand: ["Who saw it, and how well it is known:", "$ footing check PRODUCT --only REQUIREMENT --verbose"],
    mend: ["Nothing."],
  },
  "falls-short": {
    means: "What was seen does not meet the requirement.",
    seeByHand: [
      "What was seen stands beside what must be. Who saw it, so that you can ask the same:",
      "$ footing check PRODUCT --only REQUIREMENT --verbose",
    ],
    mend: [
      "The end of the report says what to do, with commands where they fit this system. What cannot be mended now can be waived for a time in the site file.",
    ],
  },
  absent: {
    means: "It is known not to be there.",
    seeByHand: ["The row names what was looked for:", "$ command -v PROGRAM", "$ ls -ld /the/path"],
    mend: [
      "Install or make it. If it is there, Footing does not find it where it looks: PATH and HOME are those of the user who runs it, and of root where it is asked as root.",
      "$ sudo -n sh -c 'command -v PROGRAM'",
    ],
  },
  "attested-no": {
    means: "It was attested that it is not so.",
    seeByHand: ["Somebody answered `no`, with name and date:", "$ grep -A 12 '^attestations' footing.yaml"],
    mend: ["Mend it, and answer anew in the site file; or waive it there for a time."],
  },
  assumption: {
    means: "The sizing table assumes something that does not hold.",
    seeByHand: ["The requirement's title is what is assumed; the table and its assumptions:", "$ footing show PRODUCT"],
    mend: ["Make it so, or reckon with more than the table says: its figures are for another case than yours."],
  },
  waived: {
    means: "It is unmet, and somebody has accepted that for a time.",
    seeByHand: ["By whom, until when and why stands below the row, and here:", "$ grep -A 12 '^waivers' footing.yaml"],
    mend: ["Mend it before the waiver ends. From the day after, it is unmet again."],
  },
} as const satisfies Readonly<Record<string, ReasonWords>>;
