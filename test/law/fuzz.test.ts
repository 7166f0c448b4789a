// No requirements file, however made, and no facts, however wrong, crash the judge or make it say what was not seen.
import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { judge, type Judgement } from "../../src/judge/judge.ts";
import { madeFile, madeSituation, type Making } from "../../src/judge/made-situation.ts";
import { outcomes, type Result } from "../../src/judge/outcome.ts";
import { placesFor } from "../../src/judge/place.ts";
import { isOfOtherProfile } from "../../src/judge/requirement.ts";
import type { Situation } from "../../src/judge/situation.ts";
import type { FactRecord } from "../../src/facts/snapshot.ts";
import { reasons } from "../../src/facts/reasons.ts";
import { greenFacts } from "./green.ts";
import { generatedFiles, generatedMaking, type Generated } from "./generated.ts";

const runs = { numRuns: 150 };

type Judged = { readonly situation: Situation; readonly judgement: Judgement };

function judged({ before, requirements }: Generated, making: Making): Judged {
  const situation = madeSituation(madeFile(requirements, before), making);
  return { situation, judgement: judge(situation) };
}

const always = (says: (judged: Judged, making: Making, generated: Generated) => void): void =>
  fc.assert(
    fc.property(generatedFiles, generatedMaking, (generated, making) =>
      says(judged(generated, making), making, generated),
    ),
    runs,
  );

test("whatever the file and the facts, the judge comes to a verdict whose exit code and counts fit", () => {
  always(({ judgement }) => {
    const { verdict, exitCode, counts, countsByLevel, results } = judgement;
    assert.equal(exitCode, { ready: 0, "ready-with-warnings": 0, "not-ready": 1, unverified: 3 }[verdict]);
    for (const outcome of outcomes) {
      const { must, should, may } = countsByLevel;
      assert.equal(counts[outcome], results.filter((result) => result.outcome === outcome).length);
      assert.equal(must[outcome] + should[outcome] + may[outcome], counts[outcome]);
    }
  });
});

const placeOf = ({ id, target, vantage, subject }: Result): string => JSON.stringify([id, target, vantage, subject]);

test("one requirement gives exactly one result for each target, vantage and subject", () => {
  always(({ situation, judgement }) => {
    const wanted = situation.file.requirements.flatMap((requirement) =>
      isOfOtherProfile(requirement, situation)
        ? [JSON.stringify([requirement.id, null, null, null])]
        : placesFor(requirement, situation).map(({ target, vantage, repeated }) =>
            JSON.stringify([requirement.id, target?.name ?? null, vantage, repeated]),
          ),
    );
    const came = judgement.results.filter(({ kind }) => kind !== "sizing").map(placeOf);
    assert.deepEqual(came, wanted);
    assert.equal(new Set(judgement.results.map(placeOf)).size, judgement.results.length);
  });
});

test("whatever is met names a fact that was seen or is known not to be there, and none that is unknown decides", () => {
  always(({ situation, judgement }, { facts = [] }) => {
    const declared = situation.file.inputs;
    for (const { outcome, facts: named, id, grade } of judgement.results) {
      if (outcome !== "met") continue;
      assert.ok(named.length > 0 && grade !== null, `${id} is met by nothing`);
      const own = facts.filter((fact) => named.includes(fact.id));
      assert.ok(
        own.every((fact) => fact.state !== "unknown"),
        `${id} is met by an unknown`,
      );
      assert.ok(own.length > 0 || named.some((one) => one.startsWith("d")), `${id} names no fact of ${declared.size}`);
    }
  });
});

test("every reason is one of the table, and what is not met says why in words", () => {
  always(({ judgement }) => {
    for (const { reasonCode, reason, branches = [] } of judgement.results) {
      for (const one of [{ reasonCode, reason }, ...branches]) {
        assert.ok(Object.hasOwn(reasons, one.reasonCode), one.reasonCode);
        assert.ok(one.reason.length > 0 && !one.reason.includes("undefined"), one.reason);
      }
    }
  });
});

test("the order of the facts does not matter", () => {
  fc.assert(
    fc.property(generatedFiles, generatedMaking, (generated, making) => {
      const turned = { ...making, facts: making.facts?.toReversed() ?? [] };
      assert.deepEqual(judged(generated, turned).judgement, judged(generated, making).judgement);
    }),
    runs,
  );
});

const isReady = ({ verdict }: Judgement): boolean => verdict === "ready" || verdict === "ready-with-warnings";

/** The first observer of each field; attestations left out, since what is observed outweighs them and may be forgotten. */
const oneObserver = (facts: readonly FactRecord[]): readonly FactRecord[] =>
  facts.filter(
    (fact, index) =>
      fact.kind !== "attest" &&
      facts.findIndex(({ kind, field }) => kind === fact.kind && field === fact.field) === index,
  );

const forgotten = ({ value: _value, ...rest }: FactRecord): FactRecord => ({
  ...rest,
  state: "unknown",
  why: { code: "timeout", text: "forgotten" },
});

test("what is not known is never better than what is: forgetting facts makes nothing ready that was not", () => {
  let ready = 0;
  fc.assert(
    fc.property(generatedFiles, generatedMaking, fc.infiniteStream(fc.nat(9)), (generated, making, dice) => {
      const file = madeFile(generated.requirements, generated.before);
      const { maxAge: _maxAge, skip: _skip, ...kept } = making;
      // Mostly facts that meet what is asked, or there would be little that could be lost.
      const facts = oneObserver([...(making.facts ?? []).slice(0, 2), ...greenFacts(file, kept)]);
      const some = facts.map((fact) => (dice.next().value === 0 ? forgotten(fact) : fact));
      const before = judge(madeSituation(file, { ...kept, facts }));
      const after = judge(madeSituation(file, { ...kept, facts: some }));
      assert.ok(isReady(before) || !isReady(after));
      ready += isReady(before) ? 1 : 0;
    }),
    { numRuns: 300 },
  );
  assert.ok(ready > 3, `only ${ready} were ready before`);
});
