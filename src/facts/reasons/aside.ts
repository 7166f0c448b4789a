import type { ReasonWords } from "./words.ts";

/** It does not count here and now. */
export const aside = {
  later: {
    means: "It counts at another moment.",
    seeByHand: ["When it counts:", "$ footing explain PRODUCT/REQUIREMENT"],
    mend: ["Nothing now. To see it:", "$ footing check PRODUCT --moment run"],
  },
  "condition-false": {
    means: "Its condition says that it does not apply here.",
    seeByHand: [
      "The condition stands behind `when`, what it reads under `inputs` in the JSON report:",
      "$ footing explain PRODUCT/REQUIREMENT",
    ],
    mend: [
      "Nothing, if the answers are right. If one was only assumed, and it is wrong, set it:",
      "$ footing check PRODUCT --set NAME=VALUE",
    ],
  },
  "other-profile": {
    means: "It belongs to another profile.",
    seeByHand: [
      "Its profiles, and the one that was chosen (`profile` in the JSON report):",
      "$ footing explain PRODUCT/REQUIREMENT",
    ],
    mend: ["Nothing, if the profile is right. Else:", "$ footing check PRODUCT --profile NAME"],
  },
} as const satisfies Readonly<Record<string, ReasonWords>>;
