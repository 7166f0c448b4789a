import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import type { Raw } from "../../facts/reading.ts";
import { failedRaw, missingRaw, runRaw, textRaw, toldBy, type Told } from "../made-raws.ts";
import { osLook } from "./readings.ts";
import { parseRelease } from "./release.ts";
import { supportOf } from "./support.ts";

const fixture = (name: string): string => readFileSync(new URL(`fixtures/${name}`, import.meta.url), "utf8");

function look(given: Readonly<Record<string, string | Raw>>, platform = "linux"): Readonly<Record<string, Told>> {
  const names = Object.keys(osLook.readings({}, new Set()));
  const raws = Object.fromEntries(
    names.map((name): readonly [string, Raw] => {
      const raw = given[name];
      return [name, raw === undefined ? missingRaw(name) : typeof raw === "string" ? textRaw(name, raw) : raw];
    }),
  );
  return toldBy(osLook.understand({ ...raws, platform: textRaw("os", platform) }, {}, new Set()));
}
const described = (release: string) => {
  const { id, version, like, name, supportEnds } = look({ release });
  return [id?.value, version?.value, like?.value, name?.value, supportEnds?.value];
};

test("distributions name themselves in os-release", () => {
  assert.deepEqual(described(fixture("os-release-debian-12.txt")), [
    "debian",
    "12",
    [],
    "Debian GNU/Linux 12 (bookworm)",
    "2028-06-30T23:59:59Z",
  ]);
  assert.deepEqual(described(fixture("os-release-ubuntu-24.04.txt")), [
    "ubuntu",
    "24.04",
    ["debian"],
    "Ubuntu 24.04.1 LTS",
    "2029-05-31T23:59:59Z",
  ]);
  assert.deepEqual(described(fixture("os-release-rocky-8.10.txt")).slice(0, 3), [
    "rocky",
    "8.10",
    ["rhel", "centos", "fedora"],
  ]);
  assert.equal(look({ release: fixture("os-release-alpine-3.22.txt") })["supportEnds"]?.value, "2027-05-01T23:59:59Z");
});

test("an unreleased or rolling one has no version, and no end of support that is known", () => {
  const { version, supportEnds } = look({ release: fixture("os-release-debian-unreleased.txt") });
  assert.deepEqual([version?.is, supportEnds?.is, supportEnds?.why?.code], ["absent", "unknown", "cannot-tell"]);
});

test("the file that a distribution ships counts where /etc has none; no file at all is unknown", () => {
  assert.equal(look({ shipped: "ID=alpine\n" })["id"]?.value, "alpine");
  assert.equal(look({ release: "ID=a\n", shipped: "ID=b\n" })["id"]?.value, "a");
  const { id, family } = look({});
  assert.deepEqual([id?.is, family?.value], ["unknown", "linux"]);
  assert.equal(
    look({ release: failedRaw("/etc/os-release", "permission-denied") })["id"]?.why?.code,
    "permission-denied",
  );
});

test("values are undone of quotes and escapes, and are nothing but data", () => {
  const fields = parseRelease(
    `A='one "two"'\r\nB="say \\"hi\\" \\$HOME \\\\"\nC=plain\\ word\n# D=no\nE=\nnonsense\n__proto__=x\nF="\u001b[31mred"\n`,
  );
  assert.deepEqual(
    [...fields],
    [
      ["A", 'one "two"'],
      ["B", 'say "hi" $HOME \\'],
      ["C", "plain word"],
      ["E", ""],
      ["F", "\u001b[31mred"],
    ],
  );
});

test("what is not set has the default of os-release(5), and what is endless is cut", () => {
  const { id, name } = look({ release: "ID=\n" });
  assert.deepEqual([id?.value, name?.value], ["linux", "Linux"]);
  const long = look({ release: `PRETTY_NAME="${"x".repeat(3000)}"\n` })["name"]?.value;
  assert.equal(long === "x".repeat(3000), true, "what is short enough to be judged stays whole");
  // One more than is judged, so that it is known to be cut.
  const endless = look({ release: `PRETTY_NAME="${"x".repeat(5000)}"\n` })["name"]?.value;
  assert.equal(endless === "x".repeat(4097), true);
});

test("a version that does not begin with a number is unknown, with its words", () => {
  const { version } = look({ release: "ID=x\nVERSION_ID=rolling\n" });
  assert.match(version?.why?.text ?? "", /rolling/);
});

test("the table of support goes by the longest part of a version that it knows", () => {
  assert.equal(supportOf("rocky", "8.10")?.ends, "2029-05-31");
  assert.equal(supportOf("ubuntu", "22.04")?.ends, "2027-06-01");
  assert.equal(supportOf("ubuntu", "22"), undefined);
  assert.equal(supportOf("debian", "99"), undefined);
  assert.equal(supportOf("constructor", "1"), undefined);
  assert.match(supportOf("sles", "15.6")?.note ?? "", /LTSS/);
});

test("whether it is supported is left to the judge, who knows what day it is", () => {
  assert.equal("supported" in look({ release: fixture("os-release-debian-12.txt") }), false);
});

const flags = (words: string): string => `processor\t: 0\nflags\t\t: fpu ${words}\n`;

test("switches of Windows are absent elsewhere, and one is seen from inside WSL", () => {
  const plain = look({ kernel: "6.1.0-amd64\n" });
  assert.deepEqual([plain["hyperV"]?.is, plain["wsl2"]?.is], ["absent", "absent"]);
  assert.deepEqual([look({})["hyperV"]?.is, look({})["wsl2"]?.is], ["unknown", "unknown"]);
  assert.deepEqual([look({}, "macos")["hyperV"]?.is, look({}, "macos")["wsl2"]?.is], ["absent", "absent"]);
  const inside = look({ kernel: "5.15.167.4-microsoft-standard-WSL2\n" });
  assert.deepEqual([inside["wsl2"]?.value, inside["hyperV"]?.is], [true, "unknown"]);
});

// SystemVersion.plist of macOS 10.15.4, recorded in the tests of Dart (runtime/bin/platform_macos_test.cc).
const plist = `<?xml version="1.0" encoding="UTF-8"?>
<plist version="1.0">
<dict>
        <key>ProductBuildVersion</key>
        <string>19E287</string>
        <key>ProductName</key>
        <string>Mac OS X</string>
        <key>ProductUserVisibleVersion</key>
        <string>10.15.4</string>
        <key>ProductVersion</key>
        <string>10.15.4</string>
        <key>iOSSupportVersion</key>
        <string>13.4</string>
</dict>
</plist>
`;

test("macOS names its version in a file of its own, recorded, and its kernel by uname", () => {
  // Darwin 24.6.0 is that of macOS 15.7.7 (github.com/x-cmd/x-cmd/issues/423).
  const seen = look({ macos: plist, appleKernel: runRaw("uname -r", "24.6.0\n") }, "macos");
  assert.deepEqual(
    ["family", "id", "version", "name", "kernel"].map((field) => seen[field]?.value),
    ["macos", "macos", "10.15.4", "macOS 10.15.4", "24.6.0"],
  );
  assert.match(seen["supportEnds"]?.why?.text ?? "", /Apple gives no dates/);
  assert.equal(look({ appleKernel: failedRaw("uname -r", "timeout") }, "macos")["kernel"]?.why?.code, "timeout");
});

const macs: readonly (readonly [string, string, string | undefined])[] = [
  ["a Mac", "kern.hv_vmm_present: 0\nhw.model: MacBookPro18,1\n", "none"],
  ["Apple's own virtual machine", "kern.hv_vmm_present: 1\nhw.model: VirtualMac2,1\n", "apple"],
  ["VMware", "kern.hv_vmm_present: 1\nhw.model: VMware7,1\n", "vmware"],
  ["QEMU with the model of a Mac", "kern.hv_vmm_present: 1\nhw.model: iMacPro1,1\n", undefined],
  ["macOS before 11, whose kernel does not tell", "hw.model: MacBookPro11,1\n", undefined],
];
for (const [name, printed, expected] of macs) {
  test(`what macOS runs in, by lines as recorded: ${name}`, () => {
    const { virtualization, machine } = look({ apple: runRaw("sysctl", printed) }, "macos");
    assert.equal(virtualization?.value, expected);
    assert.equal(machine?.value, expected === "none" ? "physical" : expected);
  });
}

test("a system that is not known here is unknown", () => {
  assert.equal(look({}, "freebsd")["family"]?.why?.code, "platform");
});

test("a reading that was lost is no sign that a thing is not there", () => {
  const lost = (name: string): Raw => failedRaw(name, "target-lost");
  const { hyperV, wsl2 } = look({ kernel: lost("/proc/sys/kernel/osrelease"), cpuinfo: flags("vmx") });
  assert.deepEqual([hyperV?.is, wsl2?.is, wsl2?.why?.code], ["unknown", "unknown", "target-lost"]);
});
