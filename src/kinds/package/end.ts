/** An end that a file names: an instant, or `unreadable` where it is written as none. */
export type End = { readonly is: "at"; readonly instant: string } | { readonly is: "unreadable" };

const names: ReadonlySet<string> = new Set([
  "expires",
  "expiresat",
  "expiry",
  "expirydate",
  "expirationdate",
  "validuntil",
  "notafter",
]);

export const namesAnEnd = (key: string): boolean => names.has(key.toLowerCase().replaceAll(/[^a-z0-9]/g, ""));

const day = /^(\d{4})-(\d{2})-(\d{2})$/;
/** RFC 3339: without a zone it may mean a day more or less. */
const moment = /^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:[Zz]|[+-]\d{2}:\d{2})$/;

/** Nothing where a license has no end: an empty value is how a vendor writes that. */
export function endIn(value: unknown): readonly End[] {
  if (value === null || value === undefined) return [];
  const text = typeof value === "string" ? value.trim() : "unreadable";
  if (text === "" || text === "~" || text === "null") return [];
  const instant = instantIn(text);
  return instant === undefined ? [{ is: "unreadable" }] : [{ is: "at", instant }];
}

function instantIn(text: string): string | undefined {
  const [, year, month, date] = day.exec(text) ?? [];
  if (year !== undefined) {
    const time = new Date(`${text}T23:59:59Z`);
    // The 31st of a month that has 30 days would become the first of the next.
    const isOne = time.getUTCMonth() + 1 === Number(month) && time.getUTCDate() === Number(date);
    return isOne ? `${text}T23:59:59Z` : undefined;
  }
  // Date.parse makes the 3rd of March of a 31st of February.
  const isDay = moment.test(text) && instantIn(text.slice(0, 10)) !== undefined;
  const time = isDay ? Date.parse(text.replace(" ", "T").toUpperCase()) : Number.NaN;
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}

/** A license of Replicated (kots.io/v1beta1) keeps its end among its entitlements. */
export function replicatedEnd(top: Readonly<Record<string, unknown>>): readonly End[] {
  if (top["kind"] !== "License") return [];
  const value = within(within(within(within(top, "spec"), "entitlements"), "expires_at"), "value");
  return endIn(value);
}

const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const within = (value: unknown, key: string): unknown =>
  isMap(value) && Object.hasOwn(value, key) ? value[key] : undefined;
