import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("../../bin/footing.js", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "footing-hang-up-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const isThere = (pid: number): boolean => existsSync(`/proc/${pid}`);

async function until(holds: () => boolean, milliseconds: number): Promise<boolean> {
  const giveUpAt = performance.now() + milliseconds;
  while (!holds() && performance.now() < giveUpAt) await pause(20);
  return holds();
}

for (const words of ["init scot4", "check scot4 --ask"]) {
  test(`when the terminal goes, a question ends and the program with it: ${words}`, async () => {
    const file = join(folder, words.split(" ")[0] ?? "");
    const command = `echo $$ >${file}; exec "${process.execPath}" "${program}" ${words}`;
    const terminal = spawn("script", ["-qfc", command, "/dev/null"], {
      cwd: folder,
      stdio: ["pipe", "pipe", "ignore"],
    });
    let shown = "";
    terminal.stdout.on("data", (piece: Buffer) => (shown += piece.toString("utf8")));
    assert.ok(await until(() => shown.includes("storage (Enter leaves it open)"), 20_000), shown);
    const pid = Number(readFileSync(file, "utf8"));
    terminal.kill("SIGKILL");
    assert.ok(await until(() => !isThere(pid), 10_000), "it still runs");
  });
}
