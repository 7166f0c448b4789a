import { canonical } from "../facts/json.ts";
import type { Arguments } from "../facts/snapshot.ts";
import { askingKey, type Asking } from "../judge/questions.ts";
import { areOneLook, extentOf, kindNamed } from "../kinds/registry.ts";
import { allFields } from "./fields.ts";

/** A look to take; `only`: the fields that are recorded of it, where others were recorded before. */
export type Look = { readonly asking: Asking; readonly only?: ReadonlySet<string> };

/** What a look was asked, and the fields that it answered. */
type Taken = { readonly arguments: Arguments; readonly fields: ReadonlySet<string> };

/** Two looks that differ in what they ask beyond their identity are told apart. */
export const lookKey = (asking: Asking): string =>
  `${askingKey(asking)} ${canonical(extentOf(asking.kind, asking.arguments))}`;

/** Remembers what was asked, so that no look is taken twice. */
export class LooksToTake {
  readonly #taken = new Map<string, Taken[]>();

  /** The looks that answer what was not asked before; those whose fields were all answered are not taken again. */
  of(askings: readonly Asking[]): readonly Look[] {
    return merged(askings).flatMap((asking) => this.#uncovered(asking));
  }

  #uncovered(asking: Asking): readonly Look[] {
    const { kind, arguments: given } = asking;
    const key = askingKey(asking);
    const before = this.#taken.get(key) ?? [];
    const alike = before.filter((one) => areOneLook(kind, one.arguments, given));
    const fresh = new Set([...asking.fields].filter((field) => !alike.some(({ fields }) => fields.has(field))));
    if (alike.length > 0 && fresh.size === 0) return [];
    const fields = alike.length > 0 ? fresh : new Set([...asking.fields, ...answeredAnyway(asking)]);
    this.#taken.set(key, [...before, { arguments: given, fields }]);
    return [alike.length > 0 ? { asking: { ...asking, fields: fresh }, only: fresh } : { asking }];
  }
}

/** A look that is taken answers all its fields at once, but those that must be asked for. */
function answeredAnyway({ kind: name }: Asking): Iterable<string> {
  const kind = kindNamed(name);
  return kind === undefined ? [] : allFields(kind);
}

/**
 * Looks that are one, with the fields of all who ask and the arguments of who asks for most. Who asks for no more goes
 * with whoever comes first.
 */
function merged(askings: readonly Asking[]): readonly Asking[] {
  const looks = new Map<string, Asking[]>();
  for (const asking of askings) {
    const key = askingKey(asking);
    const alike = looks.get(key) ?? [];
    looks.set(key, alike);
    const at = alike.findIndex((one) => areOneLook(one.kind, one.arguments, asking.arguments));
    const before = alike[at];
    if (before === undefined) alike.push(asking);
    else alike[at] = joined(before, asking);
  }
  return [...looks.values()].flat();
}

const joined = (before: Asking, asking: Asking): Asking => ({
  ...asking,
  // What one of them asks for is asked, also where the other says `false`.
  arguments: { ...before.arguments, ...asking.arguments, ...extentOf(before.kind, before.arguments) },
  fields: new Set([...before.fields, ...asking.fields]),
});
