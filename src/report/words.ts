import type { Area, Moment } from "../kinds/declaration.ts";
import type { Verdict } from "../judge/outcome.ts";

export const verdictWords: Readonly<Record<Verdict, string>> = {
  ready: "READY",
  "ready-with-warnings": "READY, WITH WARNINGS",
  "not-ready": "NOT READY",
  unverified: "UNVERIFIED",
};

export const areaWords: Readonly<Record<Area, string>> = {
  machine: "Machine",
  docker: "Docker",
  kubernetes: "Kubernetes",
  network: "Network",
  database: "Database",
  storage: "Storage",
  license: "License",
  people: "People",
  running: "Running it",
};

/** What a requirement of another moment is about, behind "6 about …". */
export const momentWords: Readonly<Record<Moment, string>> = {
  install: "installing it",
  run: "running it",
  upgrade: "upgrading it",
};

const signs: Readonly<Record<string, string>> = {
  ">=": "at least",
  ">": "more than",
  "<=": "at most",
  "<": "less than",
  "=": "exactly",
};

/** `readOnly` as "read only". */
const spaced = (name: string): string => name.replaceAll(/([a-z0-9])([A-Z])/g, "$1 $2").toLowerCase();

/** Truths whose field's name makes no sentence, as they hold and as they do not. */
const truths: Readonly<Record<string, readonly [yes: string, no: string]>> = {
  answer: ["attested", "attested that not"],
  answers: ["answering", "not answering"],
  free: ["free", "taken"],
  pointsTo: ["leading where it must", "leading elsewhere or nowhere"],
  resolves: ["having an address", "without an address"],
  consistent: ["the same by all nameservers", "not the same by all nameservers"],
  ranContainer: ["able to run a container", "not able to run a container"],
  startsOnBoot: ["started at boot", "not started at boot"],
  logsCapped: ["limited logs", "no limit for logs"],
};

/** A truth in words: "encrypted", "not read only". */
function truthWords(field: string, holds: boolean): string {
  const own = Object.hasOwn(truths, field) ? truths[field] : undefined;
  if (own !== undefined) return own[holds ? 0 : 1];
  return holds ? spaced(field) : `not ${spaced(field)}`;
}

/** An expectation as the operator reads it: ">= 4 GiB" is "at least 4 GiB", "encrypted yes" is "encrypted". */
export function expectedWords(expected: string): string {
  const words = expected
    .replaceAll(
      /(^|[\s,(])(>=|<=|>|<|=)\s*(?=v?\d|\$)/g,
      (_, before: string, sign: string) => `${before}${signs[sign] ?? sign} `,
    )
    .replaceAll(/(?<=^|\s)(v?\d[^\s,/]*(?: [A-Za-z%]+)?) (at least|at most|more than|less than) (?=v?\d)/g, "$1, $2 ")
    .replaceAll(" || ", " or ")
    .replaceAll(
      /(^|, | or )([a-z][A-Za-z]*) (yes|no)(?=$|, | or )/g,
      (_, ...[before = "", field = "", truth = ""]: string[]) => {
        return before + truthWords(field, truth === "yes");
      },
    );
  return named(words);
}

/** What was seen as the operator reads it: "encrypted: no" is "not encrypted". */
export function observedWords(observed: string): string {
  const words = observed.replaceAll(
    /(^|, )([a-z][A-Za-z]*): (yes|no)(?=$|, )/g,
    (_, ...[before = "", field = "", truth = ""]: string[]) => before + truthWords(field, truth === "yes"),
  );
  return named(words);
}

/** Names of fields at the start of a part: "exitCode: 0" is "exit code 0". */
const named = (text: string): string =>
  text.replaceAll(
    /(^|, | or )([a-z]+[A-Z][A-Za-z]*):? /g,
    (_, before: string, field: string) => `${before}${spaced(field)} `,
  );

/** "1 answer", "2 answers". */
export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;

/** "Disk", "Disk and DNS entry", "Disk, SSD and DNS entry". */
export function listed(names: readonly string[]): string {
  const last = names.at(-1) ?? "";
  return names.length < 2 ? last : `${names.slice(0, -1).join(", ")} and ${last}`;
}

/** A run's time: "45 ms", "0.9 s", "74 s". */
export const tookWords = (milliseconds: number): string =>
  milliseconds < 95
    ? `${Math.max(1, Math.round(milliseconds))} ms`
    : milliseconds < 9950
      ? `${(milliseconds / 1000).toFixed(1)} s`
      : `${Math.round(milliseconds / 1000)} s`;
