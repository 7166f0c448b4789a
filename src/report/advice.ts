import { canonical } from "../facts/json.ts";
import type { Result } from "../judge/outcome.ts";
import { attestationName } from "../judge/place.ts";
import { kindNamed } from "../kinds/registry.ts";
import { textYaml } from "../spec/written-answer.ts";
import { alike } from "./alike.ts";
import { waitingById } from "./remembered.ts";
import { hostAdvice } from "./hosts.ts";
import type { Report } from "./report.ts";
import { markOf, titlesOf, whyUnknown } from "./rows.ts";
import { shortfallSentence, statedWords } from "./sentence.ts";
import { mark, markWidth, own, shown, type Style } from "./style.ts";
import { commandLines } from "./command-lines.ts";
import { hanging, inset, paragraph } from "./entry.ts";
import { stepsOf } from "./steps.ts";
import { spread } from "./table.ts";
import { unsettled } from "./unsettled.ts";
import { widthOf, wrapped } from "./width.ts";
import { counted, listed } from "./words.ts";

/** Commands to type next: the one that made the report, the one that asks for what is open, and the one that looks again. */
export type NextCommands = { readonly again: string; readonly init: string; readonly facts: string };

/** What to do, the most urgent last, since the eye rests on the end. */
export function writeAdvice(report: Report, commands: NextCommands, style: Style): readonly string[] {
  const unmet = report.results.filter((result) => result.outcome === "unmet" && result.level !== "may");
  const entries = (results: readonly Result[]): readonly (readonly string[])[] =>
    alike(results, inOneWay).map((some) => shortfall(some, report, style));
  const blocks = [
    ...entries(unmet.filter((result) => result.level === "should")),
    ...settling(report, commands, style),
    ...hostAdvice(report, style).map(([head = "", ...rest]) => [...hanging(head, style), ...rest]),
    ...entries(
      urgent(
        unmet.filter((result) => result.level === "must"),
        report,
      ),
    ),
  ];
  if (blocks.length === 0) return [];
  return ["What to do, the most urgent last", ...blocks.flatMap((block) => ["", ...block])];
}

/** Musts with those last that most others wait for; among equals the first of the file is the most urgent. */
export function urgent(musts: readonly Result[], report: Report): readonly Result[] {
  const waiting = waitingById(report.results);
  return musts.toReversed().toSorted((a, b) => (waiting.get(a.id) ?? 0) - (waiting.get(b.id) ?? 0));
}

/** What falls short in the same way on several hosts is one thing to do; so are services before which the same stands. */
const inOneWay = (result: Result): string => {
  const { id, subject, kind, level, vantage, reasonCode, observed, expected, remedy } = result;
  return canonical(
    wordOf(result) === undefined
      ? [id, subject, vantage, observed, expected, remedy]
      : [kind, level, vantage, reasonCode, observed, expected, remedy],
  );
};

/** The word for one thing of those that its kind answers of. */
const wordOf = ({ kind }: Result): string | undefined => kindNamed(kind)?.subjects?.word;

function shortfall(some: readonly [Result, ...Result[]], report: Report, style: Style): readonly string[] {
  const [result] = some;
  const titles = titlesOf(some, report);
  const word = wordOf(result);
  if (word !== undefined && titles.length > 1) return together(some, { titles, word, style });
  const reference = shown(`${result.level}${statedWords(result)}`, style);
  const head = shortfallSentence(result, listed(titles), (text) => shown(text, style, 600));
  return [
    ...pointed(head, reference, { result, style }),
    ...paragraph(shown(result.because ?? "", style), style),
    ...remedyLines(result, style),
  ];
}

type Together = { readonly titles: readonly string[]; readonly word: string; readonly style: Style };

/** Services before which the same stands: what that is and what to ask for once, and under it which they are. */
function together([result]: readonly [Result, ...Result[]], { titles, word, style }: Together): readonly string[] {
  const head = shortfallSentence(result, `${titles.length} ${word}s`, (text) => shown(text, style, 600));
  return [
    ...pointed(head, result.level, { result, style }),
    ...titles.map((title) => `${inset}${shown(title, style, 300)}`),
    ...remedyLines(result, style),
  ];
}

function pointed(
  head: string,
  reference: string,
  { result, style }: { result: Result; style: Style },
): readonly string[] {
  const lead = 2 + markWidth(style) + 1;
  const sign = `  ${mark(markOf(result), style)} `;
  const room = style.columns - lead;
  // What does not fit beside the head stands behind it: alone on a line it would seem to belong to the next.
  const isBeside = widthOf(head) + widthOf(reference) + 2 <= room;
  const lines = isBeside
    ? spread(head, reference, { ...style, columns: room })
    : wrapped(`${head} (${reference})`, room);
  return lines.map((line, index) => (index === 0 ? sign + line : " ".repeat(lead) + line).trimEnd());
}

function remedyLines(result: Result, style: Style): readonly string[] {
  const { remedy } = result;
  if (remedy === null) return [];
  // A command is shown whole and on one line: what is cut or broken cannot be pasted.
  const commands = remedy.commands.map((command) => `${inset}  ${shown(command, style, 2000)}`);
  const docs = remedy.docs?.startsWith("https:") === true ? [`${inset}${shown(remedy.docs, style, 2000)}`] : [];
  return [...paragraph(shown(remedy.text, style, 600), style), ...commands, ...docs];
}

/** What would end the unknowns: answers in one command, everything else by its own words. What ends a must is last. */
function settling(report: Report, commands: NextCommands, style: Style): readonly (readonly string[])[] {
  const { open, answers, others } = stepsOf(report);
  const musts = new Set(open.filter(({ level }) => level === "must").map(({ id }) => id));
  const isMust = (steps: readonly Step[]): boolean => steps.some((step) => step.settles.some((id) => musts.has(id)));
  const blocks = [
    { isMust: false, lines: notYet(open, style) },
    ...unsettled(open, report, { facts: commands.facts, style }),
    ...others.toReversed().map((step) => ({
      isMust: isMust([step]),
      lines: settlingOne(step, report, { commands, style }),
    })),
    { isMust: isMust(answers), lines: byAnswers(answers, report, { commands, style }) },
  ];
  return blocks
    .filter(({ lines }) => lines.length > 0)
    .toSorted((one, other) => Number(one.isMust) - Number(other.isMust))
    .map(({ lines }) => lines);
}

type Step = Report["next"][number];

function notYet(open: readonly Result[], style: Style): readonly string[] {
  const titles = [...new Set(open.filter((result) => result.reasonCode === "not-yet").map((result) => result.title))];
  if (titles.length === 0) return [];
  const them = titles.length === 1 ? "it" : "them";
  const text = `${listed(titles)}: this version cannot look at ${them} yet, so look yourself`;
  return hanging(shown(text, style, 2000), style);
}

type Advising = { readonly commands: NextCommands; readonly style: Style };

/** The command with which a step is taken: other targets take the place of those that were named. */
function commandOf(step: Step, { evidence }: Report, { again, facts }: NextCommands): string {
  if (!step.do.startsWith("--on ")) return step.do.startsWith("--") ? `${again} ${step.do}` : step.do;
  const command = evidence.from === "file" ? facts : again.replaceAll(/ --on (?:'[^']*'|\S+)/g, "");
  return `${command} ${step.do}`;
}

function settlingOne(step: Step, report: Report, { commands, style }: Advising): readonly string[] {
  const unknown = report.results.filter(
    (result) => step.settles.includes(result.id) && result.outcome === "unknown" && result.settle === step.do,
  );
  const titles = titlesOf(unknown, report);
  const why = [...new Set(unknown.map((result) => whyUnknown(result, report)))];
  const head = titles.length === 1 ? `${listed(titles)}: ${why.join("; ")}` : `${listed(titles)} settle with`;
  const how = step.do.startsWith("attest ")
    ? attesting(step, report, style)
    : commandLines(shown(commandOf(step, report, commands), style, 2000), style);
  return [...hanging(shown(head, style, 600), style, unknown), ...how];
}

/** The question of an attestation, and the lines that answer it in the site file. */
function attesting(step: Step, report: Report, style: Style): readonly string[] {
  return step.settles.flatMap((id) => {
    // Of a requirement with `for` each value is attested by itself.
    const subjects = report.results.filter((one) => one.id === id && one.settle === step.do).map((one) => one.subject);
    const subject = subjects.find((one) => step.do.startsWith(`attest ${attestationName(id, one)} `)) ?? null;
    const name = attestationName(id, subject);
    const asked = report.facts.find((fact) => fact.kind === "attest" && fact.subject === name)?.arguments["question"];
    const question = typeof asked === "string" ? paragraph(shown(asked, style, 600), style) : [];
    // Broken as `footing init` does it: a terminal that breaks a line makes it one that cannot be pasted.
    const entry = [
      `  - { requirement: ${shown(id, style)}, ${subject === null ? "answer: yes," : `subject: ${textYaml(shown(subject, style))},`}`,
      `      ${subject === null ? "" : "answer: yes, "}by: NAME, on: ${report.finishedAt.slice(0, 10)} }`,
    ];
    return [...question, `${inset}in footing.yaml, below attestations:`, ...entry.map((line) => inset + line)];
  });
}

function byAnswers(steps: readonly Step[], { evidence }: Report, { commands, style }: Advising): readonly string[] {
  const { again, init, facts } = commands;
  const settles = new Set(steps.flatMap((step) => step.settles));
  const options = [...new Set(steps.flatMap((step) => step.do.split(/ (?=--set )/)))].map((option) =>
    shown(option, style),
  );
  if (options.length === 0) return [];
  const head = `${settles.size} ${settles.size === 1 ? "depends" : "depend"} on ${counted(options.length, "answer")}:`;
  const asking = shown(init, style, 2000);
  // A command is never broken where a text would be.
  const inline = hanging(own(`${head} ${asking}, or`, style), style);
  return [
    ...(inline.length === 1
      ? inline
      : [...hanging(own(head, style), style), ...commandLines(asking, style), `${inset}or`]),
    ...commandLines(`${shown(again, style, 2000)} ${options.join(" ")}`, style),
    ...(evidence.from === "file" ? lookingAnew(`${shown(facts, style, 2000)} ${options.join(" ")}`, style) : []),
  ];
}

/** An answer may say what to look at, and facts that were observed without it do not hold that. */
const lookingAnew = (command: string, style: Style): readonly string[] => [
  ...paragraph(
    "What an answer says to look at is not in these facts: take them anew with it on that host, or by a script that is printed with it (--print-script):",
    style,
  ),
  ...commandLines(command, style),
];
