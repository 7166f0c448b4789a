import type { JsonValue } from "../facts/json.ts";
import type { FactRecord } from "../facts/snapshot.ts";
import { typeRow, types, type Value } from "../facts/types.ts";
import type { Moment } from "../kinds/declaration.ts";
import { attestationRecords, inputRecords } from "../judge/declared.ts";
import { judge } from "../judge/judge.ts";
import { attestationName } from "../judge/place.ts";
import type { Situation, Target } from "../judge/situation.ts";
import type { AnswerValue } from "../spec/answers.ts";
import type { Input } from "../spec/input.ts";
import { UsageError } from "../spec/problem.ts";
import type { RequirementsFile } from "../spec/requirements-file.ts";
import { answerInputs } from "./answer.ts";
import { productVersion } from "./product-version.ts";
import { Recorder, type CheckRequest, type Ran } from "./check.ts";
import type { Snapshot } from "./facts-file.ts";
import { selectIds } from "./select.ts";
import { chooseProfile, expectWaiverTargets } from "./targets.ts";
import { expectWaiverSubjects } from "./waivers.ts";

export type JudgeRequest = Pick<
  CheckRequest,
  "found" | "site" | "profile" | "set" | "environment" | "only" | "skip" | "strict"
> & {
  /** Secrets whose reference leads nowhere: see `missingSecrets`. */
  readonly missing?: ReadonlyMap<string, string>;
  readonly snapshot: Snapshot;
  /** Undefined: as when it was observed. */
  readonly moment?: Moment;
  /** Seconds. */
  readonly maxAge: number;
  /** ISO 8601, UTC. */
  readonly now: string;
};

/**
 * Judges facts that were observed elsewhere or earlier. Nothing of the file is trusted but its facts: outcomes are made
 * anew, inputs are answered by what is said now before what was said then, waivers come from the site alone.
 */
export function judgeAgain(request: JudgeRequest): Ran {
  const { found, site, snapshot, strict } = request;
  const clock = performance.now();
  const recorder = new Recorder();
  const { situation, selected } = situationOf(request, recorder);
  record(recorder, request, situation);
  const judgement = judge(situation, { strict });
  return {
    found,
    site,
    situation,
    judgement,
    facts: recorder.records,
    only: [...(selected.only ?? [])],
    skip: [...selected.skip],
    startedAt: snapshot.startedAt,
    finishedAt: snapshot.finishedAt,
    durationMs: Math.round(performance.now() - clock),
    // The report tells of the run that saw the facts.
    interrupted: judgement.brokenOff,
    evidence: "file",
    remains: [],
    root: snapshot.targets.find((target) => target.root !== undefined)?.root ?? null,
  };
}

/** The profile that is named now counts before the one that the facts were observed for. */
function profileOf({ found, site, profile, snapshot }: JudgeRequest): string | null {
  const named = profile ?? site?.profile ?? snapshot.profile ?? undefined;
  return chooseProfile(found, named, site)?.name ?? null;
}

type Selected = { readonly only: ReadonlySet<string> | undefined; readonly skip: ReadonlySet<string> };

function situationOf(
  request: JudgeRequest,
  recorder: Recorder,
): { readonly situation: Situation; readonly selected: Selected } {
  const { found, site, snapshot, now, environment, set, maxAge } = request;
  const { file } = found;
  expectProduct(snapshot, file);
  const selected = selectedBy(request);
  expectWaiverTargets(
    site,
    snapshot.targets.map(({ name }) => name),
  );
  const { missing = new Map() } = request;
  const sources = { set, site, environment, missing, report: reportedInputs(snapshot, file) };
  const situation: Situation = {
    file,
    statements: found.statements,
    profile: profileOf(request),
    moment: request.moment ?? snapshot.moment,
    version: productVersion(file, found.version, sources) ?? reportedVersion(snapshot),
    answers: answerInputs(file, sources),
    targets: snapshot.targets.map(readTarget),
    facts: recorder.index,
    waivers: site?.waivers ?? [],
    now,
    maxAge,
    ...(selected.only === undefined ? {} : { only: selected.only }),
    skip: selected.skip,
  };
  if (site !== null) expectWaiverSubjects(site, situation);
  return { situation, selected };
}

function selectedBy({ only, skip, found }: JudgeRequest): Selected {
  if (only.length > 0 && skip.length > 0) throw new UsageError("--only and --skip together", "Use one of them.");
  return {
    only: only.length === 0 ? undefined : selectIds(only, found.file, "--only"),
    skip: selectIds(skip, found.file, "--skip"),
  };
}

export function expectProduct({ product }: Pick<Snapshot, "product">, file: RequirementsFile): void {
  if (product === null || product.id === file.product.id) return;
  const help = `footing judge ${product.id} --facts …`;
  throw new UsageError(`the facts were observed for ${product.id}, not for ${file.product.id}`, help);
}

function reportedVersion({ product }: Snapshot): string | null {
  const version: unknown = product?.version;
  return types.version.is(version) ? version : null;
}

/** What is declared is made anew from what is said now; all else is taken as it was observed. */
function record(recorder: Recorder, request: JudgeRequest, situation: Situation): void {
  for (const one of inputRecords(situation.answers, request.now)) recorder.add(one);
  for (const one of attested(request, situation)) recorder.add(one);
  for (const fact of request.snapshot.facts) if (fact.kind !== "attest" && fact.kind !== "input") recorder.add(fact);
}

/** An attestation of the file counts where the site has none of the same requirement. */
function attested({ snapshot, site, now }: JudgeRequest, situation: Situation): readonly Omit<FactRecord, "id">[] {
  const attestations = site?.attestations ?? [];
  const anew = new Set(attestations.map(({ requirement, subject }) => attestationName(requirement, subject ?? null)));
  const recorded = snapshot.facts.filter((fact) => fact.kind === "attest" && fact.state === "seen");
  const kept = recorded.filter((fact) => !anew.has(attestedId(fact)) && !anew.has(fact.subject ?? ""));
  const again = new Set(kept.map((fact) => fact.subject));
  const made = attestationRecords(situation, attestations, now).filter(({ subject }) => !again.has(subject));
  // Whatever a file says of itself, an attestation is no more than somebody's word.
  return [...made, ...kept.map((fact) => ({ ...fact, grade: "declared", vantage: null, target: null }) as const)];
}

/** The requirement that an attestation speaks for; its subject may name one value of `for` besides. */
const attestedId = ({ subject }: Pick<FactRecord, "subject">): string => (subject ?? "").split("[")[0] ?? "";

/** A target of the file; what is not there is left out, and not there as undefined. */
function readTarget({ why, root: _root, ...target }: Snapshot["targets"][number]): Target {
  if (why === undefined) return target;
  const { settle, ...said } = why;
  return { ...target, why: settle === undefined ? said : { ...said, settle } };
}

/** The inputs of a file as answers; one that this file does not have, or whose value cannot be its answer, is left open. */
export function reportedInputs(
  snapshot: Pick<Snapshot, "inputs">,
  file: RequirementsFile,
): ReadonlyMap<string, AnswerValue> {
  const answers = new Map<string, AnswerValue>();
  for (const { name, value, from } of snapshot.inputs) {
    const input = file.inputs.get(name);
    if (input === undefined || from === "open" || from === "default") continue;
    const answer = reportedAnswer(input, value);
    if (answer !== undefined) answers.set(name, answer);
  }
  return answers;
}

function reportedAnswer(input: Input, value: JsonValue | undefined): AnswerValue | undefined {
  const isNone = value === null || (input.type === "list" && Array.isArray(value) && value.length === 0);
  if (isNone) return input.optional ? { is: "none" } : undefined;
  // A report never holds a secret, so that it was given is all that is known of it.
  if (input.secret) return { is: "secret", reference: null };
  return canAnswer(input, value) ? { is: "value", value } : undefined;
}

function canAnswer(input: Input, value: unknown): value is Value {
  if (!typeRow(input.type).is(value)) return false;
  if (input.of !== undefined && ![value].flat().every((one) => input.of?.includes(String(one)) === true)) return false;
  return typeof value !== "number" || (value >= (input.min ?? -Infinity) && value <= (input.max ?? Infinity));
}
