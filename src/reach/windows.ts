import { failed, missing, text, type Bare } from "./bare.ts";
import type { Programs, Run } from "./programs.ts";
import { diskOnWindows, whichOnWindows } from "./scripts/windows.ts";
import type { FetchOptions } from "./target.ts";

type Asked = { readonly which: string } | { readonly disk: string };

/** A drive, or a share: what lies on the current drive would be another disk in another terminal. */
const isAbsolute = (path: string): boolean => /^(?:[A-Za-z]:[\\/]|\\\\[^\\]+\\)/.test(path);

/** What needs a script for sh elsewhere. */
export async function lookOnWindows(asked: Asked, programs: Programs, limits: FetchOptions): Promise<Bare> {
  if ("which" in asked) return understandWhich(await programs.run(inNode(whichOnWindows, asked.which), limits));
  const path = asked.disk.replace(/^controller:/, "");
  if (!isAbsolute(path)) return failed("cannot-tell", "a path of Windows begins with its drive, such as C:\\data");
  return await programs.run(inNode(diskOnWindows, path), limits);
}

/** A script with its word, as a command for the Node.js that runs us. */
const inNode = (script: string, word: string): Run => ({
  command: [process.execPath, "-e", script, "--", word],
  asRoot: false,
});

function understandWhich(bare: Bare): Bare {
  if (bare.is !== "text") return bare;
  if (bare.exit === 0 && bare.text !== "") return text(bare.text);
  if (bare.exit === 1) return missing;
  return bare.exit === 3
    ? failed("cannot-tell", `${bare.text} is an alias of the Store, which may have nothing behind it`)
    : failed("no-means", `PATH could not be searched: ${(bare.stderr ?? "").trim()}`);
}
