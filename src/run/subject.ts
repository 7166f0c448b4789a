import { dirname, resolve } from "node:path";
import { checkSite } from "../spec/check-site.ts";
import { entryOf, type Placed } from "../spec/placed.ts";
import { BadFile, placedError, UsageError, type SourceText } from "../spec/problem.ts";
import { loadSite, type Site } from "../spec/site.ts";
import { parseYaml } from "../spec/yaml.ts";
import { findProduct, isFileName, loadFile, loadSource, type Found } from "./catalog.ts";
import { readGivenText, type Reading } from "./given-file.ts";
import { closerVersion } from "./product-version.ts";

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
  if (!isFileName(named)) return await joined(await findProduct(catalog, named), { named, site }, request);
  const source = await readGivenText(named, reading);
  const requirements = requirementsIn(source);
  if (requirements !== undefined) {
    const found = await loadSource(source, { path: named, reading, root: requirements });
    return await joined(found, { named, site }, request);
  }
  if (site !== null) throw new UsageError(`${named} is a site file, and --site names another`, "Name one of them.");
  const own = loadSite(source);
  return finish({ found: await productOf(own, request), site: own }, request);
}

type Naming = { readonly named: string; readonly site: Site | null };

/**
 * What was named, with the site that --site names. The site must be of the same product: what somebody attested of
 * another would meet what is asked here. Another edition or another file of the same product may be named, as to see
 * whether a site is ready for it; of a version that both name, the more exact one counts.
 */
async function joined(found: Found, { named, site }: Naming, request: SubjectRequest): Promise<Subject> {
  if (site === null || isWrittenSo(site, named) || site.product === found.file.product.id)
    return finish({ found, site }, request);
  const standing = await productOf(site, request);
  const version = closerVersion(found.version, standing.version);
  if (found.file.product.id === standing.file.product.id && version !== undefined)
    return finish({ found: { ...found, version }, site }, request);
  const { source, product, productAt: at } = site;
  const message = `${source.name} is of \`${product}\`, not of \`${named}\``;
  const help = `Name a site file of ${named}, or let this one say what it is of: footing check --site ${source.name}`;
  throw new BadFile([{ source, at, message, help }]);
}

/** The site names its product in the very words of the command line: no second look is needed. */
const isWrittenSo = (site: Site, named: string): boolean =>
  isFileName(named) ? isFileName(site.product) && fileOf(site) === resolve(named) : site.product === named;

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
  try {
    if (!isFileName(site.product)) return await findProduct(request.catalog, site.product);
    return await loadFile(fileOf(site), request.reading);
  } catch (error) {
    throw placedError(error, { source: site.source, at: site.productAt });
  }
}

const fileOf = ({ source, product }: Site): string => resolve(dirname(source.name), product);
