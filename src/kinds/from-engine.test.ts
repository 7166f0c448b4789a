import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import type { Raw } from "../facts/reading.ts";
import { archLook } from "./arch/readings.ts";
import { cpuLook } from "./cpu/readings.ts";
import { diskLook } from "./disk/readings.ts";
import { failedRaw, missingRaw, runRaw, textRaw, toldBy, type Told } from "./made-raws.ts";
import { memoryLook } from "./memory/readings.ts";
import { isOfMany, type Understood } from "./declaration.ts";

const recorded = (name: string): string =>
  readFileSync(new URL(`docker/fixtures/${name}.json`, import.meta.url), "utf8");
const desktop = recorded("info-desktop-macos-19.03");

/** A Linux host with 16 GiB and 2 processors, whose client asks an engine. */
const host = {
  meminfo: textRaw(
    "/proc/meminfo",
    "MemTotal:       16777216 kB\nMemAvailable:   8388608 kB\nSwapTotal:             0 kB\n",
  ),
  blocks: missingRaw("/sys/devices/system/memory"),
  blockSize: missingRaw("block_size_bytes"),
  crash: missingRaw("kexec_crash_size"),
  groups: missingRaw("/proc/self/cgroup"),
  platform: textRaw("platform", "linux"),
  machine: runRaw("uname -m", "x86_64\n"),
  shell: runRaw("od", " 127  69  76  70   2\n"),
  online: textRaw("online", "0-1\n"),
  status: textRaw("status", "Cpus_allowed_list:\t0-1\n"),
  cpuset: missingRaw("/proc/self/cgroup"),
  quota: missingRaw("/proc/self/cgroup"),
  cpuinfo: textRaw("/proc/cpuinfo", "processor\t: 0\nflags\t: avx2\n"),
  apple: failedRaw("sysctl", "platform"),
  windows: failedRaw("powershell", "platform"),
  container: failedRaw("powershell", "platform"),
  affinity: failedRaw("powershell", "platform"),
  disk: textRaw("stat -f /", "at\t/\nstatfs\t4096 1000 500 500 100 90\nend\n"),
  engineKernel: textRaw("osrelease", "6.18.5\n"),
  engineMemory: textRaw("/proc/meminfo", "MemTotal:       16777216 kB\n"),
  enginePlatform: textRaw("platform", "linux"),
  engineHost: textRaw("hostname", "here\n"),
  engineDaemon: textRaw("/proc", "1\tdockerd\nend\n"),
};

const engineOf = (info: object): Readonly<Record<string, Raw>> => ({
  ...host,
  engineVersion: runRaw("docker version", recorded("version-client-28.2-engine-20.10")),
  engineInfo: runRaw("docker info", JSON.stringify({ ServerVersion: "20.10.24", OSType: "linux", ...info })),
});
const ofHere = { KernelVersion: "6.18.5", MemTotal: 17179869184, NCPU: 2, Name: "here", OperatingSystem: "Debian" };

const looks = { arch: archLook, memory: memoryLook, cpu: cpuLook, disk: diskLook } as const;
const asked = (kind: keyof typeof looks, raws: Readonly<Record<string, Raw>>): Readonly<Record<string, Told>> => {
  const answered = looks[kind].engine.understand(raws, { path: "/" }, new Set());
  assert.ok(!(answered instanceof Promise));
  assert.ok(!isOfMany(answered));
  return toldBy(answered satisfies Understood);
};
const said = (told: Told | undefined): unknown => told?.value ?? told?.why?.code ?? told?.is;

test("an engine on this host's kernel gives what the host has", () => {
  const raws = engineOf(ofHere);
  assert.equal(said(asked("memory", raws)["installed"]), 16 * 2 ** 30);
  assert.equal(said(asked("memory", raws)["available"]), 8 * 2 ** 30);
  assert.equal(said(asked("cpu", raws)["count"]), 2);
  assert.equal(said(asked("disk", raws)["size"]), 4096 * 1000);
  assert.equal(said(asked("arch", raws)["name"]), "x86_64");
  // What it says of itself does not speak for this host then.
  assert.equal(said(asked("arch", engineOf({ ...ofHere, Architecture: "aarch64" }))["name"]), "x86_64");
});

test("limits of control groups count for an engine on this host's kernel", () => {
  const limit = "/sys/fs/cgroup\tmemory.max\t1073741824\n";
  const raws = { ...engineOf(ofHere), groups: textRaw("groups", limit) };
  assert.equal(said(asked("memory", raws)["installed"]), 2 ** 30);
});

test("an engine in a machine of its own, recorded, is asked for that machine, and this host does not speak for it", () => {
  const raws = { ...engineOf({}), engineInfo: runRaw("docker info", desktop) };
  const memory = asked("memory", raws);
  assert.deepEqual([said(memory["installed"]), memory["installed"]?.evidence.tolerance], [3142250496, 0.08]);
  assert.deepEqual([said(memory["available"]), said(memory["swap"])], ["cannot-tell", "cannot-tell"]);
  assert.equal(said(asked("cpu", raws)["count"]), 4);
  assert.equal(said(asked("cpu", raws)["flags"]), "cannot-tell");
  const disk = asked("disk", raws);
  assert.deepEqual(new Set(Object.values(disk).map(said)), new Set(["cannot-tell"]));
});

/** An engine on another kernel: what its kernel runs on, and what it is built for itself. */
const elsewhere = (Architecture: unknown, Arch: unknown): Readonly<Record<string, Raw>> => ({
  ...engineOf({ ...ofHere, KernelVersion: "6.8.0-1021-aws", Architecture }),
  engineVersion: runRaw("docker version", JSON.stringify({ Server: { Version: "28.5.1", Os: "linux", Arch } })),
});

test("an engine in a machine of its own tells the architecture, in the words of a host", () => {
  const name = (kernel: unknown, own: unknown): unknown => said(asked("arch", elsewhere(kernel, own))["name"]);
  assert.equal(name("aarch64", "arm64"), "aarch64");
  assert.equal(name("x86_64", "amd64"), "x86_64");
  // Podman, asked by Docker's client, has the word of Go for both.
  assert.equal(name("arm64", "arm64"), "aarch64");
  assert.equal(name("loongarch64", "loong64"), "loongarch64");
  assert.equal(name("armv6l", "arm"), "armv6l");
  for (const other of ["ppc64le", "s390x", "riscv64"]) assert.equal(name(other, other), other);
  const raws = { ...elsewhere("x86_64", "amd64"), engineInfo: runRaw("docker info", desktop) };
  const told = asked("arch", raws)["name"];
  assert.deepEqual([said(told), told?.evidence.by], ["x86_64", "docker info, docker version"]);
});

test("an engine of 32 bits on a kernel of 64 is one for images of 32 bits", () => {
  const pi = asked("arch", elsewhere("aarch64", "arm"))["name"];
  assert.equal(said(pi), "armv7l");
  assert.match(pi?.evidence.note ?? "", /aarch64 kernel/);
  assert.equal(said(asked("arch", elsewhere("x86_64", "386"))["name"]), "i686");
});

test("an engine whose kernel and programs are not of one sort, or that does not tell, leaves the architecture open", () => {
  const name = (kernel: unknown, own: unknown): unknown => said(asked("arch", elsewhere(kernel, own))["name"]);
  assert.equal(name("aarch64", "amd64"), "conflict");
  assert.equal(name("x86_64", "arm64"), "conflict");
  assert.equal(name("x86_64", "arm"), "conflict");
  assert.equal(name("x86_64", undefined), "cannot-tell");
  assert.equal(name(undefined, "arm"), "cannot-tell");
  assert.equal(name(undefined, 64), "cannot-tell");
});

test("Podman elsewhere, recorded, tells what it is built for", () => {
  const info = recorded("info-podman-4.3");
  const engineVersion = runRaw("docker version", recorded("version-podman-4.3"));
  const of = (text: string): unknown =>
    said(asked("arch", { ...host, engineVersion, engineInfo: runRaw("docker info", text) })["name"]);
  assert.equal(of(info), "x86_64");
  assert.equal(of(info.replace('"arch": "amd64"', '"arch": "arm64"')), "aarch64");
});

test("an engine that tells no figure of its machine, or 0, leaves it unknown", () => {
  for (const MemTotal of [undefined, 0, -1, "many"]) {
    const raws = engineOf({ ...ofHere, KernelVersion: "5.4.0", NCPU: 0, MemTotal });
    assert.equal(said(asked("memory", raws)["installed"]), "cannot-tell");
    assert.equal(said(asked("cpu", raws)["count"]), "cannot-tell");
  }
});

test("an engine of which it does not show whether it is elsewhere says nothing", () => {
  for (const gone of ["KernelVersion", "MemTotal"] as const) {
    const raws = engineOf({ ...ofHere, [gone]: undefined });
    assert.equal(said(asked("memory", raws)["installed"]), "cannot-tell", gone);
  }
});

test("an engine that shares the kernel, and not the folders, does not let this host speak for it", () => {
  const other = engineOf({ ...ofHere, Name: "inner" });
  assert.equal(said(asked("disk", other)["size"]), "cannot-tell");
  // What this container was granted is not what the engine's containers get.
  const limited = { ...other, groups: textRaw("groups", "/sys/fs/cgroup\tmemory.max\t1073741824\n") };
  assert.equal(said(asked("memory", limited)["installed"]), 16 * 2 ** 30);
  assert.equal(said(asked("memory", limited)["available"]), "cannot-tell");
  // A socket that was handed into this container: the daemon is not among its processes.
  const without = { ...engineOf(ofHere), engineDaemon: textRaw("/proc", "end\n") };
  assert.equal(said(asked("disk", without)["size"]), "cannot-tell");
  const hidden = { ...engineOf(ofHere), engineDaemon: failedRaw("/proc", "permission-denied") };
  assert.equal(said(asked("disk", hidden)["size"]), "cannot-tell");
});

test("where no engine answers, nobody knows what its containers get", () => {
  const silent = (engineVersion: Raw): unknown => {
    const answers = asked("memory", { ...host, engineVersion, engineInfo: failedRaw("docker info", "no-means") });
    const codes = new Set(Object.values(answers).map(said));
    assert.equal(codes.size, 1);
    return [...codes][0];
  };
  const failing = (stderr: string): Raw => runRaw("docker version", "", { exit: 1, stderr });
  assert.equal(silent(missingRaw("docker")), "no-means");
  assert.equal(silent(failedRaw("docker version", "timeout")), "timeout");
  assert.equal(
    silent(failing("Cannot connect to the Docker daemon at unix:///x. Is the docker daemon running?")),
    "no-means",
  );
  assert.equal(silent(failing("permission denied while trying to connect")), "permission-denied");
  assert.equal(silent(failing("what?")), "cannot-tell");
});
