import { reportShape, type ReportShape } from "../facts/report-shape.ts";
import { outcomes, verdicts, type Outcome, type Verdict } from "../judge/outcome.ts";
import { UsageError } from "../spec/problem.ts";
import { readGivenText, type Reading } from "./given-file.ts";
import { jsonLimitBytes, parseJson, shapeWords } from "./json-file.ts";

type Read = ReportShape["results"][number];
export type EarlierResult = Omit<Read, "outcome"> & { readonly outcome: Outcome };

/** A report of an earlier run, as far as it is compared with a new one. All of it is data that anybody may have written. */
export type EarlierReport = Omit<ReportShape, "results" | "verdict"> & {
  readonly file: string;
  readonly verdict: Verdict;
  readonly results: readonly EarlierResult[];
};

const help = "Name a report that footing check wrote with -o json=FILE.";

/** Reads the report that --since names. One of another product is refused: nothing of it could be compared. */
export async function readEarlier(path: string, reading: Reading, productId: string): Promise<EarlierReport> {
  const { text } = await readGivenText(path, { ...reading, missing: help }, jsonLimitBytes);
  const earlier = parseEarlier(path, text);
  if (earlier.product.id === productId) return earlier;
  throw new UsageError(`--since ${path} is a report of ${earlier.product.id}, not of ${productId}`, help);
}

export function parseEarlier(path: string, text: string): EarlierReport {
  const given = `--since ${path}`;
  const parsed = parseJson(given, text, { sort: "report", help });
  expectReport(given, parsed);
  const read = reportShape.safeParse(parsed);
  if (!read.success) throw new UsageError(`${given} is not a report: ${shapeWords(read.error.issues[0])}`, help);
  const { data } = read;
  const verdict = verdicts.find((one) => one === data.verdict);
  if (verdict === undefined) throw new UsageError(`${given} is not a report: verdict: it is none that there is`, help);
  expectOnce(given, data.results);
  return { ...data, file: path, verdict, results: data.results.map((one, index) => known(given, one, index)) };
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

/** Files that are near to a report, and what to do about each. */
function expectReport(given: string, parsed: unknown): void {
  const { schema, shared }: { readonly schema?: unknown; readonly shared?: unknown } = isObject(parsed) ? parsed : {};
  if (schema === "footing/facts/1") {
    throw new UsageError(
      `${given} is a facts file: it says what was seen, and not what came of it`,
      "Make a report of it: footing judge PRODUCT --facts FILE -o json=REPORT",
    );
  }
  if (typeof schema === "string" && /^footing\/report\/\d+$/.test(schema) && schema !== "footing/report/1") {
    throw new UsageError(`${given} is a report of a newer version of footing`, help);
  }
  if (shared === true) {
    throw new UsageError(
      `${given} was made to be shared: what its results are about was replaced`,
      "Name the report that was not made with --share.",
    );
  }
}

/** One requirement gives one result per target, vantage and subject; of two, nobody knows which to compare with. */
function expectOnce(given: string, results: readonly Read[]): void {
  const keys = new Set<string>();
  for (const { id, target, vantage, subject } of results) {
    const key = JSON.stringify([id, target, vantage, subject]);
    if (keys.has(key)) throw new UsageError(`${given}: the result ${id} stands there twice`, help);
    keys.add(key);
  }
}

function known(given: string, read: Read, index: number): EarlierResult {
  const outcome = outcomes.find((one) => one === read.outcome);
  if (outcome !== undefined) return { ...read, outcome };
  throw new UsageError(`${given} is not a report: results.${index}.outcome: it is none that there is`, help);
}
