import type { JsonValue } from "../facts/json.ts";

/** `{path}`, but not `{{.Names}}` of a Go template and not `${HOME}`. */
const placeholder = /(?<![{$])\{([A-Za-z][\w-]*)\}(?!\})/g;

/** The arguments that a command of a remedy names. */
export const argumentsIn = (command: string): readonly string[] =>
  [...command.matchAll(placeholder)].map(([, name = ""]) => name);

/** What means itself to every shell, also between quotes. */
const plain = /^[A-Za-z0-9_./:@+,][A-Za-z0-9_./:@+,=-]*$/;
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;
const longest = 200;

type Filling = { readonly values: Readonly<Record<string, JsonValue>>; readonly isWindows: boolean };

/**
 * A command with what its arguments are here, quoted for the shell. Undefined where a value cannot be shown so that it
 * is pasted safely: then there are words alone.
 */
export function fillCommand(command: string, { values, isWindows }: Filling): string | undefined {
  let filled = "";
  let end = 0;
  for (const found of command.matchAll(placeholder)) {
    const [braces, name = ""] = found;
    const before = command.slice(0, found.index);
    const value = textOf(Object.hasOwn(values, name) ? values[name] : undefined);
    const quoted = value === undefined ? undefined : quote(value, isWindows || isWithin(before));
    if (quoted === undefined) return undefined;
    filled += command.slice(end, found.index) + quoted;
    end = found.index + braces.length;
  }
  return filled + command.slice(end);
}

/** Words with what their arguments are here, a list with its items one after the other; braces of anything else stay. */
export const fillWords = (text: string, values: Filling["values"]): string =>
  text.replaceAll(placeholder, (braces, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    const items = Array.isArray(value) ? value.map(textOf) : [textOf(value)];
    return items.length === 0 || items.includes(undefined) ? braces : items.join(", ");
  });

const textOf = (value: JsonValue | undefined): string | undefined =>
  typeof value === "string" || typeof value === "number" ? String(value) : undefined;

function quote(value: string, onlyPlain: boolean): string | undefined {
  if (plain.test(value) && value.length <= longest) return value;
  // Behind a hyphen stands an option, whatever quotes are around it.
  if (onlyPlain || value === "" || value.length > longest || value.startsWith("-") || unseen.test(value))
    return undefined;
  return `'${value.replaceAll("'", String.raw`'\''`)}'`;
}

const whole = /\\[^]|'[^']*'|"(?:\\[^]|[^"\\])*"|`[^`]*`/g;

/** Whether a command is between quotes, or behind a backslash, where quotes of ours would not quote. */
const isWithin = (before: string): boolean => /['"`\\]/.test(before.replaceAll(whole, ""));
