import type { Result, StatedAt } from "../judge/outcome.ts";
import { doingOf } from "./finding.ts";
import { httpsLink } from "./link.ts";
import { code, markdownText } from "./markdown-text.ts";
import type { Report } from "./report.ts";
import { visible } from "./text.ts";

export type SarifLevel = "error" | "warning" | "note";

/** A rule of SARIF: one requirement, whatever came of it. */
export type SarifRule = {
  readonly id: string;
  readonly shortDescription: { readonly text: string };
  readonly fullDescription: { readonly text: string };
  readonly help: { readonly text: string; readonly markdown: string };
  readonly helpUri?: string;
  readonly defaultConfiguration: { readonly level: SarifLevel };
  readonly properties: { readonly tags: readonly string[] };
};

export const levelOf = ({ level }: Pick<Result, "level">): SarifLevel =>
  level === "must" ? "error" : level === "should" ? "warning" : "note";

/**
 * A text of others as a message of SARIF: there `[words](address)` is a link and `{0}` a placeholder, so that both are
 * taken apart by a space.
 */
export const plainMessage = (text: string): string => text.replaceAll("](", "] (").replaceAll(/\{(?=\d+\})/g, "{ ");

/** The requirements of a report in the order of the file, each once. */
export function rulesOf(report: Report): readonly SarifRule[] {
  const byId = new Map<string, Result[]>();
  for (const result of report.results) byId.set(result.id, [...(byId.get(result.id) ?? []), result]);
  return [...byId].flatMap(([id, results]) => {
    const [first] = results;
    // The remedy of a result that has one: what is met has none to show.
    const shown = results.find(({ remedy }) => remedy !== null) ?? first;
    return shown === undefined ? [] : [ruleOf(id, shown, report)];
  });
}

function ruleOf(id: string, result: Result, report: Report): SarifRule {
  const stated = result.from.map((origin) => statedAt(origin, report));
  const url = stated.map((one) => one.url).find((one) => one !== undefined);
  const title = plainMessage(visible(result.title));
  return {
    id,
    shortDescription: { text: title },
    fullDescription: { text: result.because === null ? title : plainMessage(visible(result.because)) },
    help: { text: helpText(result, stated), markdown: helpMarkdown(result, stated) },
    ...(url === undefined ? {} : { helpUri: url }),
    defaultConfiguration: { level: levelOf(result) },
    // Each once (SARIF 2.1.0, 3.8.2): an area may bear the name of its kind.
    properties: { tags: [...new Set([result.area, result.level, visible(result.kind)])] },
  };
}

type Stated = { readonly words: string; readonly url: string | undefined };

function statedAt(origin: StatedAt, { sources }: Report): Stated {
  if ("derived" in origin) return { words: visible(`derived: ${origin.derived}`), url: undefined };
  const source = sources.find(({ id }) => id === origin.source);
  const section = origin.section === null ? "" : `, ${origin.section}`;
  const item = origin.item === null ? "" : `, item ${origin.item}`;
  return {
    words: visible(`${source?.title ?? origin.source ?? ""}${section}${item} (${origin.statement})`.replace(/^, /, "")),
    url: httpsLink(source?.url),
  };
}

const demands: Readonly<Record<Result["level"], string>> = {
  must: "It must be met.",
  should: "It should be met.",
  may: "It may be met.",
};

function helpText(result: Result, stated: readonly Stated[]): string {
  const { words, commands } = doingOf(result);
  const lines = [
    demands[result.level],
    ...(result.because === null ? [] : [visible(result.because)]),
    ...words,
    ...commands.map((command) => `  ${command}`),
    ...stated.map((one) => `Stated: ${one.words}${one.url === undefined ? "" : `, ${one.url}`}`),
  ];
  return plainMessage(lines.join("\n"));
}

function helpMarkdown(result: Result, stated: readonly Stated[]): string {
  const { words, commands } = doingOf(result);
  const parts = [
    demands[result.level],
    ...(result.because === null ? [] : [markdownText(visible(result.because))]),
    ...words.map(markdownText),
    ...commands.map(code),
    ...stated.map((one) => {
      const text = markdownText(one.words);
      return `Stated: ${one.url === undefined ? text : `[${text}](<${one.url}>)`}`;
    }),
  ];
  return parts.join("\n\n");
}
