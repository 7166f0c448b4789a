import { listing, type Listed } from "../judge/listing.ts";
import type { Site } from "../spec/site.ts";
import type { Found } from "./catalog.ts";
import { prepare } from "./check.ts";
import { emptySituation } from "./situation.ts";

export type ListRequest = {
  readonly found: Found;
  readonly site: Site | null;
  readonly profile?: string;
  readonly set: readonly (readonly [string, string])[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly only: readonly string[];
  /** ISO 8601, UTC. */
  readonly now: string;
};

/** What is required by these answers, line for line; nothing is looked at. */
export function listed(request: ListRequest): readonly Listed[] {
  const whole = { ...request, moment: "install", skip: [], targets: ["local"] } as const;
  return listing(emptySituation(whole, prepare(whole)));
}
