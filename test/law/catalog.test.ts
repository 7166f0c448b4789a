// The law over the catalog: of what a must reads, nothing may be spoilt and the place still be ready.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { FactRecord } from "../../src/facts/snapshot.ts";
import { judge } from "../../src/judge/judge.ts";
import { madeNow, madeSituation, type Making } from "../../src/judge/made-situation.ts";
import type { Moment } from "../../src/kinds/declaration.ts";
import { catalogEntries, loadEntry } from "../../src/run/catalog.ts";
import type { Requirement } from "../../src/spec/requirement.ts";
import type { RequirementsFile } from "../../src/spec/requirements-file.ts";
import { greenFacts } from "./green.ts";
import { gone, spoilt } from "./spoil.ts";

const catalog = new URL("../../catalog/", import.meta.url);

const isPending = (requirement: Requirement): boolean => requirement.clauses.every(({ is }) => is === "pending");

/** What this version can look at: else nothing would be ready, and nothing could be seen of the law. */
function withoutPending(file: RequirementsFile): RequirementsFile {
  const kept = file.requirements.filter((one) => !isPending(one));
  const ids = new Set(kept.map(({ id }) => id));
  const requirements = kept.map((one) => ({ ...one, needs: one.needs.filter((id) => ids.has(id)) }));
  return { ...file, requirements };
}

/** One answer to each question, and one more setting for each word of each choice. */
function settingsOf(file: RequirementsFile): readonly Readonly<Record<string, string>>[] {
  const inputs = [...file.inputs.values()].filter(({ secret }) => !secret);
  const first = Object.fromEntries(
    inputs.map(({ name, type, of, example, suggest, default: standing }) => {
      const answer = standing ?? suggest ?? of?.[0] ?? example ?? (type === "integer" ? 4 : "x");
      return [name, String(answer)];
    }),
  );
  const others = inputs.flatMap(({ name, of = [] }) => of.map((word) => ({ ...first, [name]: word })));
  const users = file.inputs.has("users") ? ["1", "8", "33", "500"].map((number) => ({ ...first, users: number })) : [];
  return [first, ...others, ...users];
}

const isReady = (verdict: string): boolean => verdict === "ready" || verdict === "ready-with-warnings";

type Trial = { readonly file: RequirementsFile; readonly making: Making; readonly words: string };

async function trials(): Promise<readonly Trial[]> {
  const all: Trial[] = [];
  for (const entry of await catalogEntries(catalog)) {
    const { file: whole } = await loadEntry(catalog, entry);
    const file = withoutPending(whole);
    for (const profile of file.profiles.map(({ name }) => name)) {
      for (const moment of ["install", "run", "upgrade"] satisfies readonly Moment[]) {
        for (const inputs of moment === "install" ? settingsOf(file) : settingsOf(file).slice(0, 1)) {
          const making = { profile, moment, inputs, now: madeNow };
          all.push({ file, making, words: `${entry} ${profile} ${moment} ${JSON.stringify(inputs)}` });
        }
      }
    }
  }
  return all;
}

/** Facts that some must of the trial reads: those named by what is met, and what its condition reads of the target. */
function readByMusts(file: RequirementsFile, making: Making, facts: readonly FactRecord[]): readonly FactRecord[] {
  const { results } = judge(madeSituation(file, { ...making, facts }));
  const musts = results.filter(({ level, outcome }) => level === "must" && outcome === "met");
  const named = new Set(musts.flatMap((result) => result.facts));
  return facts.filter(({ id }) => named.has(id));
}

test("of every catalog file some situation is ready once nothing of it is pending", async () => {
  const ready = new Set<string>();
  for (const { file, making } of await trials()) {
    const { verdict } = judge(madeSituation(file, { ...making, facts: greenFacts(file, making) }));
    if (isReady(verdict)) ready.add(`${file.product.id} ${making.profile}`);
  }
  assert.deepEqual([...ready].toSorted(), ["carto kubernetes", "carto single-vm", "cht docker", "scot4 k3s"]);
});

/** Known not to be there, and by the condition of the file itself no shortfall: most packages name no end. */
const rightlyAbsent: ReadonlySet<string> = new Set(["package.expires"]);

test("no fact that a must of the catalog reads can be spoilt and the place still be ready", async () => {
  let tried = 0;
  for (const { file, making, words } of await trials()) {
    const facts = greenFacts(file, making);
    for (const fact of readByMusts(file, making, facts)) {
      const others = facts.filter((one) => one !== fact);
      const forms = [...spoilt(fact), { words: "absent", fact: gone(fact) }];
      for (const form of forms) {
        if (form.words === "absent" && rightlyAbsent.has(`${fact.kind}.${fact.field}`)) continue;
        const left = form.fact === undefined ? others : [...others, form.fact];
        const { verdict } = judge(madeSituation(file, { ...making, facts: left }));
        assert.ok(!isReady(verdict), `${words}: ${fact.kind}.${fact.field} ${form.words} is ${verdict}`);
        tried += 1;
      }
    }
  }
  assert.ok(tried > 1000, `only ${tried} tried`);
});

test("as the catalog stands, no product is ready while a must of it is pending", async () => {
  for (const entry of await catalogEntries(catalog)) {
    const { file } = await loadEntry(catalog, entry);
    for (const { name: profile } of file.profiles) {
      const making: Making = { profile, inputs: settingsOf(file)[0] ?? {} };
      const { verdict, results } = judge(madeSituation(file, { ...making, facts: greenFacts(file, making) }));
      const hasPending = results.some(({ level, reasonCode }) => level === "must" && reasonCode === "not-yet");
      assert.equal(verdict, hasPending ? "unverified" : "ready", `${entry} ${profile}`);
    }
  }
});
