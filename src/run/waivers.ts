import { isNamed } from "../facts/url-query.ts";
import { possibleSubjects } from "../judge/subjects.ts";
import type { Situation } from "../judge/situation.ts";
import { Reader } from "../spec/problem.ts";
import { reportUnknown } from "../spec/shape.ts";
import type { Site } from "../spec/site.ts";

/** Refuses a waiver of a subject that no result can have, as far as answers tell: it would be ignored. Throws BadFile. */
export function expectWaiverSubjects(site: Site, situation: Situation): void {
  const reader = new Reader(site.source);
  for (const { requirement: id, subject, at } of site.waivers) {
    const requirement = situation.file.requirements.find((one) => one.id === id);
    const names = requirement === undefined ? undefined : possibleSubjects(requirement, situation);
    if (subject === null || names === undefined || names.some((name) => isNamed(name, subject))) continue;
    reportUnknown(reader, at, { word: subject, message: `${id} has no subject \`${subject}\``, words: names });
  }
  reader.finish();
}
