import type { Clause } from "./clause.ts";
import { readMatcher } from "./matcher.ts";
import { Reader, type Span } from "./problem.ts";
import type { Requirement } from "./requirement.ts";
import type { RequirementsFile } from "./requirements-file.ts";
import { reportUnknown } from "./shape.ts";
import type { Attestation, Site, Waiver } from "./site.ts";

/** Checks what a site file says against the product's file: ids, fields, dates and inputs. Throws BadFile. */
export function checkSite(site: Site, file: RequirementsFile, today: string): void {
  const reader = new Reader(site.source);
  const byId = new Map(file.requirements.map((requirement) => [requirement.id, requirement]));
  const find = (id: string, at: Span): Requirement | undefined =>
    byId.get(id) ??
    reportUnknown(reader, at, {
      word: id,
      message: `${file.product.name} has no requirement \`${id}\``,
      words: [...byId.keys()],
    });
  for (const [name, answer] of site.inputs) {
    // The product's own version is answered like an input, and no file declares it.
    if (file.inputs.has(name) || name === "version") continue;
    const message = `${file.product.name} has no input \`${name}\``;
    reportUnknown(reader, answer.nameAt, { word: name, message, words: [...file.inputs.keys()] });
  }
  for (const waiver of site.waivers) {
    const requirement = find(waiver.requirement, waiver.at);
    if (requirement !== undefined) checkWaiver(waiver, requirement, reader);
  }
  for (const attestation of site.attestations) {
    const requirement = find(attestation.requirement, attestation.at);
    if (requirement !== undefined) checkAttestation(attestation, requirement, { reader, today });
  }
  reportTwice(site, reader);
  reader.finish();
}

type Attesting = { readonly reader: Reader; readonly today: string };

function checkAttestation(attestation: Attestation, requirement: Requirement, { reader, today }: Attesting): void {
  const { at, on, subject = null } = attestation;
  const { id, clauses, repeat } = requirement;
  const all: readonly Clause[] = clauses;
  const words = repeat?.values.map((value) => value.source) ?? [];
  if (subject !== null && !words.includes(subject)) {
    reportUnknown(reader, at, { word: subject, message: `${id} has no subject \`${subject}\``, words });
  }
  if (!all.some((clause) => clause.is === "look" && clause.kind.name === "attest")) {
    reader.report(at, `${id} cannot be attested: it asks nobody`);
  }
  if (on > today) reader.report(at, `attested on ${on}, which is still to come`);
}

function reportTwice({ attestations }: Site, reader: Reader): void {
  const named = new Set<string>();
  for (const { requirement, subject = null, at } of attestations) {
    const name = subject === null ? requirement : `${requirement}[${subject}]`;
    if (named.has(name)) reader.report(at, `${name} is attested twice`);
    named.add(name);
  }
}

function checkSubject(waiver: Waiver, requirement: Requirement, reader: Reader): void {
  const subjects = requirement.repeat?.values.map((value) => value.source) ?? [];
  // Which endpoints or nodes there are shows only when the inputs are answered, or the place is looked at.
  const [clause] = requirement.clauses;
  const isOfMany = requirement.joined === "one" && clause.is === "look" && clause.kind.subjects !== undefined;
  if (waiver.subject !== null && !isOfMany && !subjects.includes(waiver.subject)) {
    const message = `${waiver.requirement} has no subject \`${waiver.subject}\``;
    reportUnknown(reader, waiver.at, { word: waiver.subject, message, words: subjects });
  }
}

/** Every field that a waiver accepts must be one of the requirement's, and what it accepts must be readable. */
function checkWaiver(waiver: Waiver, requirement: Requirement, reader: Reader): void {
  checkSubject(waiver, requirement, reader);
  const clauses: readonly Clause[] = requirement.clauses;
  const looks = clauses.filter((clause) => clause.is === "look");
  const words = looks.flatMap((clause) => clause.expectations.map((one) => one.field));
  for (const { field, at, node } of waiver.accept) {
    const fitting = looks.filter((clause) => clause.expectations.some((one) => one.field === field));
    if (fitting.length === 0) {
      const message = `${waiver.requirement} expects nothing of \`${field}\``;
      reportUnknown(reader, at, { word: field, message, words });
    }
    for (const { answers } of fitting) {
      const declared = answers[field];
      if (declared !== undefined) readMatcher(declared, node, reader);
    }
  }
}
