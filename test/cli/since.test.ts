import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { folderWith, footing, requirements } from "./spawn.ts";

type Since = {
  readonly file: string;
  readonly verdict: { readonly from: string; readonly to: string };
  readonly changes: readonly {
    readonly id: string;
    readonly from: { readonly outcome: string } | null;
    readonly to: { readonly outcome: string } | null;
    readonly why: string;
  }[];
};
type Reported = { readonly verdict: string; readonly exitCode: number; readonly since?: Since };
const read = (text: string): Reported => JSON.parse(text) as Reported;

const memory = (bound: string): string =>
  `  - { id: memory, level: must, title: Memory, memory: {}, expect: { installed: ">= ${bound}" } }\n`;

test("what changed since an earlier report is told, and counts for nothing", (context) => {
  const folder = folderWith(context, { "mine.yaml": requirements(memory("1 MB")) });
  assert.equal(footing(["check", "mine.yaml", "-o", "json=old.json"], { folder }).code, 0);
  const plain = footing(["check", "mine.yaml", "--since", "old.json"], { folder });
  assert.match(
    plain.stdout,
    /\n(Nothing|No outcome) changed since [-\d]+ [\d:]+ UTC \(old\.json\)\n[^]*\nREADY {3}2 met/,
  );
  writeFileSync(join(folder, "mine.yaml"), requirements(memory("900 TB")));
  const worse = footing(["check", "mine.yaml", "--since", "old.json"], { folder });
  assert.match(
    worse.stdout,
    /\nChanged since [^]*✗ Memory {2}met → unmet[^]*the[\s]+requirements[\s]+file[\s]+changed|must/,
  );
  assert.deepEqual([plain.code, worse.code, worse.stderr], [0, 1, ""]);
});

test("the JSON report has it as a key of its own, and can itself be compared and judged", (context) => {
  const folder = folderWith(context, { "mine.yaml": requirements(memory("900 TB")) });
  footing(["check", "mine.yaml", "-o", "json=old.json"], { folder });
  assert.equal(read(readFileSync(join(folder, "old.json"), "utf8")).since, undefined);
  writeFileSync(join(folder, "mine.yaml"), requirements(memory("1 MB")));
  // The report may take the place of the one that it is compared with.
  footing(["check", "mine.yaml", "--since", "old.json", "-o", "json=old.json"], { folder });
  const { since } = read(readFileSync(join(folder, "old.json"), "utf8"));
  assert.deepEqual(since?.verdict, { from: "not-ready", to: "ready" });
  assert.deepEqual(
    since.changes.map(({ id, from, to }) => [id, from?.outcome, to?.outcome]),
    [["memory", "unmet", "met"]],
  );
  assert.match(since.changes[0]?.why ?? "", /^must be at least 1 MB, before at least 900 TB/);
  const judged = footing(["judge", "mine.yaml", "--facts", "old.json", "--since", "old.json", "-o", "json"], {
    folder,
  });
  assert.deepEqual([read(judged.stdout).since?.changes, judged.code], [[], 0]);
});

test("what is no earlier report of this product ends with exit code 2 before anything is looked at", (context) => {
  const folder = folderWith(context, { "mine.yaml": requirements(), "cut.json": '{"schema": "footing/rep' });
  footing(["facts", "mine.yaml"], { folder });
  footing(["check", "cht", "-o", "json=cht.json"], { folder });
  const table: readonly (readonly [string, RegExp])[] = [
    ["none.json", /none\.json: there is no such file/],
    ["cut.json", /cut\.json is not JSON, or was cut short/],
    ["facts.json", /facts\.json is a facts file[^]*footing judge PRODUCT/],
    ["cht.json", /cht\.json is a report of cht, not of mine/],
    ["mine.yaml", /mine\.yaml is not JSON/],
    [".", /folder/],
  ];
  for (const [given, words] of table) {
    for (const command of [["check"], ["judge", "--facts", "facts.json"]]) {
      const { stdout, stderr, code } = footing([...command, "mine.yaml", "--since", given], { folder });
      assert.match(stderr, words);
      assert.deepEqual([stdout, code], ["", 2], stderr);
    }
  }
});
