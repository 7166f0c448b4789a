import { chosenRow, sizingStates } from "../judge/sizing.ts";
import type { Situation } from "../judge/situation.ts";
import { unreadValues } from "../spec/sizing-reads.ts";
import type { SizingRow } from "../spec/sizing.ts";
import type { ReportedSizing, ReportedSizingRow } from "./report.ts";

/** The sizing table as a report tells it: the row that counts, and the others beside it. Null where none counts. */
export function sizingOf(situation: Situation): ReportedSizing | null {
  const { sizing } = situation.file;
  if (sizing === undefined) return null;
  const chosen = chosenRow(situation);
  if (chosen.is === "open") return null;
  const { row, by: value, alsoClaimedBy } = chosen;
  const states = sizingStates(situation);
  return {
    by: sizing.by,
    value,
    row: valuesOf(row),
    alsoClaimedBy: alsoClaimedBy === null ? null : valuesOf(alsoClaimedBy),
    unread: unreadValues(sizing, situation.file.requirements),
    rows: sizing.rows.map((one) => ({ ...boundsOf(one, states), chosen: one === row })),
  };
}

type States = ReturnType<typeof sizingStates>;

function boundsOf(row: SizingRow, states: States): Omit<ReportedSizingRow, "chosen"> {
  const { upTo = null, startsAt = null, when } = row;
  const truth = when?.judge(states).is ?? "true";
  const holds = truth === "true" ? true : truth === "false" ? false : null;
  return { upTo, startsAt, when: when?.text ?? null, holds, values: valuesOf(row) };
}

const valuesOf = (row: SizingRow): Readonly<Record<string, string>> =>
  Object.fromEntries([...row.values].map(([name, { text }]) => [name, text]));
