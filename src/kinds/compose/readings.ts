import { absent, seen, type Fact } from "../../facts/fact.ts";
import { evidenceOf, type Raw, type Raws, type Readings } from "../../facts/reading.ts";
import { hostLook, type Answer } from "../declaration.ts";
import { blind, cut, unsure } from "../looking.ts";
import { compose } from "./kind.ts";

const readings = () =>
  ({
    standalone: { run: ["docker-compose", "version", "--short"], passes: "docker" },
    plugin: { run: ["docker", "compose", "version", "--short"], passes: "docker" },
  }) satisfies Readings;

type ComposeRaws = Raws<ReturnType<typeof readings>>;

/** What `version --short` prints: 1.29.2, 2.40.3, v2.5.0, 2.40.3+ds1-1, 2.24.5-desktop.1. */
const short = /^v?(\d+(?:\.\d+)+[A-Za-z0-9+~.-]*)$/;

const versionIn = (text: string): string | undefined =>
  text
    .split("\n")
    .map((line) => short.exec(line.trim())?.[1])
    .find((found) => found !== undefined);

const lastWords = (raw: Raw & { readonly is: "text" }): string =>
  cut(`${raw.text}\n${raw.stderr ?? ""}`.trim().split("\n").at(-1)?.trim() ?? "");

/** Ended by a signal, as by a kernel that is short of memory: that says nothing of the program. */
const isKilled = ({ exit = 0 }: Raw & { readonly is: "text" }): boolean => exit > 128;
const killed = (raw: Raw & { readonly is: "text" }): Fact<string> =>
  unsure("cannot-tell", `${raw.by} was ended by signal ${(raw.exit ?? 128) - 128}`, evidenceOf(raw));

const refusals = /permission denied|operation not permitted|access is denied/i;

/**
 * Something on the way may not be read or run by this user (an interpreter, a plugin's folder, a settings file that names
 * one): another user may well have it, so this says nothing of what is there.
 */
function refused(raw: Raw & { readonly is: "text" }): Fact<string> | undefined {
  const line = `${raw.stderr ?? ""}\n${raw.text}`.split("\n").find((one) => refusals.test(one));
  if (line === undefined) return undefined;
  return unsure("permission-denied", `${raw.by}: ${cut(line.trim())}`, evidenceOf(raw));
}

/** The version that was printed, or why that there is none says nothing; undefined where it does say that there is none. */
function answered(raw: Raw & { readonly is: "text" }, note: string): Fact<string> | undefined {
  const version = versionIn(raw.text);
  if (raw.exit === 0 && version !== undefined) return seen(version, { ...evidenceOf(raw), note });
  return refused(raw) ?? (isKilled(raw) ? killed(raw) : undefined);
}

/** A command that is there and does not run is none: a wrapper whose Python has gone, a plugin for another processor. */
function standalone(raw: Raw): Fact<string> {
  if (raw.is === "missing") return absent({ ...evidenceOf(raw), note: "there is no command docker-compose" });
  if (raw.is === "failed" && raw.why.code === "no-means" && raw.why.text.endsWith(": ENOEXEC")) {
    return absent({ ...evidenceOf(raw), note: "docker-compose is there, and is no program for this system" });
  }
  if (raw.is !== "text") return blind(raw);
  const note = `docker-compose is there and does not run: ${lastWords(raw)}`;
  const without =
    raw.exit === 0
      ? unsure("cannot-tell", "docker-compose version --short prints no version", evidenceOf(raw))
      : absent({ ...evidenceOf(raw), note });
  return answered(raw, "the command docker-compose") ?? without;
}

function plugin(raw: Raw): Fact<string> {
  if (raw.is === "missing") return absent({ ...evidenceOf(raw), note: "there is no command docker" });
  if (raw.is !== "text") return blind(raw);
  // Without the plugin old clients print their usage and end well; newer ones say what they do not know.
  const note = "docker has no command compose that runs";
  return answered(raw, "the plugin docker compose") ?? absent({ ...evidenceOf(raw), note });
}

const understand = (raws: ComposeRaws): Answer<typeof compose> => ({
  standalone: standalone(raws.standalone),
  plugin: plugin(raws.plugin),
});

export const composeLook = hostLook(compose, { readings, understand });
