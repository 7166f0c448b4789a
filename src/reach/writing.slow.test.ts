import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { runIn, shells } from "./made-shells.ts";
import { readWritten } from "./remains.ts";
import { writingScript } from "./scripts/writing.ts";

const folder = realpathSync(mkdtempSync(join(tmpdir(), "footing-race-")));
chmodSync(folder, 0o755);
after(() => rmSync(folder, { recursive: true, force: true }));
const isRoot = process.getuid?.() === 0;
/** So many in the shell that most systems have as `sh`, fewer in the others. */
const most = 1000;
/** A thousand runs beside an attacker who takes a processor for itself. */
const longestMs = 30 * 60_000;

/**
 * An attacker without rights who owns the folder and its parent: again and again the folder becomes a link to root's own
 * folder and back, and every file that appears in it a link to root's own file.
 */
const attack = `
  const fs = require("node:fs");
  const [parent, canary] = process.argv.slice(1);
  process.setgid(65533); process.setuid(65533);
  const attempt = (act) => { try { act(); } catch {} };
  const d = parent + "/d";
  let round = 0;
  for (;;) {
    for (let times = 0; times < 20; times++) attempt(() => {
      for (const name of fs.readdirSync(d)) {
        if (!name.startsWith("footing-probe-")) continue;
        fs.unlinkSync(d + "/" + name);
        fs.symlinkSync(canary + "/file", d + "/" + name);
      }
    });
    attempt(() => fs.renameSync(d, parent + "/real"));
    attempt(() => fs.symlinkSync(round++ % 2 ? canary : parent + "/real", d));
    attempt(() => fs.unlinkSync(d));
    attempt(() => fs.renameSync(parent + "/real", d));
  }
`;

for (const [index, shell] of shells.entries()) {
  const runs = index === 0 ? most : 30;
  test(
    `while an attacker swaps folder and file for links, root's own stay as they are: ${runs} runs (${shell.join(" ")})`,
    { skip: isRoot ? false : "needs root", timeout: longestMs },
    () => {
      const place = mkdtempSync(join(folder, "x"));
      chmodSync(place, 0o755);
      const [canary, parent] = [join(place, "canary"), join(place, "parent")];
      for (const made of [canary, parent, join(parent, "d")]) mkdirSync(made);
      for (const theirs of [parent, join(parent, "d")]) chownSync(theirs, 65_533, 65_533);
      writeFileSync(join(canary, "file"), "canary\n");
      const look = (): unknown => [
        readdirSync(canary),
        readFileSync(join(canary, "file"), "utf8"),
        ...[canary, join(canary, "file")].map((path) => {
          const { mode, uid, ctimeNs, mtimeNs } = statSync(path, { bigint: true });
          return [mode, uid, ctimeNs, mtimeNs];
        }),
      ];
      const before = look();
      const attacker = spawn(process.execPath, ["-e", attack, parent, canary], { stdio: "ignore" });
      const came = { unsafe: 0, written: 0 };
      try {
        for (let run = 0; run < runs; run++) {
          const { stdout } = runIn(shell, writingScript, {
            words: ["footing-writing", "m:", "yes", join(parent, "d")],
          });
          const { text } = readWritten(stdout, "m:");
          if (text.includes("unsafe\t")) came.unsafe += 1;
          if (text.includes("step\twrite\nexit\t0\n")) came.written += 1;
        }
      } finally {
        attacker.kill("SIGKILL");
      }
      assert.deepEqual(look(), before);
      // The attack hit, and not so that nothing was ever written. How often is a matter of luck in a few runs.
      const least = runs === most ? 5 : 0;
      assert.ok(came.unsafe >= least && came.written > 0, JSON.stringify(came));
    },
  );
}
