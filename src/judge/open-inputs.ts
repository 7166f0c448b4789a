import { stateOf, type Answers } from "../spec/answers.ts";
import type { Condition } from "../spec/condition.ts";
import type { State } from "../spec/condition-types.ts";
import type { RequirementsFile } from "../spec/requirements-file.ts";

/** What is known while questions are asked: answers, and which questions need not be put again. No facts. */
export type Interview = {
  readonly file: RequirementsFile;
  readonly profile: string | null;
  readonly version: string | null;
  readonly answers: Answers;
  /** Put already: left open, or kept as assumed. */
  readonly asked: ReadonlySet<string>;
  /** Whether what is only assumed by default is put to the operator too. */
  readonly assumed: boolean;
};

/** The product's version is asked for like an input, though no file declares it. */
export const versionName = "version";

/** Nothing was answered yet, and it was not put to the operator: a default that nobody confirmed is open too. */
export function isUndecided(name: string, interview: Interview): boolean {
  const { answers, asked, assumed, version } = interview;
  if (asked.has(name)) return false;
  const answered = answers.get(name);
  if (answered === undefined) return name === versionName && version === null;
  // One that was named and is not there is not ended by naming it again.
  if (answered.answer.is === "open") return answered.answer.why === undefined;
  return assumed && answered.from === "default";
}

/** What a condition comes to before anything is looked at, and which open names an unknown one rests on. */
export type Resting =
  | { readonly is: "true" | "false" }
  | {
      readonly is: "unknown";
      /** Inputs, and `version`, that keep it from being known. */
      readonly inputs: ReadonlySet<string>;
      /** No input keeps it from being known, so only looking can decide it. */
      readonly byLooking: boolean;
    };

export function restingOf(condition: Condition | undefined, interview: Interview): Resting {
  if (condition === undefined) return { is: "true" };
  // The reason of every unknown is its name, so that the condition itself tells which of them count.
  const truth = condition.judge((name) => named(stateFor(name, interview), name));
  if (truth.is === "true" || truth.is === "false") return { is: truth.is };
  const why = truth.is === "unknown" ? truth.why : [...condition.reads];
  const inputs = new Set(why.flatMap((name) => inputNamed(name, interview) ?? []));
  return { is: "unknown", inputs, byLooking: inputs.size === 0 };
}

const named = (state: State, name: string): State => (state.is === "unknown" ? { ...state, why: name } : state);

/** The input that a name of a condition stands for, if it is open. */
function inputNamed(name: string, interview: Interview): string | undefined {
  if (name === "version") return interview.version === null ? versionName : undefined;
  const input = name.startsWith("inputs.") ? name.slice("inputs.".length) : "";
  const isOpen = interview.answers.get(input)?.answer.is === "open" || isUndecided(input, interview);
  return interview.answers.has(input) && isOpen ? input : undefined;
}

function stateFor(name: string, interview: Interview): State {
  const [root = "", input = ""] = name.split(".");
  if (root === "profile" || root === "version") {
    const text = interview[root];
    return text === null ? { is: "unknown", why: name } : { is: "value", value: text };
  }
  const answered = root === "inputs" ? interview.answers.get(input) : undefined;
  if (answered === undefined || isUndecided(input, interview)) return { is: "unknown", why: name };
  return stateOf(answered);
}
