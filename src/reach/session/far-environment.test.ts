import assert from "node:assert/strict";
import { test } from "node:test";
import { shells } from "../made-shells.ts";
import { farTarget } from "./made-far-host.ts";
import type { Job } from "./jobs.ts";
import type { Piece } from "./sent.ts";

const never = new AbortController().signal;

const words = (piece: Piece): string =>
  piece.is === "cut" ? piece.why.text : `${piece.code} ${piece.stdout.toString()}${piece.stderr.toString()}`;

/** What a far user's start-up files may export, and by which programs print something else. */
const misleading: Readonly<Record<string, string>> = {
  GREP_OPTIONS: "-v",
  QUOTING_STYLE: "c",
  BLOCK_SIZE: "1",
  POSIXLY_CORRECT: "1",
  TMOUT: "1",
  SYSTEMD_COLORS: "1",
  PERL5OPT: "-w",
  SHELLOPTS: "noglob:noclobber",
  "BASH_FUNC_uname%%": "() {  echo Other; }",
  "BASH_FUNC_cat%%": "() {  echo other; }",
};

for (const shell of shells) {
  const isBash = shell[0] === "bash";
  const environment = { PATH: process.env["PATH"] ?? "", HOME: "/", LANG: "de_DE.UTF-8", KEPT: "kept", ...misleading };
  const printed = async (...jobs: readonly Job[]): Promise<readonly string[]> => {
    const { target, session } = farTarget(shell, { environment });
    const pieces = await Promise.all(jobs.map((job) => session.do(job, never)));
    await target.close();
    return [...pieces.map(words), session.hello?.system ?? ""];
  };
  const run = (...command: readonly [string, ...string[]]): Job => ({
    is: "run",
    run: { command, asRoot: false },
    timeoutMs: 5000,
  });

  test(`${shell[0]}: what programs print there is not changed by the user's environment, and the rest is kept`, async () => {
    const [variables = "", ...others] = await printed(
      run("env"),
      run("/bin/sh", "-c", "echo /proc/self/sta[t]", "made"),
      { is: "file", path: "/proc/sys/kernel/ostype", timeoutMs: 5000 },
    );
    // Those of bash are nothing to another shell, which hands them on.
    for (const [name, value] of Object.entries(misleading).filter(([one]) => isBash || !/BASH|SHELLOPTS/.test(one)))
      assert.ok(!variables.includes(`\n${name}=${value}`), `${name}: ${variables}`);
    assert.match(variables, /^LANG=C$/m);
    assert.match(variables, /^KEPT=kept$/m);
    assert.deepEqual(others, ["0 /proc/self/stat\n", "0 Linux\n", "Linux"]);
  });

  test(`${shell[0]}: an author's command is not ended by the time after which that shell gives up reading`, async () => {
    const authored = { command: ["sleep", "2.5"], asRoot: false, mark: "made-late" } as const;
    const [ended] = await printed({ is: "run", run: authored, timeoutMs: 20_000 });
    assert.equal(ended, "0 ");
  });
}
