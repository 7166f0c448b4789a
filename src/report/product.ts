import { shellWord } from "../facts/shell-word.ts";
import { areas } from "../kinds/declaration.ts";
import { assumedWords, type Input } from "../spec/input.ts";
import type { Requirement } from "../spec/requirement.ts";
import type { RequirementsFile } from "../spec/requirements-file.ts";
import type { Sizing } from "../spec/sizing.ts";
import { isPending, originWords, requirementWords } from "./expectation.ts";
import type { Product } from "./product-data.ts";
import { own, shown, type Style } from "./style.ts";
import { padded, widthOf, wrapped } from "./width.ts";
import { areaWords, counted } from "./words.ts";

/**
 * What a product requires, for people: requirements by group, then questions, profiles, sizing and sources. `explain`: the
 * command that explains its first requirement.
 */
export function writeProduct(product: Product, style: Style, explain: readonly string[]): string {
  const { file, statements } = product;
  const { name, edition, versions } = file.product;
  const head = `${name}${edition === undefined ? "" : `, requirements of ${edition}`}${versions === undefined ? "" : `, versions ${versions.text}`}`;
  const sources = (statements?.sources ?? []).map((source) =>
    `  ${source.title}  ${source.url}  (${source.retrieved})`.trimEnd(),
  );
  const sections: readonly (readonly string[])[] = [
    [shown(head, style)],
    ...groups(file, style),
    section(
      "Questions",
      [...file.inputs.values()].flatMap((input) => question(input, style)),
    ),
    section(
      "Profiles",
      file.profiles.flatMap((profile) =>
        hanging(`${profile.name}${profile.default ? " (default)" : ""}: ${profile.title}`, style),
      ),
    ),
    file.sizing === undefined
      ? []
      : section(`Sizing by ${shown(file.sizing.by, style)}`, sizingLines(file.sizing, style)),
    section(
      "Sources",
      sources.flatMap((line) => hanging(line.trim(), style)),
    ),
    [
      `${counted(file.requirements.length, "requirement")}. One of them: ${shown(explain.map(shellWord).join(" "), style, 1000)}`,
    ],
  ];
  return own(
    `${sections
      .filter((lines) => lines.length > 0)
      .map((lines) => lines.join("\n"))
      .join("\n\n")}\n`,
    style,
  );
}

const section = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : [title, ...lines];

function hanging(text: string, style: Style): readonly string[] {
  return wrapped(shown(text, style, 600), style.columns - 4).map((line, index) =>
    index === 0 ? `  ${line}` : `    ${line}`,
  );
}

function groups(file: RequirementsFile, style: Style): readonly (readonly string[])[] {
  const title = Math.min(24, Math.max(...file.requirements.map((one) => widthOf(one.title))));
  const id = Math.min(24, Math.max(...file.requirements.map((one) => widthOf(one.id))));
  return areas.map((area) => {
    const requirements = file.requirements.filter((one) => one.area === area);
    return section(
      areaWords[area],
      requirements.flatMap((one) => requirementLines(one, { title, id }, style)),
    );
  });
}

const leastRoom = 34;

type Widths = { readonly title: number; readonly id: number };

function requirementLines(requirement: Requirement, widths: Widths, style: Style): readonly string[] {
  const lead = 2 + 8 + widths.id + 2 + widths.title + 2;
  const conditions = [
    requirement.when === undefined ? "" : `when ${requirement.when.text}`,
    requirement.profiles === undefined ? "" : `with ${requirement.profiles.join(" or ")}`,
    requirement.moments.includes("install") ? "" : `at ${requirement.moments.join(", ")}`,
  ].filter((part) => part !== "");
  const asked = isPending(requirement) ? "not yet looked at" : requirementWords(requirement);
  const text = [asked, ...conditions, `[${originWords(requirement)}]`]
    .filter((part) => part !== "" && part !== "[]")
    .join("; ")
    .replace("; [", " [");
  const start = `  ${padded(requirement.level, 8)}${padded(shown(requirement.id, style), widths.id + 2)}${padded(shown(requirement.title, style), widths.title + 2)}`;
  const room = style.columns - lead;
  // Beside long names there is too little room: then the text stands below them.
  const inset = room >= leastRoom ? lead : 10;
  const lines = wrapped(shown(text, style, 600), style.columns - inset).map((line) => " ".repeat(inset) + line);
  if (inset !== lead || widthOf(start) > lead) return [start.trimEnd(), ...lines];
  return [start + (lines[0] ?? "").slice(inset), ...lines.slice(1)].map((line) => line.trimEnd());
}

function question(input: Input, style: Style): readonly string[] {
  const of = input.of === undefined ? "" : ` of ${input.of.join(", ")}`;
  const assumed = assumedWords(input);
  const more = [
    input.secret ? "secret" : "",
    input.optional ? "may be none" : "",
    assumed === undefined ? "" : `default ${assumed}`,
    input.when === undefined ? "" : `when ${input.when.text}`,
  ].filter((part) => part !== "");
  return hanging(`${input.name} (${[`${input.type}${of}`, ...more].join("; ")}): ${input.ask}`, style);
}

function sizingLines(sizing: Sizing, style: Style): readonly string[] {
  const rows = sizing.rows.map((row) => [
    row.upTo === undefined ? "more" : `up to ${row.upTo}`,
    ...sizing.names.map((name) => `${name} ${row.values.get(name)?.text ?? ""}`),
    row.when === undefined ? "" : `when ${row.when.text}`,
  ]);
  const cells = rows.map((row) => row.map((cell) => shown(cell, style)));
  const widths = (cells[0] ?? []).map((_, column) => Math.max(...cells.map((row) => widthOf(row[column] ?? ""))));
  const table = cells.map(
    (row) =>
      `  ${row
        .map((cell, column) => padded(cell, (widths[column] ?? 0) + 2))
        .join("")
        .trimEnd()}`,
  );
  return [...table, ...sizing.assumes.flatMap(({ text }) => hanging(`assumes: ${text}`, style))];
}
