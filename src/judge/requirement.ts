import { isReasonCode, type ReasonCode } from "../facts/reasons.ts";
import { shellWord } from "../facts/shell-word.ts";
import type { Truth } from "../spec/condition-types.ts";
import type { Requirement } from "../spec/requirement.ts";
import { clauseReferences } from "../spec/resolve.ts";
import { unknownFor } from "./clause.ts";
import { judgeClauses, requirementKind, type JudgedRequirement } from "./joined.ts";
import { answering, openReads } from "./open-reads.ts";
import type { Result, StatedAt } from "./outcome.ts";
import { askedOf, isController, placesFor, resultSubject, targetsFor, type Place } from "./place.ts";
import { statesAt } from "./reference.ts";
import { remedyFor } from "./remedy.ts";
import { chosenRow } from "./sizing.ts";
import type { Situation, Target } from "./situation.ts";
import { leftOutAt, subjectsAt, type LeftOut, type Subject } from "./subjects.ts";
import { waive } from "./waive.ts";

/** Results of requirements that were judged before: those that a requirement needs come first. */
export type Judgements = ReadonlyMap<string, readonly Result[]>;

/** True where another profile was chosen than those that a requirement belongs to. */
export const isOfOtherProfile = ({ profiles }: Requirement, { profile }: Situation): boolean =>
  profiles !== undefined && profile !== null && !profiles.includes(profile);

/** Judges one requirement wherever it is judged. `before` holds the results of what it needs. */
export function judgeRequirement(
  requirement: Requirement,
  situation: Situation,
  before: Judgements,
): readonly Result[] {
  if (isOfOtherProfile(requirement, situation)) {
    const place: Place = { situation, requirement, target: null, repeated: null, vantage: null };
    return [aside(place, "other-profile", `only with ${(requirement.profiles ?? []).join(" or ")}`)];
  }
  return placesFor(requirement, situation).flatMap((place) => judgePlace(place, before));
}

function judgePlace(place: Place, before: Judgements): readonly Result[] {
  const { requirement, situation } = place;
  const truth: Truth = requirement.when?.judge(statesAt(place)) ?? { is: "true" };
  if (truth.is === "false") {
    return [aside(place, "condition-false", `does not apply: ${requirement.when?.text ?? ""}`)];
  }
  if (!requirement.moments.includes(situation.moment)) {
    return [aside(place, "later", `counts at ${requirement.moments.join(", ")}`)];
  }
  const open = waitingFor(place, truth, before) ?? openHere(place, truth) ?? heldBack(place, before);
  return open === undefined ? judgeLooked(place) : [finish(place, open)];
}

/** One result; or where the kind answers of several things one for each, and one for what is not known of their list. */
function judgeLooked(place: Place): readonly Result[] {
  const { requirement } = place;
  if (requirement.joined !== "one") return [finish(place, judgeClauses(requirement, place))];
  const [clause] = requirement.clauses;
  const leftOut = leftOutAt(clause, place);
  const others = leftOut.map((one) => judgeLeftOut(one, place));
  if (clause.is === "look" && leftOut.length > 0 && leftOut.length === clause.asides?.length) return others;
  const listed = subjectsAt(clause, place);
  if (listed === undefined) return [finish(place, judgeClauses(requirement, place)), ...others];
  const { subjects, blind } = listed;
  return [
    ...subjects.map((one) => {
      const here = placeOf(one, place);
      return finish(here, judgeClauses(requirement, here));
    }),
    ...(blind === undefined ? [] : [finish(place, unknownFor(blind.code, blind.text, blind.settle))]),
    ...others,
  ];
}

const placeOf = ({ name, index, aside: said }: Subject, place: Place): Place => ({
  ...place,
  subject: name,
  ...(index === undefined ? {} : { item: index }),
  ...(said === undefined ? {} : { aside: said }),
});

/** An item whose own condition does not hold, or is open. */
function judgeLeftOut(one: LeftOut, place: Place): Result {
  const here = placeOf(one, place);
  const { truth } = one;
  if (truth.is === "false") return aside(here, "condition-false", `does not apply: ${one.aside.when?.text ?? ""}`);
  const isUnknown = truth.is === "unknown";
  const words = isUnknown ? truth.why.join("; ") : "what it reads is not there";
  const code = isUnknown ? truth.code : "condition-open";
  const settle = answering(one.aside.when, place.situation);
  return finish(here, unknownFor(code, `whether it applies is open: ${words}`, settle));
}

/** A condition that reads an answer which is held back is held back with it: one cause is told once. */
function waitingFor(place: Place, truth: Truth, before: Judgements): JudgedRequirement | undefined {
  const { requirement, situation } = place;
  const reads = [...(requirement.when?.reads ?? [])];
  const isOfAnswer = reads.some((name) => name.startsWith("answers."));
  if (truth.is !== "unknown" || !isOfAnswer || openReads(requirement.when, situation).length > 0) return undefined;
  if (situation.skip.has(requirement.id)) return undefined;
  const waitsFor = unmetNeeds(place, before);
  return waitsFor.length === 0 ? undefined : unknownFor("waits", `waits for ${waitsFor.join(", ")}`);
}

/** Why it is not known whether a requirement counts here, or undefined if it does. */
function openHere(place: Place, truth: Truth): JudgedRequirement | undefined {
  const { requirement, situation } = place;
  if (situation.skip.has(requirement.id)) return unknownFor("skipped", "left out by --skip");
  if (requirement.profiles !== undefined && situation.profile === null) {
    return unknownFor("condition-open", "no profile was chosen", "--profile NAME");
  }
  if (truth.is === "absent") {
    return unknownFor("condition-open", `whether it applies is open: ${truth.name} is not there`);
  }
  if (truth.is !== "unknown") return undefined;
  const settle = answering(requirement.when, situation);
  return unknownFor(truth.code, `whether it applies is open: ${truth.why.join("; ")}`, settle);
}

/** Why a requirement that counts was not looked at, or undefined if it could be. */
function heldBack(place: Place, before: Judgements): JudgedRequirement | undefined {
  const { requirement, situation, target } = place;
  // What this version cannot look at is unknown for that, whatever else is in the way.
  if (requirement.clauses.every((clause) => clause.is === "pending")) return undefined;
  if (target === null && targetsFor(requirement, situation).length === 0) {
    return unknownFor("needs-target", needsTarget(requirement, situation), targetOptions(requirement, situation));
  }
  const waitsFor = unmetNeeds(place, before);
  if (waitsFor.length > 0) return unknownFor("waits", `waits for ${waitsFor.join(", ")}`);
  return target?.state === "lost" ? lost(target) : undefined;
}

/** A target that was lost says why in its own words, where it has a reason that this version knows. */
function lost({ name, why }: Target): JudgedRequirement {
  if (why === undefined || !isReasonCode(why.code)) return unknownFor("target-lost", `${name} could not be reached`);
  return unknownFor(why.code, why.text, why.settle);
}

/** All targets of the next run: what is named on the command line takes the place of every other target. */
function targetOptions(requirement: Requirement, situation: Situation): string {
  if (askedOf(requirement).includes("cluster")) return "--on TARGET";
  const wanted = { name: wantedTarget(requirement, situation), role: requirement.role };
  const named = situation.targets.filter((target) => !isController(target));
  return [...named, wanted].map(targetOption).join(" ");
}

const targetOption = ({ name, role }: Pick<Target, "name" | "role">): string =>
  `--on ${shellWord(role === "app" ? name : `${role}=${name}`)}`;

/**
 * What is likely to fit: the machine that a container runs on is this one. What has a role of its own stands elsewhere
 * where this machine has another role, or the others are elsewhere too.
 */
function wantedTarget(requirement: Requirement, { targets }: Situation): string {
  if (isWithin(requirement)) return "docker://NAME";
  const isFree = targets.every(({ name, type }) => name !== "local" && type === "container");
  return isFree ? "local" : "ssh://HOST";
}

/** It is asked of what is seen from within, and of nothing else. */
const isWithin = ({ namesVantages, vantages }: Requirement): boolean =>
  namesVantages && vantages.every((vantage) => vantage === "container");

function needsTarget(requirement: Requirement, { targets }: Situation): string {
  if (askedOf(requirement).includes("cluster")) return "needs a target such as kube://…";
  if (isWithin(requirement)) return `needs a container with the role ${requirement.role}`;
  const ofRole = targets.filter(({ role }) => role === requirement.role);
  return ofRole.length > 0 && ofRole.every(({ type }) => type === "container")
    ? "is not seen from within a container: needs a host"
    : `needs a target with the role ${requirement.role}`;
}

/** The ids of needed requirements that are unmet or unknown here: on this target, or anywhere if they have none here. */
export function unmetNeeds(place: Pick<Place, "requirement" | "target">, before: Judgements): readonly string[] {
  return place.requirement.needs.filter((id) => {
    const all = before.get(id) ?? [];
    const here = all.filter((result) => result.target === (place.target?.name ?? null));
    return (here.length > 0 ? here : all).some(({ outcome }) => outcome === "unmet" || outcome === "unknown");
  });
}

function statedAt(requirement: Requirement, situation: Situation): readonly StatedAt[] {
  if ("derived" in requirement.from) return [{ derived: requirement.from.derived }];
  const others = otherRows(requirement, situation);
  return requirement.from.statements.filter((id) => !others.has(id)).map((id) => stated(id, situation));
}

/** Statements of rows of the sizing that do not count here: who has 20 users is not told what 4 need. */
function otherRows(requirement: Requirement, situation: Situation): ReadonlySet<string> {
  const references = requirement.clauses.flatMap((clause) =>
    clause.is === "look" ? clauseReferences(clause).expect : [],
  );
  const chosen = chosenRow(situation);
  if (chosen.is === "open" || !references.some((one) => one.root === "sizing")) return new Set();
  const rows = situation.file.sizing?.rows ?? [];
  return new Set(rows.flatMap((row) => row.from).filter((id) => !chosen.row.from.includes(id)));
}

/** Where a statement stands, as far as the file beside says. */
export function stated(id: string, situation: Situation): StatedAt {
  const { source = null, section = null, item = null } = situation.statements?.statements.get(id) ?? {};
  return { statement: id, source, section, item };
}

type Base = Pick<
  Result,
  | "id"
  | "kind"
  | "level"
  | "area"
  | "title"
  | "target"
  | "vantage"
  | "subject"
  | "because"
  | "needs"
  | "moments"
  | "from"
>;

/** The parts of a result that do not depend on what was seen. */
function base(place: Place): Base {
  const { requirement, situation, target, vantage } = place;
  return {
    id: requirement.id,
    kind: requirementKind(requirement),
    level: requirement.level,
    area: requirement.area,
    title: requirement.title,
    target: target?.name ?? null,
    vantage,
    subject: resultSubject(place),
    because: place.aside?.why ?? requirement.because ?? null,
    needs: requirement.needs,
    moments: requirement.moments,
    from: place.aside?.from?.map((id) => stated(id, situation)) ?? statedAt(requirement, situation),
  };
}

/** A result that does not count here and now. */
function aside(place: Place, reasonCode: ReasonCode, reason: string): Result {
  return {
    ...base(place),
    outcome: "not-applicable",
    reasonCode,
    reason,
    expected: null,
    observed: null,
    grade: null,
    observedAt: null,
    remedy: null,
    waiver: null,
    facts: [],
  };
}

function finish(place: Place, judged: JudgedRequirement): Result {
  const { field: _field, settle, partly, outcome, ownShortfall: _, shortfalls = [], ...rest } = judged;
  const result: Result = {
    ...base(place),
    ...rest,
    outcome,
    remedy: outcome === "unmet" ? remedyFor(place, shortfalls) : null,
    waiver: null,
    ...(settle === undefined ? {} : { settle }),
    ...(partly === undefined ? {} : { partly }),
  };
  return outcome === "unmet" ? waive(result, place) : result;
}
