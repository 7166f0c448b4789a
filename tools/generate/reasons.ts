import { reasonGroups, reasons, type ReasonCode } from "../../src/facts/reasons.ts";
import { commandIn, type ReasonWords } from "../../src/facts/reasons/words.ts";
import { reasonParts } from "../../src/report/explain-reason.ts";
import { notice, row, table } from "./markdown.ts";

const isCode = (text: string): text is ReasonCode => Object.hasOwn(reasons, text);

/** The reason codes in the order of the table. */
export const reasonCodes: readonly ReasonCode[] = Object.keys(reasons).filter(isCode);

/** The index of reason codes; each has a page of its own. */
export const reasonsReference = (): string =>
  [
    `${notice}# Reason codes`,
    "Every result has one, as `reasonCode` in the JSON report. Each has a page: what it means, how to see it by hand, how to mend it. `footing explain CODE` prints the same.",
    ...reasonGroups.flatMap((group) => [`## ${group.title}`, codeTable(group.reasons)]),
  ].join("\n\n") + "\n";

const codeTable = (group: Readonly<Record<string, ReasonWords>>): string =>
  table(
    ["code", "what it means"],
    Object.entries(group).map(([code, { means }]) => row(`[\`${code}\`](reasons/${code}.md)`, means)),
  );

/** The page of one reason code. */
export const reasonPage = (code: ReasonCode): string =>
  [
    `${notice}# \`${code}\``,
    reasons[code].means,
    ...reasonParts.flatMap(({ title, lines }) => [`## ${title}`, ...paragraphs(lines(reasons[code]))]),
    "[All reason codes](../reasons.md)",
  ].join("\n\n") + "\n";

/** Words as paragraphs, and commands that follow one another as one block to copy. */
function paragraphs(lines: readonly string[]): readonly string[] {
  const found: string[] = [];
  let commands: string[] = [];
  const close = (): void => {
    if (commands.length > 0) found.push(`\`\`\`sh\n${commands.join("\n")}\n\`\`\``);
    commands = [];
  };
  for (const line of lines) {
    const command = commandIn(line);
    if (command !== undefined) {
      commands.push(command);
      continue;
    }
    close();
    found.push(line);
  }
  close();
  return found;
}
