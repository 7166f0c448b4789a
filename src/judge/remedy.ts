import type { Arguments } from "../facts/snapshot.ts";
import type { Value } from "../facts/types.ts";
import type { Remedy } from "../kinds/declaration.ts";
import { fillCommand, fillWords } from "../spec/command-arguments.ts";
import { isContrary } from "./contrary.ts";
import type { JudgedField } from "./field.ts";
import type { Shortfall, ShownRemedy } from "./outcome.ts";
import { targetAttribute, type Place } from "./place.ts";

/** What to do about a shortfall: as the file says, else as each field that fell short says, else as its kind says. */
export function remedyFor(place: Place, shortfalls: readonly Shortfall[]): ShownRemedy | null {
  const { requirement } = place;
  if (requirement.remedy !== undefined) {
    const asked = shortfalls.reduce<Arguments>((all, one) => ({ ...one.asked, ...all }), {});
    return shown(requirement.remedy, asked, place);
  }
  const looks = requirement.clauses.filter((clause) => clause.is === "look");
  const byLook = looks
    .map((clause) => shortfalls.filter((one) => one.clause === clause).flatMap((one) => ofField(one, place)))
    .filter((remedies) => remedies.length > 0);
  // Where one branch is enough, one is told how to mend.
  return together(requirement.joined === "anyOf" ? (byLook[0] ?? []) : byLook.flat());
}

function ofField({ clause, asked, judged }: Shortfall, place: Place): readonly ShownRemedy[] {
  const field = clause.answers[judged.field];
  const remedies = field?.remedies ?? {};
  // What mends a field brings about what is usually expected of it, and not the contrary.
  const contrary = isContrary(judged, clause);
  const word = wordsFor(judged, contrary).find((one) => Object.hasOwn(remedies, one));
  const remedy = (word === undefined ? (contrary ? undefined : field?.remedy) : remedies[word]) ?? clause.kind.remedy;
  return remedy === undefined ? [] : [shown({ ...remedy, text: fillWords(remedy.text, asked) }, asked, place)];
}

/** By what a remedy is chosen, the nearest first. */
function wordsFor(judged: JudgedField, contrary: boolean): readonly string[] {
  if (contrary) return [wanted(judged)];
  const causes = judged.known.facts.map(({ cause }) => cause ?? "");
  return [...causes, wanted(judged), ...(judged.known.is === "seen" ? ["less"] : [])];
}

function wanted({ known, matcher }: JudgedField): string {
  // Of yes and no the other one is wanted, however that is written.
  if (known.is === "seen" && typeof known.value === "boolean") return String(!known.value);
  return matcher.is === "equals" ? String(matcher.value) : "";
}

/** Each text and each command once: two fields may fall short for one cause. */
function together(remedies: readonly ShownRemedy[]): ShownRemedy | null {
  if (remedies.length === 0) return null;
  const docs = remedies.map((one) => one.docs).find((one) => one !== undefined);
  return {
    text: [...new Set(remedies.map((one) => one.text))].join(" "),
    commands: [...new Set(remedies.flatMap((one) => one.commands))],
    ...(docs === undefined ? {} : { docs }),
  };
}

/** Commands that fit the target, and no others: on a system that is not known there are only words. */
function shown(remedy: Remedy, asked: Arguments, place: Place): ShownRemedy {
  const { commands = {}, text, docs } = remedy;
  const systems = systemsOf(place);
  const fitting = systems.find((system) => Object.hasOwn(commands, system));
  const filling = { values: asked, isWindows: systems.includes("windows") };
  return {
    text,
    commands: fitting === undefined ? [] : (commands[fitting] ?? []).flatMap((one) => fillCommand(one, filling) ?? []),
    ...(docs === undefined ? {} : { docs }),
  };
}

/** Names that commands may be keyed by, the nearest first: the distribution alone, or with those like it, the family, any. */
function systemsOf({ target, situation }: Place): readonly string[] {
  if (target === null) return ["any"];
  const [own = [], ...others] = ["distribution", "like", "os"].map((name) =>
    textsOf(targetAttribute(name, target, situation)),
  );
  return [...own.map((name) => `=${name}`), ...own, ...others.flat(), "any"];
}

function textsOf(value: Value | undefined): readonly string[] {
  if (typeof value === "object") return value;
  return typeof value === "string" ? [value] : [];
}
