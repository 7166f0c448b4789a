import { kindNamed } from "../kinds/registry.ts";
import type { Situation } from "../judge/situation.ts";
import { environmentName, type Answered } from "../spec/answers.ts";
import type { Input } from "../spec/input.ts";
import type { Clause, LookClause } from "../spec/clause.ts";
import { entryOf, type Placed, type PlacedScalar } from "../spec/placed.ts";
import { referencesInText } from "../spec/template.ts";
import { isLocalType } from "./local-types.ts";
import { visibilityOf, type Finished } from "./make.ts";
import type { ReportedPlace } from "./places.ts";
import { sortOfAnswer } from "./share-local.ts";
import type { Sort, Words } from "./share-words.ts";

/** What a run knows beside its report: whose words these are, and what stands in them without being declared there. */
export type Beside = {
  /** Who wrote the requirements: the catalog, which is public, or somebody for places of their own. */
  readonly origin: ReportedPlace["in"];
  readonly local: readonly { readonly value: string; readonly sort: Sort }[];
  /** What the catalog itself asks of, word for word: its services stay, whoever shares a report. */
  readonly literals: readonly string[];
};

/** Of a report that nobody says more of. */
export const nothingBeside: Beside = { origin: "file", local: [], literals: [] };

type Inputs = Situation["file"]["inputs"];
type Run = Pick<Finished, "situation" | "found">;

export function besideOf({ situation, found }: Run): Beside {
  const { answers, file } = situation;
  const clauses = file.requirements.flatMap((one) => one.clauses).filter(isLook);
  const isCatalog = found.origin === "catalog";
  return {
    origin: found.origin,
    local: [
      ...[...answers.values()].flatMap(whereSecretLies),
      ...acceptedIn(situation),
      ...(isCatalog ? [] : clauses.flatMap((clause) => expectedLocal(clause, file.inputs))),
    ],
    literals: isCatalog
      ? [
          ...[...file.inputs.values()].flatMap(assumedTexts),
          ...clauses.flatMap((clause) => textsIn(clause.arguments)),
          ...file.requirements.flatMap(({ repeat }) => repeat?.values.flatMap(textsIn) ?? []),
        ]
      : [],
  };
}

/** Before the report's own values, so that what is local there stays so. */
export function knowBeside({ local, literals }: Beside, words: Words): void {
  words.publish(literals);
  for (const { value, sort } of local) words.know(value, sort);
}

const assumedTexts = ({ default: assumed }: Input): readonly string[] =>
  [assumed ?? []].flat().filter((one) => typeof one === "string");

const isLook = (clause: Clause): clause is LookClause => clause.is === "look";

/** Where a secret lies is no secret, and names the place. A variable that is named after the input says nothing. */
function whereSecretLies({ input, answer }: Answered): Beside["local"] {
  const reference = answer.is === "secret" || answer.is === "open" ? answer.reference : undefined;
  if (reference === undefined || reference === null) return [];
  if ("file" in reference) return [{ value: reference.file, sort: "path" }];
  return reference.env === environmentName(input.name) ? [] : [{ value: reference.env, sort: "name" }];
}

/** What is expected of a field that is local names the place as its answer does. */
function expectedLocal(clause: LookClause, inputs: Inputs): Beside["local"] {
  const { kind, expectations } = clause;
  if (kind.name === "input" && !isLocalAnswer(clause, inputs)) return [];
  return [
    ...expectations.filter(({ own }) => own).flatMap(({ field, node }) => localIn(kind.name, field, node)),
    ...quotedIn(clause),
  ];
}

/** What a condition on a local field quotes may be a value of it. */
function quotedIn({ that, kind, answers }: LookClause): Beside["local"] {
  const [field] = [...(that?.reads ?? [])].filter((name) => answers[name]?.visibility !== "public");
  if (that === undefined || field === undefined || kind.name === "input") return [];
  return [...that.text.matchAll(/'([^']+)'|"([^"]+)"/g)].map(([, single, double]) => ({
    value: single ?? double ?? "",
    sort: "name",
  }));
}

function isLocalAnswer(clause: LookClause, inputs: Inputs): boolean {
  const name = entryOf(clause.arguments, "name")?.value;
  const input = name?.is === "scalar" ? inputs.get(name.source) : undefined;
  return input !== undefined && visibilityOf(input) !== "public";
}

function acceptedIn({ file, waivers }: Pick<Situation, "file" | "waivers">): Beside["local"] {
  return waivers.flatMap(({ requirement, accept }) => {
    const clauses = file.requirements.find(({ id }) => id === requirement)?.clauses.filter(isLook) ?? [];
    return clauses.flatMap(({ kind }) =>
      kind.name === "input" ? [] : accept.flatMap(({ field, node }) => localIn(kind.name, field, node)),
    );
  });
}

function localIn(kind: string, field: string, node: Placed): Beside["local"] {
  const declared = kindNamed(kind)?.answers[field];
  if (declared === undefined || declared.visibility === "public") return [];
  const { type, of = [] } = declared;
  if (type !== "text" && type !== "list" && !isLocalType(type)) return [];
  return textsIn(node)
    .filter((value) => !of.includes(value))
    .map((value) => ({ value, sort: sortOfAnswer(type) }));
}

/** Every text below a node that is whole as it stands there: with a reference in it, it is made of something else. */
function textsIn(node: Placed): readonly string[] {
  if (node.is === "list") return node.items.flatMap(textsIn);
  if (node.is === "map") return node.entries.flatMap(({ value }) => textsIn(value));
  return isWhole(node) ? [node.source] : [];
}

const isWhole = (node: PlacedScalar): boolean =>
  typeof node.value !== "boolean" && node.value !== null && referencesInText(node).found.length === 0;
