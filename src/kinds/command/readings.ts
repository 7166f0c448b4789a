import { absent, seen, type Fact } from "../../facts/fact.ts";
import { evidenceOf, type Raw, type Raws, type Reading, type Readings } from "../../facts/reading.ts";
import { hostLook, type Answer, type Question } from "../declaration.ts";
import { blind, unsure } from "../looking.ts";
import { command } from "./kind.ts";
import { versionIn } from "./version.ts";

type CommandReadings = { readonly found: Reading; readonly version?: Reading };

function readings({ asked, fields }: Question<typeof command>): CommandReadings {
  const as = asked.as === "root" ? ({ as: "root" } as const) : {};
  const found = { which: asked.name, ...as };
  return fields.has("version") ? { found, version: { run: [asked.name, "--version"], ...as } } : { found };
}

type CommandRaws = Raws<CommandReadings & Readings>;

function version(found: Raw, raw: Raw | undefined, name: string): Fact<string> {
  if (found.is === "missing") return absent({ ...evidenceOf(found), note: "the program is not there" });
  if (raw === undefined) return unsure("not-observed", "its version was not asked for", evidenceOf(found));
  return raw.is === "text" ? printed(raw, name) : blind(raw);
}

/** Some print their version on stderr, some end with an error besides; a version that was printed counts all the same. */
function printed(raw: Raw & { readonly is: "text" }, name: string): Fact<string> {
  const stderr = raw.stderr ?? "";
  const said = versionIn(raw.text, name) ?? versionIn(stderr, name);
  if (said !== undefined) return seen(said, evidenceOf(raw));
  const words = `${raw.text}${stderr}`.trim() === "" ? "prints nothing" : "does not print a version";
  return unsure("cannot-tell", `${name} --version ${words}`, evidenceOf(raw));
}

function understand(raws: CommandRaws, { asked, fields }: Question<typeof command>): Answer<typeof command> {
  const { found } = raws;
  const evidence = evidenceOf(found);
  const known = found.is !== "failed";
  const present: Fact<boolean> = known ? seen(found.is === "text", evidence) : blind(found);
  const path: Fact<string> = found.is === "text" ? seen(found.text, evidence) : known ? absent(evidence) : blind(found);
  if (!fields.has("version")) return { present, path };
  return { present, path, version: version(found, raws.version, asked.name) };
}

export const commandLook = hostLook(command, { readings, understand });
