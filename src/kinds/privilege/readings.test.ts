import assert from "node:assert/strict";
import { test } from "node:test";
import type { Raw } from "../../facts/reading.ts";
import { failedRaw, missingRaw, runRaw, textRaw, toldOf, type Told } from "../made-raws.ts";
import { privilegeLook } from "./readings.ts";

const everybody = textRaw("/proc/self/uid_map", "         0          0 4294967295\n");
function root(raws: { user: Raw; map?: Raw; raise?: Raw; sudo?: Raw }): Told {
  const plain = { map: everybody, raise: runRaw("sudo true", ""), sudo: textRaw("PATH", "/usr/bin/sudo") };
  return toldOf(privilegeLook.understand({ ...plain, ...raws }, {}, new Set()), "root");
}
const user = runRaw("id -u", "1000\n");

test("root is root", () => {
  assert.equal(root({ user: runRaw("id -u", "0\n") }).value, true);
});

test("root of a user namespace is not known to be root of the machine", () => {
  const map = textRaw("/proc/self/uid_map", "         0       1000          1\n         1     100000      65536\n");
  assert.equal(root({ user: runRaw("id -u", "0\n"), map }).why?.code, "cannot-tell");
  assert.equal(root({ user: runRaw("id -u", "0\n"), map: failedRaw("uid_map", "permission-denied") }).is, "unknown");
});

test("a kernel or system without user namespaces has one root", () => {
  assert.equal(root({ user: runRaw("id -u", "0\n"), map: missingRaw("uid_map") }).value, true);
  assert.equal(root({ user: runRaw("id -u", "0\n"), map: failedRaw("uid_map", "platform") }).value, true);
});

test("sudo without a prompt is as good; its refusal or want is no", () => {
  assert.equal(root({ user }).value, true);
  assert.equal(root({ user, raise: failedRaw("sudo true", "permission-denied") }).value, false);
  assert.equal(root({ user, raise: failedRaw("sudo true", "no-means") }).value, false);
});

test("sudo is to be installed only where it is missing", () => {
  const cause = (raise: Raw, sudo: Raw = textRaw("PATH", "/usr/bin/sudo")): unknown =>
    root({ user, raise, sudo }).evidence.cause;
  assert.equal(cause(failedRaw("sudo true", "no-means"), missingRaw("PATH")), "no-sudo");
  assert.equal(cause(failedRaw("sudo true", "no-means"), failedRaw("PATH", "timeout")), undefined);
  assert.equal(cause(failedRaw("sudo true", "permission-denied")), "not-permitted");
  assert.equal(cause(failedRaw("you do not exist in the passwd database", "no-means")), "no-such-user");
  assert.equal(cause(failedRaw("sudo true", "no-means")), undefined);
});

test("a password that nobody typed is unknown, and so is a sudo that hangs", () => {
  assert.equal(root({ user, raise: failedRaw("sudo true", "password-needed") }).why?.code, "password-needed");
  assert.equal(root({ user, raise: failedRaw("sudo true", "timeout") }).why?.code, "timeout");
  assert.equal(root({ user, raise: runRaw("sudo true", "", { exit: 1 }) }).is, "unknown");
});

test("who it is must be known first", () => {
  assert.equal(root({ user: failedRaw("id -u", "platform") }).why?.code, "platform");
  assert.equal(root({ user: runRaw("id -u", "root\n") }).is, "unknown");
  assert.equal(root({ user: runRaw("id -u", "") }).is, "unknown");
});
