import { z } from "zod";
import type { Expectation } from "./fault.ts";

/** What one run of Footing left. */
export type Observation = {
  readonly exit: number;
  /** It did not end within its limit. */
  readonly late: boolean;
  readonly seconds: number;
  /** Both streams, as a person saw them. */
  readonly terminal: string;
  readonly reportText: string | undefined;
  /** The recorded tree that the report must name, if one stood in for the real files. */
  readonly root: string | undefined;
  readonly leftBehind: readonly string[];
};

/** From the worst on: a fault counts as the worst that either of its phases came to. */
export const classes = [
  "broken case",
  "false green",
  "false red",
  "claim unseen",
  "unknown though knowable",
  "bad report",
  "ok",
] as const;
export type Class = (typeof classes)[number];

export type Finding = { readonly is: Class; readonly why: string };

const result = z.looseObject({
  id: z.string(),
  target: z.string().nullable(),
  subject: z.string().nullable().default(null),
  outcome: z.enum(["met", "unmet", "unknown", "not-applicable", "waived"]),
  reasonCode: z.string(),
  reason: z.string(),
  observed: z.string().nullable(),
  facts: z.array(z.string()),
});
const report = z.looseObject({
  schema: z.literal("footing/report/1"),
  verdict: z.string(),
  exitCode: z.int(),
  interrupted: z.literal(false),
  counts: z.record(z.string(), z.int()),
  targets: z.array(z.looseObject({ root: z.string().optional() })),
  results: z.array(result),
  facts: z.array(z.looseObject({ id: z.string(), state: z.enum(["seen", "absent", "unknown"]) })),
});
export type LabReport = z.infer<typeof report>;
type LabResult = z.infer<typeof result>;

/** What a run came to, from its report and exit code alone. */
export function classify(expected: Expectation, observed: Observation): Finding {
  const greens = observed.exit === 0 && expected.exit !== 0;
  if (expected.exit === 2 || observed.reportText === undefined) return withoutReport(expected, observed, greens);
  const read = readReport(observed.reportText);
  if (typeof read === "string") return { is: greens ? "false green" : "bad report", why: read };
  const findings = [...compareOutcomes(expected, read), ...claimsUnseen(read)];
  if (greens) findings.push({ is: "false green", why: `exit 0, not ${expected.exit}` });
  for (const why of faultsOfReport(expected, observed, read)) findings.push({ is: "bad report", why });
  return worst(findings);
}

export const worst = (findings: readonly Finding[]): Finding =>
  findings.toSorted((one, other) => classes.indexOf(one.is) - classes.indexOf(other.is))[0] ?? { is: "ok", why: "" };

function withoutReport(expected: Expectation, observed: Observation, greens: boolean): Finding {
  if (greens) return { is: "false green", why: `exit 0, not ${expected.exit}` };
  const wrong = [
    observed.late ? `did not end within ${expected.within} s` : undefined,
    observed.exit === expected.exit
      ? undefined
      : `exit ${observed.exit}, not ${expected.exit}: ${observed.terminal.trim()}`,
    expected.exit === 2 && observed.reportText !== undefined ? "a report, although nothing was checked" : undefined,
    expected.exit !== 2 && observed.reportText === undefined ? "no report" : undefined,
    ...commonFaults(expected, observed),
  ].filter((why) => why !== undefined);
  return wrong.length === 0 ? { is: "ok", why: "" } : { is: "bad report", why: wrong.join("; ") };
}

function readReport(text: string): LabReport | string {
  try {
    const read = report.safeParse(JSON.parse(text));
    return read.success ? read.data : z.prettifyError(read.error);
  } catch (error) {
    return `the report does not parse: ${String(error)}`;
  }
}

/** The results that a name speaks of: all of a requirement, that of one subject (`id[subject]`), or of one target (`id@target`). */
function resultsNamed(name: string, { results }: LabReport): readonly LabResult[] {
  const [, id = name, subject, target] = /^([^@[]+)(?:\[([^\]]+)\])?(?:@(.*))?$/.exec(name) ?? [];
  return results.filter(
    (one) =>
      one.id === id &&
      (subject === undefined || one.subject === subject) &&
      (target === undefined || one.target === target),
  );
}

function compareOutcomes(expected: Expectation, read: LabReport): Finding[] {
  return Object.entries(expected.outcomes).flatMap(([name, meant]): Finding[] => {
    const results = resultsNamed(name, read);
    if (results.length === 0) return [{ is: "bad report", why: `no result for ${name}` }];
    return results.flatMap((one) => (one.outcome === meant ? [] : [mistaken(meant, one)]));
  });
}

function mistaken(meant: string, { id, outcome, reason }: LabResult): Finding {
  const why = `${id} is ${outcome}, not ${meant}: ${reason}`;
  if (outcome === "met") return { is: "false green", why };
  if (outcome === "unmet") return { is: "false red", why };
  return { is: outcome === "unknown" ? "unknown though knowable" : "bad report", why };
}

/** What is met must name a fact that shows it. */
function claimsUnseen(read: LabReport): Finding[] {
  const shown = new Set(read.facts.filter(({ state }) => state !== "unknown").map(({ id }) => id));
  return read.results
    .filter(({ outcome, facts }) => outcome === "met" && !facts.some((id) => shown.has(id)))
    .map(({ id }): Finding => ({ is: "claim unseen", why: `${id} is met, and no fact shows it` }));
}

function faultsOfReport(expected: Expectation, observed: Observation, read: LabReport): readonly string[] {
  return [
    observed.late ? `did not end within ${expected.within} s` : undefined,
    observed.exit === read.exitCode ? undefined : `exit ${observed.exit}, but the report says ${read.exitCode}`,
    observed.exit === expected.exit ? undefined : `exit ${observed.exit}, not ${expected.exit}`,
    verdictFault(expected, read),
    countsFault(read),
    rootFault(observed, read),
    ...reasonFaults(expected, read),
    ...observedFault(expected, read),
    ...commonFaults(expected, observed),
  ].filter((why) => why !== undefined);
}

const verdictFault = (expected: Expectation, read: LabReport): string | undefined =>
  expected.verdict === undefined || expected.verdict === read.verdict
    ? undefined
    : `the verdict is ${read.verdict}, not ${expected.verdict}`;

function countsFault(read: LabReport): string | undefined {
  const wrong = ["met", "unmet", "unknown", "not-applicable", "waived"].find(
    (name) => (read.counts[name] ?? 0) !== read.results.filter(({ outcome }) => outcome === name).length,
  );
  return wrong === undefined ? undefined : `counts.${wrong} is not the number of such results`;
}

/** A judgement of a recorded machine must never pass for one of this machine, nor the other way round. */
function rootFault({ root }: Observation, { targets }: LabReport): string | undefined {
  const named = targets.find((target) => target.root !== undefined)?.root;
  return named === root ? undefined : `the report names ${named ?? "no recorded tree"}, not ${root ?? "none"}`;
}

function reasonFaults({ reasonCode, outcomes }: Expectation, read: LabReport): readonly string[] {
  if (reasonCode === undefined) return [];
  const [only] = Object.keys(outcomes);
  const meant = typeof reasonCode === "string" ? { [only ?? ""]: reasonCode } : reasonCode;
  return Object.entries(meant).flatMap(([name, code]) =>
    resultsNamed(name, read)
      .filter(({ reasonCode: given }) => given !== code)
      .map(({ reasonCode: given, reason }) => `${name} is ${given}, not ${code}: ${reason}`),
  );
}

function observedFault({ observed, outcomes }: Expectation, read: LabReport): readonly string[] {
  if (observed === undefined) return [];
  const said = Object.keys(outcomes)
    .flatMap((name) => resultsNamed(name, read))
    .map((one) => `${one.observed ?? ""} | ${one.reason}`);
  return said.some((words) => new RegExp(observed, "i").test(words)) ? [] : [`not /${observed}/: ${said.join("; ")}`];
}

/** Characters that change what a terminal shows: none may get into any output. */
// oxlint-disable-next-line no-control-regex -- they are what is looked for
const harmful = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

function commonFaults(expected: Expectation, observed: Observation): readonly string[] {
  const { terminal, reportText = "", leftBehind } = observed;
  // Where a line is wrapped depends on the length of temporary names.
  const said = terminal.replaceAll(/\s+/g, " ");
  const says = expected.says === undefined || new RegExp(expected.says, "i").test(said);
  return [
    says ? [] : [`it does not say /${expected.says ?? ""}/: ${terminal.trim()}`],
    harmful.test(terminal + reportText) ? ["control characters got into an output"] : [],
    leftBehind.length === 0 ? [] : [`it left behind ${leftBehind.join(", ")}`],
  ].flat();
}
