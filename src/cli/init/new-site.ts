import { typeRow } from "../../facts/types.ts";
import { openAttestations } from "../../judge/open-attestations.ts";
import { restingOf, versionName, type Interview } from "../../judge/open-inputs.ts";
import { visible } from "../../report/text.ts";
import { wrapped } from "../../report/width.ts";
import { assumedWords, type Input } from "../../spec/input.ts";
import { stringYaml, textYaml } from "../../spec/written-answer.ts";
import type { InitSubject } from "./subject.ts";

const columns = 80;

/** Text of a requirements file as lines of a comment: one that is longer than a comment's line goes on in the next. */
const comment = (text: string, indent: string): readonly string[] =>
  wrapped(visible(text, { most: 1000 }), columns - indent.length - 2);

const commented = (text: string, indent: string): readonly string[] =>
  comment(text, indent).map((line) => `${indent}# ${line}`.trimEnd());

/** The question of an input, as lines of a comment without their `#`. */
export const questionComment = (input: Input, isOpen = false): readonly string[] =>
  comment(questionText(input, isOpen), "  ");

function questionText(input: Input, isOpen: boolean): string {
  const { ask, of, optional, type } = input;
  const standing = assumedWords(input);
  const words = of === undefined ? "" : ` ${type === "list" ? "Some of" : "One of"} ${of.join(", ")}.`;
  const none = optional ? " Write null for none." : "";
  const assumed = standing === undefined || !isOpen ? "" : ` Assumed: ${standing}.`;
  return `${ask}${words}${none}${assumed}`;
}

/** The line that stands for an input that is open: with the `#` taken away and its value put right, it answers. */
export function placeholderOf(input: Input): string {
  const { name, secret, default: standing, of, type } = input;
  if (secret) return `# ${name}: { env: NAME }`;
  // A URL is written whole: it stands so in the file of requirements, and shall be one when the `#` is gone.
  if (typeof standing === "string") return `# ${name}: ${exampleYaml(standing)}`;
  if (standing !== undefined) return `# ${name}: ${exampleYaml(typeRow(type).show(standing))}`;
  const example = visible(input.example ?? of?.[0] ?? typeRow(type).example, { most: 200 });
  if (type === "list")
    return `# ${name}: [${example
      .split(",")
      .map((one) => exampleYaml(one.trim()))
      .join(", ")}]`;
  return `# ${name}: ${exampleYaml(example)}`;
}

const exampleYaml = (text: string): string => textYaml(visible(text, { most: 200 }));

export type NewSite = { readonly subject: InitSubject; readonly interview: Interview; readonly today: string };

/** A new site file: what was answered, and what is open as comments that say what is asked. */
export function newSite({ subject, interview, today }: NewSite, answers: ReadonlyMap<string, string>): string {
  const { product, profiles } = interview.file;
  const edition = product.edition === undefined ? "" : `, requirements of ${product.edition}`;
  const lines = [
    ...commented(`Answers for ${product.name}${edition}.`, ""),
    "# `footing check` reads them, `footing init` asks what is still open.",
    "footing: 1",
    `product: ${stringYaml(subject.product)}`,
    ...(interview.profile === null
      ? profiles.map(({ name }) => `# profile: ${name}`)
      : [`profile: ${interview.profile}`]),
    "",
    "# A line that begins with # is open; to answer it, take the # away. What was not",
    "# asked changes nothing that this version looks at.",
    "inputs:",
    ...inputLines(interview, answers),
    ...attestationLines(interview, today),
    "",
    "# To accept for a time what falls short, take the # away and fill in:",
    "# waivers:",
    '#   - { requirement: ID, accept: { FIELD: ">= VALUE" }, reason: WHY,',
    "#       by: NAME, until: 2027-01-31 }",
  ];
  return `${lines.join("\n")}\n`;
}

function inputLines(interview: Interview, answers: ReadonlyMap<string, string>): readonly string[] {
  const version = answers.get(versionName);
  const ofFile = [...interview.file.inputs.values()]
    .filter(({ name, when }) => answers.has(name) || restingOf(when, interview).is !== "false")
    .map((input) => {
      const yaml = answers.get(input.name);
      const line = yaml === undefined ? placeholderOf(input) : `${input.name}: ${yaml}`;
      return [...questionComment(input, yaml === undefined).map((one) => `  # ${one}`), `  ${line}`];
    });
  const own = version === undefined || interview.file.inputs.has(versionName) ? [] : [[`  version: ${version}`]];
  return [...own, ...ofFile].flatMap((lines, index) => (index === 0 ? lines : ["", ...lines]));
}

function attestationLines(interview: Interview, today: string): readonly string[] {
  const open = openAttestations(interview, new Set());
  if (open.length === 0) return [];
  return [
    "",
    "# Somebody may answer for these. Take the # away, and put in yes or no, a name",
    "# and the day.",
    "# attestations:",
    ...open.flatMap(({ id, subject, question }) => [
      ...comment(question, "    ").map((line) => `#   # ${line}`),
      `#   - { requirement: ${id}, ${subject === null ? "answer: yes" : `subject: ${JSON.stringify(subject)}`},`,
      `#       ${subject === null ? "" : "answer: yes, "}by: NAME, on: ${today} }`,
    ]),
  ];
}
