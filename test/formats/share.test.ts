import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import type { JsonValue } from "../../src/facts/json.ts";
import type { FactRecord } from "../../src/facts/snapshot.ts";
import type { TypeName } from "../../src/facts/types.ts";
import { outcomes } from "../../src/judge/outcome.ts";
import { kinds } from "../../src/kinds/all.ts";
import type { Argument, Declaration } from "../../src/kinds/declaration.ts";
import { exampleFact, exampleReport, exampleResult } from "../../src/report/example.ts";
import { isLocalType } from "../../src/report/local-types.ts";
import { inputTypes } from "../../src/spec/input.ts";
import type { Report, ReportedInput } from "../../src/report/report.ts";
import { share } from "../../src/report/share.ts";
import { sharedKeys } from "../../src/report/share-keys.ts";
import { everyFormat } from "./every-format.ts";
import { hostileReport } from "./reports.ts";

const addressOf = (word: string): string => `10.1.77.${Number.parseInt(word.slice(6, 9), 36) % 250}`;

/** A value of a type with a word in it that stands nowhere else. */
function hiding(type: TypeName, word: string): string {
  if (type === "path") return `/srv/${word}/data of ${word}`;
  // An address has no room for a word: it is looked for whole.
  if (type === "ip") return addressOf(word);
  if (type === "url") return `https://${word}.example.org/${word}?q=${word}`;
  if (type === "database-url") return `postgresql://${word}:${word}@${word}.example.org/${word}`;
  if (type === "host" || type === "domain") return `${word}.example.org`;
  return word;
}

const isLocal = (argument: Argument): boolean => argument.visibility === "local" || isLocalType(argument.type);

/** What a kind is asked with, each local argument with a word of its own. */
function argumentsWith(declared: Readonly<Record<string, Argument>>, next: () => string): Record<string, JsonValue> {
  return Object.fromEntries(
    Object.entries(declared).flatMap(([name, argument]): [string, JsonValue][] => {
      if (argument.items !== undefined) return [[name, [argumentsWith(argument.items, next)]]];
      if (!isLocal(argument)) return [];
      return [[name, argument.type === "list" ? [next(), next()] : hiding(argument.type, next())]];
    }),
  );
}

/** A fact for each field of a kind, the local ones with a word of their own, and texts that tell of them. */
function factsOf(kind: Declaration, next: () => string): readonly FactRecord[] {
  return Object.entries(kind.answers).map(([field, { type, visibility }], index) => {
    const asked = argumentsWith(kind.arguments, next);
    const value = visibility === "local" ? (type === "list" ? [next()] : hiding(type, next())) : 7;
    const told = [
      JSON.stringify(value),
      ...Object.values(asked).map((one) => (typeof one === "string" ? one : JSON.stringify(one))),
    ].join(" and ");
    const base = {
      id: `${kind.name}${index}`,
      kind: kind.name,
      field,
      arguments: asked,
      by: `stat ${told}`,
      note: told,
    };
    return visibility === "never"
      ? exampleFact({ ...base, value: null, kept: { length: 4, matched: { [`contains ${told}`]: true } } })
      : exampleFact({ ...base, value, why: { code: "garbled", text: told, settle: told } });
  });
}

const inputsWith = (next: () => string): readonly ReportedInput[] =>
  inputTypes
    .filter((type) => isLocalType(type) || type === "text" || type === "list")
    .map((type) => ({
      name: `i${type}`,
      from: "set",
      secret: false,
      type,
      visibility: "local",
      value: type === "list" ? [next(), next()] : hiding(type, next()),
    }));

type Made = { readonly report: Report; readonly words: readonly string[] };

/** A report in which every place that may hold something local holds a word that stands nowhere else. */
function reportWith(seed: string): Made {
  const words: string[] = [];
  const next = (): string => {
    const word = `zq${seed}${words.length.toString(36).padStart(3, "0")}xv`;
    words.push(word);
    return word;
  };
  const inputs = inputsWith(next);
  const facts = kinds.flatMap((kind) => factsOf(kind, next));
  const [host, user, folder] = [next(), next(), next()];
  const target = `ssh://${user}@${host}.example.org:22`;
  const told = [
    ...inputs.map(({ value }) => JSON.stringify(value)),
    ...facts.slice(0, 40).map(({ note }) => note ?? ""),
  ].join("; ");
  const texts = { reason: told, expected: told, observed: told, settle: told };
  const results = outcomes.map((outcome, index) =>
    exampleResult({
      id: `r${index}`,
      outcome,
      target,
      subject: `/srv/${folder}`,
      ...texts,
      note: told,
      title: `Disk of /srv/${folder}`,
      remedy: { text: told, commands: [`df ${told}`] },
      waiver: { by: next(), reason: `because of ${next()}`, until: "2027-01-31", accept: told },
      branches: [
        {
          kind: "disk",
          outcome: "unmet",
          reasonCode: "falls-short",
          grade: "observed",
          observedAt: null,
          facts: [],
          ...texts,
        },
      ],
      place: { in: "file", file: `./${next()}/mine.yaml`, line: 3 },
      facts: facts.map(({ id }) => id),
    }),
  );
  const report = exampleReport(results, {
    site: `./${next()}.yaml`,
    inputs,
    facts,
    leftovers: [`/srv/${folder}/footing-probe-1`],
    removed: [`/srv/${folder}/x`],
    targets: [
      {
        name: target,
        type: "host",
        role: "app",
        hostname: `${host}.example.org`,
        state: "reached",
        root: `/${next()}/root`,
      },
    ],
    next: [{ settles: ["r2"], do: `sudo ls /srv/${folder}` }],
    earlier: [`/srv/${folder}/y`],
    since: {
      file: `${next()}.json`,
      startedAt: "2026-01-01T00:00:00.000Z",
      verdict: { from: "ready", to: "ready" },
      complete: true,
      differs: [
        { what: "host", name: target, from: next(), to: `${host}.example.org` },
        { what: "answer", name: "ipath", from: `/opt/${next()}`, to: `/opt/${next()}` },
      ],
      changes: [],
      values: [],
    },
  });
  return { report, words };
}

const seed = fc.stringMatching(/^[a-z0-9]{4}$/);

test("no word of a local value is left in any format of a shared report", () => {
  fc.assert(
    fc.property(seed, (made) => {
      const { report, words } = reportWith(made);
      const { report: shared, say } = share(report);
      for (const [name, write] of Object.entries(everyFormat)) {
        const text = write({ report: shared, strict: false, text: "" });
        const whole = write({ report, strict: false, text: "" });
        for (const word of [...words, ...words.map(addressOf)])
          assert.ok(!text.includes(word), `${word} in ${name}: ${around(text, word)}`);
        if (name === "json") assert.ok(words.every((word) => whole.includes(word) || whole.includes(addressOf(word))));
      }
      assert.equal(say(`footing check --site ${String(report.site)}`), `footing check --site ${String(shared.site)}`);
    }),
    { numRuns: 10 },
  );
});

const around = (text: string, word: string): string =>
  text.slice(Math.max(0, text.indexOf(word) - 120), text.indexOf(word) + 80);

test("sharing changes no outcome, no count and no verdict, whatever the texts are", () => {
  fc.assert(
    fc.property(seed, (made) => {
      const { report } = reportWith(made);
      const { report: shared } = share(report);
      const kept = (one: Report): unknown => [
        one.verdict,
        one.exitCode,
        one.counts,
        one.countsByLevel,
        one.results.map(({ id, outcome, reasonCode, level, facts }) => [id, outcome, reasonCode, level, facts]),
      ];
      assert.deepEqual(kept(shared), kept(report));
    }),
    { numRuns: 10 },
  );
});

test("whatever a name is made of, it is replaced, and every format of what is left can be written", () => {
  fc.assert(
    fc.property(hostileReport, ({ report, strict, text }) => {
      const { report: shared } = share(report);
      const [target] = shared.targets;
      if (/[\p{L}\p{N}]/u.test(text)) assert.match(target?.hostname ?? "", /^[a-z]+-1$/);
      assert.deepEqual(shared.counts, report.counts);
      for (const write of Object.values(everyFormat)) write({ report: shared, strict, text });
    }),
  );
});

test("a sentence as long as a file may make it is cut, and takes no longer", () => {
  const started = performance.now();
  const reason = "a.".repeat(5_000_000);
  const { report } = share(exampleReport([exampleResult({ id: "a", outcome: "unmet", reason })]));
  assert.ok((report.results[0]?.reason.length ?? Infinity) <= 4000);
  assert.ok(performance.now() - started < 2000);
});

test("what is decided to be kept is kept, to the last key", () => {
  const { report } = reportWith("0000");
  const { report: shared } = share(report);
  expectKept(sharedKeys.report, report, shared);
  expectEachKept(sharedKeys.input, report.inputs, shared.inputs);
  expectEachKept(sharedKeys.target, report.targets, shared.targets);
  expectEachKept(sharedKeys.result, report.results, shared.results);
  expectEachKept(sharedKeys.fact, report.facts, shared.facts);
  const branches = ({ results }: Report) => results.flatMap((result) => result.branches ?? []);
  expectEachKept(sharedKeys.branch, branches(report), branches(shared));
});

type Keys = Readonly<Record<string, "kept" | "replaced">>;

function expectKept(keys: Keys, before: object, after: object): void {
  const kept = (of: object): unknown => Object.fromEntries(Object.entries(of).filter(([key]) => keys[key] === "kept"));
  assert.deepEqual(kept(after), kept(before));
  assert.deepEqual(
    Object.keys(before).filter((key) => keys[key] === undefined),
    [],
  );
}

function expectEachKept(keys: Keys, before: readonly object[], after: readonly object[]): void {
  assert.equal(after.length, before.length);
  for (const [index, one] of before.entries()) expectKept(keys, one, after[index] ?? {});
}
