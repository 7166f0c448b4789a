import { readdir, readFile, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { nearest } from "../facts/nearest.ts";
import { parseVersion } from "../facts/versions.ts";
import { loadConditions } from "../spec/condition-tree.ts";
import { checkOrigins } from "../spec/check-origins.ts";
import { covers } from "../spec/covers.ts";
import { holdsPatterns, loadPatterns } from "../spec/pattern.ts";
import type { Placed } from "../spec/placed.ts";
import { UsageError, type SourceText } from "../spec/problem.ts";
import { loadRequirements, type RequirementsFile } from "../spec/requirements-file.ts";
import { loadStatements, type Statements } from "../spec/statements.ts";
import { digestOf } from "./digest.ts";
import { decode, readGivenText, type Reading } from "./given-file.ts";
import { readParsed } from "./parsed.ts";

/** A requirements file that was found and loaded, with what stands beside it. */
export type Found = {
  readonly file: RequirementsFile;
  readonly statements: Statements | null;
  /** Of the file's bytes, `sha256:…`. */
  readonly digest: string;
  readonly origin: "catalog" | "file";
  /** The folder that it stands in. */
  readonly folder: string;
  /** The product's version, where it was named (`cht@4.2`). */
  readonly version: string | null;
};

/** What has a `/` or ends in .yaml or .yml is a file; everything else is a product of the catalog. */
export const isFileName = (name: string): boolean => name.includes("/") || /\.ya?ml$/.test(name);

/** The names of the catalog's entries: its folders that hold a requirements file. */
export async function catalogEntries(catalog: URL): Promise<readonly string[]> {
  const entries = await readdir(catalog, { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const held = await Promise.all(
    folders.map(async (name) => await holdsFile(new URL(`${name}/requirements.yaml`, catalog))),
  );
  return folders.filter((_, index) => held[index]).toSorted();
}

const holdsFile = async (path: URL): Promise<boolean> =>
  await stat(path).then(
    (found) => found.isFile(),
    () => false,
  );

/** Loads an entry of the catalog by the name of its folder. */
export async function loadEntry(catalog: URL, entry: string): Promise<Found> {
  const folder = join(fileURLToPath(catalog), entry);
  const [source, beside, parsed] = await Promise.all([
    readOwn(join(folder, "requirements.yaml"), `catalog/${entry}/requirements.yaml`),
    readOwn(join(folder, "statements.yaml"), `catalog/${entry}/statements.yaml`).catch(() => null),
    readParsed(entry),
  ]);
  const known = parsed(source);
  if (known === undefined) await loadConditions();
  return {
    file: loadRequirements(source, known),
    statements: beside === null ? null : loadStatements(beside, parsed(beside)?.root),
    digest: known?.digest ?? (await digestOf(source.text)),
    origin: "catalog",
    folder,
    version: null,
  };
}

async function readOwn(path: string, name: string): Promise<SourceText> {
  const source = decode(name, await readFile(path));
  if (holdsPatterns(source.text)) await loadPatterns();
  return source;
}

const named = /^([a-z][a-z0-9-]*)(?:@([^:@]+)|:([^:@]+))?$/;

/** Finds a product of the catalog: `cht`, `cht@4` (the newest edition that covers it), `cht:2024-05` (that edition). */
export async function findProduct(catalog: URL, name: string): Promise<Found> {
  const [, id, version, edition] = named.exec(name) ?? [];
  const isPlain = id !== undefined && version === undefined && edition === undefined;
  if (isPlain && (await holdsFile(new URL(`${id}/requirements.yaml`, catalog)))) return await loadEntry(catalog, id);
  const entries = await catalogEntries(catalog);
  if (id === undefined)
    throw new UsageError(
      `\`${name}\` is not the name of a product`,
      `Products: ${entries.join(", ")}. A file has a / or ends in .yaml.`,
    );
  const loaded = await Promise.all(
    entries.filter((entry) => entry === id || entry.startsWith(`${id}-`)).map((entry) => loadEntry(catalog, entry)),
  );
  const editions = loaded.filter((found) => found.file.product.id === id || found.file.product.id.startsWith(`${id}-`));
  if (editions.length === 0) throw unknownProduct(id, entries);
  if (edition !== undefined) return ofEdition(editions, { id, edition });
  return ofVersion(editions, { id, version: version ?? "" });
}

function unknownProduct(id: string, entries: readonly string[]): UsageError {
  const meant = nearest(id, entries);
  return new UsageError(
    `there is no product \`${id}\` in the catalog${meant === undefined ? "" : `: did you mean \`${meant}\`?`}`,
    `Products: ${entries.join(", ")}. A file has a / or ends in .yaml.`,
  );
}

function ofEdition(editions: readonly Found[], { id, edition }: { id: string; edition: string }): Found {
  const found = editions.find((one) => one.file.product.edition === edition);
  if (found !== undefined) return found;
  const known = editions.flatMap((one) => one.file.product.edition ?? []);
  throw new UsageError(`there is no edition ${edition} of ${id}`, `Editions: ${known.join(", ")}.`);
}

/** `4.x` is no version: what it stands for is not said. */
const placeholder = /(?:^|\.)[x*](?:\.|$)|[*^~]/i;

function ofVersion(editions: readonly Found[], { id, version }: { id: string; version: string }): Found {
  const wanted = placeholder.test(version) ? undefined : parseVersion(version);
  if (wanted === undefined) throw new UsageError(`\`${version}\` is not a version`, `Write ${id}@4 or ${id}@4.2.1.`);
  const covering = editions.filter(
    ({ file: { product } }) => product.versions === undefined || covers(product.versions, wanted),
  );
  const newest = covering.toSorted((a, b) =>
    (a.file.product.edition ?? "") < (b.file.product.edition ?? "") ? 1 : -1,
  )[0];
  if (newest !== undefined) return { ...newest, version };
  const ranges = editions.map(
    (one) => `${one.file.product.edition ?? "?"} covers ${one.file.product.versions?.text ?? "all"}`,
  );
  throw new UsageError(`no edition of ${id} covers version ${version}`, `Edition ${ranges.join("; ")}.`);
}

/** Loads a requirements file that a person named, and the statements beside it if there are any. */
export async function loadFile(path: string, reading: Reading): Promise<Found> {
  const source = await readGivenText(path, reading);
  return await loadSource(source, { path, reading });
}

type Given = {
  readonly path: string;
  readonly reading: Reading;
  /** Its nodes, where they were read before. */ readonly root?: Placed;
};

export async function loadSource(source: SourceText, { path, reading, root }: Given): Promise<Found> {
  const folder = dirname(path);
  // Read while the requirements are understood, whose mistakes come first.
  const beside = Promise.allSettled([readGivenText(join(folder, "statements.yaml"), reading)]);
  const file = loadRequirements(source, root === undefined ? undefined : { root, trees: new Map() });
  const [[read], digest] = await Promise.all([beside, digestOf(source.text)]);
  if (read.status === "rejected" && !(read.reason instanceof UsageError)) throw read.reason;
  const statements = read.status === "fulfilled" ? loadStatements(read.value) : null;
  // A folder may hold several files of requirements; the statements are those of the one that is named so.
  if (statements !== null && basename(path) === "requirements.yaml") checkOrigins(file, statements);
  return {
    file,
    statements,
    digest,
    origin: "file",
    folder,
    version: null,
  };
}
