import { dirname, isAbsolute, relative } from "node:path";
import type { Interview } from "../../judge/open-inputs.ts";
import { answerInputs } from "../../run/answer.ts";
import { checkSite } from "../../spec/check-site.ts";
import { editInput, editKey, type SiteLine } from "../../spec/edit-site.ts";
import { BadFile, UsageError, type SourceText } from "../../spec/problem.ts";
import { loadSite, type Site } from "../../spec/site.ts";
import { answerYaml, textYaml, writtenAnswer, type WrittenAnswer } from "../../spec/written-answer.ts";
import type { NameValue } from "../options.ts";
import { writeWhole } from "../write-file.ts";
import { newSite, placeholderOf, questionComment } from "./new-site.ts";
import type { InitSubject } from "./subject.ts";

export type SiteWriting = {
  readonly path: string;
  readonly subject: InitSubject;
  readonly interview: Interview;
  /** Answers from the command line and the terminal; the last of a name counts. */
  readonly given: readonly NameValue[];
  /** The profile that somebody chose now. */
  readonly profile: string | undefined;
  readonly today: string;
};

export type WrittenSite = {
  readonly is: "new" | "changed" | "unchanged";
  /** How many answers stand in the file that did not before. */
  readonly answers: number;
};

/** Writes what was answered into the site file: a new one whole, of one that is there only the lines concerned. */
export async function writeSite(writing: SiteWriting): Promise<WrittenSite> {
  const { path, subject } = writing;
  const answers = yamlOf(writing);
  if (subject.site === null) {
    const text = newSite(writing, answers);
    expectSame(text, answers, writing);
    await writeWhole(path, text);
    return { is: "new", answers: answers.size };
  }
  const { site } = subject;
  const fresh = new Map([...answers].filter(([name, yaml]) => standing(site, name, yaml) !== yaml));
  const text = edited(site, fresh, writing);
  if (text === site.source.text) return { is: "unchanged", answers: 0 };
  expectSame(text, answers, writing);
  await writeWhole(path, text, { keepOwner: true });
  return { is: "changed", answers: fresh.size };
}

/** What was answered, as YAML by name. */
function yamlOf({ given, interview, path }: SiteWriting): ReadonlyMap<string, string> {
  return new Map(
    given.map(([name, text]) => {
      const input = interview.file.inputs.get(name);
      return [
        name,
        input === undefined ? textYaml(text.trim()) : answerYaml(fromFolder(path, writtenAnswer(input, text))),
      ];
    }),
  );
}

/** A file is named from the current folder, and stands in the site file as it is found from there. */
function fromFolder(path: string, answer: WrittenAnswer): WrittenAnswer {
  if (answer.is !== "secret" || "env" in answer.reference || isAbsolute(answer.reference.file)) return answer;
  return { is: "secret", reference: { file: relative(dirname(path), answer.reference.file) } };
}

/** The same answer is not written anew only because it is spelled in another way. */
function standing(site: Site, name: string, yaml: string): string | undefined {
  const before = site.inputs.get(name);
  if (before === undefined) return undefined;
  const probe = loadSite({ name: "", text: `footing: 1\nproduct: x\ninputs: { ${name}: ${yaml} }\n` }).inputs.get(name);
  return probe !== undefined && sameAnswer(before, probe) ? yaml : undefined;
}

type SiteAnswer = NonNullable<ReturnType<Site["inputs"]["get"]>>;

const plain = ({ at: _at, nameAt: _nameAt, ...answer }: SiteAnswer): string => JSON.stringify(answer);
const sameAnswer = (a: SiteAnswer, b: SiteAnswer): boolean => plain(a) === plain(b);

function edited(site: Site, fresh: ReadonlyMap<string, string>, { interview, profile }: SiteWriting): string {
  let source: SourceText = site.source;
  if (profile !== undefined && profile !== site.profile) {
    const line = { name: "profile", yaml: profile, about: [], placeholder: "" };
    source = withText(source, editKey(source, line), line);
  }
  for (const [name, yaml] of fresh) {
    const input = interview.file.inputs.get(name);
    const about = input === undefined ? [] : questionComment(input);
    const placeholder = input === undefined ? "" : placeholderOf(input);
    const line = { name, yaml, about, placeholder };
    source = withText(source, editInput(source, line), line);
  }
  return source.text;
}

function withText(source: SourceText, text: string | undefined, { name, yaml }: SiteLine): SourceText {
  if (text === undefined) throw unwritable(source.name, [`${name}: ${yaml}`]);
  return { ...source, text };
}

const unwritable = (path: string, lines: readonly string[]): UsageError =>
  new UsageError(
    `${path} cannot be changed without losing something of it, and is left as it is`,
    `Put this in yourself: ${lines.join("; ")}`,
  );

/** Refuses to write a text that would not be read as it is meant: the old answers and the new ones, nothing else. */
function expectSame(text: string, answers: ReadonlyMap<string, string>, writing: SiteWriting): void {
  const { subject, path } = writing;
  if (isAsMeant({ name: path, text }, answers, writing)) return;
  // A new file is ours alone: that it cannot be read is our fault.
  if (subject.site === null) throw new Error("the site file that was made is not what was answered");
  throw unwritable(
    path,
    [...answers].map(([name, yaml]) => `${name}: ${yaml}`),
  );
}

function isAsMeant(source: SourceText, answers: ReadonlyMap<string, string>, writing: SiteWriting): boolean {
  const { subject, interview, today } = writing;
  try {
    const site = loadSite(source);
    checkSite(site, interview.file, today);
    answerInputs(interview.file, { set: [], site, environment: {} });
    const before = subject.site ?? { product: subject.product, targets: [], waivers: [], attestations: [], inputs: [] };
    const isAnswered = [...answers].every(([name, yaml]) => standing(site, name, yaml) === yaml);
    return isAnswered && restOf(site, answers) === restOf(before, answers);
  } catch (error) {
    if (error instanceof BadFile) return false;
    throw error;
  }
}

type Parts = Pick<Site, "product" | "targets" | "waivers" | "attestations"> & {
  readonly inputs: Iterable<readonly [string, SiteAnswer]>;
};

/** All that a site file says beside its profile and some answers, without where it stands. */
function restOf(site: Parts, answers: ReadonlyMap<string, string>): string {
  const { product, targets, waivers, attestations } = site;
  const inputs = [...site.inputs].filter(([name]) => !answers.has(name)).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const places = ["at", "keyAt", "nameAt", "place", "places", "source"];
  return JSON.stringify({ product, targets, waivers, attestations, inputs }, (key, value: unknown) =>
    places.includes(key) && typeof value === "object" ? undefined : value,
  );
}
