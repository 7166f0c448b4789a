import type { ReasonWords } from "./words.ts";

/** The question could not be put, or its answer may not count. */
export const asking = {
  "input-open": {
    means: "An input that it depends on was not answered.",
    seeByHand: [
      "What is asked, and what was answered (`inputs` in the JSON report; `open` is not answered):",
      "$ footing show PRODUCT",
    ],
    mend: [
      "Answer it, in the command or in the site file. A secret is given by reference; one that is named and still open leads nowhere: no such variable or file, or an empty one.",
      "$ footing check PRODUCT --set NAME=VALUE",
      "$ footing check PRODUCT --set NAME=env:VARIABLE",
    ],
  },
  "open-reference": {
    means: "It refers to an answer that is not there.",
    seeByHand: [
      "It asks for a value from elsewhere: an input that was answered with none, a row of the sizing, or what another requirement saw. Which one:",
      "$ footing explain PRODUCT/REQUIREMENT",
    ],
    mend: [
      "Settle the requirement that it refers to, or answer the input with a value. In a requirements file of your own, let `when` leave it out where the answer may be none.",
    ],
  },
  "condition-open": {
    means: "Whether it applies depends on something unknown.",
    seeByHand: [
      "Its condition stands behind `when`, its profiles behind `profiles`:",
      "$ footing explain PRODUCT/REQUIREMENT",
    ],
    mend: [
      "Answer what the condition reads, or choose the profile:",
      "$ footing check PRODUCT --set NAME=VALUE",
      "$ footing check PRODUCT --profile NAME",
    ],
  },
  waits: {
    means: "A requirement that it needs is not met, so it was not looked at.",
    seeByHand: [
      "The row names what it waits for; that one has a reason of its own.",
      "$ footing check PRODUCT --only REQUIREMENT",
    ],
    mend: ["Mend what it waits for, and run again. There is nothing to do about this one before."],
  },
  skipped: {
    means: "It was left out by --skip.",
    seeByHand: ["`scope.skip` in the JSON report names it."],
    mend: ["Run without --skip. What is to be accepted for a time belongs in a waiver, which has a name and an end."],
  },
  "not-yet": {
    means: "This version of Footing cannot look at it.",
    seeByHand: ["What it will ask, and what the product requires of it:", "$ footing explain PRODUCT/REQUIREMENT"],
    mend: [
      "Look yourself; the statement that it names says what for. A newer version may know the kind:",
      "$ footing explain --kinds",
    ],
  },
  "needs-leave": {
    means: "The file comes from outside the catalog, and this would touch something: it needs --yes.",
    seeByHand: [
      "Read the requirement before you allow it: what it would run, write or connect to.",
      "$ footing explain FILE REQUIREMENT",
    ],
    mend: ["If you trust the file:", "$ footing check FILE --yes"],
  },
  "needs-allow-exec": {
    means: "It runs a command of the file's author: it needs --allow-exec.",
    seeByHand: ["Read the command, and what it is run with:", "$ footing explain FILE REQUIREMENT"],
    mend: [
      "If you trust it. A file from outside the catalog needs --yes too:",
      "$ footing check FILE --yes --allow-exec",
    ],
  },
  "needs-target": {
    means: "No target was given that it can be asked of.",
    seeByHand: [
      "Its role or sort of target, and the targets that there were (`targets` in the JSON report):",
      "$ footing explain PRODUCT/REQUIREMENT",
    ],
    mend: [
      "Name one, with the role that is asked for, beside the others: what --on names takes the place of all other targets. `targets` in the site file does the same:",
      "$ footing check PRODUCT --on local --on ROLE=ssh://HOST",
    ],
  },
  "no-write": {
    means: "Only writing would show it, and --no-write was given.",
    seeByHand: ["`scope.noWrite` in the JSON report is true."],
    mend: [
      "Run without --no-write where a probe may write: it removes what it wrote, also when it is interrupted, and names what it could not remove.",
    ],
  },
  limit: {
    means: "A limit for files was reached: steps of an expression, or length of a text.",
    seeByHand: [
      "An expression takes at most 10,000 steps, over lists of at most 100 elements; a text that is matched or searched has at most 4 KiB, and a list 1,000 items. What is found in the part that is kept is decided all the same. The row says which limit it was.",
    ],
    mend: [
      "Say it in a shorter way in the requirements file: a narrower pattern, a field of its own, two requirements instead of one.",
    ],
  },
  "no-subjects": {
    means: "There is nothing in the list that it speaks of.",
    seeByHand: [
      "The list comes from an answer or from what was seen; both stand in the JSON report, under `inputs` and `facts`.",
    ],
    mend: [
      "Answer the input with the names that are meant, or find out why the place lists none. An empty list shows nothing, so it meets nothing.",
    ],
  },
  "grade-too-low": {
    means: "It is known, but not as well as is demanded.",
    seeByHand: [
      "`grade` says how it is known: declared (somebody says so), observed (live state says so), proven (it was done). What is demanded:",
      "$ footing explain PRODUCT/REQUIREMENT",
    ],
    mend: [
      "Let it be looked at, or done: without --no-write, with --yes for a file from outside the catalog, on the target itself instead of from a file.",
    ],
  },
  "attestation-expired": {
    means: "It was attested, but that has run out.",
    seeByHand: [
      "It holds for so long from the day behind `on`; the requirement says how long, 365 days if it does not:",
      "$ grep -A 12 '^attestations' footing.yaml",
    ],
    mend: ["Look again whether it is still so, and write the new day and your name into the site file."],
  },
} as const satisfies Readonly<Record<string, ReasonWords>>;
