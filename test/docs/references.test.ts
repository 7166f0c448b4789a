import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { test } from "node:test";
import { reasons } from "../../src/facts/reasons.ts";
import { types } from "../../src/facts/types.ts";
import { outcomes, verdicts } from "../../src/judge/outcome.ts";
import { kinds } from "../../src/kinds/all.ts";
import { moments } from "../../src/kinds/declaration.ts";
import { pendingKinds } from "../../src/kinds/pending.ts";
import { inputTypes } from "../../src/spec/input.ts";
import { treatments } from "../../src/spec/statements.ts";
import { pages, readPage, root, sectionOf } from "./markdown.ts";

/** Words of a list that a text does not have between code marks. */
const missingIn = (text: string, words: readonly string[]): readonly string[] =>
  words.filter((word) => !text.includes(`\`${word}\``));

test("every type is in its reference", () => {
  assert.deepEqual(missingIn(readPage("docs/reference/types.md").text, Object.keys(types)), []);
});

const pageOf = (code: string): string => `docs/reference/reasons/${code}.md`;

test("every reason code has its page, no page is of none, and the index links each of them once", () => {
  const codes = Object.keys(reasons);
  const there = readdirSync(`${root}docs/reference/reasons`).map((name) => `docs/reference/reasons/${name}`);
  assert.deepEqual(there.toSorted(), codes.map(pageOf).toSorted());
  const { text } = readPage("docs/reference/reasons.md");
  const linked = [...text.matchAll(/^\| \[`([a-z-]+)`\]\(reasons\/([a-z-]+)\.md\) \|/gm)];
  assert.deepEqual(
    linked.map(([, code]) => code),
    codes,
  );
  for (const [line, code, page] of linked) assert.equal(code, page, line);
});

test("the page of a reason code says what it means, how to see it by hand and how to mend it", () => {
  for (const [code, { means }] of Object.entries(reasons)) {
    const page = readPage(pageOf(code));
    assert.ok(page.text.includes(`\n# \`${code}\`\n\n${means}\n`), code);
    for (const part of ["See it by hand", "Mend it"]) assert.ok(sectionOf(page, part).trim().length > 0, code);
  }
});

test("every kind has a section with its arguments and fields, and every kind to come is named", () => {
  const page = readPage("docs/reference/kinds.md");
  for (const kind of kinds) {
    const section = sectionOf(page, kind.name);
    assert.deepEqual(missingIn(section, [...Object.keys(kind.arguments), ...Object.keys(kind.answers)]), [], kind.name);
  }
  assert.deepEqual(missingIn(sectionOf(page, "Kinds to come"), Object.keys(pendingKinds)), []);
});

test("outcomes, verdicts, moments, types of inputs and treatments are where a reader looks for them", () => {
  assert.deepEqual(missingIn(readPage("docs/explanation/never-a-false-green.md").text, [...outcomes, ...verdicts]), []);
  assert.deepEqual(missingIn(readPage("docs/reference/words.md").text, [...outcomes, ...verdicts, ...moments]), []);
  assert.deepEqual(missingIn(sectionOf(readPage("docs/reference/requirements-file.md"), "Inputs"), inputTypes), []);
  assert.deepEqual(missingIn(readPage("docs/reference/statements-and-cases.md").text, treatments), []);
});

test("a reason code that a page names is one", () => {
  const named = pages().flatMap(({ path, prose }) =>
    [...prose.matchAll(/reason `([a-z-]+)`|`unknown: ([a-z-]+)`/g)].map(([, first, second]) => ({
      path,
      code: first ?? second ?? "",
    })),
  );
  assert.deepEqual(
    named.filter(({ code }) => !Object.hasOwn(reasons, code)),
    [],
  );
  assert.ok(named.length > 5);
});
