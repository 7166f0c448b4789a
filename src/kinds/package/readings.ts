import { absent, type Evidence, type Fact, seen } from "../../facts/fact.ts";
import { evidenceOf, type Raw, type Raws, type Readings } from "../../facts/reading.ts";
import { type Answer, hostLook, type Question } from "../declaration.ts";
import { blind, cut, unsure } from "../looking.ts";
import type { Content } from "./content.ts";
import type { End } from "./end.ts";
import { envContent } from "./env.ts";
import { jsonContent } from "./json.ts";
import { packageKind } from "./kind.ts";
import type { Shape } from "./value.ts";
import { yamlContent } from "./yaml.ts";

type PackageQuestion = Question<typeof packageKind>;
type AskedFile = PackageQuestion["asked"]["files"][number];

/** More than any such file has. */
const limit = 2 ** 20;

const nameOf = (index: number): string => `file ${index + 1}`;

const readings = ({ asked }: PackageQuestion): Readings =>
  Object.fromEntries(
    asked.files.map(({ path }, index) => [
      nameOf(index),
      { content: `${asked.dir.replace(/\/+$/, "")}/${path}`, limit },
    ]),
  );

/** What one file came to: what is missing of it, why something is not known, and the ends that it names. */
type Looked = {
  readonly missing: readonly string[];
  readonly unknowns: readonly Fact<never>[];
  readonly ends: readonly End[];
};

const fallsShort = (words: string): Looked => ({ missing: [words], unknowns: [], ends: [] });
const notKnown = (fact: Fact<never>): Looked => ({ missing: [], unknowns: [fact], ends: [] });

async function lookAt(file: AskedFile, raw: Raw): Promise<Looked> {
  const path = cut(file.path);
  if (raw.is === "failed") return notKnown(blind(raw));
  if (raw.is === "missing") return fallsShort(`${path} (not there)`);
  if (raw.text.trim() === "") return fallsShort(`${path} (empty)`);
  const content = await contentOf(formatOf(file), raw.text);
  if (content === undefined) return withoutKeys(file, raw);
  if (content.is === "broken") return fallsShort(`${path}: ${content.words}`);
  if (content.is === "unclear") return notKnown(unsure(content.code, `${path}: ${content.words}`, evidenceOf(raw)));
  return byKeys(file, content, raw);
}

function formatOf({ format, path }: AskedFile): string {
  if (format !== undefined) return format;
  const ending = /\.([a-z]+)$/i.exec(path)?.[1]?.toLowerCase() ?? "";
  return ending === "yml" ? "yaml" : ending;
}

/** Undefined: it is written in a way that is not looked into. */
async function contentOf(format: string, text: string): Promise<Content | undefined> {
  if (format === "env") return envContent(text);
  if (format !== "json" && format !== "yaml") return undefined;
  if (text.includes("\uFFFD")) return { is: "unclear", code: "cannot-tell", words: "bytes that are no UTF-8" };
  return format === "json" ? jsonContent(text) : await yamlContent(text);
}

function withoutKeys({ path, keys = [], filled = false }: AskedFile, raw: Raw): Looked {
  if (keys.length === 0 && !filled) return { missing: [], unknowns: [], ends: [] };
  return notKnown(
    unsure("cannot-tell", `no keys can be looked for in ${cut(path)}: its format is open`, evidenceOf(raw)),
  );
}

const wordsOf: Readonly<Record<Exclude<Shape, "filled" | "referred" | "spaced">, string>> = {
  empty: "empty",
  placeholder: "a placeholder",
};

/** Values that depend on who reads the file, and with which variables. */
const openWords = {
  referred: "is that of a variable from outside the file, or goes on behind its line",
  spaced: "has a space beside its =, which some readers take and others do not",
} as const;

function byKeys({ path, keys = [], filled = false }: AskedFile, content: Content & { is: "keys" }, raw: Raw): Looked {
  const { shapes, ends, unfilled } = content;
  const missing: string[] = [];
  const unknowns: Fact<never>[] = [];
  for (const key of keys) {
    const shape = shapes.get(key);
    const place = `${cut(path)}: ${cut(key)}`;
    if (shape === undefined) missing.push(`${place} (not there)`);
    else if (shape === "referred" || shape === "spaced") {
      unknowns.push(unsure("cannot-tell", `${place} ${openWords[shape]}`, evidenceOf(raw)));
    } else if (shape !== "filled") missing.push(`${place} (${wordsOf[shape]})`);
  }
  const others = filled ? unfilled.filter((key) => !keys.includes(key) || shapes.get(key) !== "placeholder") : [];
  missing.push(...others.map((key) => `${cut(path)}: ${cut(key)} (still to be filled in)`));
  return { missing, unknowns, ends };
}

function expires(all: readonly Looked[], evidence: Evidence): Fact<string> {
  // A key that is missing hides no end; a file that could not be looked into may.
  const ends = all.flatMap((one) => one.ends);
  if (ends.some(({ is }) => is === "unreadable")) {
    return unsure("cannot-tell", "an end is named that is no date with a zone, such as 2027-01-31", evidence);
  }
  const [unseen] = all.flatMap(({ unknowns }) => unknowns);
  if (unseen !== undefined) return unseen;
  const [earliest] = ends.flatMap((end) => (end.is === "at" ? [end.instant] : [])).toSorted(byTime);
  return earliest === undefined ? absent({ ...evidence, note: "no file names an end" }) : seen(earliest, evidence);
}

const byTime = (one: string, other: string): number => Date.parse(one) - Date.parse(other);

async function understand(raws: Raws<Readings>, { asked }: PackageQuestion): Promise<Answer<typeof packageKind>> {
  const found = asked.files.flatMap((file, index) => {
    const raw = raws[nameOf(index)];
    return raw === undefined ? [] : [{ file, raw }];
  });
  const all = await Promise.all(found.map(({ file, raw }) => lookAt(file, raw)));
  const [first, ...rest] = found.map(({ raw }) => raw);
  if (first === undefined || found.length < asked.files.length) throw new Error("a file was not asked for");
  const evidence = { ...evidenceOf([first, ...rest]), by: asked.dir };
  const missing = all.flatMap((one) => one.missing);
  const [unseen] = all.flatMap((one) => one.unknowns);
  if (missing.length > 0) {
    const note = unseen === undefined ? {} : { note: "what could not be looked at is not in the list" };
    return {
      complete: seen(false, { ...evidence, note: cut(`missing: ${missing.join("; ")}`) }),
      missing: seen(missing, { ...evidence, ...note }),
      expires: expires(all, evidence),
    };
  }
  return {
    complete: unseen ?? seen(true, evidence),
    missing: unseen ?? seen([], evidence),
    expires: expires(all, evidence),
  };
}

export const packageKindLook = hostLook(packageKind, { readings, understand });
