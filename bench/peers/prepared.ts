import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const setup = fileURLToPath(new URL("setup.sh", import.meta.url));

/** False where it cannot be had here; it says why itself. */
export function prepared(folder: string, what: "goss" | "python" | "hosts" | "no-docker"): boolean {
  const done = spawnSync("sh", [setup, folder, what], { stdio: ["ignore", "ignore", "inherit"], timeout: 300_000 });
  if (done.status !== 0) process.stderr.write(`skipped: ${what} cannot be had here\n`);
  return done.status === 0;
}
