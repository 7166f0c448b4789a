import { lstat, mkdir, readFile, realpath } from "node:fs/promises";
import { enableCompileCache } from "node:module";
import { homedir } from "node:os";
import { join } from "node:path";
import { keepCode } from "./cli/kept-code.ts";

/**
 * A folder for compiled code that belongs to this user alone, since what lies there is run as this program. Undefined
 * where there is none, or it cannot be trusted: then the program starts a little slower.
 */
async function compileCache(): Promise<string | undefined> {
  const given = process.env["XDG_CACHE_HOME"];
  try {
    const base = given?.startsWith("/") === true ? given : join(homedir(), ".cache");
    const own = join(base, "footing");
    const folder = join(own, `node-${process.versions.node}`);
    // Level by level: where a folder is there and none can be made in it (/proc), `recursive` tries for ever.
    for (const level of [base, own, folder]) await made(level);
    const [above, ...ours] = await Promise.all([isKept(base), isOurs(own), isOurs(folder)]);
    return above && ours.every(Boolean) ? folder : undefined;
  } catch {
    return undefined;
  }
}

async function made(folder: string): Promise<void> {
  await mkdir(folder, { mode: 0o700 }).catch((error: unknown) => {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  });
}

/** A folder and no link to one, of this user, where nobody else may write. */
async function isOurs(path: string): Promise<boolean> {
  const about = await lstat(path);
  return about.isDirectory() && about.uid === process.getuid?.() && (about.mode & 0o077) === 0;
}

/**
 * Nobody else may put another folder in the place of what lies below, after it was looked at: with sudo, the home may be
 * that of who called it. The sticky bit leaves to each what is theirs (inode(7)).
 */
async function isKept(path: string): Promise<boolean> {
  const whole = await realpath(path);
  const above = whole.split("/").map((_, at, names) => names.slice(0, at + 1).join("/") || "/");
  const all = await Promise.all(above.map(async (one) => await lstat(one)));
  return all.every(({ uid, mode }) => {
    const isOfOthers = uid !== 0 && uid !== process.getuid?.();
    return !isOfOthers && ((mode & 0o022) === 0 || (mode & 0o1000) !== 0);
  });
}

/** The version in package.json, which stands one folder above the sources and above the bundle. */
async function ownVersion(): Promise<string> {
  const about: unknown = JSON.parse(await readFile(new URL("../package.json", import.meta.url), "utf8"));
  const version = typeof about === "object" && about !== null && "version" in about ? about.version : undefined;
  return typeof version === "string" ? version : "unknown";
}

/** Resolves when all that was written to a stream has gone, or cannot go any more. */
const written = (stream: NodeJS.WriteStream): Promise<void> => new Promise((done) => stream.write("", () => done()));

/** The bundle is required. Source is imported, and Node keeps what it makes of TypeScript itself. */
function keptIn(cache: string): (() => void) | undefined {
  if (typeof require !== "undefined") return keepCode(cache, /^[a-z]+$/.exec(process.argv[2] ?? "")?.[0] ?? "footing");
  enableCompileCache(cache);
  return undefined;
}

async function main(): Promise<void> {
  // A dry run touches nothing at all, its own cache included.
  const cache = process.argv.includes("--dry-run") ? undefined : await compileCache();
  const keep = cache === undefined ? undefined : keptIn(cache);
  try {
    // Loaded only now, so that all of it comes out of the cache.
    const [{ start }, version] = await Promise.all([import("./cli/start.ts"), ownVersion()]);
    await start({
      process,
      catalog: new URL("../catalog/", import.meta.url),
      program: new URL(import.meta.url),
      version,
    });
  } catch (error) {
    // Node would end with 1, and 1 says that the place is not ready.
    process.stderr.write(
      `footing broke, it could not be loaded: ${error instanceof Error ? error.message : "no reason given"}\n`,
    );
    process.exitCode = 70;
  }
  await Promise.all([process.stdout, process.stderr].map(written));
  keep?.();
  // Nothing is left to do. Ending by itself, Node would take its heap apart first, which takes longer than judging.
  process.exit();
}

void main();
