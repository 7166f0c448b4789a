import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import Ajv from "ajv-draft-04";
import addFormats from "ajv-formats";
import { parse, type TestSuites } from "junit2json";
import { Marked, type Token } from "marked";
import { SaxesParser } from "saxes";

/** Reads XML as strictly as its specification asks, and throws where it is not well-formed. */
export function expectWellFormed(text: string): void {
  const parser = new SaxesParser({ xmlns: true });
  parser.on("error", (error) => {
    throw error;
  });
  parser.write(text).close();
}

/** As a CI server reads it. */
export async function readJunit(text: string): Promise<TestSuites> {
  const read = await parse(text);
  if (read === null || read === undefined || !("testsuite" in read)) throw new Error("no test suites were read");
  return read;
}

const schemaPath = new URL(
  "../../node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json",
  import.meta.url,
);

function sarifValidator(): (log: unknown) => string {
  // Both are CommonJS, whose default export node hands over as it is and TypeScript takes for a namespace.
  const ajv = new Ajv.default({ allErrors: true, strict: false, unicodeRegExp: false });
  addFormats.default(ajv);
  // oxlint-disable-next-line typescript/no-unsafe-assignment -- a schema is any object: ajv refuses what is none
  const schema: object = JSON.parse(readFileSync(schemaPath, "utf8"));
  const validate = ajv.compile(schema);
  return (log) => (validate(log) ? "" : ajv.errorsText(validate.errors, { separator: "\n" }));
}

let validator: ((log: unknown) => string) | undefined;

/** What the schema of SARIF 2.1.0 has against a log; empty where it has nothing. */
export const sarifMistakes = (text: string): string => {
  validator ??= sarifValidator();
  return validator(JSON.parse(text));
};

export type SarifResult = {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly suppressions?: readonly unknown[];
  readonly properties?: { readonly outcome?: string };
  readonly partialFingerprints: Readonly<Record<string, string>>;
  readonly locations: readonly {
    readonly physicalLocation: {
      readonly artifactLocation: { readonly uri: string; readonly uriBaseId?: string };
      readonly region: { readonly startLine: number };
    };
  }[];
};
type SarifRun = {
  readonly results: readonly SarifResult[];
  readonly tool: {
    readonly driver: {
      readonly rules: readonly {
        readonly id: string;
        readonly helpUri?: string;
        readonly help: { readonly markdown: string };
      }[];
    };
  };
  readonly properties: { readonly counts: Readonly<Record<string, number>>; readonly verdict: string };
};

export function readSarif(text: string): SarifRun {
  // oxlint-disable-next-line typescript/no-unsafe-assignment -- the log was checked with its schema
  const log: { readonly runs: readonly SarifRun[] } = JSON.parse(text);
  const [run] = log.runs;
  if (run === undefined) throw new Error("the log has no run");
  return run;
}

const github = new Marked({ gfm: true });

export const rendered = (text: string): string => github.parse(text, { async: false });
export const tokensOf = (text: string): readonly Token[] => {
  const all: Token[] = [];
  void github.walkTokens(github.lexer(text), (token) => void all.push(token));
  return all;
};

type Ran = { readonly output: string; readonly code: number | null };

/** What a program that may be missing answers; undefined where it is. */
function asked(program: string, words: readonly string[], input: string): Ran | undefined {
  const ran = spawnSync(program, words, { input, encoding: "utf8" });
  return ran.error === undefined ? { output: ran.stdout + ran.stderr, code: ran.status } : undefined;
}

const extensions = ["table", "autolink", "strikethrough", "tasklist", "tagfilter"].flatMap((name) => ["-e", name]);

/** As GitHub's own program renders it. */
export const renderedByGithub = (text: string): string | undefined =>
  asked("cmark-gfm", ["--unsafe", ...extensions], text)?.output;

/** What promtool has against metrics; empty where it has nothing. */
export const prometheusMistakes = (text: string): string | undefined => {
  const ran = asked("promtool", ["check", "metrics"], text);
  return ran === undefined ? undefined : ran.code === 0 ? ran.output : `${ran.output} (code ${ran.code})`;
};

/** One sample of the text format, its labels as they were meant. */
export type Sample = { readonly name: string; readonly labels: ReadonlyMap<string, string>; readonly value: number };

export function samplesOf(text: string): readonly Sample[] {
  return text
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => {
      const [, name = "", inside = "", value = ""] =
        /^([a-z_]+)\{((?:[a-z_]+="(?:[^"\\]|\\[\\n"])*",?)*)\} (\S+)$/.exec(line) ?? [];
      if (name === "") throw new Error(`not a sample: ${line}`);
      const pairs = [...inside.matchAll(/([a-z_]+)="((?:[^"\\]|\\[\\n"])*)"/g)];
      const plain = (label: string): string =>
        label.replaceAll(/\\(.)/g, (_, sign: string) => (sign === "n" ? "\n" : sign));
      return {
        name,
        labels: new Map(pairs.map(([, key = "", label = ""]) => [key, plain(label)])),
        value: Number(value),
      };
    });
}
