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
  const written = async (name: string, product: string): Promise<void> =>
    await writeFile(join(folder, name), `footing: 1\nproduct: ${product}\n`);
  await writeFile(join(folder, "twin.yaml"), requirements);
  await writeFile(join(folder, "other.yaml"), requirements.replace("id: own", "id: other"));
  await written("scot4-site.yaml", "scot4");
  await written("edition-site.yaml", "cht:2024-05");
  await written("version-site.yaml", "cht@4");
  await written("other-site.yaml", "./other.yaml");
  await written("lost-site.yaml", "./gone.yaml");
  await written("mistyped-site.yaml", "chtt");
  await written("id-site.yaml", "own");
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
  const version = one.version === null ? "" : `@${one.version}`;
  return `${one.origin} ${one.file.product.id}${version} ${site === null ? "-" : "site"}`;
};
/** Where the first mistake of a file is, and what. */
const refused = async (more: Partial<Pick<SubjectRequest, "named" | "sitePath">>): Promise<string> => {
  const error: unknown = await found(more).catch((thrown: unknown) => thrown);
  const [problem] = error instanceof BadFile ? error.problems : [];
  if (problem === undefined) throw new Error(`not refused with a place: ${String(error)}`);
  const { source, at: place, message } = problem;
  return `${source.text.slice(place.start, place.end)}: ${message.replaceAll(`${folder}/`, "")}`;
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

test("a site of another product is refused where it names it", async () => {
  const foreign = async (named: string, site: string): Promise<string> => await refused({ named, sitePath: at(site) });
  const [own, other] = [at("own.yaml"), at("other.yaml")];
  assert.equal(await foreign("cht", "scot4-site.yaml"), "scot4: scot4-site.yaml is of `scot4`, not of `cht`");
  assert.equal(await foreign("cht@4", "scot4-site.yaml"), "scot4: scot4-site.yaml is of `scot4`, not of `cht@4`");
  assert.equal(await foreign("cht", "site.yaml"), "./own.yaml: site.yaml is of `./own.yaml`, not of `cht`");
  assert.equal(await foreign(own, "catalog-site.yaml"), "cht: catalog-site.yaml is of `cht`, not of `own.yaml`");
  assert.equal(
    await foreign(own, "other-site.yaml"),
    "./other.yaml: other-site.yaml is of `./other.yaml`, not of `own.yaml`",
  );
  assert.equal(await foreign("cht@3", "version-site.yaml"), "cht@4: version-site.yaml is of `cht@4`, not of `cht@3`");
  assert.equal(await found({ named: other, sitePath: at("other-site.yaml") }), "file other site");
});

test("a site of the same product counts, by whichever name, edition or file it is meant", async () => {
  const counts = async (named: string, site: string): Promise<string> => await found({ named, sitePath: at(site) });
  assert.equal(await counts("cht", "edition-site.yaml"), "catalog cht site");
  assert.equal(await counts("cht:2024-05", "catalog-site.yaml"), "catalog cht site");
  assert.equal(await counts("cht", "version-site.yaml"), "catalog cht@4 site");
  assert.equal(await counts("cht@4.2", "version-site.yaml"), "catalog cht@4.2 site");
  assert.equal(await counts(at("own.yaml"), "site.yaml"), "file own site");
  assert.equal(await counts(at("twin.yaml"), "site.yaml"), "file own site");
  assert.equal(await counts(at("own.yaml"), "id-site.yaml"), "file own site", "of no product of the catalog");
});

test("a product that a site names and that is not there is told with its place", async () => {
  assert.match(await refused({ named: at("mistyped-site.yaml") }), /^chtt: there is no product `chtt`.*`cht`\?$/);
  assert.match(await refused({ sitePath: at("lost-site.yaml") }), /^\.\/gone\.yaml: gone\.yaml: /);
  assert.match(await refused({ named: "cht", sitePath: at("mistyped-site.yaml") }), /^chtt: /);
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
