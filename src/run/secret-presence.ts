import { readGivenFile } from "../reach/files.ts";
import type { SecretReference } from "../spec/answers.ts";
import type { RequirementsFile } from "../spec/requirements-file.ts";
import { answerInputs, type AnswerSources } from "./answer.ts";
import type { Reading } from "./given-file.ts";

const limitBytes = 2 ** 20;
const timeoutMs = 5000;

/**
 * Secrets whose reference leads nowhere, by input, each with why: a variable that is not set, a file that is not there
 * or is empty. That one was named is no answer, and a slip in a name must not decide a condition. Nothing is kept.
 */
export async function missingSecrets(
  file: RequirementsFile,
  sources: AnswerSources,
  reading: Reading,
): Promise<ReadonlyMap<string, string>> {
  const found: (readonly [string, string])[] = [];
  for (const { input, answer } of answerInputs(file, sources).values()) {
    if (answer.is !== "secret" || answer.reference === null) continue;
    const why = await whyMissing(answer.reference, reading);
    if (why !== undefined) found.push([input.name, `${input.name}: ${why}`]);
  }
  return new Map(found);
}

/** Why a reference leads nowhere, in words; undefined if it leads to something, of which nothing is kept. */
export async function whyMissing(reference: SecretReference, reading: Reading): Promise<string | undefined> {
  if ("env" in reference) {
    const value = reading.environment[reference.env];
    return value === undefined || value === "" ? `the variable ${reference.env} is not set` : undefined;
  }
  const read = await readGivenFile(reference.file, { limitBytes, timeoutMs, platform: process.platform, ...reading });
  if (read.is !== "read") return `${reference.file}: ${read.text}`;
  return read.bytes.toString("utf8").trim() === "" ? `${reference.file} is empty` : undefined;
}
