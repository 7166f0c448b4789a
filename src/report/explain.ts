import type { JsonValue } from "../facts/json.ts";
import type { Declaration, Field } from "../kinds/declaration.ts";
import { kinds } from "../kinds/all.ts";
import { pendingKinds, type PendingKindName } from "../kinds/pending.ts";
import type { Requirement } from "../spec/requirement.ts";
import {
  argumentLines,
  argumentWords,
  defaultWords,
  isPending,
  kindWords,
  originWords,
  requirementWords,
} from "./expectation.ts";
import { requirementData, type Product } from "./product-data.ts";
import { own, shown, type Style } from "./style.ts";
import { padded, wrapped } from "./width.ts";

/** An explanation as data and in words. */
export type Explanation = { readonly data: JsonValue; readonly words: (style: Style) => string };

type Pair = readonly [label: string, text: string];

/** A title, and pairs of a label and its text below. Pairs without text are left out. */
function sheet(title: string, pairs: readonly Pair[], style: Style): string {
  const said = pairs.filter(([, text]) => text !== "");
  const width = Math.max(0, ...said.map(([label]) => label.length)) + 4;
  const lines = said.flatMap(([label, text]) =>
    wrapped(shown(text, style, 1000), style.columns - width).map(
      (line, index) => padded(index === 0 ? `  ${label}` : "", width) + line,
    ),
  );
  return own(`${[...wrapped(shown(title, style, 600), style.columns), ...lines].join("\n")}\n`, style);
}

export function explainRequirement(
  requirement: Requirement,
  { file, statements }: Pick<Product, "file" | "statements">,
): Explanation {
  const pairs: Pair[] = [
    ["level", requirement.level],
    ...askingPairs(requirement),
    ["when", requirement.when?.text ?? ""],
    ["profiles", requirement.profiles?.join(", ") ?? ""],
    ["counts at", requirement.moments.join(", ")],
    ["needs", requirement.needs.join(", ")],
    ["because", requirement.because ?? ""],
    ["remedy", requirement.remedy?.text ?? ""],
    ...statedPairs(requirement, statements),
  ];
  return {
    data: requirementData(requirement, statements),
    words: (style) => sheet(`${file.product.id}/${requirement.id}: ${requirement.title}`, pairs, style),
  };
}

/** What is asked of what, and what must come of it. */
function askingPairs(requirement: Requirement): readonly Pair[] {
  const asking = requirement.clauses.find((clause) => argumentWords(clause) !== "");
  const byDefault = defaultWords(requirement);
  return [
    ["asks", `${kindWords(requirement)}${isPending(requirement) ? ", which this version cannot look at yet" : ""}`],
    ...(asking === undefined ? [] : argumentLines(asking)),
    ["expects", requirementWords(requirement)],
    ["", byDefault === "" ? "" : `and by default: ${byDefault}`],
  ];
}

/** Each statement that asks for it, with its gist; where it is not known, its id alone. */
function statedPairs(requirement: Requirement, statements: Product["statements"]): readonly Pair[] {
  if ("derived" in requirement.from) return [["stated", originWords(requirement)]];
  return requirement.from.statements.map((id): Pair => {
    const statement = statements?.statements.get(id);
    if (statement === undefined) return ["stated", id];
    return ["stated", `${id}, ${statement.section}, item ${statement.item}: ${statement.gist}`];
  });
}

const expectedBy = (kind: Declaration, field: string): string =>
  Object.hasOwn(kind.expect, field)
    ? `; must be ${JSON.stringify(kind.expect[field])} unless the requirement says otherwise`
    : "";

const fieldPair = (kind: Declaration, name: string, field: Field): Pair => {
  const of = field.of === undefined ? "" : ` of ${field.of.join(", ")}`;
  const only = field.with === undefined ? "" : `; only with ${field.with}`;
  const more = `${expectedBy(kind, name)}${only}`;
  return [name, `${field.type}${of}: ${more === "" ? field.says : field.says.replace(/\.$/, "")}${more}`];
};

/** What a kind asks and answers, with an example to copy. */
export function explainKind(kind: Declaration): Explanation {
  const { name, says, area, askedOf, moments, grade, arguments: asked, answers, example } = kind;
  const data: JsonValue = {
    kind: name,
    says,
    area,
    askedOf,
    moments,
    grade,
    arguments: Object.fromEntries(
      Object.entries(asked).map(([key, one]) => [
        key,
        { type: one.type, says: one.says, required: one.required === true },
      ]),
    ),
    answers: Object.fromEntries(
      Object.entries(answers).map(([key, one]) => [key, { type: one.type, says: one.says, of: one.of ?? null }]),
    ),
    expect: { ...kind.expect },
    example,
  };
  const words = (style: Style): string =>
    [
      sheet(
        `kind ${name}: ${says}`,
        [
          ["asked of", askedOf.join(", ")],
          ["area", area],
          ["counts at", moments.join(", ")],
          ["grade", grade],
        ],
        style,
      ),
      Object.keys(asked).length === 0
        ? "Arguments: none\n"
        : sheet(
            "Arguments",
            Object.entries(asked).map(([key, one]): Pair => [
              key,
              `${one.type}${one.required === true ? ", required" : ""}: ${one.says}`,
            ]),
            style,
          ),
      sheet(
        "Answers",
        Object.entries(answers).map(([key, field]) => fieldPair(kind, key, field)),
        style,
      ),
      `Example\n${example
        .trimEnd()
        .split("\n")
        .map((line) => `  ${line}`)
        .join("\n")}\n`,
    ].join("\n");
  return { data, words };
}

export function explainPending(name: PendingKindName): Explanation {
  const { says, area, askedOf, moments } = pendingKinds[name];
  const pairs: Pair[] = [
    ["state", "this version cannot look at it yet; a file says `pending: KIND` in its place"],
    ["asked of", askedOf.join(", ")],
    ["area", area],
    ["counts at", moments.join(", ")],
  ];
  return {
    data: { kind: name, says, pending: true, area, askedOf, moments },
    words: (style) => sheet(`kind ${name}: ${says}`, pairs, style),
  };
}

/** Every kind, those to come included. */
export function listKinds(): Explanation {
  const here = kinds.map(({ name, says }): Pair => [name, says]);
  const later = Object.entries(pendingKinds).map(([name, { says }]): Pair => [name, says]);
  const data = [
    ...here.map(([name, says]) => ({ kind: name, says, pending: false })),
    ...later.map(([name, says]) => ({ kind: name, says, pending: true })),
  ];
  const words = (style: Style): string =>
    [
      sheet("Kinds", here, style),
      sheet("Kinds to come (pending: KIND)", later, style),
      "One of them: footing explain KIND\n",
    ].join("\n");
  return { data, words };
}
