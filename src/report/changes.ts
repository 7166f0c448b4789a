import type { Report } from "./report.ts";
import { markOf } from "./rows.ts";
import type { Change, Since, Stand } from "./since.ts";
import { own, shown, type Mark, type Style } from "./style.ts";
import { writeGroups } from "./table.ts";
import { arrow, differenceWords } from "./why-changed.ts";
import { wrapped } from "./width.ts";

/** So many changes are shown one by one, so many values in a line. */
const mostChanges = 20;
const mostValues = 4;

/** What changed since the report that --since names, the worst last, where the eye comes to rest. */
export function writeChanges({ since, targets }: Report, style: Style): readonly string[] {
  if (since === undefined) return [];
  const titled = (change: Change): string => titleOf(change, targets.length > 1);
  const rows = since.changes.slice(-mostChanges).map((change) => ({
    mark: markFor(change),
    title: titled(change),
    expected: [
      change.from === null ? "new" : outcomeOf(change.from),
      change.to === null ? "gone" : outcomeOf(change.to),
    ].join(arrow),
    observed: change.why,
    below: [],
  }));
  const more = since.changes.length - rows.length;
  const left = more > 0 ? [`and ${more} more before these, in the JSON report`] : [];
  return [
    ...paragraph(headWords(since), "", style),
    ...remarks(since).flatMap((line) => paragraph(line, "  ", style)),
    ...quietly(since, titled).flatMap((line) => paragraph(line, "  ", style)),
    ...left.map((line) => `  ${line}`),
    ...writeGroups([{ title: "", rows }], style).slice(1),
  ];
}

function paragraph(text: string, lead: string, style: Style): readonly string[] {
  const lines = wrapped(shown(text, style, 600), style.columns - lead.length - 2);
  return lines.map((line, index) => (index === 0 ? lead : `${lead}  `) + own(line, style));
}

function headWords({ changes, values, startedAt, file }: Since): string {
  const when = `since ${startedAt.slice(0, 16).replace("T", " ")} UTC (${file})`;
  if (changes.length > 0) return `Changed ${when}`;
  return `${values.length > 0 ? "No outcome" : "Nothing"} changed ${when}`;
}

function remarks({ verdict, complete, differs }: Since): readonly string[] {
  // Of a part it is never said that the place is ready.
  const turned = complete && verdict.from !== verdict.to ? [`verdict ${verdict.from}${arrow}${verdict.to}`] : [];
  const other = differs.length === 0 ? [] : [`differs: ${differs.map(differenceWords).join("; ")}`];
  return [...turned, ...(complete ? [] : ["compared is only what both runs looked at"]), ...other];
}

function titleOf({ title, subject, target }: Change, isOneOfMany: boolean): string {
  return [
    title,
    ...(subject === null ? [] : [subject]),
    ...(isOneOfMany && target !== null ? [`(${target})`] : []),
  ].join(" ");
}

const outcomeOf = ({ outcome }: Stand): string => outcome.replace("-", " ");

function markFor({ to, level }: Change): Mark {
  return to === null || level === null || to.outcome === "not-applicable"
    ? "note"
    : markOf({ outcome: to.outcome, level });
}

/** What differs and decided nothing, in one line. */
function quietly({ values, changes }: Since, titled: (change: Change) => string): readonly string[] {
  if (values.length === 0) return [];
  const said = values.slice(0, mostValues).map((change) => `${titled(change)} ${change.why}`);
  const more = values.length - said.length;
  return [`${changes.length > 0 ? "same outcome" : "but"}: ${said.join("; ")}${more > 0 ? `; and ${more} more` : ""}`];
}
