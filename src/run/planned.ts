import { canonical } from "../facts/json.ts";
import type { Reading } from "../facts/reading.ts";
import type { Asking } from "../judge/questions.ts";
import type { HostLook, Look } from "../kinds/declaration.ts";

/** How a kind is looked at from the vantage that is asked: within a container as on the host that it looks like. */
export const lookFrom = (look: HostLook, { vantage }: Pick<Asking, "vantage">): Look =>
  vantage === "engine" ? (look.engine ?? look) : look;

/** A reading under the name that its kind has for it; readings of one key are one. */
export type Planned = { readonly name: string; readonly reading: Reading; readonly key: string };

/** What looks read. It is the same on every target, so of a hundred hosts that are asked the same it is worked out once. */
export class PlannedReadings {
  readonly #known = new Map<string, readonly Planned[]>();

  of(look: HostLook, asking: Asking): readonly Planned[] {
    const { kind, vantage, arguments: given, fields } = asking;
    const question = `${kind} ${vantage} ${[...fields].join(" ")} ${canonical(given)}`;
    const before = this.#known.get(question);
    if (before !== undefined) return before;
    const planned = Object.entries(lookFrom(look, asking).readings(given, fields)).map(([name, reading]): Planned => ({
      name,
      reading,
      key: canonical(reading),
    }));
    this.#known.set(question, planned);
    return planned;
  }
}
