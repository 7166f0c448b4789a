import { isInstant } from "../facts/formats.ts";
import { moments, type Moment } from "../kinds/declaration.ts";
import type { Placed } from "./placed.ts";
import { BadFile, Reader, type SourceText, type Span } from "./problem.ts";
import {
  asPlaced,
  checked,
  formatVersion,
  named,
  object,
  oneOf,
  present,
  someOf,
  text,
  word,
  type Named,
  type ObjectOf,
  type Shape,
} from "./shape.ts";
import { parseYaml } from "./yaml.ts";

export const caseOutcomes = ["met", "unmet", "unknown", "not-applicable", "waived"] as const;
export type CaseOutcome = (typeof caseOutcomes)[number];
const verdicts = ["ready", "ready-with-warnings", "not-ready", "unverified"] as const;

/** One fact of a case: a value, absent, or unknown with a reason. */
export type CaseFact = {
  readonly requirement: string;
  /** Of a kind that answers of several things: of which; null speaks for each. */
  readonly subject: string | null;
  /** Subjects of which the case says the same field by itself: what is said of all is not said of them. */
  readonly except: readonly string[];
  readonly field: string;
  readonly node: Placed;
  readonly at: Span;
};

/** Which results an expected outcome speaks for: all of an id, one subject, or one target. */
export type CaseOutcomeOf = {
  readonly id: string;
  readonly subject: string | null;
  readonly target: string | null;
  readonly outcome: CaseOutcome;
  readonly at: Span;
  readonly written: string;
};

/** A unit test of a requirements file (docs/reference/statements-and-cases.md). */
export type Case = {
  readonly name: string;
  readonly inputs: readonly Named<Placed>[];
  readonly profile?: string;
  readonly moment: Moment;
  readonly now?: string;
  readonly version?: string;
  readonly facts: readonly CaseFact[];
  /** A saved facts file or report, named relative to the cases. */
  readonly snapshot?: { readonly path: string; readonly at: Span };
  readonly verdict?: { readonly is: (typeof verdicts)[number]; readonly at: Span };
  readonly outcomes: readonly CaseOutcomeOf[];
  readonly waivers?: Placed;
  readonly attestations?: Placed;
  readonly at: Span;
};

export type Cases = { readonly source: SourceText; readonly cases: readonly Case[] };

const factsShape = named(
  named(asPlaced, /^[A-Za-z]\w*$/, "fields"),
  /^[a-z][a-z0-9-]{0,59}(?:\[[^\]]{1,300}\])?$/,
  "requirements",
);
const outcomesShape: Shape<readonly Named<CaseOutcome>[]> = named(
  oneOf(...caseOutcomes),
  /^[a-z][a-z0-9-]{0,59}(?:\[[^\]]+\])?(?:@\S+)?$/,
  "outcomes",
);

const instant = checked(word("a point in time, as ISO 8601 in UTC", /^\d{4}-\d\d-\d\d/), (value) =>
  isInstant(value) ? undefined : `the calendar and clock have no ${value}`,
);

const expectKeys = {
  verdict: { shape: oneOf(...verdicts), says: "of the whole" },
  outcomes: { shape: outcomesShape, says: "by id, id[subject] or id@target" },
} as const;

const caseKeys = {
  name: { shape: text("a sentence"), says: "what the case shows", required: true },
  inputs: { shape: named(asPlaced, /^[a-z][A-Za-z0-9]*$/, "inputs"), says: "the answers" },
  profile: { shape: text("a profile"), says: "default: the file's default" },
  moment: { shape: oneOf(...moments), says: "default: install" },
  now: { shape: instant, says: "what time it is" },
  version: { shape: word("a version", /^\S+$/), says: "the product's version" },
  facts: { shape: factsShape, says: "facts by requirement id, or id[subject]; what is not said is unknown" },
  snapshot: { shape: text("a file"), says: "a saved facts file in place of facts" },
  waivers: { shape: asPlaced, says: "as in a site file" },
  attestations: { shape: asPlaced, says: "as in a site file" },
  expect: {
    shape: object(expectKeys),
    says: "what must come of it",
    required: true,
  },
} as const;
const caseShape = object(caseKeys);

export const casesShape = object({
  footing: { shape: formatVersion, says: "the format's version" },
  cases: { shape: someOf(caseShape, "a list of cases"), says: "unit tests of the requirements", required: true },
});

/** Where a case came out otherwise than it says. */
export type Mismatch = {
  /** The requirement, as precisely as its results differ; or `verdict`. */
  readonly what: string;
  readonly expected: string;
  readonly got: string;
  /** Why it came so. */
  readonly reason: string;
  /** Where the case says what it expects. */
  readonly at: Span;
};

/** One case and what it showed otherwise than expected; empty where it holds. */
export type CaseResult = { readonly name: string; readonly at: Span; readonly failures: readonly Mismatch[] };

/** Loads the cases that stand beside a requirements file, or throws BadFile. */
export function loadCases(source: SourceText): Cases {
  const reader = new Reader(source);
  const read = casesShape.read(parseYaml(source), reader);
  const cases = (read?.cases ?? []).map((one) => readCase(one, reader));
  const names = new Set<string>();
  for (const { name, at } of cases) {
    if (names.has(name)) reader.report(at, `two cases are named "${name}"`);
    names.add(name);
  }
  reader.finish();
  if (read === undefined) throw new BadFile([]);
  return { source, cases };
}

function readCase(one: ObjectOf<typeof caseKeys>, reader: Reader): Case {
  const { name, inputs = [], moment = "install", profile, now, version, waivers, attestations, at } = one;
  const { outcomes = [] } = one.expect;
  const verdict = readVerdict(one.expect);
  checkExpected(one.expect, reader);
  if (one.facts !== undefined && one.snapshot !== undefined) {
    reader.report(one.places["snapshot"] ?? at, "facts and a snapshot: give one of them");
  }
  const path = one.snapshot;
  const snapshot = path === undefined ? undefined : { path, at: one.places["snapshot"] ?? at };
  const facts = readFacts(one.facts ?? []);
  const optional = present({ profile, now, version, waivers, attestations, snapshot, verdict });
  return { name, inputs, moment, facts, outcomes: outcomes.map(readOutcome), at, ...optional };
}

function readFacts(given: readonly Named<readonly Named<Placed>[]>[]): readonly CaseFact[] {
  const all = given.flatMap((of) =>
    of.value.map(({ name: field, value: node, at }) => ({ ...readOf(of.name), field, node, at })),
  );
  return all.map((fact) => ({
    ...fact,
    except: all.flatMap(({ requirement, field, subject }) =>
      fact.subject === null && subject !== null && requirement === fact.requirement && field === fact.field
        ? [subject]
        : [],
    ),
  }));
}

/** `egress[example.org:443]`: a fact of one subject; without it a fact of all of them. */
function readOf(name: string): Pick<CaseFact, "requirement" | "subject"> {
  const [, requirement = name, subject] = /^([^[]*)\[(.*)\]$/.exec(name) ?? [];
  return { requirement, subject: subject ?? null };
}

const readVerdict = ({ verdict: is, places, at }: ObjectOf<typeof expectKeys>): Case["verdict"] =>
  is === undefined ? undefined : { is, at: places["verdict"] ?? at };

/** A case that expects nothing shows nothing; what it expects wrongly was told already. */
function checkExpected({ verdict, outcomes = [], at }: ObjectOf<typeof expectKeys>, reader: Reader): void {
  const isTold = reader.problems.some((problem) => problem.at.start >= at.start && problem.at.end <= at.end);
  if (verdict !== undefined || outcomes.length > 0 || isTold) return;
  reader.report(at, "expects nothing: it could never fail");
}

function readOutcome({ name, at, value }: Named<CaseOutcome>): CaseOutcomeOf {
  const [, id = name, subject, target] = /^([a-z][a-z0-9-]*)(?:\[([^\]]+)\])?(?:@(\S+))?$/.exec(name) ?? [];
  return { id, subject: subject ?? null, target: target ?? null, outcome: value, at, written: name };
}
