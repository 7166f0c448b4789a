import { vantages, type Vantage } from "../facts/fact.ts";
import { nearest } from "../facts/nearest.ts";
import { areas, moments, type Area, type Moment, type Remedy } from "../kinds/declaration.ts";
import { isPendingKind, pendingKindNames, plannedKind } from "../kinds/pending.ts";
import { kindNames } from "../kinds/registry.ts";
import { clauseKeys, clauseMoments, kindEntries, readClause, type Clause, type ClauseContext } from "./clause.ts";
import type { Condition } from "./condition.ts";
import type { Entry, Placed, PlacedMap } from "./placed.ts";
import type { Reader, Span } from "./problem.ts";
import { readRepetition, repetitionShape, type Repetition } from "./repetition.ts";
import {
  asPlaced,
  either,
  expected,
  list,
  named,
  object,
  oneOf,
  oneOrMore,
  present,
  readSome,
  someOf,
  reportUnknown,
  text,
  word,
  type ObjectOf,
  type Shape,
  type SomeOf,
} from "./shape.ts";

export const levels = ["must", "should", "may"] as const;
export type Level = (typeof levels)[number];

/** Where a requirement was stated, or why it was derived. */
export type Origin = { readonly statements: readonly string[] } | { readonly derived: string };

export type Requirement = {
  readonly id: string;
  readonly level: Level;
  readonly title: string;
  readonly area: Area;
  /** Undefined: all profiles. */
  readonly profiles?: readonly string[];
  readonly moments: readonly Moment[];
  readonly role: string;
  readonly when?: Condition;
  readonly needs: readonly string[];
  readonly joined: "one" | "anyOf" | "allOf";
  readonly clauses: readonly [Clause, ...Clause[]];
  readonly vantages: readonly Vantage[];
  /** It names its vantages itself, so that no target gives it another. */
  readonly namesVantages: boolean;
  /** It names its moments itself: then all its branches count at these, whatever their kinds say. */
  readonly namesMoments: boolean;
  readonly repeat?: Repetition;
  readonly from: Origin;
  readonly because?: string;
  readonly remedy?: Remedy;
  readonly at: Span;
  readonly places: Readonly<Record<string, Span>>;
};

/** The condition is parsed when all requirements are known, since it may read their answers. */
export type DraftRequirement = Omit<Requirement, "when"> & {
  readonly condition?: { readonly text: string; readonly at: Span };
};

export const identifier = /^[a-z][a-z0-9-]{0,59}$/;
const statement = word("an id of a statement", /^[A-Za-z][A-Za-z0-9.-]{0,30}$/);

const remedyShape = object({
  text: { shape: text(), says: "what to do", required: true },
  commands: {
    shape: named(oneOrMore(text("a command"), "commands"), /^=?[a-z][a-z0-9-]*$/, "systems"),
    says: "commands by distribution (debian, fedora …; =fedora: none that are like it), by system (macos, windows), or `any`",
  },
  docs: { shape: word("an https URL", /^https:\/\/\S+$/), says: "where to read on" },
});
const remedyOrText = either((node: Placed) => node.is === "map", remedyShape, text("what to do"));
const originShape = either(
  (node: Placed) => node.is === "map",
  object({ derived: { shape: text(), says: "why this is required although no statement says so", required: true } }),
  oneOrMore(statement, "ids of statements"),
);

const commonKeys = {
  id: {
    shape: word("an id: lower-case letters, digits and -", identifier),
    says: "a plain noun that stays",
    required: true,
  },
  level: { shape: oneOf(...levels), says: "must, should or may (RFC 2119)", required: true },
  title: { shape: text("a title"), says: "a few words for a report" },
  area: { shape: oneOf(...areas), says: "the group in a report; default: the kind's own" },
  profiles: { shape: someOf(text("a profile"), "a list of profiles"), says: "default: all" },
  moments: { shape: someOf(oneOf(...moments), "a list of moments"), says: "when it counts; default: the kind's own" },
  role: { shape: word("the name of a role", identifier), says: "what the target is to the product; default: app" },
  when: { shape: text("a condition"), says: "CEL over inputs, profile, target, version and answers; absent: always" },
  needs: { shape: oneOrMore(text("an id"), "ids of requirements"), says: "requirements that must be met first" },
  vantage: {
    shape: oneOrMore(oneOf(...vantages), "vantages"),
    says: "from where it is looked at; default: the kind's own",
  },
  for: { shape: repetitionShape, says: "repeats the requirement for each value of one key" },
  from: { shape: originShape, says: "the statements that ask for it, or { derived: why }" },
  because: { shape: text(), says: "why it matters, in one line" },
  remedy: { shape: remedyOrText, says: "what to do; default: the kind's own" },
  ...clauseKeys,
} as const;

const branchList: Shape<readonly Placed[]> = list(asPlaced, "a list of branches");
const joinedKeys = {
  anyOf: { shape: branchList, says: "met if one branch is" },
  allOf: { shape: branchList, says: "met if all branches are" },
} as const;
const requirementKeys = { ...commonKeys, ...joinedKeys };
type Read = ObjectOf<typeof requirementKeys>;
type Found = SomeOf<typeof requirementKeys>["found"];

export { commonKeys as requirementKeys, joinedKeys };

/** Keys that a later version gives a meaning; here they are refused by name, since nothing is ignored. */
const reserved = ["watch"];

/** Reads one requirement. Mistakes are about the kind it names, not about all kinds there are. */
export function readRequirement(node: Placed, context: ClauseContext): DraftRequirement | undefined {
  const { reader } = context;
  if (node.is !== "map") return expected(reader, node, "a requirement with id, level and a kind");
  for (const entry of node.entries.filter(({ key }) => reserved.includes(key))) {
    reader.report(entry.keyAt, `\`${entry.key}\` is reserved for a later version`);
  }
  const unknown = node.entries.filter(({ key }) => !isKnownKey(key));
  for (const { key, keyAt } of unknown) {
    if (isPendingKind(key)) {
      reader.report(keyAt, `this version cannot look at ${key} yet`, { hint: `write \`pending: ${key}\`` });
      continue;
    }
    reportUnknown(reader, keyAt, {
      word: key,
      message: `\`${key}\` is not a ${isLikeKey(key) ? "key of a requirement" : "kind of requirement"}`,
      words: [...kindNames, ...pendingKindNames, "pending", ...Object.keys(requirementKeys)],
      help: "Kinds: footing explain --kinds",
    });
  }
  const others = [...kindNames, "pending", ...reserved, ...unknown.map(({ key }) => key)];
  const { found, whole } = readSome(node, requirementKeys, { reader, others });
  // Where a key is wrong the clauses are read all the same, for their mistakes.
  const isJoined = node.entries.some(({ key }) => Object.hasOwn(joinedKeys, key));
  const clauses = isJoined ? readBranches(node, found, context) : readOnly(node, found, { ...context, unknown });
  return clauses === undefined || whole === undefined || unknown.length > 0
    ? undefined
    : assemble(whole, clauses, reader);
}

/** Mistyped, it is rather a key such as `level` than a kind. */
const isLikeKey = (given: string): boolean =>
  nearest(given, [...kindNames, ...pendingKindNames]) === undefined &&
  nearest(given, Object.keys(requirementKeys)) !== undefined;

const isKnownKey = (key: string): boolean =>
  key === "pending" || Object.hasOwn(requirementKeys, key) || kindNames.includes(key) || reserved.includes(key);

type Clauses = { readonly joined: Requirement["joined"]; readonly clauses: readonly [Clause, ...Clause[]] };

type OnlyContext = ClauseContext & { readonly unknown: readonly Entry[] };

function readOnly(node: PlacedMap, read: Found, context: OnlyContext): Clauses | undefined {
  const [entry, second] = kindEntries(node);
  // A word that is no key was reported already, and is probably the kind.
  if (entry === undefined && context.unknown.length > 0) return undefined;
  if (entry === undefined) {
    return context.reader.report(node.at, "names no kind of requirement", { help: "Kinds: footing explain --kinds" });
  }
  if (second !== undefined) {
    return context.reader.report(second.keyAt, `a second kind beside ${entry.key}: make two requirements, or anyOf`);
  }
  const clause = readClause(entry, read, context);
  return clause === undefined ? undefined : { joined: "one", clauses: [clause] };
}

function readBranches(node: PlacedMap, read: Found, context: ClauseContext): Clauses | undefined {
  const { reader } = context;
  const joined = node.entries.some(({ key }) => key === "anyOf") ? "anyOf" : "allOf";
  for (const { key, keyAt } of node.entries.filter((entry) => belongsInBranch(entry, joined))) {
    reader.report(keyAt, `\`${key}\` belongs into a branch of ${joined}`);
  }
  const nodes = read[joined];
  if (nodes === undefined) return undefined;
  if (nodes.length < 2) reader.report(read.places[joined] ?? read.at, `${joined} has at least two branches`);
  const [first, ...rest] = nodes.map((branch) => readBranch(branch, context));
  const whole = rest.filter((one) => one !== undefined);
  return first === undefined || whole.length < rest.length ? undefined : { joined, clauses: [first, ...whole] };
}

const belongsInBranch = ({ key }: Entry, joined: string): boolean =>
  key === "pending" ||
  kindNames.includes(key) ||
  Object.hasOwn(clauseKeys, key) ||
  (key === "allOf" && joined === "anyOf");

function readBranch(node: Placed, context: ClauseContext): Clause | undefined {
  const { reader } = context;
  if (node.is !== "map") return expected(reader, node, "a branch with a kind");
  const [entry, second] = kindEntries(node);
  const { found, whole } = readSome(node, clauseKeys, { reader, others: [...kindNames, "pending"] });
  if (entry === undefined && whole === undefined) return undefined;
  if (entry === undefined || second !== undefined) return reader.report(node.at, "a branch names exactly one kind");
  const clause = readClause(entry, found, context);
  return whole === undefined ? undefined : clause;
}

function assemble(read: Read, { joined, clauses }: Clauses, reader: Reader): DraftRequirement | undefined {
  const before = reader.problems.length;
  const repeat = read.for === undefined ? undefined : readRepetition(read.for, reader);
  checkVantages(read, clauses, reader);
  if (reader.problems.length > before) return undefined;
  const own = ownOf(clauses);
  const { id, level, title = id, role = "app", needs = [], area = own.area, moments: counts = own.moments } = read;
  const { vantage: looksFrom = own.vantages, profiles, because, at, places } = read;
  const rest = present({ profiles, because, repeat, condition: conditionOf(read), remedy: remedyOf(read.remedy) });
  const from = originOf(read.from);
  const whole = { id, level, title, role, needs, area, joined, clauses, from, at, places };
  const names = { namesVantages: read.vantage !== undefined, namesMoments: read.moments !== undefined };
  return { ...whole, moments: counts, vantages: looksFrom, ...names, ...rest };
}

/** What the kinds of a requirement say where it says nothing. It counts whenever one of its branches does. */
function ownOf(clauses: Clauses["clauses"]): Pick<Requirement, "area" | "moments" | "vantages"> {
  const [first] = clauses;
  const { area } = first.is === "look" ? first.kind : plannedKind(first.kind);
  const counts = clauses.flatMap(clauseMoments);
  return { area, moments: moments.filter((one) => counts.includes(one)), vantages: ownVantages(clauses) };
}

const conditionOf = ({ when, places, at }: Read): DraftRequirement["condition"] =>
  when === undefined ? undefined : { text: when, at: places["when"] ?? at };

function originOf(from: Read["from"]): Origin {
  if (from === undefined) return { statements: [] };
  return "derived" in from ? { derived: from.derived } : { statements: from };
}

function remedyOf(remedy: Read["remedy"]): Remedy | undefined {
  if (remedy === undefined) return undefined;
  return typeof remedy === "string" ? { text: remedy } : plainRemedy(remedy);
}

/** Of the first branch that is looked at from somewhere: what is attested or pending has no vantage. */
function ownVantages(clauses: readonly Clause[]): readonly Vantage[] {
  const all = clauses.flatMap((clause) => (clause.is === "look" ? [clause.kind.vantages] : []));
  return all.find((one) => one.length > 0)?.slice(0, 1) ?? [];
}

function checkVantages(read: Read, clauses: readonly Clause[], reader: Reader): void {
  const wrong = (read.vantage ?? []).filter((vantage) =>
    clauses.some(
      (clause) => clause.is === "look" && clause.kind.vantages.length > 0 && !clause.kind.vantages.includes(vantage),
    ),
  );
  for (const vantage of wrong)
    reader.report(read.places["vantage"] ?? read.at, `this version cannot look from the vantage ${vantage} here`);
}

function plainRemedy(remedy: ObjectOfRemedy): Remedy {
  const commands = remedy.commands?.map(({ name, value }) => [name, value] as const);
  return {
    text: remedy.text,
    ...(commands === undefined ? {} : { commands: Object.fromEntries(commands) }),
    ...(remedy.docs === undefined ? {} : { docs: remedy.docs }),
  };
}
type ObjectOfRemedy = Extract<NonNullable<Read["remedy"]>, object>;
