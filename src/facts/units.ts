/** Bytes in each unit: `GB` is 10^9 and `GiB` 2^30 (IEC 80000-13), as the source of a requirement wrote them. */
const bytes: Readonly<Record<string, number>> = {
  B: 1,
  kB: 1e3,
  KB: 1e3,
  MB: 1e6,
  GB: 1e9,
  TB: 1e12,
  PB: 1e15,
  KiB: 2 ** 10,
  MiB: 2 ** 20,
  GiB: 2 ** 30,
  TiB: 2 ** 40,
  PiB: 2 ** 50,
};

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

const seconds: Readonly<Record<string, number>> = {
  ms: 0.001,
  milliseconds: 0.001,
  s: 1,
  second: 1,
  seconds: 1,
  m: minute,
  min: minute,
  minute,
  minutes: minute,
  h: hour,
  hour,
  hours: hour,
  d: day,
  day,
  days: day,
  week: 7 * day,
  weeks: 7 * day,
};

export type Measure = { readonly value: number; readonly unit: string };

const quantity = /^(\d{1,15})(?:\.(\d{1,9}))?\s*([A-Za-z%]*)$/;

function measure(text: string, table: Readonly<Record<string, number>>): Measure | undefined {
  const [, whole = "", fraction = "", unit = ""] = quantity.exec(text.trim()) ?? [];
  const factor = Object.hasOwn(table, unit) ? table[unit] : undefined;
  if (factor === undefined || whole === "") return undefined;
  // Divided last: 4.1 × 10^9 in floating point is no whole number of bytes, 41 × 10^9 / 10 is.
  return { value: (Number(`${whole}${fraction}`) * factor) / 10 ** fraction.length, unit };
}

/** "4 GiB" as bytes, or undefined where the text is no size. */
export const parseSize = (text: string): Measure | undefined => measure(text, bytes);

/** "30 days", "500ms" as seconds, or undefined where the text is no duration. */
export const parseDuration = (text: string): Measure | undefined => measure(text, seconds);

/** "30 days", "4 weeks" as a number of days; one without a unit is of days too. */
export function parseDays(text: string): Measure | undefined {
  const duration = parseDuration(text);
  return duration === undefined ? parseCount(text) : { ...duration, value: duration.value / day };
}

/** "5 %" as 5, or undefined. */
export const parsePercentage = (text: string): Measure | undefined => measure(text, { "%": 1 });

/** A number without a unit. */
export const parseCount = (text: string): Measure | undefined => measure(text, { "": 1 });

/** A number without a unit that may be negative. */
export function parseNumber(text: string): Measure | undefined {
  const negative = text.trim().startsWith("-");
  const found = parseCount(negative ? text.trim().slice(1) : text);
  return negative && found !== undefined ? { value: -found.value, unit: "" } : found;
}

export const sizeUnits = Object.keys(bytes);
export const durationUnits = Object.keys(seconds);

/**
 * So many of a unit, rounded down, so that what falls short of a bound is never shown as reaching it. Counted in whole
 * steps of the last digit, because a quotient of floating point may lie on the wrong side of one.
 */
function floored(value: number, unit: number, digits: number): string {
  const scale = 10 ** digits;
  const near = Math.round((value / unit) * scale);
  return String((near * unit <= value * scale ? near : near - 1) / scale);
}

/** Bytes in the unit given, or in the largest decimal unit that leaves at least 1. */
export function showSize(value: number, unit?: string): string {
  const fitting = ["TB", "GB", "MB", "kB"].find((name) => value >= (bytes[name] ?? Infinity)) ?? "B";
  const chosen = unit !== undefined && Object.hasOwn(bytes, unit) ? unit : fitting;
  const amount = value / (bytes[chosen] ?? 1);
  const digits = amount >= 100 || chosen === "B" ? 0 : amount >= 1 ? 1 : 3;
  return `${floored(value, bytes[chosen] ?? 1, digits)} ${chosen}`;
}

/** Seconds in the unit given, or in the largest that leaves at least 1. */
export function showDuration(value: number, unit?: string): string {
  if (unit !== undefined && Object.hasOwn(seconds, unit)) return `${floored(value, seconds[unit] ?? 1, 1)} ${unit}`;
  const magnitude = Math.abs(value);
  if (magnitude >= 2 * day) return `${floored(value, day, 0)} days`;
  if (magnitude >= 2 * hour) return `${floored(value, hour, 0)} hours`;
  if (magnitude >= 2 * minute) return `${floored(value, minute, 0)} minutes`;
  return `${floored(value, 1, magnitude >= 10 ? 0 : 1)} s`;
}

/** Days, rounded down to whole ones. */
export const showDays = (value: number): string => `${floored(value, 1, 0)} days`;

type Writing = { readonly table: Readonly<Record<string, number>>; readonly units: readonly string[] };

/**
 * A value in the largest unit that divides it exactly: 4294967296 bytes are `4 GiB`, 259200 seconds `3 days`. What none
 * divides is written in the last one, with the nine decimals that can be read again.
 */
function written(value: number, { table, units }: Writing): string {
  for (const unit of units) {
    const amount = Math.round(value / (table[unit] ?? 1));
    if (amount > 0 && measure(`${amount} ${unit}`, table)?.value === value) return `${amount} ${unit}`;
  }
  return `${value.toFixed(9).replace(/\.?0+$/, "")} ${units.at(-1) ?? ""}`;
}

const sizes: Writing = {
  table: bytes,
  units: Object.keys(bytes)
    .filter((unit) => unit !== "KB")
    .toSorted((one, other) => (bytes[other] ?? 0) - (bytes[one] ?? 0)),
};

/** Bytes as a file says them, exactly. */
export const writeSize = (value: number): string => written(value, sizes);

/** Seconds as a file says them, to a nanosecond. */
export const writeDuration = (value: number): string =>
  written(value, { table: seconds, units: ["days", "hours", "minutes", "seconds"] });

/** Days as a file says them. */
export const writeDays = (value: number): string => written(value, { table: { days: 1 }, units: ["days"] });

/** A share as a file says it. */
export const writePercentage = (value: number): string => written(value, { table: { "%": 1 }, units: ["%"] });

export const showPercentage = (value: number): string => `${floored(value, 1, 1)} %`;
