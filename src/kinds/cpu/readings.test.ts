import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import type { Raw } from "../../facts/reading.ts";
import { failedRaw, missingRaw, runRaw, textRaw, toldOf } from "../made-raws.ts";
import { parseCpuList } from "./list.ts";
import { cpuLook } from "./readings.ts";

const fixture = (name: string): string => readFileSync(new URL(`fixtures/${name}`, import.meta.url), "utf8");
const eight: Readonly<Record<string, Raw>> = {
  platform: textRaw("platform", "linux"),
  online: textRaw("/sys/devices/system/cpu/online", "0-7\n"),
  status: textRaw(
    "/proc/self/status",
    "Name:\tnode\nCpus_allowed:\tff\nCpus_allowed_list:\t0-7\nMems_allowed_list:\t0\n",
  ),
  cpuset: missingRaw("/proc/self/cgroup"),
  quota: missingRaw("/proc/self/cgroup"),
  cpuinfo: textRaw("/proc/cpuinfo", fixture("cpuinfo-linux-6.18-x86_64.txt")),
};
const look = (raws: Readonly<Record<string, Raw>> = {}) => cpuLook.understand({ ...eight, ...raws }, {}, new Set());
const count = (raws: Readonly<Record<string, Raw>> = {}) => toldOf(look(raws), "count");
const groups = (...lines: readonly string[]): Raw =>
  textRaw("/proc/self/cgroup", lines.map((line) => `${line}\n`).join(""));

test("all processors that are online count where nothing takes any away", () => {
  assert.equal(count().value, 8);
});

test("a quota of 1.5 processors on 8 cores is 1.5, in both versions of control groups", () => {
  const first = count({ quota: groups("/c/a\tcpu.cfs_quota_us\t150000", "/c/a\tcpu.cfs_period_us\t100000") });
  assert.deepEqual([first.value, first.evidence.by], [1.5, "/c/a/cpu.cfs_quota_us"]);
  assert.equal(count({ quota: groups("/c/a\tcpu.max\t150000 100000") }).value, 1.5);
});

test("the quota of an ancestor counts as much as one's own, and the least one is the witness", () => {
  const raws = {
    quota: groups("/c/a/b\tcpu.max\tmax 100000", "/c/a\tcpu.max\t200000 100000", "/c\tcpu.max\t50000 100000"),
  };
  assert.deepEqual([count(raws).value, count(raws).evidence.by], [0.5, "/c/cpu.max"]);
});

test("a quota above what is there gives no more than is there", () => {
  assert.equal(count({ quota: groups("/c\tcpu.max\t1600000 100000") }).value, 8);
});

test("affinity and cpusets take processors away, those that all allow are left", () => {
  const status = textRaw("/proc/self/status", "Cpus_allowed_list:\t0,2-4\n");
  assert.deepEqual([count({ status }).value, count({ status }).evidence.by], [4, "/proc/self/status (affinity)"]);
  assert.equal(count({ status, cpuset: groups("/c\tcpuset.cpus.effective\t4-7") }).value, 1);
  assert.equal(count({ cpuset: groups("/c\tcpuset.cpus\t", "/c\tcpuset.cpus.effective\t0-1") }).value, 2);
});

test("an affinity to processors that are not online does not add them", () => {
  assert.equal(count({ status: textRaw("/proc/self/status", "Cpus_allowed_list:\t0-127\n") }).value, 8);
});

test("a limit that could not be read, or is not understood, leaves the count unknown", () => {
  assert.equal(count({ quota: failedRaw("cgroup", "permission-denied") }).why?.code, "permission-denied");
  assert.equal(count({ cpuset: failedRaw("cgroup", "timeout") }).why?.code, "timeout");
  for (const line of [
    "cpu.max\tsoon 100000",
    "cpu.max\t100000",
    "cpu.max\t0 100000",
    "cpu.max\t100000 0",
    "cpu.cfs_quota_us\t150000",
  ]) {
    assert.equal(count({ quota: groups(`/c\t${line}`) }).why?.code, "garbled", line);
  }
  assert.equal(count({ quota: textRaw("cgroup", "nonsense\n") }).is, "unknown");
  assert.equal(count({ status: textRaw("/proc/self/status", "Name:\tx\n") }).is, "unknown");
  assert.equal(count({ status: missingRaw("/proc/self/status") }).is, "unknown");
});

test("without /sys the processors of /proc/cpuinfo count", () => {
  assert.equal(count({ online: missingRaw("/sys/devices/system/cpu/online") }).value, 2);
  assert.equal(count({ online: failedRaw("/sys/devices/system/cpu/online", "platform") }).why?.code, "platform");
});

test("readings of a machine of 2 with a quota of 1.5 (Linux 6.18, version 1)", () => {
  const raws = {
    online: textRaw("online", "0-1\n"),
    status: textRaw("/proc/self/status", fixture("status-linux-6.18.txt")),
    cpuset: textRaw("cgroup", fixture("cpuset-linux-6.18-v1.txt")),
    quota: textRaw("cgroup", fixture("quota-linux-6.18-v1.txt")),
  };
  assert.equal(count(raws).value, 1.5);
});

test("model and features are those of the kernel's list; ARM has no model name", () => {
  assert.equal(toldOf(look(), "model").value, "AMD EPYC");
  assert.ok(JSON.stringify(toldOf(look(), "flags").value).includes('"avx2"'));
  const arm = look({ cpuinfo: textRaw("/proc/cpuinfo", fixture("cpuinfo-linux-6.1-aarch64.txt")) });
  assert.equal(toldOf(arm, "model").is, "absent");
  assert.ok(JSON.stringify(toldOf(arm, "flags").value).includes('"asimd"'));
});

test("lists of the kernel are read, and nothing else", () => {
  assert.deepEqual([...(parseCpuList("0-2,8,10-11\n") ?? [])], [0, 1, 2, 8, 10, 11]);
  assert.deepEqual([...(parseCpuList("\n") ?? [9])], []);
  for (const text of ["3-1", "a", "0-", "0--1", "1,,2", "0-9999999"]) assert.equal(parseCpuList(text), undefined, text);
});

const blind = failedRaw("/proc", "platform");
const elsewhere = { online: blind, status: blind, cpuset: blind, quota: blind, cpuinfo: blind };

test("macOS counts the processors that are online, recorded, and names them", () => {
  // Of a MacBook Pro with M1 Pro (github.com/Dr-Noob/cpufetch/issues/139), and of an M1 (GuillaumeGomez/sysinfo/pull/497).
  const apple = runRaw("sysctl", "hw.activecpu: 10\nmachdep.cpu.brand_string: Apple M1\n");
  const raws = { ...elsewhere, platform: textRaw("platform", "macos"), apple };
  assert.deepEqual([count(raws).value, toldOf(look(raws), "model").value], [10, "Apple M1"]);
  assert.equal(toldOf(look(raws), "flags").why?.code, "platform");
  const half = { ...raws, apple: runRaw("sysctl", "hw.activecpu: 4\n", { exit: 1 }) };
  assert.deepEqual([count(half).value, toldOf(look(half), "model").is], [4, "unknown"]);
  assert.equal(count({ ...raws, apple: runRaw("sysctl", "hw.activecpu: many\n") }).is, "unknown");
});

test("Windows counts processors less what affinity takes away, and promises nothing in a container", () => {
  const windows = (processors: number): Raw =>
    runRaw("Win32_ComputerSystem", `\r\nNumberOfLogicalProcessors : ${processors}\r\n`);
  const affinity = (mask: string): Raw => runRaw("Get-Process", `\r\nProcessorAffinity : ${mask}\r\n`);
  const plain = {
    ...elsewhere,
    platform: textRaw("platform", "windows"),
    windows: windows(12),
    affinity: affinity("4095"),
    container: runRaw("reg.exe", "", { exit: 1 }),
  };
  assert.equal(count(plain).value, 12);
  assert.deepEqual([count({ ...plain, affinity: affinity("1") }).value], [1]);
  assert.equal(count({ ...plain, windows: windows(64), affinity: affinity("-1") }).value, 64);
  assert.equal(count({ ...plain, windows: windows(128) }).why?.code, "cannot-tell");
  assert.equal(count({ ...plain, affinity: affinity("") }).is, "unknown");
  assert.equal(count({ ...plain, affinity: failedRaw("powershell.exe", "timeout") }).why?.code, "timeout");
  assert.equal(count({ ...plain, container: runRaw("reg.exe", "ContainerType") }).why?.code, "cannot-tell");
  assert.equal(count({ ...plain, container: failedRaw("reg.exe", "no-means") }).is, "unknown");
});
