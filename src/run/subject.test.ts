import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { BadFile, UsageError } from "../spec/problem.ts";
import { decode } from "./given-file.ts";
import { findSubject, type SubjectRequest } from "./subject.ts";

let folder = "";
const requirements =
  'footing: 1\nproduct: { id: own, name: Own }\nrequirements:\n  - { id: a, level: must, memory: {}, expect: { installed: ">= 1 GB" } }\n';

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "footing-subject-"));
  await writeFile(join(folder, "own.yaml"), requirements);
  await writeFile(join(folder, "site.yaml"), "footing: 1\nproduct: ./own.yaml\n");
  await writeFile(join(folder, "catalog-site.yaml"), "footing: 1\nproduct: cht\n");
  await writeFile(join(folder, "neither.yaml"), "footing: 1\n");
  await writeFile(join(folder, "list.yaml"), "- 1\n");
});
after(async () => await rm(folder, { recursive: true }));

const found = async (more: Partial<Pick<SubjectRequest, "named" | "sitePath">>): Promise<string> => {
  const { found: one, site } = await findSubject({
    catalog: new URL("../../catalog/", import.meta.url),
    named: undefined,
    sitePath: undefined,
    reading: { environment: process.env, signal: new AbortController().signal },
    now: "2026-06-15T12:00:00.000Z",
    ...more,
  });
  return `${one.origin} ${one.file.product.id} ${site === null ? "-" : "site"}`;
};
const at = (name: string): string => join(folder, name);

test("what is named is a product, a requirements file or a site file; a site names its product from its own folder", async () => {
  assert.equal(await found({ named: "cht" }), "catalog cht -");
  assert.equal(await found({ named: at("own.yaml") }), "file own -");
  assert.equal(await found({ named: at("site.yaml") }), "file own site");
  assert.equal(await found({ named: "cht", sitePath: at("catalog-site.yaml") }), "catalog cht site");
  assert.equal(await found({ sitePath: at("catalog-site.yaml") }), "catalog cht site");
});

test("what is neither is refused, and so are two sites at once", async () => {
  await assert.rejects(found({ named: at("neither.yaml") }), BadFile);
  await assert.rejects(found({ named: at("list.yaml") }), BadFile);
  await assert.rejects(found({ named: at("gone.yaml") }), UsageError);
  await assert.rejects(found({ named: folder }), UsageError);
  await assert.rejects(
    found({ named: at("site.yaml"), sitePath: at("catalog-site.yaml") }),
    /Name one of them|names another/,
  );
});

test("a file is read as UTF-8 or refused, a mark at its start left out", () => {
  const text = (bytes: readonly number[]): string => decode("f", Uint8Array.from(bytes)).text;
  assert.equal(text([0xef, 0xbb, 0xbf, 0x61]), "a");
  for (const bytes of [
    [0xff, 0xfe, 0x61, 0],
    [0xfe, 0xff, 0, 0x61],
    [0x61, 0xff],
    [0xc0, 0x80],
    [0xed, 0xa0, 0x80],
  ]) {
    assert.throws(() => text(bytes), BadFile, bytes.join());
  }
});
