import { isSameJson } from "../facts/json.ts";
import type { Arguments } from "../facts/snapshot.ts";
import type { Aside } from "./asides.ts";
import type { LookClause } from "./clause.ts";
import type { Placed } from "./placed.ts";
import { positionOf, type Reader } from "./problem.ts";
import { referencesIn } from "./template.ts";

/** Two items of a list, by where they stand in it, that have one name. */
type Twins = { readonly name: string; readonly first: number; readonly second: number; readonly differs: string };

/**
 * Reports items of a clause's list that have one name and are not asked the same: one result would speak for both. The
 * clause has the items alone that were resolved. True where there are some.
 */
export function reportTwins(clause: LookClause, asked: Arguments, reader: Reader): boolean {
  const items = itemsOf(clause);
  const twins = twinsIn(clause, asked);
  for (const { name, first, second, differs } of twins) {
    const [before, here] = [items[first] ?? clause, items[second] ?? clause];
    const { line, column } = positionOf(reader.source.text, before.at.start);
    reader.report(here.at, `\`${name}\` stands twice in one list, and differs in ${differs}`, {
      hint: `the other is at ${line}:${column}`,
      help: "One result cannot speak for both: leave one out, or ask it in a requirement of its own.",
    });
  }
  return twins.length > 0;
}

/** The clause with those items alone that are known when a file is read: what they refer to is a value of `for` at most. */
export function withKnownItems(clause: LookClause): LookClause {
  const known = itemsOf(clause).map((item) => referencesIn(item).every(({ root }) => root === "for"));
  const entries = clause.arguments.entries.map((entry) =>
    entry.key !== clause.kind.subjects?.argument || entry.value.is !== "list"
      ? entry
      : { ...entry, value: { ...entry.value, items: entry.value.items.filter((_, index) => known[index] === true) } },
  );
  const { asides } = clause;
  return {
    ...clause,
    arguments: { ...clause.arguments, entries },
    ...(asides === undefined ? {} : { asides: asides.filter((_, index) => known[index] === true) }),
  };
}

function itemsOf({ kind, arguments: given }: LookClause): readonly Placed[] {
  const list = given.entries.find(({ key }) => key === kind.subjects?.argument)?.value;
  return list?.is === "list" ? list.items : [];
}

function twinsIn({ kind: { subjects }, asides }: LookClause, asked: Arguments): readonly Twins[] {
  const names = subjects?.named?.(asked) ?? [];
  if (new Set(names).size === names.length) return [];
  const each = subjects?.askedOfEach?.(asked) ?? [];
  const firsts = new Map<string, number>();
  return names.flatMap((name, second): readonly Twins[] => {
    const first = firsts.get(name);
    if (first === undefined) firsts.set(name, second);
    const differs = first === undefined ? [] : differing(each[first] ?? {}, each[second] ?? {});
    if (first === undefined || differs.length === 0 || !mayMeet(asides?.[first], asides?.[second])) return [];
    return [{ name, first, second, differs: differs.join(", ") }];
  });
}

/** Two conditions may be such that only one of them holds; what has none, or the same, is always beside the other. */
const mayMeet = (one: Aside | undefined, other: Aside | undefined): boolean =>
  one?.condition === undefined || other?.condition === undefined || one.condition.text === other.condition.text;

const differing = (one: Arguments, other: Arguments): readonly string[] =>
  Object.keys({ ...one, ...other }).filter((key) => !isSameJson(one[key] ?? null, other[key] ?? null));
