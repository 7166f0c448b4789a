import type { Interview } from "../../judge/open-inputs.ts";
import { counted, listed } from "../../report/words.ts";
import { visible } from "../../report/text.ts";
import { isFileName } from "../../run/catalog.ts";
import { environmentName } from "../../spec/answers.ts";
import type { WrittenSite } from "./write-site.ts";

type Ending = {
  readonly path: string;
  readonly written: WrittenSite;
  /** Names of what can still change an outcome and was not answered. */
  readonly open: readonly string[];
  readonly interview: Interview;
};

/** What was written, what is still open, and what to type next. */
export function endingWords({ path, written, open, interview }: Ending): readonly string[] {
  const name = visible(path);
  const from = (source: string): readonly string[] =>
    [...interview.answers.values()].filter((one) => one.from === source).map(({ input }) => input.name);
  const environment = from("environment");
  return [
    `${headWords(name, written)}${openWords(open)}`,
    ...(environment.length === 0
      ? []
      : [`Not in the file, since the environment answers: ${environment.map(environmentName).join(", ")}.`]),
    `Next: ${nextWords(path)}`,
  ];
}

function headWords(name: string, { is, answers }: WrittenSite): string {
  if (is === "unchanged") return `${name} is left as it was: nothing new was answered`;
  if (is === "changed" && answers === 0) return `Changed the profile in ${name}`;
  const what = answers === 0 ? "no answers yet" : counted(answers, is === "new" ? "answer" : "new answer");
  return `${is === "new" ? "Wrote" : "Added to"} ${name}: ${what}`;
}

const openWords = (open: readonly string[]): string =>
  open.length === 0 ? ", and nothing is open that could change an outcome." : `. Still open: ${listed(open)}.`;

function nextWords(path: string): string {
  if (path === "footing.yaml" || path === "./footing.yaml") return "footing check";
  return isFileName(path) ? `footing check ${visible(path)}` : `footing check --site ${visible(path)}`;
}
