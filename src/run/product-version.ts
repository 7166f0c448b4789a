import { types } from "../facts/types.ts";
import { compareVersions, parseVersion, type Version } from "../facts/versions.ts";
import { environmentName } from "../spec/answers.ts";
import { covers } from "../spec/covers.ts";
import { UsageError } from "../spec/problem.ts";
import type { RequirementsFile } from "../spec/requirements-file.ts";
import type { AnswerSources } from "./answer.ts";

/**
 * The product's own version: as it was named (`cht@4.2`), from the command line, the site, or the environment as
 * FOOTING_INPUT_VERSION. Null: nobody said it. Of two that agree the more exact one counts (`cht@4` and 4.2); two that
 * do not agree are refused, and so is one that the file does not cover, since what it requires is not known.
 */
export function productVersion(file: RequirementsFile, named: string | null, sources: AnswerSources): string | null {
  const given = givenVersion(sources);
  if (given.text.trim() === "") return named === null ? null : covered(file, named, "the version that was named");
  const { text, where, isWeak } = given;
  const isVersion: boolean = types.version.is(text);
  if (!isVersion) throw new UsageError(`${where}: \`${text}\` is not ${types.version.says}`);
  const closer = closerVersion(named, text);
  if (typeof closer === "string") return covered(file, closer, where);
  if (isWeak) return named;
  throw new UsageError(`${where}: ${text} is not the version that was named, which is ${named}`, "Say it once.");
}

/** The version, where these requirements are of it. */
function covered({ product: { versions, name } }: RequirementsFile, text: string, where: string): string {
  const version = parseVersion(text);
  if (version === undefined) throw new UsageError(`${where}: \`${text}\` is not ${types.version.says}`);
  if (versions === undefined || covers(versions, version)) return text;
  throw new UsageError(`${where}: these requirements of ${name} do not cover ${text}`, `They cover ${versions.text}.`);
}

type Given = {
  readonly text: string;
  readonly where: string;
  /** It was not said for this run, so what is named goes before it. */
  readonly isWeak: boolean;
};

function givenVersion({ set, site, environment }: AnswerSources): Given {
  const given = set.findLast(([name]) => name === "version")?.[1];
  if (given !== undefined) return { text: given, where: "--set version", isWeak: false };
  const written = site?.inputs.get("version");
  if (written?.is === "text") return { text: written.text, where: "version in the site file", isWeak: false };
  const variable = environmentName("version");
  return { text: environment[variable] ?? "", where: variable, isWeak: true };
}

/** Of two ways to name one version the more exact one: `4.2` of `4` and `4.2`. Undefined: they name two. */
export function closerVersion(one: string | null, other: string | null): string | null | undefined {
  if (one === null || other === null) return one ?? other;
  const [first, second] = [parseVersion(one), parseVersion(other)];
  if (first === undefined || second === undefined) return one === other ? one : undefined;
  if (isWithin(second, first)) return isWithin(first, second) ? one : other;
  return isWithin(first, second) ? one : undefined;
}

/** Whether a version says all that another says, and perhaps more: 4.2 is within 4, and 4.0-rc1 is not. */
const isWithin = (version: Version, named: Version): boolean =>
  named.parts.every((part, index) => version.parts[index] === part) &&
  (named.before === null ? compareVersions(version, named) >= 0 : compareVersions(version, named) === 0);
