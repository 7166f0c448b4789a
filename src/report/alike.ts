/** Puts together what has the same key, in the order in which each key comes first. */
export const alike = <T>(items: readonly T[], keyOf: (item: T) => string): readonly (readonly [T, ...T[]])[] =>
  [...Map.groupBy(items, keyOf).values()].flatMap(([first, ...others]) =>
    first === undefined ? [] : [[first, ...others] as const],
  );
