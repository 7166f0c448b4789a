import { closeSync, fsyncSync, openSync, readdirSync, readFileSync, renameSync, rmSync, writeSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { Script } from "node:vm";

type Loaded = { readonly script: Script; readonly kept: string };

/** The function that a required file is the body of, as Node makes it. */
const wrapped = (code: string): string => `(function (exports, require, module, __filename, __dirname) {${code}\n})`;

/**
 * Keeps what V8 made of the parts of the bundle, so that the next run of the same command compiles nothing. Node's own
 * cache keeps what was compiled before anything ran, which is little of it; here it is what has run. `folder` belongs to
 * this user alone: what lies there is run as this program. Answers what writes it down; it does so once for each part.
 */
export function keepCode(folder: string, command: string): () => void {
  const fresh: Loaded[] = [];
  require.extensions[".js"] = (module, file) => {
    const kept = join(folder, `${basename(file, ".js")}.${command}.bin`);
    const cachedData = contentOf(kept);
    const code = wrapped(readFileSync(file, "utf8"));
    const script = new Script(code, { filename: file, ...(cachedData === undefined ? {} : { cachedData }) });
    if (cachedData === undefined || script.cachedDataRejected === true) fresh.push({ script, kept });
    const run: unknown = script.runInThisContext();
    if (typeof run !== "function") throw new Error(`${file} is no part of this program`);
    Reflect.apply(run, module.exports, [module.exports, module.require.bind(module), module, file, dirname(file)]);
  };
  return () => {
    for (const one of fresh.splice(0)) keep(one);
  };
}

function contentOf(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

/** Written beside, and put in its place whole: V8 looks at the length of what it is given, and trusts the rest. */
function keep({ script, kept }: Loaded): void {
  const beside = `${kept}.${process.pid}`;
  try {
    const file = openSync(beside, "wx", 0o600);
    try {
      writeSync(file, script.createCachedData());
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(beside, kept);
    forgetOthers(kept);
  } catch {
    // A folder that is full or gone makes the next start a little slower.
    rmSync(beside, { force: true });
  }
}

/** Removes what was kept of the same part of other versions: `house-1a2b3c4d.check.bin` has house and check in common. */
function forgetOthers(kept: string): void {
  const sort = /-.{8}(?=\.[a-z]+\.bin$)/;
  const own = basename(kept).replace(sort, "");
  for (const name of readdirSync(dirname(kept)))
    if (name !== basename(kept) && sort.test(name) && name.replace(sort, "") === own)
      rmSync(join(dirname(kept), name), { force: true });
}
