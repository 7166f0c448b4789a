import { lstat } from "node:fs/promises";
import { dirname, isAbsolute, relative } from "node:path";
import { isFileName, type Found } from "../../run/catalog.ts";
import { findSubject, type Subject } from "../../run/subject.ts";
import { UsageError } from "../../spec/problem.ts";
import type { Site } from "../../spec/site.ts";
import type { Context } from "../context.ts";

/** What a site file is written for, and the one that is there. */
export type InitSubject = {
  readonly found: Found;
  readonly site: Site | null;
  /** How a new site file names the product. */
  readonly product: string;
};

type InitRequest = {
  readonly context: Context;
  readonly named: string | undefined;
  readonly path: string;
  readonly today: string;
};

/** Loads the product and the site file that is there. One of another product, or with a mistake, is refused. */
export async function findInitSubject({ context, named, path, today }: InitRequest): Promise<InitSubject> {
  const { catalog, environment, interruption } = context;
  const reading = { environment, signal: interruption.signal };
  const request = { catalog, reading, now: `${today}T00:00:00.000Z` };
  const there = (await isThere(path)) ? await findSubject({ ...request, named: undefined, sitePath: path }) : undefined;
  const standing = there === undefined ? undefined : standingSubject(there);
  if (named === undefined) {
    if (standing !== undefined) return standing;
    throw new UsageError(
      `nothing was named, and there is no ${path}`,
      "Name a product (footing list): footing init cht",
    );
  }
  const wanted = await findSubject({ ...request, named, sitePath: undefined });
  if (wanted.site !== null) {
    throw new UsageError(`${named} is a site file`, `To go on with it: footing init --site ${named}`);
  }
  if (standing === undefined) return { ...wanted, product: productWords(named, path) };
  if (isSame(standing.found, wanted.found)) return standing;
  throw new UsageError(
    `${path} is of \`${standing.product}\`, not of \`${named}\`, and is left as it is`,
    `Write another file, footing init ${named} --site OTHER.yaml, or go on with this one: footing init`,
  );
}

const isThere = async (path: string): Promise<boolean> =>
  await lstat(path).then(
    () => true,
    () => false,
  );

const standingSubject = ({ found, site }: Subject): InitSubject => ({ found, site, product: site?.product ?? "" });

/** `cht` and `cht@4` may be one edition, and are two sites. */
const isSame = (one: Found, other: Found): boolean => one.digest === other.digest && one.version === other.version;

/** A file is found from the site file's own folder. */
function productWords(named: string, path: string): string {
  if (!isFileName(named) || isAbsolute(named)) return named;
  const way = relative(dirname(path), named);
  return way.startsWith("../") ? way : `./${way}`;
}
