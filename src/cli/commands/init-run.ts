import { openQuestions } from "../../judge/open-questions.ts";
import { visible } from "../../report/text.ts";
import { chooseProfile } from "../../run/targets.ts";
import { canAsk, introduced, withDialogue } from "../ask/dialogue.ts";
import { interview as askAll, interviewOf, nothingTyped, type Asking, type Typed } from "../ask/interview.ts";
import { indented } from "../ask/question-words.ts";
import type { Call } from "../call.ts";
import type { Context } from "../context.ts";
import type { InitFlags } from "../flags.ts";
import { endingWords } from "../init/ending-words.ts";
import { findInitSubject, type InitSubject } from "../init/subject.ts";
import { writeSite } from "../init/write-site.ts";
import { styleOf } from "../style.ts";
import { expectWritable } from "../write-file.ts";

/** `footing init`: ask, and write the answers into a site file. Nothing is looked at. */
export async function runInit({ context, flags, words: [named] }: Call<InitFlags, [string?]>): Promise<void> {
  const path = flags.site ?? "footing.yaml";
  await expectWritable(path);
  context.interruption.listen();
  const { environment, interruption } = context;
  const today = new Date().toISOString().slice(0, 10);
  const request = { context, named, path, today };
  const { found, site } = await findInitSubject(request);
  const asking: Asking = {
    found,
    sources: { set: flags.set ?? [], site, environment },
    profile: flags.profile,
    scope: { skip: new Set() },
    assumed: true,
  };
  // Everything that is wrong with the options is told before anybody is asked.
  const standing = chooseProfile(found, flags.profile, site)?.name ?? null;
  interviewOf(asking, standing, nothingTyped);
  const typed = canAsk(context, flags) ? await asked(asking, context) : nothingTyped;
  if (typed.ended === "interrupted" || interruption.code !== undefined) return;
  // Answering takes minutes, in which the file may have been made or changed by others.
  const answered: Answered = { asking, typed, path, subject: await findInitSubject(request), today };
  const lines = await writeAnswers(answered);
  const style = styleOf(context.process.stdout, environment, true);
  context.process.stdout.write(`${lines.flatMap((line) => indented(line, style, "")).join("\n")}\n`);
}

type Answered = {
  readonly asking: Asking;
  readonly typed: Typed;
  readonly path: string;
  readonly subject: InitSubject;
  readonly today: string;
};

/** Writes the file, and says what was written. */
async function writeAnswers({ asking, typed, path, subject, today }: Answered): Promise<readonly string[]> {
  const { found, site } = subject;
  const chosen = typed.profile ?? asking.profile;
  const profile = chooseProfile(found, chosen, site)?.name ?? null;
  const sources = { ...asking.sources, site };
  const interview = interviewOf({ ...asking, sources, assumed: false }, profile, { ...typed, asked: new Set() });
  const given = [...sources.set, ...typed.set];
  const written = await writeSite({ path, subject, interview, given, profile: chosen, today });
  const open = openQuestions(interview, asking.scope).questions.map(({ name }) => name);
  return endingWords({ path, written, open, interview });
}

async function asked(asking: Asking, context: Context): Promise<Typed> {
  const { name } = asking.found.file.product;
  const about =
    `These questions are what the requirements of ${visible(name)} still depend on. Enter leaves a question open, ` +
    "? tells more, Ctrl-D ends and keeps the answers, Ctrl-C ends and writes nothing.";
  return await withDialogue(context, async (dialogue) => {
    const typed = await askAll(asking, introduced(dialogue, about));
    if (typed.ended === "interrupted") dialogue.say(["", "", "Interrupted: nothing was written."]);
    // What was written stands apart from the last question.
    else if (typed.ended === "answered" && typed.asked.size > 0) dialogue.say([""]);
    return typed;
  });
}
