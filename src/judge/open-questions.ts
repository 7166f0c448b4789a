import { dependingOn, type Depending, type Scope } from "./depending.ts";
import { isUndecided, restingOf, versionName, type Interview } from "./open-inputs.ts";

/** A question whose answer can still change an outcome. */
export type OpenQuestion = {
  readonly name: string;
  /** What depends on the answer, in the order of the file, each title once. */
  readonly settles: readonly Pick<Depending, "title" | "because">[];
  /** Names of inputs that are asked or not by the answer. */
  readonly decides: readonly string[];
};

export type OpenQuestions = {
  /** The next to put stands first. */
  readonly questions: readonly OpenQuestion[];
  /** How many may still come, those that an answer may bring included: it never grows by answering. */
  readonly most: number;
};

/**
 * The questions that can still change an outcome, in the order in which to put them: what decides whether others are
 * asked, then what decides whether most requirements apply, then the order of the file. It is worked out anew after
 * every answer, since an answer opens some and ends others.
 */
export function openQuestions(interview: Interview, scope: Scope): OpenQuestions {
  const depending = dependingOn(interview, scope);
  const names = [...interview.file.inputs.keys(), ...(interview.file.inputs.has(versionName) ? [] : [versionName])];
  const undecided = names.filter((name) => isUndecided(name, interview) && restingAt(name, interview).is !== "false");
  const possible = possibleAmong(undecided, depending, interview);
  const waiting = (name: string): boolean => {
    const resting = restingAt(name, interview);
    return resting.is === "unknown" && !resting.byLooking;
  };
  const questions = undecided
    .filter((name) => !waiting(name))
    .map((name) => questionOf(name, { depending, possible, interview }))
    .filter(({ settles, decides }) => settles.length > 0 || decides.length > 0);
  return { questions: inOrder(questions, depending), most: Math.max(possible.size, questions.length) };
}

const restingAt = (name: string, interview: Interview): ReturnType<typeof restingOf> =>
  restingOf(interview.file.inputs.get(name)?.when, interview);

/** Names whose answer may matter, now or once others are answered, and those that decide whether one of them is asked. */
function possibleAmong(
  undecided: readonly string[],
  depending: readonly Depending[],
  interview: Interview,
): ReadonlySet<string> {
  const mentioned = new Set(depending.flatMap(({ now, later }) => [...now, ...later]));
  const possible = new Set(undecided.filter((name) => mentioned.has(name) && mayBeAsked(name, interview)));
  // A set that grows while it is gone through is gone through to its end.
  for (const name of possible) {
    const resting = restingAt(name, interview);
    if (resting.is !== "unknown") continue;
    for (const input of resting.inputs) if (undecided.includes(input)) possible.add(input);
  }
  return possible;
}

/** Whether it is asked hangs on nothing, on looking, or on a question that will still be put. */
function mayBeAsked(name: string, interview: Interview): boolean {
  const resting = restingAt(name, interview);
  return (
    resting.is !== "unknown" || resting.byLooking || [...resting.inputs].some((one) => isUndecided(one, interview))
  );
}

type Asking = {
  readonly depending: readonly Depending[];
  readonly possible: ReadonlySet<string>;
  readonly interview: Interview;
};

function questionOf(name: string, { depending, possible, interview }: Asking): OpenQuestion {
  const settles = new Map(depending.toReversed().flatMap((one) => (one.now.has(name) ? [[one.title, one]] : [])));
  const decides = [...possible].filter((other) => {
    const resting = restingAt(other, interview);
    return resting.is === "unknown" && resting.inputs.has(name);
  });
  return { name, settles: [...settles.values()].toReversed(), decides };
}

function inOrder(questions: readonly OpenQuestion[], depending: readonly Depending[]): readonly OpenQuestion[] {
  const applying = (name: string): number => depending.filter(({ deciding }) => deciding.has(name)).length;
  return questions.toSorted((a, b) => b.decides.length - a.decides.length || applying(b.name) - applying(a.name));
}
