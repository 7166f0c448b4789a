import type { Why } from "../facts/fact.ts";
import type { FactRecord } from "../facts/snapshot.ts";
import { snapshotShape, type FactShape, type SnapshotShape } from "../facts/snapshot-shape.ts";
import { kindNamed } from "../kinds/registry.ts";
import { UsageError } from "../spec/problem.ts";
import { readGivenText, type Reading } from "./given-file.ts";

export type Snapshot = Omit<SnapshotShape, "facts"> & { readonly facts: readonly FactRecord[] };

/** Facts of 500 hosts fit; a file that is larger is not one of ours. */
const limitBytes = 64 * 2 ** 20;

/** A report is nested 6 levels deep, a value in it a few more. */
const mostLevels = 50;

const anew = "Make it anew with footing facts.";
const otherVersion = "It was made by another version of footing.";

/** Reads a facts file or a report. Its facts are data: kinds and fields that are not known are refused, by name. */
export async function readSnapshot(path: string, reading: Reading): Promise<Snapshot> {
  const { text } = await readGivenText(path, reading, limitBytes);
  return parseSnapshot(path, text);
}

export function parseSnapshot(path: string, text: string): Snapshot {
  const read = snapshotShape.safeParse(parseJson(path, text));
  if (!read.success) {
    const [issue] = read.error.issues;
    const where = issue?.path.map(String).join(".") ?? "";
    const what = issue?.message ?? "it has another shape";
    throw new UsageError(`${path} is not a facts file or report: ${where === "" ? "" : `${where}: `}${what}`, anew);
  }
  const { data } = read;
  if (data.shared === true) {
    const help = "Judge the report that was not made with --share.";
    throw new UsageError(`${path} was made to be shared: what its facts are about was replaced`, help);
  }
  const names = data.targets.map((target) => target.name);
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined) throw new UsageError(`${path}: the target ${twice} stands there twice`, anew);
  return { ...data, facts: data.facts.map((one, index) => readFact(one, `${path}: facts[${index}]`)) };
}

function parseJson(path: string, text: string): unknown {
  if (levelsOf(text) > mostLevels) {
    throw new UsageError(`${path} is nested more than ${mostLevels} levels deep, as no facts file is`, anew);
  }
  try {
    const parsed: unknown = JSON.parse(text);
    return parsed;
  } catch {
    // The parser's own words would show a piece of a file that may be anything.
    throw new UsageError(`${path} is not JSON, or was cut short`, anew);
  }
}

const steps: Readonly<Record<string, number>> = { "[": 1, "{": 1, "]": -1, "}": -1 };

/** How deep the brackets of a JSON text go, those in texts left out; counted before anything walks into them. */
function levelsOf(text: string): number {
  let [levels, most, inText] = [0, 0, false];
  for (let index = 0; index < text.length; index++) {
    const letter = text[index] ?? "";
    if (letter === '"') inText = !inText;
    else if (inText) index += letter === "\\" ? 1 : 0;
    else levels += steps[letter] ?? 0;
    most = Math.max(most, levels);
  }
  return most;
}

function readFact(read: FactShape, where: string): FactRecord {
  const kind = kindNamed(read.kind);
  if (kind === undefined) throw new UsageError(`${where}: this version has no kind \`${read.kind}\``, otherVersion);
  if (!Object.hasOwn(kind.answers, read.field)) {
    throw new UsageError(`${where}: ${read.kind} has no field \`${read.field}\``, otherVersion);
  }
  const wrong = Object.keys(read.arguments).find((name) => !Object.hasOwn(kind.arguments, name));
  if (wrong !== undefined) {
    throw new UsageError(`${where}: ${read.kind} has no argument \`${wrong}\``, otherVersion);
  }
  const { value, why, tolerance, note, kept, ...rest } = read;
  return {
    ...rest,
    ...(value === undefined ? {} : { value }),
    ...(why === undefined ? {} : { why: readWhy(why) }),
    ...(tolerance === undefined ? {} : { tolerance }),
    ...(note === undefined ? {} : { note }),
    ...(kept === undefined ? {} : { kept }),
  };
}

const readWhy = ({ code, text, settle }: NonNullable<FactShape["why"]>): Why =>
  settle === undefined ? { code, text } : { code, text, settle };
