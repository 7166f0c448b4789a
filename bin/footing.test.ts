import assert from "node:assert/strict";
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import {
  closeSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../", import.meta.url));
const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
const thisMajor = process.versions.node.split(".")[0];
const oldNode = "/usr/bin/node";
const oldMajor = Number(spawnSync(oldNode, ["-p", "process.versions.node.split('.')[0]"]).stdout?.toString() ?? "");
/** On most machines the system's own Node is older than what Footing needs: then the launcher has to find another. */
const needsOld = { skip: oldMajor > 0 && oldMajor < 24 ? false : "the system has no older Node in /usr/bin/node" };

/** A clone whose program is `main`; the brought Node is linked there unless `bare`. */
function clone(context: TestContext, main: string, bare = false): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "footing ünd launcher-")));
  context.after(() => rmSync(folder, { recursive: true }));
  cpSync(join(root, "bin"), join(folder, "bin"), { recursive: true });
  cpSync(join(root, "package.json"), join(folder, "package.json"));
  mkdirSync(join(folder, "src"));
  writeFileSync(join(folder, "src/main.ts"), main);
  if (!bare) symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  return join(folder, "bin/footing.js");
}

const told =
  'process.stdout.write(JSON.stringify([process.versions.node.split(".")[0], process.argv.slice(2)]) as string);';

test("--version is answered without a program", (context) => {
  const answer = spawnSync(process.execPath, [clone(context, "not even TypeScript", true), "--version"]);
  assert.equal(answer.stdout.toString(), `${version}\n`);
  assert.equal(answer.status, 0);
});

test("a version that cannot be written is a sentence and exit 2", (context) => {
  const full = openSync("/dev/full", "w");
  context.after(() => closeSync(full));
  const words = [clone(context, "not even TypeScript", true), "--version"];
  const answer = spawnSync(process.execPath, words, { stdio: ["ignore", full, "pipe"] });
  assert.match(answer.stderr.toString(), /^footing: the output could not be written: ENOSPC[^\n]*\n$/);
  assert.equal(answer.status, 2);
});

test("a Node that is new enough runs the program itself, with its words and exit code", (context) => {
  const launcher = clone(context, `${told} process.exitCode = 3;`, true);
  const answer = spawnSync(process.execPath, [launcher, "check", "a b", ""]);
  assert.equal(answer.stdout.toString(), `["${thisMajor}",["check","a b",""]]`);
  assert.equal(answer.status, 3);
});

test("an old Node hands over to the one that npm brought, without its NODE_OPTIONS", needsOld, (context) => {
  const launcher = clone(context, `${told} process.exitCode = Number("NODE_OPTIONS" in process.env) + 3;`);
  const env = { ...process.env, NODE_OPTIONS: "--no-warnings" };
  const answer = spawnSync(oldNode, [launcher, "check", "a b", ""], { env });
  assert.equal(answer.stderr.toString(), "");
  assert.equal(answer.stdout.toString(), `["${thisMajor}",["check","a b",""]]`);
  assert.equal(answer.status, 3);
});

test("an old Node alone says what to do, with exit 2", needsOld, (context) => {
  const answer = spawnSync(oldNode, [clone(context, told, true), "check"]);
  assert.match(answer.stderr.toString(), /needs Node\.js 24 or newer, and this is v\d.*npm ci/s);
  assert.equal(answer.stdout.toString(), "");
  assert.equal(answer.status, 2);
});

test("without sources the bundle runs", (context) => {
  const launcher = clone(context, told);
  const folder = join(launcher, "../..");
  rmSync(join(folder, "src"), { recursive: true });
  mkdirSync(join(folder, "dist"));
  writeFileSync(join(folder, "dist/main.js"), 'process.stdout.write("bundle");');
  assert.equal(spawnSync(process.execPath, [launcher]).stdout.toString(), "bundle");
});

/** A program that says when it listens, counts what reaches it for a quarter of a second after the first, and ends with `ending`. */
const counting = (ending: string): string => `
  let count = 0;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"])
    process.on(signal, () => {
      if (++count === 1) setTimeout(() => { process.stdout.write(\`\${signal} \${count}\\n\`); ${ending} }, 250);
    });
  setInterval(() => {}, 1000);
  process.stdout.write("listening\\n");
`;

for (const [signal, code] of [
  ["SIGINT", 130],
  ["SIGTERM", 143],
  ["SIGHUP", 129],
] as const) {
  test(
    `${signal} sent to the launcher alone reaches the program once, and its exit code comes back`,
    needsOld,
    async (context) => {
      const launched = spawn(oldNode, [clone(context, counting(`process.exit(${code});`))], { detached: true });
      const [output, ended] = [collect(launched), finished(launched)];
      await output.until("listening");
      launched.kill(signal);
      assert.equal(await ended, code);
      assert.match(output.text(), new RegExp(`${signal} 1\n`));
    },
  );
}

test("a program that dies of a signal makes the launcher end with 128 and its number", needsOld, async (context) => {
  const launched = spawn(oldNode, [clone(context, 'process.kill(process.pid, "SIGKILL");')]);
  assert.equal(await finished(launched), 137);
});

test("Ctrl-C on a terminal reaches the program once", needsOld, async (context) => {
  const launcher = clone(context, counting("process.exit(130);"));
  // script(1) gives the launcher a terminal; the byte 3 is what the key sends.
  const launched = spawn("script", ["-qefc", `${oldNode} '${launcher}'`, "/dev/null"], { stdio: "pipe" });
  const [output, ended] = [collect(launched), finished(launched)];
  await output.until("listening");
  launched.stdin?.write("\u0003");
  assert.equal(await ended, 130);
  assert.match(output.text(), /SIGINT 1\r?\n/);
});

test("a signal that comes twice within half a second, as npm passes it on, counts once", needsOld, async (context) => {
  const launched = spawn(oldNode, [clone(context, counting("process.exit(143);"))], { detached: true });
  const [output, ended] = [collect(launched), finished(launched)];
  await output.until("listening");
  launched.kill("SIGTERM");
  await new Promise((done) => setTimeout(done, 100));
  launched.kill("SIGTERM");
  assert.equal(await ended, 143);
  assert.match(output.text(), /SIGTERM 1\n/);
});

type Output = { readonly text: () => string; readonly until: (words: string) => Promise<void> };

function collect(child: ChildProcess): Output {
  let text = "";
  let look = (): void => undefined;
  child.stdout?.on("data", (piece: Buffer) => {
    text += piece.toString();
    look();
  });
  const until = (words: string): Promise<void> =>
    new Promise((resolve) => {
      look = () => {
        if (text.includes(words)) resolve();
      };
      look();
    });
  return { text: () => text, until };
}

function finished(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
}
