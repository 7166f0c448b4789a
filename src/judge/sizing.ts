import { stateOf } from "../spec/answers.ts";
import type { Truth } from "../spec/condition-types.ts";
import type { State } from "../spec/condition-types.ts";
import type { SizingRow } from "../spec/sizing.ts";
import type { OpenReason } from "../spec/template.ts";
import { answering } from "./open-reads.ts";
import type { Situation } from "./situation.ts";

export type ChosenRow =
  | { readonly is: "row"; readonly row: SizingRow; readonly by: number; readonly alsoClaimedBy: SizingRow | null }
  | { readonly is: "open"; readonly why: OpenReason };

/** Names in conditions of the sizing: inputs, profile and version; there is no target there. */
export function sizingStates(situation: Situation): (name: string) => State {
  return (name) => {
    const [root = "", first = ""] = name.split(".");
    const answered = root === "inputs" ? situation.answers.get(first) : undefined;
    if (answered !== undefined) return stateOf(answered);
    const text = root === "profile" ? situation.profile : root === "version" ? situation.version : null;
    return text === null
      ? { is: "unknown", why: `${name} is not known`, code: "input-open" }
      : { is: "value", value: text };
  };
}

const open = (why: OpenReason): ChosenRow => ({ is: "open", why });

/**
 * The row of the sizing that counts here: the first whose `when` holds and whose `upTo` (inclusive) is not exceeded. A
 * row whose `when` is unknown ends the search, since a later row might promise too little.
 */
export function chosenRow(situation: Situation): ChosenRow {
  const { sizing } = situation.file;
  if (sizing === undefined) return open({ code: "open-reference", text: "the file has no sizing" });
  const answer = situation.answers.get(sizing.by)?.answer;
  if (answer?.is === "none") return open({ code: "open-reference", text: `${sizing.by} was answered with none` });
  if (answer?.is !== "value" || typeof answer.value !== "number") {
    return open({ code: "input-open", text: `needs ${sizing.by}`, settle: `--set ${sizing.by}=…` });
  }
  return rowFor(sizing.rows, answer.value, situation);
}

function rowFor(rows: readonly SizingRow[], by: number, situation: Situation): ChosenRow {
  const states = sizingStates(situation);
  for (const [index, row] of rows.entries()) {
    const truth: Truth = row.when?.judge(states) ?? { is: "true" };
    const why = openWords(truth);
    if (why !== undefined) {
      const settle = answering(row.when, situation);
      const text = `which row counts is open: ${why}`;
      return open({ code: "input-open", text, ...(settle === undefined ? {} : { settle }) });
    }
    if (truth.is === "false" || by > (row.upTo ?? Infinity)) continue;
    const later = rows.slice(index + 1);
    const also = later.find((other) => other.startsAt === by && other.when?.judge(states).is !== "false");
    return { is: "row", row, by, alsoClaimedBy: also ?? null };
  }
  return open({ code: "open-reference", text: "no row of the sizing fits" });
}

function openWords(truth: Truth): string | undefined {
  if (truth.is === "unknown") return truth.why.join("; ");
  return truth.is === "absent" ? `${truth.name} is not there` : undefined;
}
