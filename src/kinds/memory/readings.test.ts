import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import type { Raw } from "../../facts/reading.ts";
import { failedRaw, missingRaw, runRaw, textRaw, toldOf, type Told } from "../made-raws.ts";
import { memoryLook } from "./readings.ts";

const fixture = (name: string): string => readFileSync(new URL(`fixtures/${name}`, import.meta.url), "utf8");
const GiB = 2 ** 30;
const meminfo = (totalGiB: number, availableGiB = totalGiB / 2): Raw =>
  textRaw(
    "/proc/meminfo",
    `MemTotal:       ${Math.floor(totalGiB * 2 ** 20)} kB\nMemFree:        1 kB\nMemAvailable:   ${Math.floor(availableGiB * 2 ** 20)} kB\nSwapTotal:      2097148 kB\n`,
  );
/** Blocks of one size, as /sys/devices/system/memory lists them beside other files. */
const blocks = (count: number, sizeMiB: number): Readonly<Record<string, Raw>> => ({
  blocks: textRaw(
    "/sys/devices/system/memory",
    [
      "auto_online_blocks",
      "block_size_bytes",
      ...Array.from({ length: count }, (_, index) => `memory${index}`),
      "probe",
    ].join("\n"),
  ),
  blockSize: textRaw("/sys/devices/system/memory/block_size_bytes", `${(sizeMiB * 2 ** 20).toString(16)}\n`),
});
const noBlocks = { blocks: missingRaw("/sys/devices/system/memory"), blockSize: missingRaw("block_size_bytes") };
const groups = (...lines: readonly string[]): Raw =>
  textRaw("/proc/self/cgroup", lines.map((line) => `${line}\n`).join(""));

function look(raws: Readonly<Record<string, Raw>>): Readonly<Record<"installed" | "available" | "swap", Told>> {
  const plain = {
    ...noBlocks,
    platform: textRaw("platform", "linux"),
    meminfo: meminfo(3.83),
    crash: missingRaw("kexec_crash_size"),
    groups: missingRaw("cgroup"),
  };
  const answer = memoryLook.understand({ ...plain, ...raws }, {}, new Set());
  return {
    installed: toldOf(answer, "installed"),
    available: toldOf(answer, "available"),
    swap: toldOf(answer, "swap"),
  };
}
/** Contract: a fact meets N if value ≥ N × (1 − tolerance). */
const meets = ({ value, evidence }: Told, least: number): boolean =>
  typeof value === "number" && value >= least * (1 - (evidence.tolerance ?? 0));

test("a machine sold with 4 GiB has 4 GiB by its blocks, exactly", () => {
  const { installed } = look({ meminfo: meminfo(3.83), ...blocks(32, 128) });
  assert.deepEqual([installed.value, installed.evidence.tolerance], [4 * GiB, undefined]);
});

test("3.9 GiB by blocks does not pass for 4 GiB", () => {
  const { installed } = look({ meminfo: meminfo(3.8), ...blocks(31, 128) });
  assert.equal(meets(installed, 4 * GiB), false);
});

test("coarse blocks count a part whole: 3.5 GiB in blocks of 2 GiB are not 4 GiB", () => {
  const { installed } = look({ meminfo: meminfo(3.4), ...blocks(2, 2048) });
  assert.equal(meets(installed, 4 * GiB), false);
  assert.equal(meets(installed, 3.5 * GiB), true);
});

test("without blocks MemTotal counts, with what the kernel takes for itself as tolerance", () => {
  const { installed } = look({ meminfo: meminfo(3.83) });
  assert.equal(installed.evidence.tolerance, 0.08);
  assert.equal(meets(installed, 4 * GiB), true);
  assert.equal(meets(look({ meminfo: meminfo(3.6) }).installed, 4 * GiB), false);
});

test("a container that sees the host's blocks has its own MemTotal (lxcfs)", () => {
  const { installed } = look({ meminfo: meminfo(1), ...blocks(128, 128) });
  assert.equal(meets(installed, 1 * GiB), true);
  assert.equal(meets(installed, 1.1 * GiB), false);
});

test("memory set aside for a crash kernel is memory of the machine", () => {
  const crash = textRaw("/sys/kernel/kexec_crash_size", `${GiB / 2}\n`);
  assert.equal(look({ meminfo: meminfo(3.33), ...blocks(32, 128), crash }).installed.value, 4 * GiB);
  assert.equal(meets(look({ meminfo: meminfo(3.33), crash }).installed, 4 * GiB), true);
  assert.equal(meets(look({ meminfo: meminfo(3.33), ...blocks(32, 128) }).installed, 4 * GiB), false);
});

test("the host's crash kernel does not enlarge a container of 1 GiB", () => {
  const crash = textRaw("/sys/kernel/kexec_crash_size", `${GiB / 2}\n`);
  assert.equal(meets(look({ meminfo: meminfo(1), ...blocks(128, 128), crash }).installed, 1.4 * GiB), false);
});

test("a control group limited to 1 GiB has 1 GiB, exactly, in both versions", () => {
  for (const line of ["/c/a\tmemory.max\t1073741824", "/c/a\tmemory.limit_in_bytes\t1073741824"]) {
    const { installed } = look({ meminfo: meminfo(23.5), ...blocks(192, 128), groups: groups(line) });
    assert.deepEqual([installed.value, installed.evidence.tolerance], [GiB, undefined]);
  }
});

test("the limit of an ancestor counts, and is the witness", () => {
  const raws = { meminfo: meminfo(23.5), groups: groups("/c/a/b\tmemory.max\tmax", "/c/a\tmemory.max\t2147483648") };
  assert.deepEqual([look(raws).installed.value, look(raws).installed.evidence.by], [2 * GiB, "/c/a/memory.max"]);
});

test("an ancestor that a container does not see still limits it (version 1)", () => {
  const line = "/c\tmemory.stat\tcache 0 hierarchical_memory_limit 1073741824 total_cache 0";
  const { installed } = look({
    meminfo: meminfo(23.5),
    groups: groups("/c\tmemory.limit_in_bytes\t9223372036854771712", line),
  });
  assert.equal(installed.value, GiB);
});

test("a limit just below what the machine may have is not stretched by its tolerance", () => {
  const { installed } = look({ meminfo: meminfo(3.85), groups: groups(`/c\tmemory.max\t${Math.floor(3.9 * GiB)}`) });
  assert.equal(installed.value, Math.floor(3.9 * GiB));
  assert.equal(meets(installed, 4 * GiB), false);
});

test("no limit is no limit: `max`, and the largest number of version 1", () => {
  for (const line of ["/c\tmemory.max\tmax", "/c\tmemory.limit_in_bytes\t9223372036854771712"]) {
    assert.equal(look({ ...blocks(32, 128), groups: groups(line) }).installed.value, 4 * GiB);
  }
});

test("a limit that could not be read, or is no number, leaves it unknown", () => {
  assert.equal(look({ groups: failedRaw("cgroup", "permission-denied") }).installed.why?.code, "permission-denied");
  for (const line of [
    "/c\tmemory.max\t",
    "/c\tmemory.max\t-1",
    "/c\tmemory.max\tlots",
    "/c\tmemory.limit_in_bytes\tNaN",
  ]) {
    assert.equal(look({ groups: groups(line) }).installed.why?.code, "garbled", line);
  }
  assert.equal(look({ meminfo: missingRaw("/proc/meminfo") }).installed.is, "unknown");
  assert.equal(look({ meminfo: textRaw("/proc/meminfo", "MemFree: 1 kB\n") }).installed.is, "unknown");
  assert.equal(look({ meminfo: textRaw("/proc/meminfo", "") }).swap.is, "unknown");
});

test("available is what the machine or the group has left, whichever is less", () => {
  assert.equal(look({ meminfo: meminfo(8, 6) }).available.value, 6 * GiB);
  const used = groups(
    `/c\tmemory.max\t${2 * GiB}`,
    `/c\tmemory.current\t${1.5 * GiB}`,
    `/c\tmemory.stat\tanon 1 inactive_file ${GiB}`,
  );
  assert.equal(look({ meminfo: meminfo(8, 6), groups: used }).available.value, 1.5 * GiB);
});

test("swap is the machine's, or what a group may use of it", () => {
  assert.equal(look({}).swap.value, 2097148 * 1024);
  assert.equal(look({ groups: groups("/c\tmemory.max\tmax", "/c\tmemory.swap.max\t0") }).swap.value, 0);
});

test("readings of a machine of 24 GiB whose parent group grants 1 GiB (Linux 6.18, version 1)", () => {
  const raws = {
    meminfo: textRaw("/proc/meminfo", fixture("meminfo-linux-6.18.txt")),
    ...blocks(192, 128),
    groups: textRaw("cgroup", fixture("groups-linux-6.18-v1-limited-above.txt")),
  };
  assert.equal(look(raws).installed.value, GiB);
  assert.match(look(raws).installed.evidence.by, /memory\/services\/memory.limit_in_bytes$/);
  assert.ok(meets(look(raws).available, 0.8 * GiB) && !meets(look(raws).available, GiB));
  assert.equal(look({ ...raws, groups: missingRaw("cgroup") }).installed.value, 24 * GiB);
});

const nothing = failedRaw("/proc/meminfo", "platform");
const elsewhere = { meminfo: nothing, groups: nothing };

test("macOS says to the byte what is built in, recorded", () => {
  // A virtual machine on VMware, in a build log of Rust on Travis CI.
  const apple = runRaw("sysctl", "hw.memsize: 8589934592\n");
  const { installed, available, swap } = look({ ...elsewhere, platform: textRaw("platform", "macos"), apple });
  assert.deepEqual([installed.value, installed.evidence.tolerance], [8 * GiB, undefined]);
  assert.deepEqual([available.why?.code, swap.why?.code], ["platform", "platform"]);
  for (const garbled of ["hw.memsize: \n", "8589934592\n", "hw.memsize: -1\n", "hw.memsize: 0\n"])
    assert.equal(
      look({ ...elsewhere, platform: textRaw("platform", "macos"), apple: runRaw("sysctl", garbled) }).installed.is,
      "unknown",
    );
});

test("Windows says in KiB what it may use, recorded, and a container is not its machine", () => {
  // Of Windows 11 Pro in German (github.com/Olray/DelphiFun): 8 GiB, of which firmware has taken its share.
  const windows = runRaw("Win32_OperatingSystem", "\r\nTotalVisibleMemorySize : 8369456\r\n");
  const on = (raws: Readonly<Record<string, Raw>>): Told =>
    look({ ...elsewhere, platform: textRaw("platform", "windows"), windows, ...raws }).installed;
  const plain = { container: runRaw("reg.exe", "", { exit: 1 }) };
  assert.deepEqual([on(plain).value, on(plain).evidence.tolerance], [8369456 * 1024, 0.08]);
  assert.equal(on({ container: runRaw("reg.exe", "ContainerType REG_DWORD 0x2") }).why?.code, "cannot-tell");
  assert.equal(on({ container: failedRaw("reg.exe", "timeout") }).is, "unknown");
  assert.equal(on({ ...plain, windows: runRaw("Win32_OperatingSystem", "", { exit: 1 }) }).why?.code, "no-means");
  assert.equal(
    on({ ...plain, windows: runRaw("Win32_OperatingSystem", "TotalVisibleMemorySize : \r\n") }).is,
    "unknown",
  );
});
