import type { Why } from "../facts/fact.ts";
import type { FactRecord } from "../facts/snapshot.ts";
import { snapshotShape, type FactShape, type SnapshotShape } from "../facts/snapshot-shape.ts";
import { kindNamed } from "../kinds/registry.ts";
import { UsageError } from "../spec/problem.ts";
import { readGivenText, type Reading } from "./given-file.ts";
import { jsonLimitBytes, parseJson, shapeWords } from "./json-file.ts";

export type Snapshot = Omit<SnapshotShape, "facts"> & { readonly facts: readonly FactRecord[] };

const anew = "Make it anew with footing facts. Of a text that was pasted, its BEGIN and END lines are needed.";
const otherVersion = "It was made by another version of footing.";

/** Reads a facts file or a report. Its facts are data: kinds and fields that are not known are refused, by name. */
export async function readSnapshot(path: string, reading: Reading): Promise<Snapshot> {
  const { text } = await readGivenText(path, { ...reading, missing: anew }, jsonLimitBytes);
  return parseSnapshot(path, text);
}

export function parseSnapshot(path: string, text: string): Snapshot {
  const read = snapshotShape.safeParse(parseJson(path, text, { sort: "facts file", help: anew }));
  if (!read.success) {
    throw new UsageError(`${path} is not a facts file or report: ${shapeWords(read.error.issues[0])}`, anew);
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
  const { value, why, tolerance, note, cause, kept, ...rest } = read;
  return {
    ...rest,
    ...(value === undefined ? {} : { value }),
    ...(why === undefined ? {} : { why: readWhy(why) }),
    ...(tolerance === undefined ? {} : { tolerance }),
    ...(note === undefined ? {} : { note }),
    ...(cause === undefined ? {} : { cause }),
    ...(kept === undefined ? {} : { kept }),
  };
}

const readWhy = ({ code, text, settle }: NonNullable<FactShape["why"]>): Why =>
  settle === undefined ? { code, text } : { code, text, settle };
