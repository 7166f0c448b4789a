import { readFile } from "node:fs/promises";
import type { Tool } from "../report/make.ts";
import { digestOf } from "../run/digest.ts";
import type { Context } from "./context.ts";

/**
 * Which program made a report. The bundle's digest was made when it was built, of all its parts; run from source, the
 * program has no one file, and its entry speaks for it.
 */
export async function toolOf({ program, version }: Context): Promise<Tool> {
  const built = await readFile(new URL("digest", program), "utf8").catch(() => "");
  const digest = /^sha256:[0-9a-f]{64}$/.test(built) ? built : await digestOf(await readFile(program));
  return { version, digest };
}
