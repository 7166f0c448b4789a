import type { Requirement } from "../spec/requirement.ts";

/** Requirements with those first that others need. There are no rings: they were refused at load. */
export function inOrder(requirements: readonly Requirement[]): readonly Requirement[] {
  const byId = new Map(requirements.map((requirement) => [requirement.id, requirement]));
  const ordered = new Set<Requirement>();
  const stack = requirements.toReversed().map((requirement) => ({ requirement, opened: false }));
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    const { requirement, opened } = top;
    if (ordered.has(requirement)) continue;
    if (opened) {
      ordered.add(requirement);
      continue;
    }
    stack.push({ requirement, opened: true });
    for (const id of requirement.needs) {
      const needed = byId.get(id);
      if (needed !== undefined && !ordered.has(needed)) stack.push({ requirement: needed, opened: false });
    }
  }
  return [...ordered];
}

/** Ids with all that they need, and what those need: what must be judged so that they can be. */
export function closedUnderNeeds(ids: ReadonlySet<string>, requirements: readonly Requirement[]): ReadonlySet<string> {
  const byId = new Map(requirements.map((requirement) => [requirement.id, requirement]));
  const closed = new Set<string>();
  const open = [...ids];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (closed.has(id)) continue;
    closed.add(id);
    open.push(...(byId.get(id)?.needs ?? []));
  }
  return closed;
}
