/** Who imports whom: from each file to the files that it imports. */
export type Graph = ReadonlyMap<string, readonly string[]>;

/** Every ring that a walk through the graph closes, as `a → b → a`; none if the graph has no ring. */
export function rings(graph: Graph): readonly (readonly string[])[] {
  const found: string[][] = [];
  const done = new Set<string>();
  const walk = (file: string, trail: readonly string[]): void => {
    const at = trail.indexOf(file);
    if (at >= 0) found.push([...trail.slice(at), file]);
    if (at >= 0 || done.has(file)) return;
    for (const next of graph.get(file) ?? []) walk(next, [...trail, file]);
    done.add(file);
  };
  for (const file of graph.keys()) walk(file, []);
  return found;
}
