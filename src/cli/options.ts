import { moments, type Moment } from "../kinds/declaration.ts";
import { isHost } from "../facts/formats.ts";
import { parseDuration } from "../facts/units.ts";
import { UsageError } from "../spec/problem.ts";

export type NameValue = readonly [name: string, value: string];

/**
 * `KEY=VALUE`. The error names the key and never the value, which may be a secret. A key that no input can have is told
 * later, with the product's inputs, and what is wrong in a file before that.
 */
export function parseSet(text: string): NameValue {
  const [, name, value] = /^([A-Za-z][\w-]{0,40})=(.*)$/s.exec(text) ?? [];
  if (name === undefined || value === undefined)
    throw new UsageError("expected KEY=VALUE, as in --set domain=app.example.org");
  return [name, value];
}

/** A duration in milliseconds. A bare number is refused: nobody knows its unit. */
export function parseMilliseconds(text: string): number {
  const seconds = parseDuration(text)?.value;
  if (seconds === undefined || seconds <= 0)
    throw new UsageError("expected a duration such as 500ms, 30s, 2m or 7 days");
  return seconds * 1000;
}

/** A limit that a timer can keep: beyond 2^31 milliseconds it would ring at once. */
export function parseLimit(text: string): number {
  const milliseconds = parseMilliseconds(text);
  if (milliseconds > 24 * 86_400_000) throw new UsageError("expected a limit of at most 24 days");
  return milliseconds;
}

export function parseMoment(text: string): Moment {
  const moment = moments.find((one) => one === text);
  if (moment === undefined) throw new UsageError(`expected one of ${moments.join(", ")}`);
  return moment;
}

export function parsePort(text: string): number {
  const port = /^[1-9]\d{0,4}$/.test(text) ? Number(text) : 0;
  if (port < 1 || port > 65_535) throw new UsageError("expected a port from 1 to 65535");
  return port;
}

export function parseFrom(text: string): "internet" | "private" {
  if (text === "internet" || text === "private") return text;
  throw new UsageError("expected internet or private");
}

/** A host as users open it. A URL is told apart, for it is what people have at hand. */
export function parseName(text: string): string {
  if (isHost(text)) return text.replace(/\.$/, "");
  const isUrlOrPath = text.includes("/");
  throw new UsageError(
    isUrlOrPath ? "is a URL or has a path: name the host alone, as in maps.example.org" : "is no host name or address",
  );
}

export function parseAnswerUrl(text: string): string {
  if (/^https?:\/\//i.test(text)) return text;
  throw new UsageError("is no address that begins with http:// or https://");
}

const text = (value: string): string => value;

/** The library's help names no value, so the description does. */
const described = (placeholder: string, brief: string): string => `${placeholder}: ${brief}`;

const named = <T>(placeholder: string, brief: string, parse: (value: string) => T) =>
  ({ kind: "parsed", parse, brief: described(placeholder, brief), placeholder, optional: true }) as const;
const many = <T>(placeholder: string, brief: string, parse: (value: string) => T) =>
  ({
    kind: "parsed",
    parse,
    brief: described(placeholder, brief),
    placeholder,
    optional: true,
    variadic: true,
  }) as const;
export const truth = (brief: string) => ({ kind: "boolean", brief, optional: true, withNegated: false }) as const;

/** Options that several commands share, each described once. */
export const options = {
  profile: named("NAME", "shape of deployment (see footing show)", text),
  set: many("KEY=VALUE", "answer; a secret as env:NAME or file:PATH", parseSet),
  site: named("FILE", "site file: answers, waivers, attestations", text),
  on: many("TARGET", "local, ssh://HOST, docker://NAME, ROLE=TARGET", text),
  moment: named("MOMENT", "install (default), run or upgrade", parseMoment),
  only: many("GLOB", "only these requirements, and their needs", text),
  skip: many("GLOB", "all but these requirements", text),
  format: many("NAME[=PATH]", "tty, json, …; =PATH into a file", text),
  caseFormat: many("NAME[=PATH]", "tty or junit; =PATH into a file", text),
  timeout: named("DURATION", "limit of one probe (default 10s)", parseLimit),
  deadline: named("DURATION", "limit of the whole run (default 2m)", parseLimit),
  visit: named("DURATION", "wait for somebody to open an address outside", parseLimit),
  maxAge: named("DURATION", "older facts are unknown (default 7d)", parseMilliseconds),
  since: named("REPORT", "what changed since this report (json)", text),
  port: named("PORT", "where to listen (default 443)", parsePort),
  for: named("DURATION", "how long (default 10m)", parseLimit),
  from: named("NETWORK", "who counts: internet, or private too", parseFrom),
  cert: named("FILE", "certificate in PEM (default: made here)", text),
  key: named("FILE", "its key in PEM, without passphrase", text),
  share: truth("Names, paths and addresses become words"),
  noWrite: truth("Write nothing on a target"),
  dryRun: truth("Tell what would be touched, and touch nothing"),
  printScript: truth("Print a script for a host where nothing may be installed"),
  clean: truth("Remove what earlier runs left behind"),
  yes: truth("A FILE may touch what it declares"),
  allowExec: truth("A requirement may run a command of its author"),
  strict: truth("A should unmet or unknown is exit code 1 too"),
  quiet: truth("Only the verdict line"),
  verbose: truth("Also who saw what, and each probe with its time"),
  noColor: truth("No colours (also: NO_COLOR)"),
  ask: truth("Ask first what is open; only at a terminal"),
  noInput: truth("Never ask; accepted everywhere"),
} as const;

export const defaults = { timeoutMs: 10_000, deadlineMs: 120_000, maxAgeMs: 7 * 24 * 60 * 60 * 1000 } as const;

/** Options of every command. */
export const everywhere = { noColor: options.noColor, noInput: options.noInput } as const;
export type Everywhere = { readonly noColor?: boolean; readonly noInput?: boolean };

/** Options that say what is compared with what. */
export const selecting = {
  profile: options.profile,
  set: options.set,
  site: options.site,
  moment: options.moment,
  only: options.only,
  skip: options.skip,
} as const;
export type Selecting = {
  readonly profile?: string;
  readonly set?: readonly NameValue[];
  readonly site?: string;
  readonly moment?: Moment;
  readonly only?: readonly string[];
  readonly skip?: readonly string[];
};

/** Options of what really looks. */
export const looking = {
  on: options.on,
  timeout: options.timeout,
  deadline: options.deadline,
  visit: options.visit,
  noWrite: options.noWrite,
  clean: options.clean,
  dryRun: options.dryRun,
  yes: options.yes,
  allowExec: options.allowExec,
} as const;
export type Looking = {
  readonly on?: readonly string[];
  readonly timeout?: number;
  readonly deadline?: number;
  readonly visit?: number;
  readonly noWrite?: boolean;
  readonly clean?: boolean;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
  readonly allowExec?: boolean;
};

export const showing = {
  format: options.format,
  share: options.share,
  quiet: options.quiet,
  verbose: options.verbose,
} as const;
export type Showing = {
  readonly format?: readonly string[];
  readonly share?: boolean;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
};

export const formatAlias = { o: "format" } as const;

/** A product, or a file: what most commands are about. */
export const subject = {
  kind: "tuple",
  parameters: [
    { brief: "A product of the catalog, or a file", parse: parseSubject, placeholder: "PRODUCT|FILE", optional: true },
  ],
} as const;

export function parseSubject(value: string): string {
  if (value.startsWith("-")) throw new UsageError("is no option of this command, and no product or file begins with -");
  if (value === "") throw new UsageError("the name is empty");
  return value;
}
