import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { UsageError } from "../spec/problem.ts";
import { catalogEntries, findProduct, isFileName } from "./catalog.ts";

let folder = "";

async function entry(name: string, keys: string): Promise<void> {
  const text = `footing: 1\nproduct: { id: ${name}, name: N, ${keys} }\nrequirements:\n  - { id: a, level: must, memory: {}, expect: { installed: ">= 1 GB" } }\n`;
  await mkdir(join(folder, name));
  await writeFile(join(folder, name, "requirements.yaml"), text);
}

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "footing-catalog-"));
  await entry("wiki", 'versions: ">=3 <5", edition: 2024-05');
  await entry("wiki-current", 'versions: ">=4 <6", edition: 2026-10');
  await entry("wikipedia", 'versions: ">=1", edition: 2026-11');
});
after(async () => await rm(folder, { recursive: true }));

const found = async (name: string): Promise<string> => {
  const { file, version } = await findProduct(pathToFileURL(`${folder}/`), name);
  return `${file.product.id} ${file.product.edition ?? ""}${version === null ? "" : ` ${version}`}`;
};
const refused = async (name: string, words: RegExp): Promise<void> =>
  await assert.rejects(
    found(name),
    (error) => error instanceof UsageError && words.test(`${error.message} ${error.help ?? ""}`),
  );

test("a plain name is its own edition", async () => {
  assert.equal(await found("wiki"), "wiki 2024-05");
  assert.equal(await found("wiki-current"), "wiki-current 2026-10");
});

test("a version is the newest edition that covers it, and is remembered", async () => {
  assert.equal(await found("wiki@3"), "wiki 2024-05 3");
  assert.equal(await found("wiki@4.5"), "wiki-current 2026-10 4.5");
  assert.equal(await found("wiki@v4.0.1-eks-1"), "wiki-current 2026-10 v4.0.1-eks-1");
  await refused("wiki@6", /no edition of wiki covers version 6.*2024-05 covers >=3 <5/);
  await refused("wiki@four", /`four` is not a version/);
});

test("an edition is found by its date", async () => {
  assert.equal(await found("wiki:2024-05"), "wiki 2024-05");
  assert.equal(await found("wiki:2026-10"), "wiki-current 2026-10");
  await refused("wiki:2026-11", /no edition 2026-11 of wiki.*2024-05, 2026-10/);
});

test("what is not in the catalog is refused with the nearest that is", async () => {
  await refused("wikki", /did you mean `wiki`/);
  for (const name of ["", "constructor", "__proto__", "..", "wiki@", "wiki@4:2024-05", "WIKI", "wiki ", "a b"]) {
    await refused(name, /wiki, wiki-current, wikipedia/);
  }
});

test("a name with a slash or an ending of YAML is a file, anything else a product", () => {
  for (const name of ["./a", "a/b", "a.yaml", "a.yml", "/etc/passwd"]) assert.ok(isFileName(name), name);
  for (const name of ["cht", "cht@4", "a.yaml.bak", "yaml"]) assert.ok(!isFileName(name), name);
});

test("the catalog lists the folders that hold requirements, and nothing else", async () => {
  await mkdir(join(folder, "empty"));
  await writeFile(join(folder, "README.md"), "");
  assert.deepEqual(await catalogEntries(pathToFileURL(`${folder}/`)), ["wiki", "wiki-current", "wikipedia"]);
});
