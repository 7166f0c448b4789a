import type { Declaration } from "../kinds/declaration.ts";

/** Every field that a look answers by itself: those that cost something, or need an argument, must be asked for. */
export const allFields = (kind: Declaration): ReadonlySet<string> =>
  new Set(
    Object.entries(kind.answers).flatMap(([name, field]) =>
      field.derived === undefined && field.onDemand !== true && field.with === undefined ? [name] : [],
    ),
  );
