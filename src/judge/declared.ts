import { canonical, type JsonValue } from "../facts/json.ts";
import { reason, type Reason } from "../facts/reasons.ts";
import type { FactRecord } from "../facts/snapshot.ts";
import { isHidden } from "../facts/url-query.ts";
import type { Value } from "../facts/types.ts";
import type { Answered, Answers } from "../spec/answers.ts";
import { environmentName } from "../spec/answers.ts";
import type { Clause } from "../spec/clause.ts";
import { Reader } from "../spec/problem.ts";
import type { Attestation } from "../spec/site.ts";
import { attestationName, placesFor, type Place } from "./place.ts";
import { questionAt } from "./reference.ts";
import type { Situation } from "./situation.ts";

export type DeclaredRecord = Omit<FactRecord, "id">;

const declared = { target: null, vantage: null, grade: "declared", ms: 0 } as const;

/** What the operator answered, as facts. A secret gives none: nothing of it may stand in a report. */
export const inputRecords = (answers: Answers, at: string): readonly DeclaredRecord[] =>
  [...answers.values()].filter(({ input }) => !input.secret).map((answered) => inputRecord(answered, at));

function inputRecord(answered: Answered, at: string): DeclaredRecord {
  const { input, answer } = answered;
  const by = witness(answered);
  const place = { ...declared, kind: "input", arguments: { name: input.name }, subject: null, field: "value", by, at };
  const lost = hiddenPart(answered);
  if (lost !== undefined) return { ...place, state: "unknown", why: lost };
  if (answer.is === "value") return { ...place, state: "seen", value: toJson(answer.value) };
  if (answer.is !== "none") {
    return { ...place, state: "unknown", why: reason("input-open", `needs ${input.name}`, `--set ${input.name}=…`) };
  }
  return input.type === "list" ? { ...place, state: "seen", value: [] } : { ...place, state: "absent" };
}

/** A report has no more than a digest of what a URL asks for, by which nothing can be judged. */
function hiddenPart({ input, from, answer }: Answered): Reason | undefined {
  const { name } = input;
  const isUrl = input.type === "url" || input.type === "database-url";
  return isUrl && from === "report" && answer.is === "value" && isHidden(String(answer.value))
    ? reason("input-open", `what a URL asks for is in no report: needs ${name}`, `--set ${name}=…`)
    : undefined;
}

const toJson = (value: Value): JsonValue => value;

function witness({ input, from }: Answered): string {
  if (from === "set") return `--set ${input.name}`;
  if (from === "environment") return environmentName(input.name);
  if (from === "default") return "the file's default";
  return from === "report" ? "the report's input" : from === "site" ? "the site file" : input.name;
}

/** What was attested, as facts of the requirement that asks for it; what was not is unknown, and says how to attest it. */
export function attestationRecords(
  situation: Situation,
  attestations: readonly Attestation[],
  at: string,
): readonly DeclaredRecord[] {
  const records = new Map<string, readonly DeclaredRecord[]>();
  for (const requirement of situation.file.requirements) {
    const own = attestations.filter((one) => one.requirement === requirement.id);
    const asking = requirement.clauses.filter((clause) => clause.is === "look" && clause.kind.name === "attest");
    if (asking.length === 0) continue;
    for (const place of placesFor(requirement, situation)) {
      const attestation = own.find(({ subject }) => subject === place.repeated) ?? own.find(isOfAll);
      for (const base of asking.flatMap((clause) => attestedPlace(clause, place, at))) {
        // One attestation speaks for all targets, so it is one fact however many there are.
        records.set(canonical([base.subject, base.arguments]), attestedRecords(base, attestation));
      }
    }
  }
  return [...records.values()].flat();
}

const isOfAll = ({ subject = null }: Attestation): boolean => subject === null;

type AttestedPlace = Omit<DeclaredRecord, "field" | "state" | "by">;

function attestedPlace(clause: Clause, place: Place, at: string): readonly AttestedPlace[] {
  if (clause.is !== "look") return [];
  const question = questionAt(clause, place, new Reader(place.situation.file.source));
  if (question?.is !== "asked") return [];
  const subject = attestationName(place.requirement.id, place.repeated);
  return [{ ...declared, kind: "attest", arguments: question.arguments, subject, at }];
}

function attestedRecords(base: AttestedPlace, attestation: Attestation | undefined): readonly DeclaredRecord[] {
  const id = base.subject ?? "";
  if (attestation === undefined) {
    const why = reason("input-open", "nobody has attested it", `attest ${id} in footing.yaml`);
    return [{ ...base, field: "answer", by: "the site file", state: "unknown", why }];
  }
  const by = `attested by ${attestation.by} on ${attestation.on}`;
  return [
    { ...base, field: "answer", by, state: "seen", value: attestation.answer },
    { ...base, field: "by", by, state: "seen", value: attestation.by },
    { ...base, field: "on", by, state: "seen", value: attestation.on },
  ];
}
