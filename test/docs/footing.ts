import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("../../bin/footing.js", import.meta.url));

export type Said = { readonly code: number | null; readonly lines: readonly string[] };

/** Runs the program as a reader of the documentation does, and answers what a terminal would show of both streams. */
export function footing(words: readonly string[], folder: string): Said {
  const environment = { PATH: process.env["PATH"], HOME: process.env["HOME"], LANG: "C.UTF-8" };
  const ran = spawnSync(process.execPath, [program, ...words], {
    cwd: folder,
    env: environment,
    encoding: "utf8",
    timeout: 60_000,
  });
  return { code: ran.status, lines: `${ran.stdout}${ran.stderr}`.trim().split("\n") };
}
