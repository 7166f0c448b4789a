import assert from "node:assert/strict";
import { test } from "node:test";
import { fileWith, onlyMistake } from "../../test/bad-files/mistakes.ts";
import { loadRequirements } from "./requirements-file.ts";

const requirement = "- { id: memory, level: must, memory: {}, expect: { installed: '> 1 GB' } }\n";
const inputs = "inputs:\n  users: { type: integer }\n  place: { type: choice, of: [here, there] }\n";
const withSizing = (sizing: string): string => fileWith(requirement, `${inputs}sizing: ${sizing}\n`);
const reading = "  - { id: cpu, level: must, cpu: {}, expect: { count: '>= ${sizing.cpu}' } }\n";
const mistake = (sizing: string): string => onlyMistake(withSizing(sizing));

test("rows are read with their bounds, conditions and values", () => {
  const text = withSizing(
    "{ by: users, assumes: [{ when: \"inputs.place == 'there'\", text: It is elsewhere }], rows: [{ upTo: 4, when: \"inputs.place == 'here'\", cpu: 8 }, { upTo: 4, startsAt: 0, cpu: 4 }, { cpu: 20.0 }] }",
  );
  const { sizing } = loadRequirements({ name: "x.yaml", text: `${text}${reading}` });
  assert.deepEqual(sizing?.names, ["cpu"]);
  assert.deepEqual(
    sizing?.rows.map(({ upTo, values }) => [upTo, values.get("cpu")?.text]),
    [
      [4, "8"],
      [4, "4"],
      [undefined, "20.0"],
    ],
  );
  assert.equal(sizing?.assumes.length, 1);
});

test("the last row fits every number", () => {
  assert.match(
    mistake("{ by: users, rows: [{ upTo: 4, cpu: 1 }] }"),
    /\{ upTo: 4, cpu: 1 \}: the last row has neither `upTo` nor `when`/,
  );
  assert.match(
    mistake("{ by: users, rows: [{ when: \"inputs.place == 'here'\", cpu: 1 }] }"),
    /the last row has neither/,
  );
  assert.match(mistake("{ by: users, rows: [] }"), /expected a list of rows, found an empty list/);
});

test("every row can be reached", () => {
  assert.match(
    mistake("{ by: users, rows: [{ upTo: 8, cpu: 1 }, { upTo: 4, cpu: 2 }, { cpu: 3 }] }"),
    /\{ upTo: 4, cpu: 2 \}: no number ever reaches this row/,
  );
  assert.match(
    mistake("{ by: users, rows: [{ upTo: 4, cpu: 1 }, { upTo: 4, cpu: 2 }, { cpu: 3 }] }"),
    /no number ever reaches/,
  );
  assert.match(mistake("{ by: users, rows: [{ cpu: 1 }, { cpu: 2 }] }"), /no number ever reaches/);
  assert.match(
    mistake("{ by: users, rows: [{ upTo: 4, startsAt: 5, cpu: 1 }, { cpu: 2 }] }"),
    /the row starts at 5 and ends at 4/,
  );
});

test("every row has every value", () => {
  assert.match(
    mistake("{ by: users, rows: [{ upTo: 4, cpu: 1 }, { cpu: 2, memory: 4 GB }] }"),
    /this row has no memory, others have/,
  );
  assert.match(mistake("{ by: users, rows: [{ cpu: [1] }] }"), /expected a value, found a list/);
  assert.match(mistake("{ by: users, rows: [{ cpu: }] }"), /expected a value, found nothing/);
  assert.match(mistake("{ by: users, rows: [{ Cpu: 1 }] }"), /`Cpu` cannot be the name of a value/);
});

test("the input that chooses is a number of this file", () => {
  assert.match(
    mistake("{ by: usres, rows: [{ cpu: 1 }] }"),
    /usres: `usres` is no input that is a number \(did you mean `users`\?\)/,
  );
  assert.match(mistake("{ by: place, rows: [{ cpu: 1 }] }"), /`place` is no input that is a number/);
  assert.match(mistake("{ rows: [{ cpu: 1 }] }"), /`by` is missing/);
});

test("conditions of rows and assumptions are checked", () => {
  assert.match(
    mistake("{ by: users, rows: [{ upTo: 4, when: inputs.x, cpu: 1 }, { cpu: 2 }] }"),
    /inputs.x: `inputs.x` is not known/,
  );
  assert.match(mistake("{ by: users, assumes: [{ when: inputs.x, text: a }], rows: [{ cpu: 2 }] }"), /inputs.x: /);
  assert.match(mistake("{ by: users, assumes: [{ text: a }], rows: [{ cpu: 2 }] }"), /`when` is missing/);
});

test("a mistyped key of a row is told in that row", () => {
  for (const key of ["upto", "up_to"]) {
    const told = mistake(`{ by: users, rows: [{ ${key}: 4, cpu: 2 }, { upTo: 8, cpu: 3 }, { cpu: 4 }] }`);
    assert.match(
      told,
      new RegExp(`^\\d+:\\d+ ${key}: \`${key}\` would be a value of the table \\(did you mean \`upTo\``),
    );
  }
});
