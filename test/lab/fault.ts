import { globSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { z } from "zod";
import { componentNames } from "./components.ts";

/** One step that makes a world, in order; `undo` is run in the opposite order, whatever happened in between. */
const step = z.union([
  z.strictObject({ run: z.string(), undo: z.string().optional() }),
  /** Files below the world's folder and what they hold. */
  z.strictObject({ files: z.record(z.string(), z.string()) }),
  /** Done by a process that then stands still until the world ends, so that what it holds open stays. */
  z.strictObject({ hold: z.string() }),
  /** A state to wait for: asked again and again until it holds. */
  z.strictObject({ until: z.string() }),
]);

/** An ordinary command that shows that the world is as meant. */
const witness = z.strictObject({
  run: z.string(),
  /** A pattern for what it prints, line ends trimmed. */
  prints: z.string().optional(),
  exit: z.int().default(0),
});

const outcome = z.enum(["met", "unmet", "unknown", "not-applicable", "waived"]);

const expectation = z.strictObject({
  /** By requirement id, `id[subject]`, or `id@target` where targets differ. Empty only where nothing is checked (exit 2). */
  outcomes: z.record(z.string(), outcome),
  /** Of the one requirement, or by id, or by `id@target`. */
  reasonCode: z.union([z.string(), z.record(z.string(), z.string())]).optional(),
  exit: z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)]),
  verdict: z.enum(["ready", "ready-with-warnings", "not-ready", "unverified"]).optional(),
  /** A pattern for what results say was observed, or why not. */
  observed: z.string().optional(),
  /** A pattern for what a person sees: both streams of the terminal. */
  says: z.string().optional(),
  /** A pattern for processes that Footing's run may leave, since its user's own settings ask for them. */
  stays: z.string().optional(),
  /** Seconds in which it must have ended. */
  within: z.number().default(30),
});

const phase = z.strictObject({
  world: z.array(step).default([]),
  /** A command prefix in which witnesses and Footing are run: `taskset -c 0`. */
  enter: z.string().default(""),
  witness: z.array(witness).min(1),
  /** Replaces the fault's own words. */
  words: z.array(z.string()).optional(),
  /** Replaces the fault's own targets. */
  on: z.array(z.string()).optional(),
  expect: expectation,
  /** What must hold after Footing has ended. */
  after: z.array(witness).default([]),
});

const requirementsFile = z.strictObject({
  requirements: z.array(z.record(z.string(), z.unknown())).min(1),
  inputs: z.record(z.string(), z.unknown()).optional(),
});
const oneRequirement = z.strictObject({
  requirement: z.record(z.string(), z.unknown()),
  inputs: z.record(z.string(), z.unknown()).optional(),
});
const catalogProduct = z.strictObject({ product: z.string(), only: z.string() });

const fault = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  title: z.string(),
  needs: z.array(z.enum(componentNames)).default([]),
  /** Both phases come to the same outcome, and differ in what is said and in what is there afterwards. */
  alike: z.boolean().default(false),
  /** The system's files are read from $WORLD/root instead of the real ones: a recorded machine. */
  recorded: z.boolean().default(false),
  ask: z.union([oneRequirement, requirementsFile, catalogProduct]),
  /** Further words of the command line. */
  words: z.array(z.string()).default(["--yes", "--allow-exec"]),
  /** `text`: by the script that is carried to a host, and the text that is carried back. */
  by: z.enum(["looking", "text"]).default("looking"),
  /** Where to look: `--on` for each. */
  on: z.array(z.string()).default([]),
  /** The wrong verdict that tempts, and why. */
  tempts: z.string(),
  /** The healthy one. */
  twin: phase,
  fault: phase,
});

export type Step = z.infer<typeof step>;
export type Witness = z.infer<typeof witness>;
export type Expectation = z.infer<typeof expectation>;
export type Phase = z.infer<typeof phase>;
export type Ask = z.infer<typeof fault>["ask"];
export type Fault = z.infer<typeof fault> & { readonly area: string };

export const phases = ["twin", "fault"] as const;
export type PhaseName = (typeof phases)[number];

/** Reads every fault of the folder; throws with file and id where one is not as it must be. */
export function loadFaults(): readonly Fault[] {
  const folder = fileURLToPath(new URL("faults/", import.meta.url));
  const faults = globSync("*.yaml", { cwd: folder })
    .toSorted()
    .flatMap((name) => readFaults(basename(name, ".yaml"), readFileSync(`${folder}${name}`, "utf8")));
  const twice = faults.find((one, index) => faults.findIndex((other) => other.id === one.id) !== index);
  if (twice !== undefined) throw new Error(`test/lab/faults: the id ${twice.id} is there twice`);
  return faults;
}

/** The faults of one file. `area` is the file's name. */
export function readFaults(area: string, text: string): readonly Fault[] {
  const listed = z.array(z.looseObject({ id: z.string() })).safeParse(parse(text, { merge: true }));
  if (!listed.success) throw new Error(`test/lab/faults/${area}.yaml: ${z.prettifyError(listed.error)}`);
  return listed.data.map((entry) => {
    const read = fault.safeParse(entry);
    if (read.success) return { ...read.data, area };
    throw new Error(`test/lab/faults/${area}.yaml, ${entry.id}:\n${z.prettifyError(read.error)}`);
  });
}
