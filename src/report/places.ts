import { assumptionId } from "../judge/assumptions.ts";
import type { Situation } from "../judge/situation.ts";

/** Where a requirement is written: a file of the catalog, or one that somebody named, and the line in it, from 1. */
export type ReportedPlace = { readonly in: "catalog" | "file"; readonly file: string; readonly line: number };

type Written = { readonly id: string; readonly start: number };

/** The place of each requirement and of each assumption of the sizing, by id. */
export function placesOf(
  { file }: Pick<Situation, "file">,
  origin: ReportedPlace["in"],
): ReadonlyMap<string, ReportedPlace> {
  const { source, requirements, sizing } = file;
  const written: readonly Written[] = [
    ...requirements.map(({ id, at }) => ({ id, start: at.start })),
    ...(sizing?.assumes ?? []).map(({ at }, index) => ({ id: assumptionId(index), start: at.start })),
  ];
  const places = new Map<string, ReportedPlace>();
  // In the order of the text, so that its lines are counted once and not once for each requirement.
  let [line, offset] = [1, 0];
  for (const { id, start } of written.toSorted((a, b) => a.start - b.start)) {
    for (let next = source.text.indexOf("\n", offset); next !== -1 && next < start; line++) {
      offset = next + 1;
      next = source.text.indexOf("\n", offset);
    }
    places.set(id, { in: origin, file: source.name, line });
  }
  return places;
}
