import type { Placed, PlacedScalar } from "./placed.ts";
import type { Reader, Span } from "./problem.ts";
import { expected, type Shape } from "./shape.ts";

/** `for: { port: [80, 443] }`: the name of `$for.port`, and its values, one result each. */
export type Repetition = {
  readonly name: string;
  readonly values: readonly PlacedScalar[];
  /** The place of the key. */
  readonly at: Span;
};

const most = 200;

export const repetitionShape: Shape<Placed> = {
  read: (node) => node,
  schema: {
    type: "object",
    minProperties: 1,
    maxProperties: 1,
    additionalProperties: { type: "array", minItems: 1, maxItems: most, items: { type: ["string", "number"] } },
  },
};

/** Reads the one key of `for` and its values, each different. */
export function readRepetition(node: Placed, reader: Reader): Repetition | undefined {
  if (node.is !== "map") return expected(reader, node, "one key with a list of values");
  const [entry, second] = node.entries;
  if (entry === undefined || second !== undefined) return reader.report(node.at, "`for` has exactly one key");
  const { key, keyAt, value } = entry;
  if (!/^[A-Za-z]\w{0,30}$/.test(key)) return reader.report(keyAt, `\`${key}\` cannot be a name here`);
  if (value.is !== "list") return expected(reader, value, "a list of values");
  if (value.items.length === 0) return reader.report(value.at, "an empty list: nothing would be required");
  const values = value.items.filter((item) => item.is === "scalar");
  const wrong = value.items.find((item) => item.is !== "scalar" || item.value === null);
  if (wrong !== undefined) return expected(reader, wrong, "a single value");
  if (values.length > most) return reader.report(value.at, `more than ${most} values`);
  const twice = values.find((item, index) => values.findIndex((other) => other.source === item.source) < index);
  if (twice !== undefined) return reader.report(twice.at, `\`${twice.source}\` stands here twice`);
  return { name: key, values, at: keyAt };
}
