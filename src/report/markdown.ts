import { doingOf } from "./finding.ts";
import { placeWords, productWords, remarksOf } from "./head.ts";
import { httpsLink } from "./link.ts";
import { detailSections } from "./markdown-details.ts";
import { codeBlock, markdownText } from "./markdown-text.ts";
import { todoOf, type Todo } from "./markdown-todo.ts";
import type { Report } from "./report.ts";
import type { Style } from "./style.ts";
import { visible } from "./text.ts";
import { verdictParts } from "./verdict-line.ts";
import { tookWords } from "./words.ts";

export type MarkdownOptions = { /** ISO 8601, UTC. */ readonly now: string };

/** Signs are written as they are: Markdown is UTF-8. The width counts nowhere. */
const style: Style = { columns: 80, colour: false, unicode: true };

/** A comment or issue of GitHub takes 65,536 characters. */
const mostCharacters = 60_000;

const paragraph = (...lines: readonly string[]): string => lines.join("\n");

/** The report as Markdown (GFM): the verdict, what to do, and folded below all that was compared and seen. */
export function writeMarkdown(report: Report, { now }: MarkdownOptions): string {
  const { word, rest } = verdictParts(report, { style, now });
  const todo = todoOf(report);
  const remarks = remarksOf(report).map((line) => `- ${markdownText(visible(line, { most: 600 }))}`);
  const sections = [
    `## ${word === "" ? "A part was looked at" : word}: ${markdownText(productWords(report, style))}`,
    `${markdownText(rest)}. ${markdownText(placeWords(report, style))}, ${timeWords(report)}, exit ${report.exitCode}.`,
    ...(remarks.length === 0 ? [] : [paragraph(...remarks)]),
    ...(todo.length === 0 ? [] : ["### What to do", todoList(todo)]),
    ...changed(report),
    ...leftBehind(report),
  ];
  const ending = [...sourceLines(report), `footing ${markdownText(visible(report.tool.version))}`];
  const used = [...sections, ...ending].reduce((sum, section) => sum + section.length + 2, 0);
  return `${[...sections, ...detailSections(report, mostCharacters - used), ...ending].join("\n\n")}\n`;
}

const timeWords = ({ finishedAt, durationMs }: Report): string =>
  `${finishedAt.slice(0, 16).replace("T", " ")} UTC, ${tookWords(durationMs)}`;

/** The list takes at most half of the page: whoever has that much to do begins at its top. */
function todoList(todo: readonly Todo[]): string {
  const lines: string[] = [];
  let used = 0;
  for (const [index, one] of todo.entries()) {
    const more = todoLines(one);
    used += more.join("\n").length + 1;
    if (used > mostCharacters / 2) {
      lines.push("", `And ${todo.length - index} more, in the JSON report.`);
      break;
    }
    lines.push(...more);
  }
  return lines.join("\n");
}

/** One thing to do, with its commands in a block; all below its first line is indented, to belong to it. */
function todoLines({ sentence, reference, result }: Todo): readonly string[] {
  const more = result === undefined ? { words: [], commands: [] } : doingOf(result);
  const because = [result?.because ?? ""].filter((text) => text !== "").map((text) => visible(text));
  const below = [...because, ...more.words].map(markdownText);
  const block = more.commands.length === 0 ? [] : ["", ...codeBlock(more.commands, "sh"), ""];
  const lines = below.flatMap((line) => ["", line]);
  return [
    `- [ ] ${markdownText(sentence)}${reference === "" ? "" : ` (${markdownText(reference)})`}`,
    ...[...lines, ...block].map((line) => (line === "" ? "" : `  ${line}`)),
  ];
}

function changed({ since }: Report): readonly string[] {
  if (since === undefined) return [];
  const lines = since.changes.map(({ title, subject, from, to, why }) => {
    const outcomes = `${from?.outcome ?? "not there"} → ${to?.outcome ?? "not there"}`;
    return `- ${markdownText(visible(`${title}${subject === null ? "" : ` ${subject}`}: ${outcomes}; ${why}`, { most: 600 }))}`;
  });
  const head = `### Changed since ${markdownText(visible(since.startedAt.slice(0, 10)))}`;
  return [head, lines.length === 0 ? "No outcome changed." : few(lines)];
}

function leftBehind({ leftovers, removed }: Report): readonly string[] {
  const list = (title: string, things: readonly string[]): readonly string[] =>
    things.length === 0 ? [] : [title, few(things.map((one) => `- ${markdownText(visible(one, { most: 600 }))}`))];
  return [...list("### Left behind", leftovers), ...list("### Removed", removed)];
}

/** More lines than these nobody reads on a page. */
const mostLines = 40;

const few = (lines: readonly string[]): string =>
  lines.length <= mostLines
    ? paragraph(...lines)
    : paragraph(...lines.slice(0, mostLines), "", `And ${lines.length - mostLines} more, in the JSON report.`);

const sourceLines = ({ sources }: Report): readonly string[] =>
  sources.map(({ title, url }) => {
    const words = markdownText(visible(title));
    const link = httpsLink(url);
    return `Source: ${link === undefined ? words : `[${words}](<${link}>)`}`;
  });
