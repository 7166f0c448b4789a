import type { JsonValue } from "../facts/json.ts";
import type { FactRecord } from "../facts/snapshot.ts";
import type { Argument } from "../kinds/declaration.ts";
import { kindNamed } from "../kinds/registry.ts";
import type { Branch } from "../judge/outcome.ts";
import { isLocalType } from "./local-types.ts";
import type { ReportedPlace } from "./places.ts";
import type { FactsFile, Report, ReportedInput, ReportedResult, ReportedTarget } from "./report.ts";
import { isLocalInput, knowLocal, localSortOf, localSortOfArgument, sortOfInput, type Naming } from "./share-local.ts";
import { knowBeside, nothingBeside, type Beside } from "./share-beside.ts";
import { Words, type Sort } from "./share-words.ts";
import type { Change, Since } from "./since.ts";

/** A report without what is local, and the way in which any other text of the same run loses it too. */
export type Shared = { readonly report: Report; readonly say: (text: string) => string };

/**
 * Replaces every local value of a report by a word, the same for the same value: `host-1`, `path-2`. It stands before
 * all writers, so that no form of a report can forget it. `paths` are those that the command line names besides. Outcomes, counts and reasons stay as they are.
 */
export function share(report: Report, paths: readonly string[] = [], beside: Beside = nothingBeside): Shared {
  const words = knowing(report, beside);
  for (const path of paths) words.know(path, "path");
  const spoken = (text: string): string => words.spoken(text);
  const written = writtenIn(beside.origin, words);
  // First, so that a host has the first word of hosts.
  const targets = report.targets.map((target) => targetOf(target, words));
  const shared: Report = {
    ...report,
    shared: true,
    product: productOf(report.product, written),
    site: report.site === null ? null : words.whole(report.site, "path"),
    inputs: report.inputs.map((input) => inputOf(input, words)),
    targets,
    sources: report.sources.map((one) => ({ ...one, title: written(one.title), url: written(one.url) })),
    next: report.next.map((step) => ({ ...step, do: spoken(step.do) })),
    leftovers: report.leftovers.map(spoken),
    earlier: report.earlier.map(spoken),
    removed: report.removed.map(spoken),
    results: report.results.map((result) => resultOf(result, words)),
    facts: report.facts.map((fact) => factOf(fact, report.inputs, words)),
    ...(report.since === undefined ? {} : { since: sinceOf(report.since, report.results, { words, written }) }),
  };
  return { report: shared, say: spoken };
}

/** The same of a file of facts. It can be read, and not judged. */
export function shareFacts(file: FactsFile, beside: Beside = nothingBeside): FactsFile {
  const words = knowing(file, beside);
  return {
    ...file,
    shared: true,
    product: file.product === null ? null : productOf(file.product, writtenIn(beside.origin, words)),
    inputs: file.inputs.map((input) => inputOf(input, words)),
    targets: file.targets.map((target) => targetOf(target, words)),
    facts: file.facts.map((fact) => factOf(fact, file.inputs, words)),
  };
}

function knowing(of: Naming, beside: Beside): Words {
  const words = new Words();
  knowBeside(beside, words);
  knowLocal(of, words);
  return words;
}

type Written = (text: string) => string;

/** The catalog is public; who writes a file of their own may write it for one place. */
const writtenIn = (origin: ReportedPlace["in"] | undefined, words: Words): Written =>
  origin === "catalog" ? (text) => words.authored(text) : (text) => words.spoken(text);

function productOf<P extends Report["product"]>(product: P, written: Written): P {
  const { name, notice } = product;
  return {
    ...product,
    name: written(name),
    ...(notice === undefined ? {} : { notice: written(notice) }),
  };
}

function inputOf(input: ReportedInput, words: Words): ReportedInput {
  if (input.value === undefined || !isLocalInput(input)) return input;
  return { ...input, value: valueOf(input.value, sortOfInput(input), words) };
}

const targetOf = (target: ReportedTarget, words: Words): ReportedTarget => ({
  ...target,
  name: words.spoken(target.name),
  hostname: target.hostname === null ? null : words.whole(target.hostname, "host"),
  ...(target.why === undefined ? {} : { why: whyOf(target.why, words) }),
  ...(target.root === undefined ? {} : { root: words.whole(target.root, "path") }),
});

/** A local value with its word in its place. A figure or a truth that is local is not told at all. */
function valueOf(value: JsonValue, sort: Sort, words: Words): JsonValue {
  if (typeof value === "string") return words.whole(value, sort);
  return Array.isArray(value) ? (value as readonly JsonValue[]).map((item) => valueOf(item, sort, words)) : null;
}

const orNull = (text: string | null, words: Words): string | null => (text === null ? null : words.spoken(text));

function resultOf(result: ReportedResult, words: Words): ReportedResult {
  const { because, remedy, waiver, branches, place, subject, target } = result;
  const spoken = (text: string): string => words.spoken(text);
  const written = writtenIn(place?.in, words);
  return {
    ...result,
    ...judgedOf(result, words),
    title: written(result.title),
    target: orNull(target, words),
    subject: orNull(subject, words),
    because: because === null ? null : written(because),
    from: result.from.map((origin) => originOf(origin, written)),
    remedy: remedy === null ? null : remedyOf(remedy, written),
    waiver: waiver === null ? null : waiverOf(waiver, words),
    ...(result.note === undefined ? {} : { note: spoken(result.note) }),
    ...(branches === undefined ? {} : { branches: branches.map((one) => ({ ...one, ...judgedOf(one, words) })) }),
    ...(place?.in === "file" ? { place: { ...place, file: words.whole(place.file, "path") } } : {}),
  };
}

const originOf = (origin: ReportedResult["from"][number], written: Written): ReportedResult["from"][number] =>
  "derived" in origin
    ? { derived: written(origin.derived) }
    : { ...origin, section: origin.section === null ? null : written(origin.section) };

function remedyOf(remedy: NonNullable<ReportedResult["remedy"]>, written: Written): ReportedResult["remedy"] {
  const { docs, text, commands } = remedy;
  return {
    ...remedy,
    text: written(text),
    commands: commands.map(written),
    ...(docs === undefined ? {} : { docs: written(docs) }),
  };
}

const waiverOf = (waiver: NonNullable<ReportedResult["waiver"]>, words: Words): ReportedResult["waiver"] => ({
  ...waiver,
  by: words.whole(waiver.by, "person"),
  reason: words.whole(waiver.reason, "text"),
  accept: words.spoken(waiver.accept),
});

type Judged = Pick<Branch, "reason" | "expected" | "observed" | "settle" | "partly">;

/** The texts that a result and a branch of it have in common. */
const judgedOf = ({ reason, expected, observed, settle, partly }: Judged, words: Words): Judged => ({
  reason: words.spoken(reason),
  expected: orNull(expected, words),
  observed: orNull(observed, words),
  ...(settle === undefined ? {} : { settle: words.spoken(settle) }),
  ...(partly === undefined ? {} : { partly: words.spoken(partly) }),
});

function factOf(fact: FactRecord, inputs: readonly ReportedInput[], words: Words): FactRecord {
  const { value, why, note, kept } = fact;
  const sort = localSortOf(fact, inputs);
  return {
    ...fact,
    target: orNull(fact.target, words),
    subject: orNull(fact.subject, words),
    arguments: argumentsOf(fact, words),
    by: words.spoken(fact.by),
    ...(value === undefined || sort === undefined ? {} : { value: valueOf(value, sort, words) }),
    ...(why === undefined ? {} : { why: whyOf(why, words) }),
    ...(note === undefined ? {} : { note: words.spoken(note) }),
    ...(kept === undefined ? {} : { kept: keptOf(kept, words) }),
  };
}

const whyOf = (why: NonNullable<FactRecord["why"]>, words: Words): NonNullable<FactRecord["why"]> => ({
  ...why,
  text: words.spoken(why.text),
  ...(why.settle === undefined ? {} : { settle: words.spoken(why.settle) }),
});

/** The expectations that a value met which is not kept stand there in their words. */
const keptOf = (kept: NonNullable<FactRecord["kept"]>, words: Words): NonNullable<FactRecord["kept"]> => ({
  ...kept,
  matched: Object.fromEntries(Object.entries(kept.matched).map(([key, held]) => [words.spoken(key), held])),
});

function argumentsOf({ kind, arguments: asked }: FactRecord, words: Words): FactRecord["arguments"] {
  const declared = kindNamed(kind)?.arguments ?? {};
  return Object.fromEntries(
    Object.entries(asked).map(([name, value]) => [name, argumentOf(declared[name], value, words)]),
  );
}

function argumentOf(argument: Argument | undefined, value: JsonValue, words: Words): JsonValue {
  const sort = localSortOfArgument(argument);
  if (typeof value === "string") return sort === undefined ? words.spoken(value) : words.whole(value, sort);
  if (Array.isArray(value)) return (value as readonly JsonValue[]).map((item) => argumentOf(argument, item, words));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [name, argumentOf(argument?.items?.[name], part, words)]),
  );
}

type Speaking = { readonly words: Words; readonly written: Written };

/**
 * An earlier report's facts are not at hand, so what they named cannot be found in its texts again. Of kinds that name
 * nothing but paths, hosts and addresses, which can be seen by their shape, the texts are told; of others they are not.
 */
function sinceOf(since: Since, results: readonly ReportedResult[], speaking: Speaking): Since {
  const { words } = speaking;
  const told = new Set(results.filter(({ kind }) => namesNothing(kind)).map(({ id }) => id));
  const change = (one: Change): Change => (told.has(one.id) ? changeOf(one, speaking) : untold(one, speaking));
  return {
    ...since,
    file: words.whole(since.file, "path"),
    differs: since.differs.map((one) => ({
      ...one,
      name: orNull(one.name, words),
      from: orNull(one.from, words),
      to: orNull(one.to, words),
    })),
    changes: since.changes.map(change),
    values: since.values.map(change),
  };
}

function namesNothing(kind: string): boolean {
  const answers = kindNamed(kind)?.answers;
  return (
    answers !== undefined &&
    Object.values(answers).every(({ visibility, type }) => visibility === "public" || isLocalType(type))
  );
}

const notTold = "not told in a report that is shared";

function untold(change: Change, speaking: Speaking): Change {
  const { from } = change;
  const before = from === null ? null : { ...from, reason: notTold, observed: null };
  return { ...changeOf({ ...change, from: before }, speaking), why: notTold };
}

function changeOf(change: Change, { words, written }: Speaking): Change {
  const stand = (of: Change["from"]): Change["from"] =>
    of === null
      ? null
      : {
          ...of,
          reason: words.spoken(of.reason),
          expected: orNull(of.expected, words),
          observed: orNull(of.observed, words),
        };
  return {
    ...change,
    title: written(change.title),
    target: orNull(change.target, words),
    subject: orNull(change.subject, words),
    why: words.spoken(change.why),
    from: stand(change.from),
    to: stand(change.to),
  };
}
