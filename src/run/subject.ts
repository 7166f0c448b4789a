import { dirname, resolve } from "node:path";
import { checkSite } from "../spec/check-site.ts";
import { entryOf, type Placed } from "../spec/placed.ts";
import { BadFile, UsageError, type SourceText } from "../spec/problem.ts";
import { loadSite, type Site } from "../spec/site.ts";
import { parseYaml } from "../spec/yaml.ts";
import { findProduct, isFileName, loadFile, loadSource, type Found } from "./catalog.ts";
import { readGivenText, type Reading } from "./given-file.ts";

export type SubjectRequest = {
  readonly catalog: URL;
  /** What the command line names: a product, a requirements file or a site file. Undefined: `./footing.yaml`. */
  readonly named: string | undefined;
  readonly sitePath: string | undefined;
  readonly reading: Reading;
  /** ISO 8601, for dates that must not be in the future. */
  readonly now: string;
};

/** What a command is about: a product's requirements, and the site that answers them, if there is one. */
export type Subject = { readonly found: Found; readonly site: Site | null };

const standardSite = "footing.yaml";

/** Finds and loads what the command line names. Throws UsageError or BadFile; nothing was observed then. */
export async function findSubject(request: SubjectRequest): Promise<Subject> {
  const { named, sitePath, reading, catalog } = request;
  if (named === undefined) {
    const site = await readSite(sitePath ?? standardSite, reading, sitePath === undefined);
    return finish({ found: await productOf(site, request), site }, request);
  }
  const site = sitePath === undefined ? null : await readSite(sitePath, reading, false);
  if (!isFileName(named)) return finish({ found: await findProduct(catalog, named), site }, request);
  const source = await readGivenText(named, reading);
  const requirements = requirementsIn(source);
  if (requirements !== undefined) {
    const found = await loadSource(source, { path: named, reading, root: requirements });
    return finish({ found, site }, request);
  }
  if (site !== null) throw new UsageError(`${named} is a site file, and --site names another`, "Name one of them.");
  const own = loadSite(source);
  return finish({ found: await productOf(own, request), site: own }, request);
}

function finish(subject: Subject, request: SubjectRequest): Subject {
  if (subject.site !== null) checkSite(subject.site, subject.found.file, request.now.slice(0, 10));
  return subject;
}

const nameOne = "Name a product (footing list) or a file: footing check cht";

async function readSite(path: string, reading: Reading, standard: boolean): Promise<Site> {
  try {
    return loadSite(await readGivenText(path, standard ? { ...reading, missing: nameOne } : reading));
  } catch (error) {
    if (!standard || !(error instanceof UsageError)) throw error;
    if (error.help === nameOne)
      throw new UsageError(`there is no ./${standardSite} here, and no product was named`, nameOne);
    throw new UsageError(`nothing was named, and ./${standardSite} cannot be used: ${error.message}`, nameOne);
  }
}

/** The nodes of a file with `requirements`, which is a requirements file; undefined of one with `product` as text, a site file. */
function requirementsIn(source: SourceText): Placed | undefined {
  // Until it is known to be a requirements file, it may be a site file with a secret where none should be.
  const isPublic = /^requirements[ \t]*:/m.test(source.text);
  const root = parseYaml(isPublic ? source : { ...source, confidential: true });
  if (root.is !== "map")
    throw new BadFile([{ source, at: root.at, message: "expected a requirements file or a site file" }]);
  if (entryOf(root, "requirements") !== undefined) return root;
  const product = entryOf(root, "product");
  if (product === undefined) {
    const hint = "a requirements file has `requirements`, a site file has `product`";
    throw new BadFile([{ source, at: root.at, message: "neither a requirements file nor a site file", hint }]);
  }
  if (product.value.is === "scalar") return undefined;
  return root;
}

/** The product that a site names; a file is found relative to the site's own folder. */
async function productOf(site: Site, request: SubjectRequest): Promise<Found> {
  if (!isFileName(site.product)) return await findProduct(request.catalog, site.product);
  const path = resolve(dirname(site.source.name), site.product);
  return await loadFile(path, request.reading);
}
