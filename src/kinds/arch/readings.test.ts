import assert from "node:assert/strict";
import { test } from "node:test";
import type { Raw } from "../../facts/reading.ts";
import { failedRaw, missingRaw, runRaw, textRaw, toldOf, type Told } from "../made-raws.ts";
import { archLook } from "./readings.ts";

type Given = { machine: string | Raw; bits?: "32" | "64"; shell?: string };

/** The first five bytes of /bin/sh, as od prints them. */
const header = { "32": " 127  69  76  70   1\n", "64": " 127  69  76  70   2\n" };

function name({ machine, bits, shell = bits === undefined ? undefined : header[bits] }: Given): Told {
  const raws = {
    platform: textRaw("platform", "linux"),
    machine: typeof machine === "string" ? runRaw("uname -m", `${machine}\n`) : machine,
    shell: shell === undefined ? missingRaw("od") : runRaw("od -An -tu1 -N5 /bin/sh", shell),
  };
  return toldOf(archLook.understand(raws, {}, new Set()), "name");
}

test("one architecture has one name", () => {
  assert.equal(name({ machine: "x86_64", bits: "64" }).value, "x86_64");
  assert.equal(name({ machine: "amd64", bits: "64" }).value, "x86_64");
  assert.equal(name({ machine: "aarch64", bits: "64" }).value, "aarch64");
  assert.equal(name({ machine: "arm64", bits: "64" }).value, "aarch64");
  assert.equal(name({ machine: "i386" }).value, "i686");
  for (const other of ["armv7l", "riscv64", "ppc64le", "s390x"]) assert.equal(name({ machine: other }).value, other);
});

test("32-bit programs on a 64-bit kernel are what counts", () => {
  const pi = name({ machine: "aarch64", bits: "32" });
  assert.equal(pi.value, "armv7l");
  assert.match(pi.evidence.note ?? "", /aarch64 kernel/);
  assert.equal(name({ machine: "x86_64", bits: "32" }).value, "i686");
});

test("where the shell does not tell, a 64-bit kernel promises no 64-bit programs", () => {
  assert.equal(name({ machine: "x86_64" }).is, "unknown");
  assert.equal(name({ machine: "aarch64", shell: " 35  33  47  98  105\n" }).is, "unknown");
});

test("a look that failed is unknown, whatever it printed", () => {
  assert.equal(name({ machine: missingRaw("uname -m") }).is, "unknown");
  assert.equal(name({ machine: failedRaw("uname -m", "platform") }).why?.code, "platform");
  assert.equal(name({ machine: runRaw("uname -m", "x86_64\n", { exit: 1 }), bits: "64" }).is, "unknown");
  assert.equal(name({ machine: "a b\u001b[31m", bits: "64" }).why?.code, "garbled");
  assert.equal(name({ machine: "" }).is, "unknown");
});

const machineOf = (type: string): Raw =>
  runRaw("Win32_ComputerSystem", `\r\n\r\nManufacturer : HP\r\nSystemType   : ${type}\r\n\r\n`);
const elsewhere = (platform: string, raws: Readonly<Record<string, Raw>>): Told =>
  toldOf(archLook.understand({ platform: textRaw("platform", platform), ...raws }, {}, new Set()), "name");

test("a Mac with an Apple processor is one for a translated program too", () => {
  const onMac = (machine: string, apple: Raw): Told => elsewhere("macos", { machine: runRaw("uname", machine), apple });
  const silicon = runRaw("sysctl", "hw.optional.arm64: 1\n");
  const intel = runRaw("sysctl", "", { exit: 1, stderr: "sysctl: unknown oid 'hw.optional.arm64'\n" });
  assert.equal(onMac("arm64\n", silicon).value, "aarch64");
  assert.equal(onMac("x86_64\n", silicon).value, "aarch64");
  assert.match(onMac("x86_64\n", silicon).evidence.note ?? "", /Rosetta/);
  assert.equal(onMac("x86_64\n", intel).value, "x86_64");
  assert.equal(onMac("x86_64\n", failedRaw("sysctl", "timeout")).why?.code, "timeout");
});

test("Windows names the architecture of the machine, in words that no language changes", () => {
  assert.equal(elsewhere("windows", { windows: machineOf("x64-based PC") }).value, "x86_64");
  assert.equal(elsewhere("windows", { windows: machineOf("ARM64-based PC") }).value, "aarch64");
  assert.equal(elsewhere("windows", { windows: machineOf("PC auf x64-Basis") }).why?.code, "garbled");
  assert.equal(elsewhere("windows", { windows: failedRaw("powershell.exe", "no-means") }).is, "unknown");
});
