import assert from "node:assert/strict";
import { existsSync, statSync } from "node:fs";
import { dirname, join, normalize } from "node:path/posix";
import { test } from "node:test";
import { anchorsOf, linksOf, pages, readPage, root } from "./markdown.ts";

/** Why a link of a page leads nowhere, in words; undefined if it leads somewhere. */
function broken(path: string, { to, anchor }: { readonly to: string; readonly anchor: string }): string | undefined {
  const file = to === "" ? path : normalize(join(dirname(path), to));
  if (file.startsWith("..")) return `${file} is outside the project`;
  if (!existsSync(`${root}${file}`)) return `there is no ${file}`;
  if (anchor === "") return undefined;
  if (!file.endsWith(".md") || !statSync(`${root}${file}`).isFile()) return `${file} has no anchors`;
  return anchorsOf(readPage(file)).has(anchor) ? undefined : `${file} has no heading #${anchor}`;
}

test("every relative link of every page leads to a file, and to a heading of it", () => {
  const found = pages().flatMap((page) =>
    linksOf(page).flatMap((link) => {
      const why = broken(page.path, link);
      return why === undefined ? [] : [`${page.path}: (${link.to}#${link.anchor}): ${why}`];
    }),
  );
  assert.deepEqual(found, []);
});

test("a link to a page, a heading or a place outside that is not there is seen", () => {
  assert.equal(broken("README.md", { to: "docs/nothing.md", anchor: "" }), "there is no docs/nothing.md");
  assert.equal(broken("README.md", { to: "docs/README.md", anchor: "no" }), "docs/README.md has no heading #no");
  assert.equal(broken("README.md", { to: "../other.md", anchor: "" }), "../other.md is outside the project");
});

test("every page of the documentation is reached from its index", () => {
  const reached = new Set<string>();
  const visit = (path: string): void => {
    if (reached.has(path) || !existsSync(`${root}${path}`)) return;
    reached.add(path);
    for (const { to } of linksOf(readPage(path))) if (to.endsWith(".md")) visit(normalize(join(dirname(path), to)));
  };
  visit("docs/README.md");
  const lost = pages().flatMap(({ path }) => (path.startsWith("docs/") && !reached.has(path) ? [path] : []));
  assert.deepEqual(lost, []);
});
