import { byFolder, parseGroups, wholeNumber, type GroupFile } from "../control-groups.ts";

/** What one control group grants, in bytes. Undefined: it does not limit that. */
export type GroupLimit = {
  readonly by: string;
  readonly memory: number | undefined;
  readonly swap: number | undefined;
  /** What is left of `memory`. Undefined: not limited, or what is used does not show. */
  readonly left: number | undefined;
};

/** What lets a limit of version 1 count as none: the kernel writes the largest multiple of a page that it can count. */
const noLimit = 2 ** 62;

type Contents = ReadonlyMap<string, string>;

/** Limits of every group of a `{ cgroup: "memory" }` reading. Undefined: some file is not as the kernel writes it. */
export function parseLimits(text: string): readonly GroupLimit[] | undefined {
  const files = parseGroups(text);
  if (files === undefined) return undefined;
  const limits: GroupLimit[] = [];
  for (const [folder, contents] of byFolder(files)) {
    const limit = contents.has("memory.limit_in_bytes") ? first(folder, contents) : second(folder, contents);
    if (limit === undefined) return undefined;
    limits.push(limit);
  }
  return [...limits, ...hierarchical(files)];
}

/** Version 1. `memsw` limits memory and swap together; it is not there where swap is not accounted. */
function first(folder: string, contents: Contents): GroupLimit | undefined {
  const memory = amount(contents.get("memory.limit_in_bytes"));
  const both = contents.has("memory.memsw.limit_in_bytes") ? amount(contents.get("memory.memsw.limit_in_bytes")) : null;
  if (memory === undefined || both === undefined) return undefined;
  return {
    by: `${folder}/memory.limit_in_bytes`,
    memory: memory ?? undefined,
    swap: both === null || memory === null ? undefined : Math.max(0, both - memory),
    left: left(memory, contents, { usage: "memory.usage_in_bytes", cache: "total_inactive_file" }),
  };
}

/** Version 2. The topmost group has no such files and limits nothing. */
function second(folder: string, contents: Contents): GroupLimit | undefined {
  const memory = contents.has("memory.max") ? amount(contents.get("memory.max")) : null;
  const swap = contents.has("memory.swap.max") ? amount(contents.get("memory.swap.max")) : null;
  if (memory === undefined || swap === undefined) return undefined;
  return {
    by: `${folder}/memory.max`,
    memory: memory ?? undefined,
    swap: swap ?? undefined,
    left: left(memory, contents, { usage: "memory.current", cache: "inactive_file" }),
  };
}

/** Bytes, null where there is no limit, undefined where it is neither. */
function amount(text: string | undefined): number | null | undefined {
  if (text === "max") return null;
  const bytes = wholeNumber(text);
  return bytes !== undefined && bytes >= noLimit ? null : bytes;
}

/** File pages that nobody has used lately are given back first, so they are not taken (as `kubectl top` counts). */
function left(memory: number | null, contents: Contents, names: { usage: string; cache: string }): number | undefined {
  const usage = wholeNumber(contents.get(names.usage));
  if (memory === null || usage === undefined) return undefined;
  const cache = wholeNumber(statistic(contents, names.cache)) ?? 0;
  return Math.max(0, memory - Math.max(0, usage - cache));
}

/** White space of memory.stat was folded: `name value name value`. */
function statistic(contents: Contents, name: string): string | undefined {
  const words = contents.get("memory.stat")?.split(" ") ?? [];
  const at = words.indexOf(name);
  return at === -1 ? undefined : words[at + 1];
}

/** Version 1 tells a group the least limit of all its ancestors, also of those that a container does not see. */
function hierarchical(files: readonly GroupFile[]): readonly GroupLimit[] {
  const [own] = byFolder(files);
  if (own === undefined) return [];
  const [folder, contents] = own;
  const bytes = wholeNumber(statistic(contents, "hierarchical_memory_limit"));
  if (bytes === undefined || bytes >= noLimit) return [];
  return [{ by: `${folder}/memory.stat (hierarchical_memory_limit)`, memory: bytes, swap: undefined, left: undefined }];
}
