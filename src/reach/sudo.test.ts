import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import type { ChildResult } from "./child.ts";
import { raised, sudoRefusal } from "./sudo.ts";

const said = (stderr: string, exit = 1): ChildResult => ({
  is: "exited",
  exit,
  stdout: Buffer.alloc(0),
  stderr: Buffer.from(stderr),
});

// What sudo 1.9.13p3 of Debian 12 wrote, recorded with LC_ALL=C; `requiretty` and `denied` are settings of sudoers.
const recorded: readonly (readonly [string, string, string])[] = [
  ["a password needed, or a user that sudo does not know", "sudo: a password is required\n", "password-needed"],
  ["denied", "Sorry, user tester1 is not allowed to execute '/usr/bin/true' as root on vm.\n", "permission-denied"],
  ["no terminal", "sudo: sorry, you must have a tty to run sudo\n", "cannot-tell"],
  [
    "no new privileges",
    'sudo: The "no new privileges" flag is set, which prevents sudo from running as root.\nsudo: If sudo is running in a container, you may need to adjust the container configuration to disable the flag.\n',
    "no-means",
  ],
  [
    "a broken sudoers file",
    "/etc/sudoers.d/t1:1:16: syntax error\ngarbage garbage\n               ^\nsudo: a password is required\n",
    "password-needed",
  ],
  [
    "not in sudoers, after a password",
    "tester1 is not in the sudoers file.  This incident will be reported.\n",
    "permission-denied",
  ],
  ["no timeout(1)", "sudo: timeout: command not found\n", "platform"],
  ["no Perl", "sudo: /usr/bin/perl: command not found\n", "platform"],
];

for (const [name, stderr, code] of recorded) {
  test(`sudo's refusal is understood: ${name}`, () => {
    const refusal = sudoRefusal(said(stderr));
    assert.equal(refusal?.is === "failed" && refusal.why.code, code);
  });
}

test("a password can be given before: the reason says how", () => {
  const refusal = sudoRefusal(said("sudo: a password is required\n"));
  assert.match((refusal?.is === "failed" && refusal.why.settle) || "", /sudo -v/);
});

test("no sudo at all is no means", () => {
  const refusal = sudoRefusal({ is: "not-started", code: "ENOENT", text: "spawn sudo ENOENT" });
  assert.equal(refusal?.is === "failed" && refusal.why.code, "no-means");
});

test("what the program itself answered is no refusal", () => {
  assert.equal(sudoRefusal(said("", 0)), undefined);
  assert.equal(sudoRefusal(said("cat: x: No such file or directory\n", 1)), undefined);
  assert.equal(sudoRefusal(said("sudo: something\n", 3)), undefined);
});

test("what is raised has its own limit of time, in whole seconds", () => {
  assert.deepEqual(raised(["id", "-u"], { timeoutMs: 1200 }, "linux"), [
    "sudo",
    "-n",
    "timeout",
    "-k",
    "1",
    "2",
    "id",
    "-u",
  ]);
  const making = raised(["made"], { timeoutMs: 4000, tidyMs: 20_000 }, "linux");
  assert.deepEqual(making, ["sudo", "-n", "timeout", "-k", "20", "4", "made"]);
});

test("on macOS, which has no timeout(1), an alarm ends it: the program sees the same words", () => {
  const [sudo, n, ...perl] = raised(["printf", "%s|", "a b", "$HOME"], { timeoutMs: 1200 }, "darwin");
  assert.deepEqual([sudo, n], ["sudo", "-n"]);
  const run = (words: readonly string[]) => spawnSync(words[0] ?? "", words.slice(1), { encoding: "utf8" });
  assert.deepEqual([run(perl).stdout, run(perl).status], ["a b|$HOME|", 0]);
  const none = run(raised(["/none"], { timeoutMs: 1200 }, "darwin").slice(2));
  assert.deepEqual([none.status, none.stderr], [127, "timeout: not found\n"]);
  assert.equal(run(raised(["sleep", "20"], { timeoutMs: 100 }, "darwin").slice(2)).signal, "SIGALRM");
});
