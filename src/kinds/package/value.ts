/** What a value is, with nothing of it left: no part of a file may stand in a fact. */
export type Shape =
  | "filled"
  | "empty"
  | "placeholder"
  /** It names a variable from elsewhere. */
  | "referred"
  /** A space stands beside its equals sign. */
  | "spaced";

/** Anywhere in a value: `https://<FILL_ME>/`. It is nobody's value, so it is looked for in keys that nobody asked for too. */
const mark = /<(?:fill|change|replace|update)[-_ ]?me>/i;

/** How a text may say that something still has to be put there. Closed, since each word here may be somebody's value. */
const placeholders: readonly RegExp[] = [
  mark,
  /^<[^<>]*>$/,
  /^\{\{[^{}]*\}\}$/,
  /^(?:fill|change|replace|update)[-_ ]?me$/i,
  /^(?:todo|fixme|tbd|placeholder)$/i,
  /^x{3,}$/i,
  /^your(?:[-_](?:own|new|api|access|secret|client|database|db|tenant|project|account|licen[cs]e|domain|host|hostname|server|user|username|password|key|token|id|name|value|email|bucket|region|url|here))+(?:\.(?:com|org|net))?$/i,
];

/** Of a text that is written down whole: `null` and `~` say that there is none. */
export function shapeOfText(text: string): Shape {
  const bare = text.trim();
  if (/^(?:|~|null)$/i.test(bare)) return "empty";
  // Longer ones are no words, and patterns are not run over a megabyte.
  return bare.length <= 1000 && placeholders.some((pattern) => pattern.test(bare)) ? "placeholder" : "filled";
}

/** Of a value as JSON or YAML gives it; what is within a map or a list is not looked at. */
export function shapeOf(value: unknown): Shape {
  if (value === null || value === undefined) return "empty";
  if (typeof value === "string") return shapeOfText(value);
  if (typeof value === "object") return Object.keys(value).length === 0 ? "empty" : "filled";
  return "filled";
}

/** Whether something is still to be filled in, anywhere in or below a value. */
export function isUnfilled(value: unknown): boolean {
  // What is added while it is gone through is gone through too; by an alias of YAML a map may hold itself.
  const all = new Set([value]);
  for (const one of all) {
    if (typeof one === "string" && mark.test(one)) return true;
    if (typeof one === "object" && one !== null) for (const below of Object.values(one)) all.add(below);
  }
  return false;
}
