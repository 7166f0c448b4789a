import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { nobody, shells } from "./made-shells.ts";
import { findProcesses } from "./processes.ts";
import { addressingScript } from "./scripts/addressing.ts";
import { ownedWords } from "./scripts/owned.ts";
import { processesScript } from "./scripts/processes.ts";

const folder = realpathSync(mkdtempSync(join(tmpdir(), "footing-others-")));
chmodSync(folder, 0o755);
after(() => rmSync(folder, { recursive: true }));
const at = (name: string): string => join(folder, name);

/**
 * What a script prints where /proc hides so much of others' processes, told to a shell of root's or nobody's beside a program
 * of root's, whose number is `$1` there. Its processes are apart from this machine's, and end with it.
 */
function among(hidepid: number, shell: readonly string[], script: string): string {
  const begin = `mount -t proc -o hidepid=${hidepid} proc /proc || exit
${at("udhcpc")} 60 </dev/null >/dev/null 2>&1 &
until read -r name </proc/$!/comm && [ "$name" = udhcpc ]; do :; done
read -r stat </proc/$!/stat
set -- "$@" made $! $(echo "\${stat##*) }" | cut -d' ' -f20)
"$@"
exit 0`;
  const words = ["-m", "-p", "-f", "--kill-child", "sh", "-c", begin, "sh", ...shell, "-c", script];
  return spawnSync("unshare", words, { encoding: "utf8", timeout: 20_000 }).stdout;
}

const able = process.platform === "linux" && process.getuid?.() === 0;
const inNamespace = { skip: able ? false : "needs root on Linux" };
if (able) copyFileSync("/bin/sleep", at("udhcpc"));

/** The name of something that a shell of root's made, which still runs. */
const inUse = `mark='' clean=no
${ownedWords}
if in_use "footing-probe-$1-$2-$random"; then echo used; else echo left; fi
if in_use "footing-probe-$$-1-$random"; then echo used; else echo left; fi`;
const running = processesScript.replaceAll('"$@"', "udhcpc");

for (const hidepid of [0, 1, 2]) {
  for (const [who, as] of [
    ["root", []],
    ["nobody", nobody],
  ] as const) {
    const isHidden = hidepid > 0 && who === "nobody";
    test(`hidepid=${hidepid}: what ${who} does not see of others is not taken for nothing`, inNamespace, () => {
      for (const shell of shells) {
        const by = (script: string): string => among(hidepid, [...as, ...shell], script);
        assert.match(by(running), isHidden ? /^hidden\n$/ : /^\d+\tudhcpc\nend\n$/, `${shell[0]}: processes`);
        const addressing = by(addressingScript);
        const sorts = ["hidden\t", "client\tudhcpc\t"].filter((sort) => addressing.includes(`\n${sort}`));
        assert.deepEqual(sorts, [isHidden ? "hidden\t" : "client\tudhcpc\t"], `${shell[0]}: ${addressing}`);
        assert.equal(by(inUse), "used\nleft\n", `${shell[0]}: what somebody still uses`);
      }
    });
  }
}

test("where the name of process 1 cannot be read, nobody says that a program does not run", async () => {
  for (const [place, hasName] of [
    ["seen", true],
    ["hidden", false],
  ] as const) {
    for (const pid of ["1", "7"]) mkdirSync(at(`${place}/proc/${pid}`), { recursive: true });
    if (hasName) writeFileSync(at(`${place}/proc/1/comm`), "init\n");
    writeFileSync(at(`${place}/proc/7/comm`), "chronyd\n");
  }
  const [seen, hidden] = await Promise.all(["seen", "hidden"].map((place) => findProcesses(["chronyd"], at(place))));
  assert.equal(seen?.is === "text" && seen.text, "7\tchronyd\nend\n");
  assert.equal(hidden?.is === "failed" && hidden.why.code, "permission-denied");
});
