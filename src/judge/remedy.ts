import type { Value } from "../facts/types.ts";
import type { Remedy } from "../kinds/declaration.ts";
import type { ShownRemedy } from "./outcome.ts";
import { targetAttribute, type Place } from "./place.ts";

/** What to do about a shortfall: as the file says, else as the field that fell short says, else as its kind says. */
export function remedyFor(place: Place, field: string | undefined): ShownRemedy | null {
  const { requirement } = place;
  const looks = requirement.clauses.filter((clause) => clause.is === "look");
  const ofField = looks
    .map((clause) => (field === undefined ? undefined : clause.answers[field]?.remedy))
    .find((one) => one !== undefined);
  const ofKind = looks.map((clause) => clause.kind.remedy).find((one) => one !== undefined);
  const remedy = requirement.remedy ?? ofField ?? ofKind;
  return remedy === undefined ? null : shown(remedy, place);
}

/** Commands that fit the target, and no others: on a system that is not known there are only words. */
function shown(remedy: Remedy, place: Place): ShownRemedy {
  const { commands = {}, text, docs } = remedy;
  const fitting = systemsOf(place).find((system) => Object.hasOwn(commands, system));
  return {
    text,
    commands: fitting === undefined ? [] : (commands[fitting] ?? []),
    ...(docs === undefined ? {} : { docs }),
  };
}

/** Names that commands may be keyed by, the nearest first: the distribution, what it is like, the family, any. */
function systemsOf({ target, situation }: Place): readonly string[] {
  if (target === null) return ["any"];
  const named = ["distribution", "like", "os"].map((name) => targetAttribute(name, target, situation));
  return [...named.flatMap(textsOf), "any"];
}

function textsOf(value: Value | undefined): readonly string[] {
  if (typeof value === "object") return value;
  return typeof value === "string" ? [value] : [];
}
