// Requirements files that are valid by construction, and facts about what they ask, both as chance has it.
import * as fc from "fast-check";
import type { JsonValue } from "../../src/facts/json.ts";
import type { FactRecord } from "../../src/facts/snapshot.ts";
import { typeRow } from "../../src/facts/types.ts";
import { madeFact, type Making } from "../../src/judge/made-situation.ts";
import type { Field } from "../../src/kinds/declaration.ts";
import { kindNamed } from "../../src/kinds/registry.ts";
import { examples } from "./green.ts";

/** The looks that generated files ask for: few, so that requirements share them. */
export const looks: readonly (readonly [kind: string, written: string, given: FactRecord["arguments"]])[] = [
  ["memory", "memory: {}", {}],
  ["cpu", "cpu: {}", {}],
  ["os", "os: {}", {}],
  ["arch", "arch: {}", {}],
  ["privilege", "privilege: {}", {}],
  ["disk", "disk: { path: / }", { path: "/" }],
  ["command", "command: { name: tool }", { name: "tool" }],
  ["exec", "exec: { command: tool }", { command: "tool" }],
  ["port", "port: { port: 443 }", { port: 443 }],
  ["attest", "attest: { question: Is it so? }", { question: "Is it so?" }],
];

const head = `inputs:
  users: { type: integer, min: 0, optional: true }
  stage: { type: choice, of: [small, large] }
  parts: { type: list, of: [a, b], optional: true }
profiles:
  one: { title: One, default: true }
  two: { title: Two }
sizing:
  by: users
  assumes: [{ when: "inputs.stage == 'large'", text: It is large }]
  rows:
    - { upTo: 10, count: 2 }
    - { when: "inputs.stage == 'small'", count: 4 }
    - { count: 8 }`;

const ranged = (type: Field["type"]): fc.Arbitrary<string> =>
  fc
    .tuple(fc.constantFrom(">=", "<=", ">", "<", "="), fc.constant(typeRow(type).example))
    .map(([sign, bound]) => `"${sign} ${bound}"`);

function scalarOf({ type, of }: Pick<Field, "type" | "of">): fc.Arbitrary<string> {
  if (of !== undefined) return fc.constantFrom(...of);
  if (type === "boolean") return fc.constantFrom("true", "false");
  if (type === "list") return fc.constantFrom("{ contains: a }", "{ empty: true }", "{ empty: false }");
  if (type === "code") return fc.constantFrom("0", "1");
  return typeRow(type).order === "none" ? fc.constantFrom("x", "{ matches: 'x+' }", "{ contains: x }") : ranged(type);
}

const matcherOf = (field: Pick<Field, "type" | "of">): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 4, arbitrary: scalarOf(field) },
    fc.boolean().map((wanted) => `{ present: ${wanted} }`),
    scalarOf(field).map((inner) => `{ not: ${inner} }`),
    fc.tuple(scalarOf(field), scalarOf(field)).map((inner) => `{ all: [${inner.join(", ")}] }`),
    fc.tuple(scalarOf(field), scalarOf(field)).map((inner) => `{ any: [${inner.join(", ")}] }`),
  );

const clause: fc.Arbitrary<string> = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...looks).chain(([kind, look]) => expecting(kind, look)) },
  { weight: 1, arbitrary: fc.constant('cpu: {}, expect: { count: ">= ${sizing.count}" }') },
  { weight: 1, arbitrary: fc.constant("input: { name: users }, expect: { value: { present: true } }") },
  {
    weight: 1,
    arbitrary: fc.constantFrom("os: {}, that: \"id == 'x' || version == null\"", 'cpu: {}, that: "count > 2.0"'),
  },
  { weight: 1, arbitrary: fc.constant("pending: bucket") },
);

function expecting(kind: string, look: string): fc.Arbitrary<string> {
  const answers = Object.entries(kindNamed(kind)?.answers ?? {});
  return fc
    .subarray(answers, { minLength: 1, maxLength: Math.min(2, answers.length) })
    .chain((fields) =>
      fc.tuple(...fields.map(([name, field]) => matcherOf(field).map((matcher) => `${name}: ${matcher}`))),
    )
    .map((fields) => `${look}, expect: { ${fields.join(", ")} }`);
}

const conditions = [
  "inputs.users > 5.0",
  "inputs.users == null",
  "inputs.stage == 'small'",
  "'a' in inputs.parts",
  "target.os == 'linux'",
  "profile == 'one' || inputs.stage == 'large'",
  "inRange(version, '>=2')",
];

/** What is repeated reads the key that it is repeated for. */
const repeated = ", for: { part: [tool, other] }";

type Parts = {
  readonly level: string;
  readonly body: string;
  readonly when: string | null;
  readonly needs: readonly number[];
  readonly extra: string;
};

const joinedClause = fc
  .tuple(fc.constantFrom("anyOf", "allOf"), fc.array(clause, { minLength: 2, maxLength: 3 }))
  .map(([join, branches]) => `${join}: [${branches.map((one) => `{ ${one} }`).join(", ")}]`);

const parts: fc.Arbitrary<Parts> = fc.record({
  level: fc.constantFrom("must", "must", "should", "may"),
  body: fc.oneof({ weight: 3, arbitrary: clause }, { weight: 1, arbitrary: joinedClause }),
  when: fc.option(fc.constantFrom(...conditions), { freq: 3 }),
  needs: fc.array(fc.nat(7), { maxLength: 2 }),
  extra: fc.constantFrom("", "", "", ", moments: [run]", ", profiles: [two]", ", role: database", repeated),
});

function written({ level, body, when, needs, extra }: Parts, index: number): string {
  const before = [...new Set(needs.filter((one) => one < index))].map((one) => `r${one}`);
  const condition = when === null ? "" : `, when: "${when}"`;
  const needed = before.length === 0 ? "" : `, needs: [${before.join(", ")}]`;
  const asked = extra === repeated ? "command: { name: $for.part }" : body;
  return `- { id: r${index}, level: ${level}, ${asked}${condition}${needed}${extra} }`;
}

export type Generated = { readonly before: string; readonly requirements: string };

export const generatedFiles: fc.Arbitrary<Generated> = fc
  .array(parts, { minLength: 1, maxLength: 8 })
  .map((all) => ({ before: head, requirements: [...all.map(written), sized].join("\n") }));

/** Some requirement reads what the sizing gives. */
const sized = '- { id: sized, level: may, cpu: {}, expect: { count: ">= ${sizing.count}" } }';

const anyValue: fc.Arbitrary<JsonValue> = fc.oneof(
  fc.constantFrom<JsonValue>(null, "", -1, Number.NaN, Number.POSITIVE_INFINITY, [], {}, [1], "\u0000", 1e300),
  fc.constantFrom(...Object.values(examples).flat()),
);

/** A fact about one of the looks: of its type, of another, absent or unknown, by one of several observers. */
const anyFact: fc.Arbitrary<FactRecord> = fc.constantFrom(...looks).chain(([kind, , given]) => {
  const answers = Object.entries(kindNamed(kind)?.answers ?? {});
  const nobody = kind === "attest";
  return fc.constantFrom(...answers).chain(([field, { type, of }]) =>
    fc
      .record({
        value: fc.oneof(
          { weight: 4, arbitrary: fc.constantFrom(...(of ?? examples[type])) },
          { weight: 1, arbitrary: anyValue },
        ),
        state: fc.constantFrom("seen", "seen", "seen", "absent", "unknown"),
        grade: fc.constantFrom("declared", "observed", "proven"),
        tolerance: fc.constantFrom(0, 0.08, -1, Number.NaN),
        by: fc.constantFrom("a", "b"),
        subject: fc.constantFrom("r0", "r1", "r2[p]"),
      })
      .map(({ value, state, subject, ...rest }) =>
        madeFact(kind, field, {
          arguments: given,
          state,
          ...rest,
          ...(nobody ? { target: null, vantage: null, subject } : {}),
          ...(state === "seen" ? { value } : state === "unknown" ? { why: { code: "timeout", text: "slow" } } : {}),
        }),
      ),
  );
});

const inputs = fc.record(
  {
    users: fc.constantFrom("0", "10", "11", "none"),
    stage: fc.constantFrom("small", "large"),
    parts: fc.constantFrom("a", "a,b", "none"),
  },
  { requiredKeys: [] },
);

export const generatedMaking: fc.Arbitrary<Making> = fc.record(
  {
    facts: fc.array(anyFact, { maxLength: 25 }),
    inputs: inputs.map((given) => ({ ...given })),
    profile: fc.constantFrom("one", "two"),
    moment: fc.constantFrom("install", "run", "upgrade"),
    version: fc.constantFrom("1.0", "2.5", "x"),
    skip: fc.subarray(["r0"]),
    maxAge: fc.constantFrom(0, 86_400),
  },
  { requiredKeys: ["facts"] },
);
