import { isReasonCode, reasons } from "../../facts/reasons.ts";
import { nearest } from "../../facts/nearest.ts";
import { isPendingKind, pendingKindNames } from "../../kinds/pending.ts";
import { kindNamed, kindNames } from "../../kinds/registry.ts";
import { explainKind, explainPending, explainRequirement, listKinds } from "../../report/explain.ts";
import { explainReason } from "../../report/explain-reason.ts";
import { catalogEntries, isFileName, loadEntry, type Found } from "../../run/catalog.ts";
import { findSubject } from "../../run/subject.ts";
import type { Requirement } from "../../spec/requirement.ts";
import { UsageError } from "../../spec/problem.ts";
import type { Call } from "../call.ts";
import type { Context } from "../context.ts";
import { deliverPlain, type Plain } from "../plain.ts";
import type { ExplainFlags } from "../flags.ts";

/** `footing explain`: requirements, kinds and reason codes, in words. */
export async function runExplain({
  context,
  flags,
  words: [word, id],
}: Call<ExplainFlags, [string?, string?]>): Promise<void> {
  if (flags.kinds === true && word !== undefined)
    throw new UsageError("--kinds lists all kinds and takes no word", `footing explain ${word}`);
  const plain = flags.kinds === true ? listKinds() : joined(await meanings(word, id, context));
  await deliverPlain(plain, flags, context);
}

async function meanings(word: string | undefined, id: string | undefined, context: Context): Promise<readonly Plain[]> {
  if (word === undefined)
    throw new UsageError(
      "name what is to be explained",
      "footing explain cht/disk, footing explain memory, footing explain --kinds",
    );
  if (id !== undefined) return [await requirementOf(word, id, context)];
  const [, product, requirement] = /^([a-z][^/.]*)\/([a-z][a-z0-9-]*)$/.exec(word) ?? [];
  const entries = await catalogEntries(context.catalog);
  if (product !== undefined && requirement !== undefined && entries.includes(product.split(/[@:]/)[0] ?? "")) {
    return [await requirementOf(product, requirement, context)];
  }
  const found = [...ofKinds(word), ...(await ofCatalog(word, entries, context))];
  if (found.length === 0) throw unknown(word);
  return found;
}

function ofKinds(word: string): readonly Plain[] {
  const kind = kindNamed(word);
  return [
    ...(kind === undefined ? [] : [explainKind(kind)]),
    ...(isPendingKind(word) ? [explainPending(word)] : []),
    ...(isReasonCode(word) ? [explainReason(word)] : []),
  ];
}

async function ofCatalog(word: string, entries: readonly string[], { catalog }: Context): Promise<readonly Plain[]> {
  const loaded = await Promise.all(entries.map((entry) => loadEntry(catalog, entry)));
  return loaded.flatMap((found) =>
    found.file.requirements.filter((one) => one.id === word).map((one) => explainRequirement(one, found)),
  );
}

async function requirementOf(
  named: string,
  id: string,
  { catalog, environment, interruption }: Context,
): Promise<Plain> {
  const reading = { environment, signal: interruption.signal };
  const { found } = await findSubject({ catalog, named, sitePath: undefined, reading, now: new Date().toISOString() });
  return explainRequirement(requirementIn(found, id), found);
}

function requirementIn({ file }: Found, id: string): Requirement {
  const requirement = file.requirements.find((one) => one.id === id);
  if (requirement !== undefined) return requirement;
  const ids = file.requirements.map((one) => one.id);
  const meant = nearest(id, ids);
  const hint = meant === undefined ? "" : `: did you mean \`${meant}\`?`;
  throw new UsageError(`${file.product.name} has no requirement \`${id}\`${hint}`, `Requirements: ${ids.join(", ")}.`);
}

function unknown(word: string): UsageError {
  const words = [...kindNames, ...pendingKindNames, ...Object.keys(reasons)];
  const meant = nearest(word, words);
  const what = isFileName(word)
    ? "no requirement of the catalog"
    : "no requirement of the catalog, no kind and no reason code";
  return new UsageError(
    `\`${word}\` is ${what}${meant === undefined ? "" : `: did you mean \`${meant}\`?`}`,
    "Kinds: footing explain --kinds. Requirements: footing show PRODUCT.",
  );
}

function joined(plains: readonly Plain[]): Plain {
  const [first, second] = plains;
  if (first !== undefined && second === undefined) return first;
  return {
    data: plains.map((plain) => plain.data),
    words: (style) => plains.map((plain) => plain.words(style)).join("\n"),
  };
}
