import { FactIndex } from "../facts/snapshot.ts";
import type { Situation, Target } from "../judge/situation.ts";
import { finding } from "../kinds/registry.ts";
import type { Answers } from "../spec/answers.ts";
import type { Site } from "../spec/site.ts";
import type { Found } from "./catalog.ts";
import { typeOf, type Wanted } from "./targets.ts";

/** A request in which nothing is wrong, with what it comes to. */
export type Prepared = {
  readonly answers: Answers;
  readonly profile: string | null;
  readonly version: string | null;
  readonly wanted: readonly Wanted[];
  readonly only: ReadonlySet<string> | undefined;
  readonly skip: ReadonlySet<string>;
};

type Subject = Pick<Situation, "moment"> & { readonly found: Found; readonly site: Site | null };
type Place = Pick<Situation, "targets" | "facts" | "now">;

/** What is judged: what a request asks, where, and what is known there. */
export function situationOf({ found, site, moment }: Subject, prepared: Prepared, place: Place): Situation {
  const { profile, version, answers, only, skip } = prepared;
  return {
    ...place,
    file: found.file,
    statements: found.statements,
    profile,
    moment,
    version,
    answers,
    waivers: site?.waivers ?? [],
    ...(only === undefined ? {} : { only }),
    skip,
  };
}

/** The same before anything is known of its targets, which count as reached. */
export function emptySituation(request: Subject & Pick<Situation, "now">, prepared: Prepared): Situation {
  const targets = prepared.wanted.map(({ at, role }): Target => ({
    name: at,
    type: typeOf(at),
    role,
    hostname: null,
    state: "reached",
  }));
  return situationOf(request, prepared, { targets, facts: new FactIndex([], finding), now: request.now });
}
