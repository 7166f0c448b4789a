import { isDomain, isHost, isInstant, isInternetAddress, isUrl, hasOnlyPlainText } from "./formats.ts";
import {
  parseCount,
  parseDays,
  parseDuration,
  parseNumber,
  parsePercentage,
  parseSize,
  showDays,
  showDuration,
  showPercentage,
  showSize,
  writeDays,
  writeDuration,
  writePercentage,
  writeSize,
  type Measure,
} from "./units.ts";
import { withoutLogin, withoutQuery } from "./url-query.ts";
import { parseVersion } from "./versions.ts";

/** What a value of any type is in memory and in a report: sizes in bytes, durations in seconds, instants ISO 8601. */
export type Value = string | number | boolean | readonly string[];

/** How two values of a type are compared: by size, as versions, as instants, or only for being the same. */
type Order = "number" | "version" | "instant" | "none";

export type TypeRow<V extends Value> = {
  readonly says: string;
  readonly order: Order;
  /** True if the value, from a report or an observer, is one of this type. NaN, a negative size or an empty text are none. */
  readonly is: (value: unknown) => value is V;
  /** Reads what a person wrote. Undefined: it is no value of this type. */
  readonly read: (text: string) => V | undefined;
  /** Why a text is refused that would be taken for another thing than was meant, in words that follow it. */
  readonly refusal?: (text: string) => string | undefined;
  /** Reads the number and unit of a bound, for types that have an order of numbers. */
  readonly measure?: (text: string) => Measure | undefined;
  readonly show: (value: V, unit?: string) => string;
  /** The value as a file writes it, exactly, for types that are written with a unit: `read` gives the same value again. */
  readonly write?: (value: V) => string;
  readonly example: string;
  /** JSON Schema of a value as it stands in a report. */
  readonly schema: Readonly<Record<string, unknown>>;
};

const isText = (value: unknown): value is string => typeof value === "string" && value !== "";
const isFinite = (value: unknown): value is number => typeof value === "number" && Number.isFinite(value);
const isAmount = (value: unknown): value is number => isFinite(value) && value >= 0;

type Amount = Pick<TypeRow<number>, "says" | "show" | "write" | "example"> & {
  readonly measure: (text: string) => Measure | undefined;
  readonly most?: number;
};

function amount({ most, ...row }: Amount): TypeRow<number> {
  const is = (value: unknown): value is number => isAmount(value) && value <= (most ?? Infinity);
  const read = (text: string): number | undefined => {
    const value = row.measure(text)?.value;
    return is(value) ? value : undefined;
  };
  const schema = { type: "number", minimum: 0, ...(most === undefined ? {} : { maximum: most }) };
  return { ...row, order: "number", is, read, schema };
}

function worded(says: string, example: string, fits: (text: string) => boolean): TypeRow<string> {
  const is = (value: unknown): value is string => isText(value) && hasOnlyPlainText(value) && fits(value);
  return {
    says,
    order: "none",
    is,
    read: (text) => (is(text.trim()) ? text.trim() : undefined),
    show: (value) => value,
    example,
    schema: { type: "string", minLength: 1 },
  };
}

const truths: Readonly<Record<string, boolean>> = { true: true, yes: true, false: false, no: false };

const truth: TypeRow<boolean> = {
  says: "yes or no",
  order: "none",
  is: (value) => typeof value === "boolean",
  read: (text) => (Object.hasOwn(truths, text.trim().toLowerCase()) ? truths[text.trim().toLowerCase()] : undefined),
  show: (value) => (value ? "yes" : "no"),
  example: "true",
  schema: { type: "boolean" },
};

const signed = (says: string, example: string, is: (value: unknown) => value is number): TypeRow<number> => ({
  says,
  order: "number",
  is,
  read: (text) => {
    const value = /^-?\d{1,15}(\.\d{1,9})?$/.test(text.trim()) ? Number(text) : undefined;
    return is(value) ? value : undefined;
  },
  measure: parseNumber,
  show: String,
  example,
  schema: { type: "number" },
});

const isList = (value: unknown): value is readonly string[] => Array.isArray(value) && value.every(isText);

/** A shell would put a folder of its own in the place of these; here they would be names below the current folder. */
function shellWords(text: string): string | undefined {
  const begin = /^(?:controller:)?([~$])/.exec(text.trim())?.[1];
  if (begin === undefined) return undefined;
  return `begins with \`${begin}\`, which only a shell replaces: write the path whole, as /home/me/data`;
}

const anyPath = worded("a path", "/srv/data", (text) => text.length <= 4096);
const path: TypeRow<string> = {
  ...anyPath,
  read: (text) => (shellWords(text) === undefined ? anyPath.read(text) : undefined),
  refusal: shellWords,
};

/**
 * The closed table of types. Inputs, arguments of kinds, fields of answers and the matchers over them all use these
 * rows and no others, so that a size is read, compared and shown the same everywhere.
 */
export const types = {
  boolean: truth,
  integer: signed("a whole number", "20", (value): value is number => Number.isSafeInteger(value)),
  number: signed("a number", "1.5", isFinite),
  /** A number that names something and is not counted: an exit code, an HTTP status. */
  code: signed("a code", "0", (value): value is number => Number.isSafeInteger(value)),
  count: amount({ says: "a count", measure: parseCount, show: (value) => String(value), example: "4" }),
  size: amount({
    says: "a size such as 16 GB or 4 GiB",
    measure: parseSize,
    show: showSize,
    write: writeSize,
    example: "16 GB",
  }),
  duration: amount({
    says: "a duration such as 30 days",
    measure: parseDuration,
    show: showDuration,
    write: writeDuration,
    example: "30 days",
  }),
  days: amount({
    says: "a number of days such as 30 days",
    measure: parseDays,
    show: showDays,
    write: writeDays,
    example: "30 days",
  }),
  percentage: amount({
    says: "a share such as 5 %",
    measure: parsePercentage,
    most: 100,
    show: (value) => showPercentage(value),
    write: writePercentage,
    example: "5 %",
  }),
  version: {
    ...worded("a version such as 20.10", "20.10", (text) => text.length <= 200 && parseVersion(text) !== undefined),
    order: "version",
  },
  instant: { ...worded("a point in time, as ISO 8601", "2027-01-31T00:00:00Z", isInstant), order: "instant" },
  list: {
    says: "a list of texts",
    order: "none",
    is: isList,
    read: (text) =>
      text
        .split(",")
        .map((item) => item.trim())
        .filter((item) => item !== ""),
    show: (value) => (value.length === 0 ? "none" : value.join(", ")),
    example: "a, b",
    schema: { type: "array", items: { type: "string" } },
  } satisfies TypeRow<readonly string[]> as TypeRow<readonly string[]>,
  /** What a target says may hold anything; what a person answers may not. Every writer makes the rest visible. */
  text: { ...worded("a text", "some text", () => true), is: isText },
  choice: worded("one of a list of words", "production", () => true),
  domain: worded("a domain without scheme, port or path", "app.example.org", isDomain),
  host: worded("a host name or address", "db1.example.org", isHost),
  ip: worded("an IPv4 or IPv6 address", "192.0.2.10", isInternetAddress),
  url: { ...worded("a URL", "https://example.org/", isUrl), show: withoutQuery },
  path,
  "database-url": {
    ...worded("a database URL", "postgresql://user:password@db.example.org/app", () => true),
    show: withoutLogin,
  },
} as const;

export type TypeName = keyof typeof types;
export type ValueOf<N extends TypeName> = (typeof types)[N] extends TypeRow<infer V> ? V : never;

export const typeNames = Object.keys(types).filter((name): name is TypeName => Object.hasOwn(types, name));

/** The row of a type, for code that treats all types alike: its functions take and give any value. */
export function typeRow(name: TypeName): TypeRow<Value> {
  const row = types[name];
  // Each row checks with `is` before it shows, so a row may be used for a value of unknown type.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a union of functions takes only what all of them take
  const show = row.show as (value: Value, unit?: string) => string;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as for show; only rows of numbers write
  const write = ("write" in row ? row.write : undefined) as ((value: Value) => string) | undefined;
  const refusing = "refusal" in row && row.refusal !== undefined ? { refusal: row.refusal } : {};
  const { says, order, is, read, example, schema } = row;
  const common = {
    says,
    order,
    is,
    read,
    example,
    schema,
    show,
    ...(write === undefined ? {} : { write }),
    ...refusing,
  };
  return "measure" in row && row.measure !== undefined ? { ...common, measure: row.measure } : common;
}

/** A value as text that can stand in a file in its place: with its unit, where its type has some. */
export function writtenValue(type: TypeName, value: Value): string {
  const { write } = typeRow(type);
  if (write !== undefined && typeof value === "number") return write(value);
  return typeof value === "object" ? value.join(",") : String(value);
}
