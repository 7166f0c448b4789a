import { isNamed } from "../facts/url-query.ts";
import { dirname, join } from "node:path";
import { isInstant } from "../facts/formats.ts";
import { attestationRecords, inputRecords } from "../judge/declared.ts";
import { judge, type Judgement } from "../judge/judge.ts";
import type { Result } from "../judge/outcome.ts";
import { whyVerdict } from "../judge/why-verdict.ts";
import { inOrder } from "../judge/order.ts";
import type { Situation, Target } from "../judge/situation.ts";
import { answerInputs } from "./answer.ts";
import { caseRecords } from "./case-facts.ts";
import { loadSource, type Found } from "./catalog.ts";
import { Recorder } from "./check.ts";
import { readGivenText, type Reading } from "./given-file.ts";
import { judgeAgain } from "./judge-again.ts";
import { uncoveredStatements } from "./coverage.ts";
import { chooseProfile } from "./targets.ts";
import { expectWaiverSubjects } from "./waivers.ts";
import { checkSite } from "../spec/check-site.ts";
import { loadCases, type Case, type CaseOutcomeOf, type CaseResult, type Cases, type Mismatch } from "../spec/cases.ts";
import { BadFile, Reader, UsageError } from "../spec/problem.ts";
import { readAttestations, readWaivers, type Site } from "../spec/site.ts";

export type TestedFolder = {
  readonly folder: string;
  readonly product: string;
  readonly cases: Cases;
  readonly results: readonly CaseResult[];
  /** What statements say of their treatment that the requirements do not bear out. */
  readonly uncovered: readonly string[];
};

/** Runs the cases of a folder that holds requirements.yaml, cases.yaml and, where there is one, statements.yaml. */
export async function testFolder(folder: string, reading: Reading): Promise<TestedFolder> {
  const path = join(folder, "requirements.yaml");
  const found = await loadSource(await readGivenText(path, reading), { path, reading });
  const cases = loadCases(await readGivenText(join(folder, "cases.yaml"), reading));
  const reader = new Reader(cases.source);
  const results: CaseResult[] = [];
  for (const one of cases.cases) results.push(await runCase(one, { found, reader, reading }));
  reader.finish();
  const { product } = found.file;
  return { folder, product: product.name, cases, results, uncovered: uncoveredStatements(found) };
}

type Running = { readonly found: Found; readonly reader: Reader; readonly reading: Reading };

async function runCase(one: Case, running: Running): Promise<CaseResult> {
  const { name, at } = one;
  const judgement = await judgedOrReported(one, running);
  // Why not is with the reader, which ends the whole run.
  if (judgement === undefined) return { name, at, failures: [] };
  const failures = one.outcomes.flatMap((wanted) => mismatchesOf(wanted, judgement, running.reader));
  return { name, at, failures: [...failures, ...verdictMismatch(one, judgement)] };
}

/** What a case says wrongly is told at its place in the file, as every other mistake. */
async function judgedOrReported(one: Case, running: Running): Promise<Judgement | undefined> {
  try {
    return one.snapshot === undefined ? judgeCase(one, running) : await judgeSnapshot(one, one.snapshot.path, running);
  } catch (error) {
    if (error instanceof UsageError) return running.reader.report(one.snapshot?.at ?? one.at, error.message);
    if (!(error instanceof BadFile) || error.problems[0]?.source !== running.reader.source) throw error;
    running.reader.problems.push(...error.problems);
    return undefined;
  }
}

function mismatchesOf(wanted: CaseOutcomeOf, judgement: Judgement, reader: Reader): readonly Mismatch[] {
  const { id, subject, target, outcome, written, at } = wanted;
  const ofId = judgement.results.filter((result) => result.id === id);
  const results = ofId.filter(
    (result) => (subject === null || isNamed(result.subject, subject)) && (target === null || result.target === target),
  );
  if (results.length === 0) reader.report(at, `no result is named \`${written}\``);
  const wrong = results.filter((result) => result.outcome !== outcome);
  return wrong.map((result) => {
    const what = results.length === 1 ? written : preciseName(result, ofId);
    return { what, expected: outcome, got: result.outcome, reason: result.reason, at };
  });
}

/** The name by which a case can speak of this result alone, as far as the results of its requirement differ. */
function preciseName({ id, subject, target }: Result, all: readonly Result[]): string {
  const targets = new Set(all.map((result) => result.target));
  return `${id}${subject === null ? "" : `[${subject}]`}${targets.size > 1 && target !== null ? `@${target}` : ""}`;
}

function verdictMismatch({ verdict: wanted }: Case, { verdict, results }: Judgement): readonly Mismatch[] {
  if (wanted === undefined || wanted.is === verdict) return [];
  return [{ what: "verdict", expected: wanted.is, got: verdict, reason: whyVerdict(verdict, results), at: wanted.at }];
}

/** A case says what time it is; where it does not, any fixed time does, since only differences count. */
const standardNow = "2026-01-01T00:00:00.000Z";

function nowOf({ now }: Case): string {
  if (now === undefined) return standardNow;
  if (!isInstant(now)) throw new UsageError(`\`${now}\` is no day, and no point in time such as 2026-01-31T00:00:00Z`);
  return new Date(Date.parse(now)).toISOString();
}

function judgeCase(one: Case, running: Running): Judgement {
  const recorder = new Recorder();
  const site = siteOf(one, running);
  const situation = situationOf(one, site, { recorder, found: running.found });
  for (const record of inputRecords(situation.answers, situation.now)) recorder.add(record);
  const given = new Set(one.facts.map((fact) => fact.requirement));
  for (const record of attestationRecords(situation, site.attestations, situation.now)) {
    const [id = ""] = (record.subject ?? "").split("[");
    if (!given.has(id) || record.state === "seen") recorder.add(record);
  }
  expectWaiverSubjects(site, situation);
  recordFacts(one, situation, { recorder, reader: running.reader });
  return judge(situation);
}

type Recording = { readonly recorder: Recorder; readonly reader: Reader };

/** A fact may stand where another requirement's answer says, so those that are needed come first. */
function recordFacts(one: Case, situation: Situation, { recorder, reader }: Recording): void {
  const ids = inOrder(situation.file.requirements).map(({ id }) => id);
  const unknown = one.facts.filter((fact) => !ids.includes(fact.requirement));
  for (const fact of [...ids.flatMap((id) => one.facts.filter(({ requirement }) => requirement === id)), ...unknown]) {
    for (const record of caseRecords(fact, situation, reader)) recorder.add(record);
  }
}

/** Waivers and attestations of a case, checked as those of a site file are. */
function siteOf(one: Case, { found, reader }: Running): Site {
  const waivers = one.waivers === undefined ? [] : readWaivers(one.waivers, reader);
  const attestations = one.attestations === undefined ? [] : readAttestations(one.attestations, reader);
  const { source } = reader;
  const names = { product: found.file.product.id, productAt: { start: 0, end: 0 } };
  const site: Site = { source, ...names, inputs: new Map(), targets: [], waivers, attestations };
  checkSite(site, found.file, nowOf(one).slice(0, 10));
  return site;
}

function situationOf(
  one: Case,
  site: Site,
  { recorder, found }: Pick<Recording, "recorder"> & Pick<Running, "found">,
): Situation {
  const { file, statements } = found;
  const sources = { set: settings(one), site: null, environment: {} };
  return {
    file,
    statements,
    profile: chooseProfile(found, one.profile, null)?.name ?? null,
    moment: one.moment,
    version: one.version ?? null,
    answers: answerInputs(file, sources),
    targets: targetsOf(found),
    facts: recorder.index,
    waivers: site.waivers,
    now: nowOf(one),
    skip: new Set(),
  };
}

const settings = (one: Case): readonly (readonly [string, string])[] =>
  one.inputs.map(({ name, value }) => {
    if (value.is === "list") {
      return [name, value.items.map((item) => (item.is === "scalar" ? item.source : "")).join(",")];
    }
    // A secret's value is never part of a case: that it was given is all that can be judged.
    return [name, value.is === "scalar" ? (value.value === null ? "" : value.source) : "env:GIVEN"];
  });

/** A host for each role that the file knows; the one for `app` is called local. */
function targetsOf({ file }: Found): readonly Target[] {
  const roles = new Set(["app", ...file.requirements.map((requirement) => requirement.role)]);
  return [...roles].map((role) => ({
    name: role === "app" ? "local" : role,
    type: "host",
    role,
    hostname: null,
    state: "reached",
  }));
}

async function judgeSnapshot(one: Case, path: string, running: Running): Promise<Judgement> {
  const { found, reader, reading } = running;
  // Loaded only here: a schema library is needed for files of facts alone.
  const { readSnapshot } = await import("./facts-file.ts");
  const snapshot = await readSnapshot(join(dirname(reader.source.name), path), reading);
  const again = judgeAgain({
    found,
    site: one.waivers === undefined && one.attestations === undefined ? null : siteOf(one, running),
    set: settings(one),
    environment: {},
    only: [],
    skip: [],
    strict: false,
    snapshot,
    maxAge: 7 * 86_400,
    now: one.now === undefined ? snapshot.finishedAt : nowOf(one),
    moment: one.moment,
    ...(one.profile === undefined ? {} : { profile: one.profile }),
  });
  return again.judgement;
}
