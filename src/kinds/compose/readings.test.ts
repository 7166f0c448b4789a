import assert from "node:assert/strict";
import { test } from "node:test";
import type { Raw } from "../../facts/reading.ts";
import { failedRaw, missingRaw, runRaw, toldBy } from "../made-raws.ts";
import { composeLook } from "./readings.ts";

const none = missingRaw("docker");
const told = (standalone: Raw, plugin: Raw = none): readonly unknown[] => {
  const answer = toldBy(composeLook.understand({ standalone, plugin }, {}, new Set()));
  return ["standalone", "plugin"].map((field) => answer[field]?.value ?? answer[field]?.why?.code ?? answer[field]?.is);
};
const printing = (text: string, more: { exit?: number; stderr?: string } = {}): Raw =>
  runRaw("docker-compose", text, more);

test("versions as each of them prints it", () => {
  for (const [text, version] of [
    ["1.29.2\n", "1.29.2"],
    ["v2.5.0\n", "2.5.0"],
    ["2.40.3+ds1-1\n", "2.40.3+ds1-1"],
    ["2.24.5-desktop.1\n", "2.24.5-desktop.1"],
  ]) {
    assert.deepEqual(told(printing(text ?? ""), printing(text ?? "")), [version, version]);
  }
});

test("a warning before the version is no version", () => {
  assert.deepEqual(told(printing("WARNING: something 9.9.9 ends soon\n1.29.2\n")), ["1.29.2", "absent"]);
});

test("what is not there, and what is there and does not run, is absent", () => {
  assert.deepEqual(told(missingRaw("docker-compose")), ["absent", "absent"]);
  assert.deepEqual(told(printing("", { exit: 1, stderr: "ModuleNotFoundError: No module named 'compose'" })), [
    "absent",
    "absent",
  ]);
  const unstarted = (code: string): Raw => {
    const why = { code: "no-means", text: `docker-compose could not be started: ${code}` };
    return { is: "failed", why, by: "docker-compose", at: "2026-11-21T12:00:00.000Z", ms: 1 };
  };
  assert.deepEqual(told(unstarted("ENOEXEC")), ["absent", "absent"]);
  assert.deepEqual(told(unstarted("ETXTBSY")), ["no-means", "absent"]);
  assert.deepEqual(told(unstarted("EAGAIN")), ["no-means", "absent"]);
  assert.deepEqual(told(printing("", { exit: 137 }), printing("", { exit: 143 })), ["cannot-tell", "cannot-tell"]);
  assert.deepEqual(told(none, printing("", { exit: 1, stderr: "docker: 'compose' is not a docker command." })), [
    "absent",
    "absent",
  ]);
  assert.deepEqual(told(none, printing("\nUsage:  docker [OPTIONS] COMMAND\n")), ["absent", "absent"]);
});

test("what did not come to its end is unknown", () => {
  assert.deepEqual(told(failedRaw("docker-compose", "timeout"), failedRaw("docker", "timeout")), [
    "timeout",
    "timeout",
  ]);
  assert.deepEqual(told(printing("log in first\n")), ["cannot-tell", "absent"]);
});

test("what this user may not run, or may not read on the way, is unknown", () => {
  const words = [
    ["sh: 1: exec: /opt/compose/python: Permission denied", 126],
    ["PermissionError: [Errno 13] Permission denied: '/usr/lib/python3/dist-packages/compose'", 1],
    ["docker-compose: failed to map segment from shared object: Operation not permitted", 255],
    ["WARNING: Error loading config file: /home/app/.docker/config.json: permission denied\nunknown command", 1],
  ] as const;
  for (const [stderr, exit] of words) {
    const raw = printing("", { exit, stderr });
    assert.deepEqual(told(raw, raw), ["permission-denied", "permission-denied"], stderr);
  }
  // A version that came all the same is one.
  assert.deepEqual(told(printing("1.29.2\n", { stderr: "WARNING: /root/.env: permission denied" })), [
    "1.29.2",
    "absent",
  ]);
});
