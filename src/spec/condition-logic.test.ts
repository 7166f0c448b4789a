import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { Condition } from "./condition.ts";
import type { Names, State } from "./condition-types.ts";

const value = (of: boolean | number | string | readonly string[]): State => ({ is: "value", value: of });
const unknown: State = { is: "unknown", why: "it is open" };
const missing: readonly State[] = [{ is: "none" }, { is: "absent" }];

/** What each field can turn out to be: enough different answers for conditions to come out both ways. */
const answers: Readonly<Record<string, readonly State[]>> = {
  a: [value(true), value(false), ...missing],
  b: [value(true), value(false), ...missing],
  n: [value(0), value(1), value(2), ...missing],
  t: [value("x"), value("xy"), value("1.2"), ...missing],
  l: [value([]), value(["x"]), value(["x", "xy"]), ...missing],
};
const fields = Object.keys(answers);
const names: Names = new Map([
  ["a", { type: "bool", nullable: true }],
  ["b", { type: "bool", nullable: true }],
  ["n", { type: "number", nullable: true }],
  ["t", { type: "string", nullable: true }],
  ["l", { type: "list", nullable: true }],
]);

type Trees = { readonly truth: string; readonly number: string; readonly text: string; readonly list: string };

const { truth } = fc.letrec<Trees>((tie) => {
  // Everything is in parentheses: how CEL binds is not the question here.
  const both = (op: string, of: keyof Trees) => fc.tuple(tie(of), tie(of)).map(([x, y]) => `(${x} ${op} ${y})`);
  return {
    truth: fc.oneof(
      { maxDepth: 4, depthSize: "small" },
      fc.constantFrom(
        "a",
        "b",
        "true",
        "false",
        "(a == null)",
        "(b != null)",
        "(t == null)",
        "(n != null)",
        "(l == null)",
      ),
      both("&&", "truth"),
      both("||", "truth"),
      tie("truth").map((x) => `!${x}`),
      fc.tuple(tie("truth"), tie("truth"), tie("truth")).map(([x, y, z]) => `(${x} ? ${y} : ${z})`),
      both("==", "truth"),
      fc.constantFrom("<", "<=", ">", ">=", "==", "!=").chain((op) => both(op, "number")),
      both("==", "text"),
      both("!=", "text"),
      tie("text").map((x) => `${x}.startsWith('x')`),
      tie("text").map((x) => `like(${x}, '^x+$')`),
      tie("text").map((x) => `inRange(${x}, '>=1')`),
      fc.tuple(tie("text"), tie("list")).map(([x, y]) => `(${x} in ${y})`),
      fc
        .tuple(fc.constantFrom("all", "exists", "exists_one"), tie("list"), tie("truth"))
        .map(([macro, x, y]) => `${x}.${macro}(i, i == 'x' || ${y})`),
      fc.tuple(tie("list"), tie("truth")).map(([x, y]) => `${x}.exists(i, size(i) > 1 && ${y})`),
    ),
    number: fc.oneof(
      { maxDepth: 3, depthSize: "small" },
      fc.constantFrom("n", "0", "1", "-1"),
      fc.constantFrom("+", "-", "*", "/", "%").chain((op) => both(op, "number")),
      tie("list").map((x) => `size(${x})`),
      tie("text").map((x) => `${x}.size()`),
    ),
    text: fc.oneof(
      { maxDepth: 2, depthSize: "small" },
      fc.constantFrom("t", "'x'", "'xy'", "''"),
      both("+", "text"),
      fc.tuple(tie("truth"), tie("text")).map(([x, y]) => `(${x} ? ${y} : 'x')`),
    ),
    list: fc.oneof(
      { maxDepth: 2, depthSize: "small" },
      fc.constantFrom("l", "['x', 'y']", "['x']"),
      fc.tuple(tie("list"), tie("truth")).map(([x, y]) => `${x}.filter(i, i != 'y' || ${y})`),
      tie("list").map((x) => `${x}.map(i, i + 'y')`),
    ),
  };
});

const seenOrOpen = fc.record(
  Object.fromEntries(fields.map((field) => [field, fc.constantFrom(unknown, unknown, ...(answers[field] ?? []))])),
);

/** Every way in which what is unknown may turn out. */
function completionsOf(given: Readonly<Record<string, State>>): readonly Readonly<Record<string, State>>[] {
  let all: readonly Readonly<Record<string, State>>[] = [given];
  for (const field of fields.filter((one) => given[one]?.is === "unknown")) {
    all = all.flatMap((one) => (answers[field] ?? []).map((answer) => ({ ...one, [field]: answer })));
  }
  return all;
}

/** A condition too deep or with too many macros is refused at load; that is no matter of logic. */
function parsed(text: string): Condition | undefined {
  try {
    return Condition.parse(text, names);
  } catch (error) {
    assert.match(String(error), /more than two deep|Exceeded|more than 2,000/);
    return undefined;
  }
}

const judge = (condition: Condition, given: Readonly<Record<string, State>>): string =>
  condition.judge((name) => given[name] ?? unknown).is;

test("a verdict over unknowns is never more certain than every way in which they may turn out", () => {
  let decided = 0;
  fc.assert(
    fc.property(truth, seenOrOpen, (text, given) => {
      const condition = parsed(text);
      fc.pre(condition !== undefined);
      const verdict = judge(condition, given);
      if (verdict === "unknown") return;
      if (Object.values(given).includes(unknown)) decided++;
      for (const completion of completionsOf(given)) {
        const then = judge(condition, completion);
        // Reading what is absent counts as not holding; it never makes a condition true.
        if (verdict === "absent") assert.notEqual(then, "true", text);
        else assert.equal(then, verdict, `${text} with ${JSON.stringify(completion)}`);
      }
    }),
    { numRuns: 1500 },
  );
  assert.ok(decided > 50, "hardly anything was decided beside an unknown: the test shows nothing");
});

test("judging the same condition again gives the same", () => {
  fc.assert(
    fc.property(truth, seenOrOpen, (text, given) => {
      const condition = parsed(text);
      if (condition !== undefined) assert.equal(judge(condition, given), judge(condition, given));
    }),
  );
});

test("what it does not read makes no difference", () => {
  fc.assert(
    fc.property(truth, seenOrOpen, seenOrOpen, (text, given, other) => {
      const condition = parsed(text);
      fc.pre(condition !== undefined);
      const read = Object.fromEntries(
        fields.map((field) => [field, (condition.reads.has(field) ? given : other)[field] ?? unknown]),
      );
      assert.equal(judge(condition, read), judge(condition, given));
    }),
  );
});

test("no text ends in an error that is not about the condition", () => {
  const piece = fc.constantFrom(
    ...[
      [
        "a",
        "n",
        "t",
        "l",
        "&&",
        "||",
        "!",
        "==",
        "<",
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        ".",
        ",",
        "?",
        ":",
        "'",
        '"',
        "in",
        "null",
      ],
      [
        "all(x, ",
        "has(",
        "1",
        "-",
        "+",
        "/",
        "\\",
        "size(",
        "b'",
        "r'",
        "0x",
        "1e9",
        "\n",
        "//",
        "$",
        "é",
        "\u0000",
        "inRange(t, '",
      ],
    ].flat(),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
      const text = pieces.join(" ");
      try {
        Condition.parse(text, names).judge(() => unknown);
      } catch (error) {
        assert.ok(error instanceof Error && "at" in error, `${text}: ${String(error)}`);
      }
    }),
    { numRuns: 2000 },
  );
});
