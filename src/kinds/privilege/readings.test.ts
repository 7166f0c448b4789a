import assert from "node:assert/strict";
import { test } from "node:test";
import type { Raw } from "../../facts/reading.ts";
import { failedRaw, missingRaw, runRaw, textRaw, toldOf, type Told } from "../made-raws.ts";
import { privilegeLook } from "./readings.ts";

const everybody = textRaw("/proc/self/uid_map", "         0          0 4294967295\n");
function root(raws: { user: Raw; map?: Raw; status?: Raw; raise?: Raw; sudo?: Raw }): Told {
  const plain = {
    platform: textRaw("platform", "linux"),
    map: everybody,
    status: missingRaw("/proc/self/status"),
    raise: runRaw("sudo true", ""),
    sudo: textRaw("PATH", "/usr/bin/sudo"),
  };
  return toldOf(privilegeLook.understand({ ...plain, ...raws }, {}, new Set()), "root");
}
const user = runRaw("id -u", "1000\n");

test("root is root", () => {
  assert.equal(root({ user: runRaw("id -u", "0\n") }).value, true);
});

test("root that lost its rights is none, and one that lost some may be none", () => {
  const by = (effective: string): string => {
    const status = textRaw("/proc/self/status", `Uid:\t0\t0\t0\t0\nCapPrm:\t0\nCapEff:\t${effective}\n`);
    const { is, value } = root({ user: runRaw("id -u", "0\n"), status });
    return is === "seen" ? String(value === true) : is;
  };
  assert.equal(by("000001ffffffffff"), "true");
  // What Docker leaves to root in a container.
  assert.equal(by("00000000a80425fb"), "true");
  assert.equal(by("0000000000000000"), "false");
  assert.equal(by("0000000000000001"), "unknown");
  const status = textRaw("/proc/self/status", "CapEff:\t0000000000000000\n");
  assert.equal(root({ user, status }).value, true, "sudo gives another than this user its rights");
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

// Lines of `whoami /groups`. Recorded: an administrator before UAC asks (HackTricks, "Access Tokens"), and a service that is
// no administrator for all its high integrity (write-ups of HackTheBox). The lines of members are made from the recorded
// one: of them only the SID is read.
const users = "BUILTIN\\Users   Alias   S-1-5-32-545 Mandatory group, Enabled by default, Enabled group\r\n";
const medium = "Mandatory Label\\Medium Mandatory Level   Label   S-1-16-8192\r\n";
const high = "Mandatory Label\\High Mandatory Level Label            S-1-16-12288\r\n";
const denied = "BUILTIN\\Administrators   Alias   S-1-5-32-544   Group used for deny only\r\n";
const member =
  "BUILTIN\\Administrators   Alias   S-1-5-32-544   Mandatory group, Enabled by default, Enabled group, Group owner\r\n";
const german =
  "VORDEFINIERT\\Administratoren   Alias   S-1-5-32-544   Verbindliche Gruppe, Standardmäßig aktiviert, Aktivierte Gruppe\r\n";
const onWindows = (groups: string | Raw): Told => {
  const raw = typeof groups === "string" ? runRaw("whoami.exe /groups", groups) : groups;
  const raws = { platform: textRaw("platform", "windows"), user: failedRaw("id", "platform"), groups: raw };
  return toldOf(privilegeLook.understand(raws, {}, new Set()), "root");
};

test("on Windows an elevated administrator is as good as root, by numbers that every language has", () => {
  assert.equal(onWindows(users + member + high).value, true);
  assert.equal(onWindows(users + german + high).value, true);
});

test("an administrator who is not elevated is asked first, and nobody else is one", () => {
  const before = onWindows(medium + denied + users);
  assert.deepEqual([before.why?.code, before.why?.settle?.includes("Run as administrator")], ["password-needed", true]);
  assert.equal(onWindows(high + denied).why?.code, "password-needed");
  assert.deepEqual(
    [onWindows(users + medium).value, onWindows(users + medium).evidence.cause],
    [false, "no-administrator"],
  );
  assert.equal(onWindows(high + users).value, false);
});

test("a whoami that is another program, or that says nothing, decides nothing", () => {
  assert.equal(onWindows(runRaw("whoami", "", { exit: 1, stderr: "whoami: extra operand" })).why?.code, "no-means");
  assert.equal(onWindows("root\n").why?.code, "garbled");
  assert.equal(onWindows(failedRaw("whoami.exe", "timeout")).why?.code, "timeout");
});
