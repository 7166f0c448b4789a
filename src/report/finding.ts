import type { Result } from "../judge/outcome.ts";
import type { Report } from "./report.ts";
import { factsOf } from "./rows.ts";
import { findingSentence, statedWords } from "./sentence.ts";
import { visible } from "./text.ts";

/** A remedy or a command is told whole, as far as anybody writes one. */
const mostOfRemedy = 2000;

/** What each result is called where it has to be told from all others: `disk[/srv]@web01 from engine`. */
export function namesOf({ results, targets }: Pick<Report, "results" | "targets">): ReadonlyMap<Result, string> {
  const counts = new Map<string, number>();
  const keyOf = ({ id, subject, target }: Result): string => JSON.stringify([id, subject, target]);
  for (const result of results) counts.set(keyOf(result), (counts.get(keyOf(result)) ?? 0) + 1);
  return new Map(
    results.map((result) => {
      const { id, subject, target, vantage } = result;
      const about = subject === null ? "" : `[${subject}]`;
      const where = targets.length > 1 && target !== null ? `@${target}` : "";
      const from = (counts.get(keyOf(result)) ?? 0) > 1 && vantage !== null ? ` from ${vantage}` : "";
      return [result, `${id}${about}${where}${from}`];
    }),
  );
}

/** A result that speaks against the place, be it only a little. */
export const isFinding = ({ outcome }: Pick<Result, "outcome">): boolean =>
  outcome === "unmet" || outcome === "unknown";

/** What to do about a result, a line for each thing; texts of others are visible. Commands are set apart. */
export type Doing = { readonly words: readonly string[]; readonly commands: readonly string[] };

export function doingOf(result: Result): Doing {
  const { remedy, settle, partly } = result;
  const docs = remedy?.docs?.startsWith("https:") === true ? [remedy.docs] : [];
  const words = [
    ...(remedy === null ? [] : [remedy.text]),
    ...docs,
    ...(settle === undefined ? [] : [`To settle it: ${settle}`]),
    ...(partly === undefined ? [] : [`To settle a part of it: ${partly}`]),
  ];
  return {
    words: words.filter((text) => text !== "").map((text) => visible(text, { most: mostOfRemedy })),
    commands: (remedy?.commands ?? []).map((command) => visible(command, { most: mostOfRemedy })),
  };
}

/** All that there is to say of a result, a line for each thing. */
export function detailsOf(result: Result, report: Report): readonly string[] {
  const { waiver, because, note } = result;
  const { words, commands } = doingOf(result);
  // What stands beside the value, told where something falls short: "no engine at unix:///var/run/docker.sock".
  const notes = result.outcome === "unmet" ? factsOf(result, report).flatMap((fact) => fact.note ?? []) : [];
  const seen = [...new Set(notes)].map((one) => `seen: ${one}`);
  const accepted = waiver === null ? [] : [`accepted by ${waiver.by} until ${waiver.until}: ${waiver.reason}`];
  return [
    findingSentence(result, report, visible),
    ...[...seen, ...accepted, ...(note === undefined ? [] : [note]), ...(because === null ? [] : [because])].map(
      (text) => visible(text),
    ),
    ...words,
    ...commands.map((command) => `  ${command}`),
    visible(`${result.level}${statedWords(result)}`),
  ];
}

/**
 * Why the run ends with another code than 0 where no result says so (`isSaid`): a verdict without observations, a run
 * that was broken off. A format that shows results alone would be green without.
 */
export function unexplained(report: Report, isSaid: boolean): string | undefined {
  if (report.exitCode === 0 || isSaid) return undefined;
  if (report.interrupted) return "the run was interrupted before all was looked at";
  if (report.verdict === "ready" || report.verdict === "ready-with-warnings") return undefined;
  return `the verdict is ${report.verdict}: no must is met by an observation`;
}
