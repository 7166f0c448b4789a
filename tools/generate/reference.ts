import { touches } from "../../src/facts/reading.ts";
import { types } from "../../src/facts/types.ts";
import { kinds } from "../../src/kinds/all.ts";
import type { Argument, Declaration, Field } from "../../src/kinds/declaration.ts";
import { pendingKinds } from "../../src/kinds/pending.ts";
import { requirementKeys, joinedKeys } from "../../src/spec/requirement.ts";
import { fileKeys } from "../../src/spec/requirements-file.ts";
import type { Keys } from "../../src/spec/shape.ts";
import { siteKeys } from "../../src/spec/site.ts";
import { notice, row, table } from "./markdown.ts";

const argumentRow = (name: string, argument: Argument): string =>
  row(
    `\`${name}\``,
    argument.of?.join(", ") ?? (argument.items === undefined ? argument.type : "list of maps"),
    argument.required === true ? "yes" : "no",
    argument.says,
  );

const derivedFrom = ({ from, since }: NonNullable<Field["derived"]>): string =>
  [since, from].flatMap((name) => (name === undefined ? [] : [`\`${name}\``])).join(" and ");

function notesOn(field: Field): readonly string[] {
  const { with: needed, grade, onDemand, derived, visibility } = field;
  return [
    ...(needed === undefined ? [] : [`only with \`${needed}\``]),
    ...(grade === undefined ? [] : [`least grade ${grade}`]),
    ...(onDemand === true ? ["looked at only if an expectation reads it"] : []),
    ...(derived === undefined ? [] : [`made from ${derivedFrom(derived)} when judged`]),
    ...(visibility === "never" ? ["never kept"] : []),
  ];
}

/** What a FILE from outside the catalog needs leave for. */
function touchWords({ touches: touched }: Declaration): string {
  if (touched === undefined) return "";
  const only = touched.with === undefined ? "It" : `With \`${touched.with}\` it`;
  const leave = touched.how === "runs-a-command" ? "`--allow-exec`, and `--yes`" : "`--yes`";
  const otherwise = touched.otherwise === undefined ? "" : ` Without leave ${touched.otherwise}.`;
  return ` ${only} ${touches[touched.how]}: that needs ${leave} in a file from outside the catalog.${otherwise}`;
}

function kindSection(kind: Declaration): string {
  const given = Object.entries(kind.arguments).flatMap(([name, argument]) => [
    argumentRow(name, argument),
    ...Object.entries(argument.items ?? {}).map(([item, each]) => argumentRow(`${name}[].${item}`, each)),
  ]);
  const answers = Object.entries(kind.answers).map(([name, field]) => {
    const wanted = kind.expect[name];
    const notes = notesOn(field);
    return row(
      `\`${name}\``,
      field.of?.join(", ") ?? field.type,
      wanted === undefined ? "" : `\`${typeof wanted === "string" ? wanted : JSON.stringify(wanted)}\``,
      [field.says.replace(/\.$/, notes.length > 0 ? "" : "."), ...notes].join("; "),
    );
  });
  return [
    `## ${kind.name}`,
    kind.says,
    `Asked of: ${kind.askedOf.join(", ")}. Moments: ${kind.moments.join(", ")}. Least grade: ${kind.grade}.${vantageWords(kind)}${touchWords(kind)}${subjectWords(kind)}`,
    given.length === 0 ? "It takes no arguments." : table(["argument", "type", "required", "what it is"], given),
    ...(kind.needsOneOf === undefined
      ? []
      : [`One of ${kind.needsOneOf.map((name) => `\`${name}\``).join(", ")} has to be given.`]),
    table(["field", "type", "expected by default", "what it is"], answers),
    `\`\`\`yaml\n${kind.example.trimEnd()}\n\`\`\``,
  ].join("\n\n");
}

/** Most kinds answer of one thing, which needs no words. */
function subjectWords({ subjects }: Declaration): string {
  if (subjects === undefined) return "";
  const beside =
    "may say `why`, `when`, `from` and `pattern` of itself ([repetition](requirements-file.md#repetition))";
  return ` One result for each ${subjects.word}, by its name; each ${beside}.`;
}

/** Most kinds are looked at from the host alone, which needs no words. */
const vantageWords = ({ vantages }: Declaration): string =>
  vantages.length < 2 ? "" : ` [Vantages](vantages.md): ${vantages.join(", ")}.`;

/** The reference of kinds, from their declarations. */
export const kindsReference = (): string => {
  const pending = Object.entries(pendingKinds).map(([name, kind]) =>
    row(`\`${name}\``, kind.says, kind.askedOf.join(", "), kind.moments.join(", ")),
  );
  return (
    [
      notice + "# Kinds",
      "What can be asked of a place. `footing explain --kinds` prints the same.",
      ...kinds.map(kindSection),
      "## Kinds to come",
      "These have a name and a place, and this version cannot look at them: in a file they stand as `pending: NAME`, and what they require is unknown.",
      table(["kind", "what it will ask", "asked of", "moments"], pending),
      "",
    ]
      .join("\n\n")
      .trimEnd() + "\n"
  );
};

/** The reference of types. */
export const typesReference = (): string =>
  `${notice}# Types\n\nInputs, arguments of kinds, fields of answers and what is expected of them use one table of types.\n\n${table(
    ["type", "what it is", "example", "compared"],
    Object.entries(types).map(([name, { says, example, order }]) =>
      row(`\`${name}\``, says, `\`${example}\``, order === "none" ? "for being the same" : "by `>= > <= < =`"),
    ),
  )}\n\nA path is written whole: one that begins with \`~\` or \`$\` is refused, since only a shell replaces these. One that does not begin with \`/\` is looked for in the folder in which the command is typed; where nothing is there, which disk would hold it is unknown.\n`;

const keyTable = (keys: Keys): string =>
  table(
    ["key", "required", "what it says"],
    Object.entries(keys).map(([name, { says, required }]) =>
      row(`\`${name}\``, required === true ? "yes" : "no", says),
    ),
  );

/** The reference of keys that may stand in files. */
export const keysReference = (): string =>
  [
    notice + "# Keys of files",
    "A requirements file is described in [requirements-file.md](requirements-file.md); here is every key, from the declarations that parse it. The JSON Schemas in `schema/` are made from the same.",
    "## A requirements file",
    keyTable(fileKeys),
    "## A requirement",
    "Beside these keys it names exactly one kind with its arguments, or `pending: KIND`, `anyOf` or `allOf`.",
    keyTable({ ...requirementKeys, ...joinedKeys }),
    "## A site file",
    keyTable(siteKeys),
  ].join("\n\n") + "\n";
