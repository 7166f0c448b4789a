import { kindNamed } from "../kinds/registry.ts";
import { checkReferences, whyNoSingle } from "./check-references.ts";
import { checkRequirements } from "./check-requirements.ts";
import type { Clause } from "./clause.ts";
import { readCondition, type Condition } from "./condition.ts";
import type { ConditionTree } from "./condition-tree.ts";
import { fieldNames, fieldType, sizeOf, type Names, type NameType } from "./condition-types.ts";
import { inputConditionType, inputName, readInput, type DraftInput, type Input } from "./input.ts";
import { entryOf, type Placed, type PlacedMap } from "./placed.ts";
import { BadFile, Reader, type SourceText } from "./problem.ts";
import { readAbout, productShape, profilesShape, readProfiles, type About, type Profile } from "./product.ts";
import { readRequirement, type DraftRequirement, type Requirement } from "./requirement.ts";
import {
  asPlaced,
  expected,
  formatVersion,
  named,
  present,
  readSome,
  someOf,
  type Named,
  type SomeOf,
} from "./shape.ts";
import { readSizing, type Sizing } from "./sizing.ts";
import { isUnread, type Unread } from "./unread.ts";
import { parseYaml } from "./yaml.ts";

/** What one product requires of the place it runs in, checked as a whole. */
export type RequirementsFile = {
  readonly source: SourceText;
  readonly product: About;
  readonly inputs: ReadonlyMap<string, Input>;
  readonly profiles: readonly Profile[];
  readonly sizing?: Sizing;
  readonly requirements: readonly Requirement[];
};

const mostRequirements = 2000;

export const fileKeys = {
  footing: { shape: formatVersion, says: "the format's version", required: true },
  product: { shape: productShape, says: "what the file is about", required: true },
  inputs: { shape: named(asPlaced, inputName, "inputs"), says: "what the operator is asked" },
  profiles: { shape: profilesShape, says: "shapes of deployment" },
  sizing: { shape: asPlaced, says: "values that depend on a number, such as users" },
  requirements: { shape: someOf(asPlaced, "a list of requirements"), says: "what is required", required: true },
} as const;

type Found = SomeOf<typeof fileKeys>["found"];

/** The text of a file as it was parsed before: its nodes, and its conditions by their text. */
export type ParsedText = {
  readonly root: Placed;
  readonly trees: Map<string, ConditionTree>;
  /** This very text was loaded before and had no mistake, so its references need not be tried again. */
  readonly checked?: true;
};

/** Loads a requirements file, or throws BadFile with every mistake in it. */
export function loadRequirements(source: SourceText, parsed?: ParsedText): RequirementsFile {
  const root = parsed?.root ?? parseYaml(source);
  const reader = new Reader(source, parsed?.trees);
  if (root.is !== "map") expected(reader, root, "a requirements file with footing, product and requirements");
  if (root.is !== "map") throw new BadFile(reader.problems);
  refuseReserved(root, reader);
  const { found, whole } = readSome(root, fileKeys, { reader, others: reserved });
  const parts = readParts(root, found, reader);
  const requirements = readRequirements(found.requirements ?? [], { ...parts, checked: parsed?.checked === true });
  const inputs = finishInputs(parts);
  reader.finish();
  if (whole === undefined) throw new BadFile([]);
  const { profiles, sizing } = parts;
  return { source, product: readAbout(whole.product), inputs, profiles, requirements, ...present({ sizing }) };
}

const reserved = ["bill"];

function refuseReserved(root: PlacedMap, reader: Reader): void {
  for (const { key, keyAt } of root.entries) {
    if (reserved.includes(key)) reader.report(keyAt, `\`${key}\` is reserved for a later version`);
  }
}

/** What requirements may speak of. */
type Parts = {
  readonly reader: Reader;
  readonly inputs: ReadonlyMap<string, DraftInput>;
  readonly profiles: readonly Profile[];
  readonly sizing: Sizing | undefined;
  readonly names: Names;
  readonly unread: Unread;
};

function readParts(root: PlacedMap, found: Found, reader: Reader): Parts {
  const namesOf = (key: string): readonly string[] | undefined => {
    const node = entryOf(root, key)?.value;
    return node?.is === "map" ? node.entries.map((entry) => entry.key) : undefined;
  };
  // Without any input nothing else can be judged: all of it would look wrong.
  if (entryOf(root, "inputs") !== undefined && found.inputs === undefined) reader.finish();
  const inputs = readInputs(found.inputs ?? [], reader);
  const unreadInputs = new Set((namesOf("inputs") ?? []).filter((name) => !inputs.has(name)));
  const profiles = readProfiles(found.profiles ?? [], reader);
  const allProfiles = entryOf(root, "profiles") === undefined || namesOf("profiles")?.length === profiles.length;
  const known = baseNames(inputs, allProfiles ? profiles : undefined);
  const context = { names: known, reader, unread: unreadInputs };
  const sizing = found.sizing === undefined ? undefined : readSizing(found.sizing, context);
  const unread: Unread = {
    inputs: unreadInputs,
    requirements: new Set(),
    anyRequirement: false,
    sizing: isLost(found.sizing, sizing),
    profiles: !allProfiles,
  };
  return { reader, inputs, profiles, sizing, names: known, unread };
}

/** Written, and not read. */
const isLost = (written: unknown, read: unknown): boolean => written !== undefined && read === undefined;

function readInputs(nodes: readonly Named<Placed>[], reader: Reader): Map<string, DraftInput> {
  const inputs = new Map<string, DraftInput>();
  for (const { name, at, value } of nodes) {
    const input = readInput(name, at, { node: value, reader });
    if (input !== undefined) inputs.set(name, input);
  }
  return inputs;
}

/** What a target is, and the field that says it. */
const targetAttributes = [
  ["os", "os", "family"],
  ["distribution", "os", "id"],
  ["architecture", "arch", "name"],
] as const;

/** Names that every condition of the file may read; answers come on top, by what a requirement needs. */
function baseNames(inputs: ReadonlyMap<string, DraftInput>, profiles: readonly Profile[] | undefined): Names {
  const names = new Map<string, NameType>();
  for (const input of inputs.values()) {
    names.set(`inputs.${input.name}`, {
      type: inputConditionType(input),
      nullable: true,
      ...present({ of: input.of }),
      ...sizeOf(input.type),
    });
  }
  for (const field of ["name", "role"]) names.set(`target.${field}`, { type: "string", nullable: false });
  names.set("target.type", { type: "string", nullable: false, of: ["host", "container", "cluster", "controller"] });
  for (const [name, kind, field] of targetAttributes) {
    const declared = kindNamed(kind)?.answers[field];
    if (declared !== undefined) names.set(`target.${name}`, { ...fieldType(declared), nullable: false });
  }
  names.set("profile", { type: "string", nullable: false, ...present({ of: profiles?.map(({ name }) => name) }) });
  names.set("version", { type: "version", nullable: true });
  return names;
}

function readRequirements(
  nodes: readonly Placed[],
  parts: Parts & { readonly checked: boolean },
): readonly Requirement[] {
  const { reader, unread: before } = parts;
  const surplus = nodes[mostRequirements];
  if (surplus !== undefined) {
    reader.report(surplus.at, `more than ${mostRequirements} requirements`);
    reader.finish();
  }
  const read = nodes.map((node) => readRequirement(node, { reader, inputs: parts.inputs, unread: before.inputs }));
  const drafts = read.filter((draft) => draft !== undefined);
  const lost = nodes.filter((_, index) => read[index] === undefined).map(idOf);
  const unread: Unread = {
    ...before,
    requirements: new Set(lost.filter((id) => id !== undefined)),
    anyRequirement: lost.includes(undefined),
  };
  const known = { ...parts, unread };
  checkRequirements(drafts, known);
  const byId = new Map(drafts.map((draft) => [draft.id, draft]));
  if (!parts.checked) for (const draft of drafts) checkReferences(draft, { ...known, requirements: byId });
  return drafts.map((draft) => withCondition(draft, byId, known));
}

/** The id of a requirement that could not be read, if at least that can. */
function idOf(node: Placed): string | undefined {
  const id = node.is === "map" ? entryOf(node, "id")?.value : undefined;
  return id?.is === "scalar" && id.value !== null ? id.source : undefined;
}

/** In a condition `answers.disk_type` stands for the id `disk-type`, since CEL reads `-` as minus. */
export const conditionName = (id: string): string => id.replaceAll("-", "_");

function withCondition(
  draft: DraftRequirement,
  byId: ReadonlyMap<string, DraftRequirement>,
  parts: Parts,
): Requirement {
  const { condition, ...written } = draft;
  const requirement = withAsides(written, parts);
  if (condition === undefined) return requirement;
  const { names, reader, unread } = parts;
  if (condition.text.includes("answers.") && draft.needs.some((id) => isUnread(id, unread))) return requirement;
  const answers = draft.needs.flatMap((id) => {
    const clause = byId.get(id)?.clauses[0];
    return clause?.is === "look" ? fieldNames(clause.answers, `answers.${conditionName(id)}.`) : [];
  });
  const context = { names: new Map([...names, ...answers]), reader, unread: unread.inputs };
  const when = readCondition(condition.text, condition.at, context);
  for (const why of noSingleAnswers(when, draft, byId)) reader.report(condition.at, why);
  return when === undefined ? requirement : { ...requirement, when };
}

/** Why what a condition reads of answers can never be told. */
function noSingleAnswers(
  when: Condition | undefined,
  { needs }: Pick<DraftRequirement, "needs">,
  byId: ReadonlyMap<string, DraftRequirement>,
): readonly string[] {
  const whys = [...(when?.reads ?? [])].map((name) => {
    const [root, spelt = "", field = ""] = name.split(".");
    const needed = root === "answers" ? byId.get(needs.find((id) => conditionName(id) === spelt) ?? "") : undefined;
    return needed === undefined ? undefined : whyNoSingle(needed, field);
  });
  return [...new Set(whys.filter((why) => why !== undefined))];
}

/** Items of a list have conditions of their own, over what is known before anything is looked at. */
function withAsides<R extends Pick<Requirement, "clauses">>(requirement: R, { names, reader, unread }: Parts): R {
  const known = new Map([...names].filter(([name]) => !name.startsWith("target.")));
  const context = { names: known, reader, unread: unread.inputs };
  const parsed = (clause: Clause): Clause => {
    if (clause.is === "pending" || clause.asides === undefined) return clause;
    const asides = clause.asides.map(({ condition, ...aside }) => {
      const when = condition === undefined ? undefined : readCondition(condition.text, condition.at, context);
      return when === undefined ? aside : { ...aside, when };
    });
    return { ...clause, asides };
  };
  const [first, ...rest] = requirement.clauses;
  return { ...requirement, clauses: [parsed(first), ...rest.map(parsed)] };
}

function finishInputs({ inputs: drafts, names, reader, unread }: Parts): Map<string, Input> {
  const inputs = new Map<string, Input>();
  for (const [name, draft] of drafts) {
    const { condition, ...input } = draft;
    const context = { names, reader, unread: unread.inputs };
    const when = condition === undefined ? undefined : readCondition(condition.text, condition.at, context);
    if (when?.reads.has(`inputs.${name}`) === true) {
      reader.report(condition?.at ?? draft.at, `whether ${name} is asked depends on its own answer`);
    }
    inputs.set(name, when === undefined ? input : { ...input, when });
  }
  return inputs;
}
