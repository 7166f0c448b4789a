import type { Vantage } from "../facts/fact.ts";
import type { Arguments, FactRecord } from "../facts/snapshot.ts";
import type { Value } from "../facts/types.ts";
import type { Askable } from "../kinds/declaration.ts";
import { plannedKind } from "../kinds/pending.ts";
import { kindNamed } from "../kinds/registry.ts";
import type { Aside } from "../spec/asides.ts";
import type { Clause, LookClause } from "../spec/clause.ts";
import type { Requirement } from "../spec/requirement.ts";
import { answersRead } from "./answers-read.ts";
import { inForce } from "./attestation.ts";
import { knownField } from "./field.ts";
import type { Situation, Target } from "./situation.ts";

/**
 * Where one requirement is judged: on a target (null for what is asked of nobody), for one value of `for`. `subject`: of
 * what its kind answers of several things, this one alone.
 */
export type Place = {
  readonly situation: Situation;
  readonly requirement: Requirement;
  readonly target: Target | null;
  readonly repeated: string | null;
  readonly vantage: Vantage | null;
  readonly subject?: string;
  /** What the file says of that one beside. */
  readonly aside?: Aside;
};

/** Whom the clauses of a requirement ask; nobody is left out. */
export const askedOf = (requirement: Pick<Requirement, "clauses">): readonly Askable[] =>
  requirement.clauses
    .flatMap((clause: Clause) => (clause.is === "pending" ? plannedKind(clause.kind).askedOf : clause.kind.askedOf))
    .filter((one) => one !== "nobody");

/** The targets that a requirement is judged on; null stands for what is asked of nobody. None: it needs a target. */
export function targetsFor(requirement: Requirement, situation: Situation): readonly (Target | null)[] {
  const asked = askedOf(requirement);
  if (asked.length === 0) return [null];
  const fitting = situation.targets.filter(
    (target) =>
      target.type !== "controller" &&
      target.role === requirement.role &&
      asked.includes(askedAs(target)) &&
      vantagesAt(requirement, target).length > 0 &&
      isAnsweredAt(target, requirement, situation),
  );
  if (fitting.length > 0) return fitting;
  if (!asked.includes("controller")) return [];
  // What only the controller is asked is asked here, whatever roles the targets have.
  const here = situation.targets.find(({ name }) => name === "local") ?? situation.targets.find(isController);
  return here === undefined ? [] : [here];
}

/**
 * What a host's engine says, such as where it keeps its data, means nothing in a container: a requirement that reads such
 * an answer is not seen from within either. `needs` go in no circle, so this comes to an end.
 */
function isAnsweredAt(target: Target, requirement: Requirement, situation: Situation): boolean {
  if (target.type !== "container") return true;
  const read = new Set(answersRead(requirement).map(({ id }) => id));
  return situation.file.requirements
    .filter(({ id, role }) => read.has(id) && role === requirement.role)
    .every((needed) => askedOf(needed).length === 0 || targetsFor(needed, situation).includes(target));
}

/** Where Footing runs, where that is none of the targets itself. */
export const isController = ({ type }: Pick<Target, "type">): boolean => type === "controller";

/** The controller as a target. Its role is that of none. */
export const controller = {
  name: "controller",
  type: "controller",
  role: "controller",
  hostname: null,
  state: "reached",
} as const satisfies Target;

/** A container is asked like the host that it looks like from within. */
const askedAs = ({ type }: Target): Askable => (type === "container" ? "host" : type);

/** From where all is seen on a target if nothing else is said. */
export const vantageOf = ({ type }: Pick<Target, "type">): Vantage =>
  type === "container" || type === "controller" ? type : "host";

/**
 * From where a requirement is looked at on a target. A container is seen from within and no other way; a host, and the
 * engine that answers there, never from within one of its containers, since nobody said which.
 */
export function vantagesAt(requirement: Requirement, target: Target | null): readonly (Vantage | null)[] {
  const { vantages, namesVantages } = requirement;
  if (target === null || vantages.length === 0) return [null];
  if (isController(target)) return namesVantages ? vantages.filter((one) => one === "controller") : ["controller"];
  const isWithin = target.type === "container";
  if (namesVantages) return vantages.filter((vantage) => (vantage === "container") === isWithin);
  if (!isWithin) return vantages;
  const looks = requirement.clauses.filter((clause) => clause.is === "look");
  const isSeen = looks.every(({ kind }) => kind.vantages.length === 0 || kind.vantages.includes("container"));
  return isSeen ? ["container"] : [];
}

/** Every place at which a requirement is judged: one result each. */
export function placesFor(requirement: Requirement, situation: Situation): readonly Place[] {
  const targets = targetsFor(requirement, situation);
  const subjects = requirement.repeat?.values.map((value) => value.source) ?? [null];
  return (targets.length === 0 ? [null] : targets).flatMap((target) => {
    const vantages = vantagesAt(requirement, target);
    return subjects.flatMap((repeated) =>
      vantages.map((vantage): Place => ({ situation, requirement, target, repeated, vantage })),
    );
  });
}

/** The subject of the facts of a clause: an attestation belongs to its requirement, all else to the look or its subject. */
function factSubject(clause: LookClause, place: Pick<Place, "requirement" | "repeated" | "subject">): string | null {
  if (clause.kind.name === "attest") return attestationName(place.requirement.id, place.repeated);
  return clause.kind.subjects === undefined ? null : (place.subject ?? null);
}

/** The subject of a result: the value of `for`, what the kind answers of, or both. */
export const resultSubject = ({ repeated, subject }: Pick<Place, "repeated" | "subject">): string | null =>
  subject === undefined ? repeated : [...(repeated === null ? [] : [repeated]), subject].join("/");

export const attestationName = (id: string, repeated: string | null): string =>
  repeated === null ? id : `${id}[${repeated}]`;

/** The target that facts of a clause are kept under: none for inputs and attestations, which speak for all targets. */
const factTarget = (clause: LookClause, place: Pick<Place, "target">): string | null =>
  clause.kind.askedOf.includes("nobody") ? null : (place.target?.name ?? null);

/** Every record that the look of a clause gave here, from the vantage that is judged. */
export function recordsAt(clause: LookClause, asked: Arguments, place: Place): readonly FactRecord[] {
  const { situation, vantage } = place;
  const [target, subject] = [factTarget(clause, place), factSubject(clause, place)];
  const records = situation.facts.of({ target, kind: clause.kind.name, arguments: asked, subject });
  if (clause.kind.name === "attest") return inForce(records, asked, situation.now);
  return clause.kind.vantages.length === 0 ? records : records.filter((record) => record.vantage === vantage);
}

/** What a target is was observed like anything else: `target.os` is the field `family` of the kind `os`. */
export const targetFields: Readonly<Record<string, { readonly kind: string; readonly field: string }>> = {
  os: { kind: "os", field: "family" },
  distribution: { kind: "os", field: "id" },
  like: { kind: "os", field: "like" },
  architecture: { kind: "arch", field: "name" },
};

/** One thing that is known of a target by its facts, or undefined. */
export function targetAttribute(name: string, target: Target, situation: Situation): Value | undefined {
  const asked = targetFields[name];
  const kind = asked === undefined ? undefined : kindNamed(asked.kind);
  if (asked === undefined || kind === undefined) return undefined;
  const records = situation.facts.of({ target: target.name, kind: kind.name, arguments: {}, subject: null });
  const known = knownField(asked.field, kind.answers, { records, context: situation });
  return known.is === "seen" ? known.value : undefined;
}

export const factIds = (records: readonly FactRecord[]): readonly string[] => [
  ...new Set(records.map((record) => record.id)),
];
