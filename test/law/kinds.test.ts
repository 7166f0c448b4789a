// The law over every kind and each of its fields, in small files that expect it in every way that can be written.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { FactRecord } from "../../src/facts/snapshot.ts";
import { typeRow, type TypeName } from "../../src/facts/types.ts";
import { judge, type Judgement } from "../../src/judge/judge.ts";
import type { Result } from "../../src/judge/outcome.ts";
import { madeFile, madeSituation, seenFact } from "../../src/judge/made-situation.ts";
import { kinds } from "../../src/kinds/all.ts";
import type { Declaration, Field } from "../../src/kinds/declaration.ts";
import type { RequirementsFile } from "../../src/spec/requirements-file.ts";
import { greenFacts } from "./green.ts";
import { gone, spoilt } from "./spoil.ts";

const givenArguments: Readonly<Record<string, string>> = {
  address: "{ ip: 192.0.2.10 }",
  attest: "{ question: Is it so? }",
  certificate: "{ cert: /c, key: /k, covers: a.example, server: 'a.example:443' }",
  command: "{ name: tool }",
  directory: "{ path: /srv }",
  disk: "{ path: /srv }",
  docker: "{ run: true }",
  dns: "{ name: app.example.org, type: TXT, pointsTo: [192.0.2.1] }",
  exec: "{ command: tool }",
  ingress: "{ domain: app.example.org, redirectFrom: 80 }",
  package: "{ dir: /srv, files: [{ path: a.env, keys: [A] }] }",
  egress: "{ endpoints: [{ host: a.example.org }, { host: b.example.org, port: 8443 }] }",
  http: "{ url: 'https://a.example.org/' }",
  port: "{ port: 443 }",
};

/** Ways to expect something of a field, each of which some value meets. */
function expectations({ type, of, pattern }: Pick<Field, "type" | "of" | "pattern">): readonly string[] {
  const presence = ["{ present: true }", "{ not: { present: false } }"];
  if (of !== undefined) return [of[0] ?? "", `[${of.join(", ")}]`, `{ not: ${of.at(-1)} }`, ...presence];
  if (type === "boolean") return ["true", "false", "{ not: false }", "{ any: [true, false] }", ...presence];
  if (type === "list")
    return ["{ contains: a }", "{ not: { contains: zzz } }", "{ empty: false }", "{ empty: true }", ...presence];
  if (type === "code") return ["0", '"<= 3"', "{ not: 7 }", ...presence];
  if (typeRow(type).order === "none") {
    const isAnyWord = pattern === undefined || new RegExp(`^(?:${pattern.source})$`, "u").test("x");
    const [word, other] = isAnyWord ? ["x", "zzz"] : ['"0750"', '"0000"'];
    return [
      word,
      `{ not: ${other} }`,
      "{ contains: x }",
      "{ matches: '^x' }",
      "{ not: { matches: zzz } }",
      ...presence,
    ];
  }
  const bound = typeRow(type).example;
  return [
    `">= ${bound}"`,
    `"<= ${bound}"`,
    `{ not: "< ${bound}" }`,
    `{ all: [">= ${bound}", { present: true }] }`,
    ...presence,
  ];
}

const isBeginning = ({ answers }: Declaration, field: string): boolean =>
  Object.values(answers).some(({ derived }) => derived?.since === field);

type Trial = { readonly kind: Declaration; readonly field: string; readonly expectation: string };

const trials: readonly Trial[] = kinds
  .filter(({ name }) => name !== "input")
  .flatMap((kind) =>
    Object.entries(kind.answers)
      .filter(([field]) => field !== kind.subjects?.list)
      .flatMap(([field, declared]) =>
        expectations(declared)
          // An attestation counts for a time only, so not every day that could be asked for can be given.
          .filter((text) => kind.name !== "attest" || !/\d/.test(text))
          // What is derived follows from its source, so not each of its values can be had.
          .filter((text) => declared.derived === undefined || !(text === "false" || text.startsWith('"<=')))
          // From when on something counts has to lie behind, or it would not count now.
          .filter((text) => !isBeginning(kind, field) || !/">= |"< /.test(text))
          .map((expectation) => ({ kind, field, expectation })),
      ),
  );

// A must that is observed besides, since a place where nothing is observed is not ready anyway.
const witness = '- { id: witness, level: must, memory: {}, expect: { installed: ">= 1 GB" } }';
const seenWitness = seenFact("memory.installed", 64e9);

const fileOf = ({ kind, field, expectation }: Trial): ReturnType<typeof madeFile> => {
  const asked = `{ id: tried, level: must, ${kind.name}: ${givenArguments[kind.name] ?? "{}"}, expect: { ${field}: ${expectation} } }`;
  return madeFile(kind.name === "memory" && field === "installed" ? `- ${asked}` : `${witness}\n- ${asked}`);
};

function factsFor(file: RequirementsFile): readonly FactRecord[] {
  const facts = greenFacts(file);
  return facts.some(({ kind, field }) => kind === "memory" && field === "installed") ? facts : [seenWitness, ...facts];
}

const isReady = (verdict: string): boolean => verdict === "ready" || verdict === "ready-with-warnings";

const wordsOf = ({ kind, field, expectation }: Trial): string => `${kind.name}.${field} ${expectation}`;

/** One result, or one for each thing that the kind answers of. */
const triedOf = ({ results }: Judgement): readonly Result[] => results.filter(({ id }) => id === "tried");

test("each field of each kind can be met in each way that it can be expected", () => {
  for (const trial of trials) {
    const file = fileOf(trial);
    const judged = judge(madeSituation(file, { facts: factsFor(file) }));
    const results = triedOf(judged);
    assert.ok(results.length > 0, wordsOf(trial));
    for (const { outcome, reason } of results) assert.equal(outcome, "met", `${wordsOf(trial)}: ${reason}`);
    assert.ok(isReady(judged.verdict), wordsOf(trial));
  }
});

test("no fact that a must reads can be spoilt and the place still be ready, whatever kind and field", () => {
  for (const trial of trials) {
    const file = fileOf(trial);
    const facts = factsFor(file);
    const verdictOf = (left: readonly FactRecord[]): string => judge(madeSituation(file, { facts: left })).verdict;
    const named = new Set(triedOf(judge(madeSituation(file, { facts }))).flatMap((result) => result.facts));
    for (const fact of facts.filter(({ id }) => named.has(id))) {
      const others = facts.filter((one) => one !== fact);
      for (const form of [...spoilt(fact), { words: "absent", fact: gone(fact) }]) {
        const verdict = verdictOf(form.fact === undefined ? others : [...others, form.fact]);
        assert.ok(!isReady(verdict), `${wordsOf(trial)}: ${fact.field} ${form.words} is ${verdict}`);
      }
    }
  }
});

test("what must be absent is met by what is known not to be there, and by nothing else", () => {
  const trial: Trial = {
    kind: kinds.find(({ name }) => name === "memory") ?? assert.fail(),
    field: "swap",
    expectation: "{ present: false }",
  };
  const [swap] = [seenFact("memory.swap", 0)];
  const file = fileOf(trial);
  const verdictOf = (fact: FactRecord | undefined): string =>
    judge(madeSituation(file, { facts: [seenWitness, ...(fact === undefined ? [] : [fact])] })).verdict;
  assert.equal(verdictOf(gone(swap)), "ready");
  assert.equal(verdictOf(swap), "not-ready");
  for (const form of spoilt(swap)) assert.ok(!isReady(verdictOf(form.fact)), form.words);
});

test("the types that no kind answers yet are none that the law forgets", () => {
  const used = new Set<TypeName>(kinds.flatMap((kind) => Object.values(kind.answers).map(({ type }) => type)));
  for (const type of [
    "boolean",
    "size",
    "count",
    "duration",
    "percentage",
    "version",
    "instant",
    "list",
    "text",
    "choice",
    "code",
  ] as const) {
    assert.ok(used.has(type), type);
  }
});
