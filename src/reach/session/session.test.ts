import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { shells } from "../made-shells.ts";
import { reason } from "../../facts/reasons.ts";
import type { Job } from "./jobs.ts";
import type { LineEnd } from "./line.ts";
import { farTarget, type MadeFar } from "./made-far-host.ts";
import type { Piece } from "./sent.ts";

const folder = mkdtempSync(join(tmpdir(), "footing-session-"));
after(() => rmSync(folder, { recursive: true }));

const never = new AbortController().signal;
const run = (command: readonly [string, ...string[]], timeoutMs = 5000): Job => ({
  is: "run",
  run: { command, asRoot: false },
  timeoutMs,
});
const sh = (script: string, timeoutMs = 5000): Job => run(["/bin/sh", "-c", script, "made"], timeoutMs);
const file = (path: string): Job => ({ is: "file", path, timeoutMs: 5000 });

const words = (piece: Piece): string =>
  piece.is === "cut"
    ? `cut ${piece.why.code}: ${piece.why.text}`
    : `${piece.how} ${piece.code} ${piece.stdout.toString()}|${piece.stderr.toString()}`;

async function withFar<T>(far: MadeFar, then: (far: MadeFar) => Promise<T>): Promise<T> {
  try {
    return await then(far);
  } finally {
    await far.target.close();
  }
}

for (const shell of shells) {
  test(`${shell[0]}: output, errors and exit code of each job come back, and who answers`, async () => {
    writeFileSync(join(folder, "it's here"), "text\n\n");
    await withFar(farTarget(shell), async ({ session }) => {
      const pieces = await Promise.all(
        [
          sh("echo out; echo err >&2; exit 7"),
          run(["printf", "%s", "'\"$HOME\\n"]),
          run(["no-such-program"]),
          run([`${folder}/it's here`]),
          file(join(folder, "it's here")),
          file(join(folder, "it's here/below")),
          file(join(folder, "none/below")),
          file(join(folder, "none")),
          sh("cat"),
          sh("printf 'a\\0b'"),
        ].map((job) => session.do(job, never)),
      );
      assert.deepEqual(pieces.slice(0, 5).map(words), [
        "user 7 out\n|err",
        "user 0 '\"$HOME\\n|",
        "missing 0 |",
        "denied 0 |",
        "user 0 text\n\n|",
      ]);
      assert.match(words(pieces[5] ?? assert.fail()), /^user 1 \|.*Not a directory$/);
      assert.deepEqual(pieces.slice(6).map(words), ["missing 0 |", "missing 0 |", "user 0 |", "user 0 a\0b|"]);
      assert.equal(session.hello?.system, "Linux");
      assert.equal(session.hello.user, String(process.geteuid?.()));
    });
  });

  test(`${shell[0]}: a job that does not end is ended at its limit, and what comes after is done`, async () => {
    await withFar(farTarget(shell), async ({ session }) => {
      const [slow, next] = await Promise.all([
        session.do(sh("echo begun; sleep 60", 1000), never),
        session.do(sh("echo next"), never),
      ]);
      // That of busybox ends the program alone, so whoever it started is not waited for on this connection.
      assert.match(words(slow), /^(user (124|137|143) begun|cut timeout)/);
      assert.equal(words(next), "user 0 next\n|");
    });
  });
}

test("what is asked later goes over the same connection", async () => {
  const log = join(folder, "connections");
  await withFar(farTarget(["sh"], { before: `echo one >>'${log}'` }), async ({ session }) => {
    assert.equal(words(await session.do(sh("echo first"), never)), "user 0 first\n|");
    assert.equal(words(await session.do(sh("echo second"), never)), "user 0 second\n|");
  });
  assert.equal(readFileSync(log, "utf8"), "one\n");
});

/** A host whose shell has few programs: neither timeout(1) nor env(1). */
function farWithFew() {
  const bin = mkdtempSync(join(folder, "bin-"));
  for (const name of ["sh", "sleep", "cat", "head", "id", "uname", "ls"]) {
    symlinkSync(realpathSync(`/usr/bin/${name}`), join(bin, name));
  }
  return farTarget(["/bin/sh"], { environment: { PATH: bin } });
}

const isRunning = (command: string): boolean =>
  execFileSync("ps", ["-eo", "args"], { encoding: "utf8" })
    .split("\n")
    .some((line) => line.endsWith(command));

/** Whether that command is gone, at once or soon. */
async function ends(command: string): Promise<boolean> {
  const giveUpAt = performance.now() + 5000;
  while (isRunning(command) && performance.now() < giveUpAt) await pause(50);
  return !isRunning(command);
}

test("a shell without timeout(1) and env(1) keeps the limit by itself, and leaves nobody behind", async () => {
  await withFar(farWithFew(), async ({ session }) => {
    const pieces = await Promise.all([
      session.do(sh("exec sleep 61.5", 1000), never),
      session.do(sh("echo next"), never),
      session.do(run(["false-program"]), never),
      session.do({ is: "run", run: { command: ["cat"], asRoot: false, mark: "made" }, timeoutMs: 5000 }, never),
    ]);
    assert.deepEqual(
      pieces.map(words).map((one) => one.replace("Terminated", "")),
      ["user 143 |", "user 0 next\n|", "missing 0 |", "user 0 |"],
    );
  });
  assert.equal(isRunning("sleep 61.5"), false);
});

test("a shell without timeout(1) ends what a script waits for with the script", async () => {
  await withFar(farWithFew(), async ({ session }) => {
    const [script, made] = await Promise.all([
      session.do(sh("(sleep 63.5; echo late) | cat; echo later", 1000), never),
      session.do(
        {
          is: "run",
          run: { command: ["/bin/sh", "-c", tidies, "made"], asRoot: false, tidyMs: 9000 },
          timeoutMs: 1000,
        },
        never,
      ),
    ]);
    assert.match(words(script), /^user 143 \|/);
    assert.equal(made.stdout.toString(), "it has ended\nremoved\n");
  });
  assert.equal(await ends("sleep 63.5"), true);
});

/** Its own program is for itself to end. */
const tidies = `trap 'wait; echo removed; exit 0' TERM
(sleep 3.25; echo it has ended) & wait`;

test("programs that end at once leave nobody behind who watched over them", async () => {
  // Several hosts, for a busy machine: what starts is met before it has begun.
  const host = (): Promise<unknown> =>
    withFar(farWithFew(), ({ session }) =>
      Promise.all(Array.from({ length: 60 }, () => session.do(run(["id"], 62_000), never))),
    );
  await Promise.all(Array.from({ length: 8 }, host));
  assert.equal(await ends("sleep 62"), true);
});

test("one that hangs and cannot be ended takes nothing along: what follows is asked on another connection", async () => {
  // It has left the group that is ended, and holds what is waited for.
  const stubborn = "setsid sleep 20 </dev/null & sleep 0.3";
  await withFar(farTarget(["sh"]), async ({ session }) => {
    const begun = performance.now();
    const [hung, next] = await Promise.all([
      session.do(sh(stubborn, 500), never),
      session.do(
        {
          is: "run",
          run: { command: ["/bin/sh", "-c", "echo next", "made"], asRoot: false, touchesGivenPath: true },
          timeoutMs: 500,
        },
        never,
      ),
    ]);
    assert.match(words(hung), /^cut timeout: no answer within 0.5 s/);
    assert.equal(words(next), "user 0 next\n|");
    assert.ok(performance.now() - begun < 15_000);
  });
});

test("a connection that breaks keeps what was whole, and says so of the rest", async () => {
  const far = farTarget(["sh"], {
    understandEnd: (_end, { hello }) => reason("target-lost", hello ? "lost" : "never there"),
  });
  await withFar(far, async ({ session }) => {
    const pieces = await Promise.all([
      session.do(file("/proc/version"), never),
      session.do(sh("kill -9 $PPID $(cut -d' ' -f4 /proc/$PPID/stat)"), never),
      session.do({ ...sh("echo never"), timeoutMs: 4000 }, never),
    ]);
    assert.match(words(pieces[0] ?? assert.fail()), /^user 0 Linux/);
    assert.equal(words(pieces[2] ?? assert.fail()), "cut target-lost: lost");
  });
});

test("what never answers, floods or drips is given up in time, each in its own words", async () => {
  const cases = [
    [["sleep", "60"], /^cut timeout: far did not answer within/],
    [["sh", "-c", "printf 'Welcome\\n'; exec sleep 60"], /^cut timeout: far answered, but no shell/],
    [["sh", "-c", "exec yes welcome"], /^cut too-much-output/],
    [["true"], /^cut target-lost/],
    [["no-such-program"], /^cut target-lost/],
  ] as const;
  await Promise.all(
    cases.map(async ([command, expected]) => {
      await withFar(farTarget(["sh"], { command, helloMs: 2500 }), async ({ session }) => {
        assert.match(words(await session.do(file("/proc/version"), never)), expected);
        assert.notEqual(session.lost, undefined);
      });
    }),
  );
});

for (const shell of shells) {
  test(`${shell[0]}: what is making something is asked to end by a stop, and waited for while it takes that away`, async () => {
    const stop = new AbortController();
    await withFar(farTarget(shell), async ({ session }) => {
      const script = "trap 'kill $!; sleep 0.3; echo removed; exit 0' TERM; echo made; sleep 20 & wait";
      const makes: Job = {
        is: "run",
        run: { command: ["/bin/sh", "-c", script, "made"], asRoot: false, tidyMs: 9000 },
        timeoutMs: 9000,
      };
      const begun = performance.now();
      const [making, other] = [session.do(makes, stop.signal), session.do(sh("echo other"), stop.signal)];
      setTimeout(() => stop.abort(), 700);
      assert.equal(words(await other), "user 0 other\n|");
      const made = await making;
      assert.match(words(made), /^cut interrupted/);
      assert.equal(made.stdout.toString(), "made\nremoved\n");
      assert.ok(performance.now() - begun < 6000);
    });
  });

  test(`${shell[0]}: an author's command that still runs is ended with the connection`, async () => {
    const stop = new AbortController();
    const seconds = `3${String(process.pid).padStart(7, "0")}.${shell[0].length}`;
    await withFar(farTarget(shell), async ({ session }) => {
      const authored: Job = {
        is: "run",
        run: { command: ["sleep", seconds], asRoot: false, mark: `made-${seconds}` },
        timeoutMs: 600_000,
      };
      setTimeout(() => stop.abort(), 500);
      assert.match(words(await session.do(authored, stop.signal)), /^cut interrupted/);
    });
    assert.equal(await ends(`sleep ${seconds}`), true);
  });
}

test("after a stop nothing begins there that had not begun, also while something is tidied up", async () => {
  const stop = new AbortController();
  const trace = join(folder, "began-after-the-stop");
  await withFar(farTarget(["sh"]), async ({ session }) => {
    const makes = (script: string): Job => ({
      is: "run",
      run: { command: ["/bin/sh", "-c", script, "made"], asRoot: false, tidyMs: 5000 },
      timeoutMs: 5000,
    });
    const jobs = [makes("trap 'kill $!; echo removed; exit 0' TERM; sleep 4 & wait"), makes(`echo late >'${trace}'`)];
    const pieces = jobs.map((job) => session.do(job, stop.signal));
    setTimeout(() => stop.abort(), 400);
    assert.deepEqual(
      (await Promise.all(pieces)).map((piece) => [piece.is, piece.stdout.toString()]),
      [
        ["cut", "removed\n"],
        ["cut", ""],
      ],
    );
    await new Promise((passed) => setTimeout(passed, 500));
  });
  assert.equal(existsSync(trace), false);
});

test("where a start-up file took the first line, or head is missing, it ends at once and nothing is carried out", async () => {
  const options = { understandEnd: (end: LineEnd) => reason("no-shell", JSON.stringify(end)) };
  const trace = join(folder, "carried-out");
  await withFar(farTarget(["sh"], { before: "read -r line", ...options }), async ({ session }) => {
    assert.match(words(await session.do(sh(`echo one >'${trace}'`), never)), /^cut no-shell.*head: /s);
  });
  assert.equal(existsSync(trace), false);
});

test("nothing is written there, so a full disk does not matter", async () => {
  await withFar(farTarget(["sh"], { before: "ulimit -f 0" }), async ({ session }) => {
    assert.equal(words(await session.do(sh("echo fine; echo error >&2"), never)), "user 0 fine\n|error");
  });
});
