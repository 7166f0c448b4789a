import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import * as fc from "fast-check";
import type { Raw } from "../../facts/reading.ts";
import { failedRaw, missingRaw, runRaw, textRaw, toldBy, type Told } from "../made-raws.ts";
import { osLook } from "./readings.ts";
import { supportOf } from "./support.ts";

// What Windows printed is recorded; no machine with Windows was there. Where a recording is changed, the title says so.

const fixture = (name: string): string => readFileSync(new URL(`fixtures/${name}.txt`, import.meta.url), "utf8");
const ran = (text: string): Raw => runRaw("PowerShell", text.replaceAll("\n", "\r\n"));
const off = fixture("features-windows-10-hyper-v-off");
const on = fixture("features-windows-hyper-v-on");
const zbook = fixture("machine-windows-hp-zbook");
const listed = fixture("distributions-windows-10-19043");

const physical: Readonly<Record<string, Raw>> = {
  platform: textRaw("os", "windows"),
  system: ran(fixture("system-windows-10-home-19045")),
  machine: ran(zbook),
  features: ran(off),
  distributions: missingRaw("C:\\Program Files\\WSL\\wsl.exe"),
  groups: runRaw("whoami.exe /groups", "BUILTIN\\Administrators S-1-5-32-544\r\nLabel S-1-16-12288\r\n"),
  container: runRaw("reg.exe", "", { exit: 1 }),
};
function look(given: Readonly<Record<string, Raw>> = {}): Readonly<Record<string, Told>> {
  const names = Object.keys(osLook.readings({}, new Set()));
  const blind = Object.fromEntries(names.map((name) => [name, failedRaw(name, "platform")]));
  return toldBy(osLook.understand({ ...blind, ...physical, ...given }, {}, new Set()));
}
const values = (facts: Readonly<Record<string, Told>>, ...fields: readonly string[]) =>
  fields.map((field) => facts[field]?.value ?? facts[field]?.why?.code ?? facts[field]?.is);
const hyperV = (given: Readonly<Record<string, Raw>>) => values(look(given), "hyperV")[0];
const wsl2 = (given: Readonly<Record<string, Raw>>) => values(look(given), "wsl2")[0];
const withoutHypervisor = ran(
  zbook.replace("HypervisorPresent           : True", "HypervisorPresent           : False"),
);
const named = (maker: string, model: string): Raw =>
  ran(zbook.replace(/Manufacturer .*/, `Manufacturer : ${maker}`).replace(/Model .*/, `Model : ${model}`));
const build = (number: number, type = 1, sku = 48): Raw =>
  ran(`Version : 10.0.${number}\nBuildNumber : ${number}\nProductType : ${type}\nOperatingSystemSKU : ${sku}\n`);

test("Windows 10 Home, recorded, is known by its numbers, and its support has ended", () => {
  const facts = look();
  assert.deepEqual(values(facts, "family", "id", "name", "version", "kernel"), [
    "windows",
    "windows",
    "Windows 10 22H2 (build 19045)",
    "10.0.19045",
    "10.0.19045",
  ]);
  assert.equal(facts["supportEnds"]?.value, "2025-10-14T23:59:59Z");
  assert.match(facts["supportEnds"]?.evidence.note ?? "", /Extended Security Updates/);
});

test("Windows 11 in German, recorded, is as plain as in English", () => {
  const facts = look({ system: ran(fixture("system-windows-11-pro-22631-de")) });
  assert.deepEqual(values(facts, "id", "name", "supportEnds"), [
    "windows",
    "Windows 11 23H2 (build 22631)",
    "2025-11-11T23:59:59Z",
  ]);
});

test("a server is a system of its own, and one that tells no version is unknown", () => {
  const server = look({ system: build(17763, 3, 7) });
  assert.deepEqual(values(server, "id", "name", "supportEnds"), [
    "windows-server",
    "Windows Server 2019 (build 17763)",
    "2029-01-09T23:59:59Z",
  ]);
  const cut = look({ system: ran(fixture("system-windows-server-without-version")) });
  assert.deepEqual(values(cut, "family", "id", "version"), ["windows", "garbled", "garbled"]);
});

test("the support of every Windows of the table ends on a second Tuesday, as Microsoft's does", () => {
  const builds = [14393, 17763, 19045, 20348, 22621, 22631, 26100, 26200].map((number) => `10.0.${number}`);
  const ids = ["windows:home-pro", "windows:enterprise-education", "windows-server:standard-datacenter"];
  const ends = ids.flatMap((id) => builds.flatMap((version) => supportOf(id, version)?.ends ?? []));
  assert.equal(ends.length, 12);
  for (const day of ends.map((end) => new Date(end))) {
    assert.equal(day.getUTCDay(), 2, day.toISOString());
    assert.equal(Math.ceil(day.getUTCDate() / 7), 2, day.toISOString());
  }
});

test("an edition with an end of its own, and a build that nobody wrote down, have no end that is known", () => {
  for (const system of [build(19045, 1, 125), build(26200, 1, 4), build(30000), build(20348, 3, 13)])
    assert.deepEqual(values(look({ system }), "supportEnds"), ["cannot-tell"]);
  assert.deepEqual(values(look({ system: build(30000) }), "name"), ["Windows 11 (build 30000)"]);
});

test("Hyper-V that is on, recorded, counts while a hypervisor runs on a machine of its own", () => {
  assert.equal(hyperV({ features: ran(on) }), true);
  assert.equal(hyperV({ features: ran(on), machine: withoutHypervisor }), false);
  assert.equal(
    hyperV({ features: ran(on), machine: named("Microsoft Corporation", "Virtual Machine") }),
    "cannot-tell",
  );
  assert.equal(hyperV({ features: ran(on), machine: named("QEMU", "Standard PC (Q35 + ICH9, 2009)") }), "cannot-tell");
  assert.equal(hyperV({ features: ran(on), container: runRaw("reg.exe", "ContainerType") }), "cannot-tell");
});

test("Hyper-V that is off, on Windows 10 and on Windows Server 2019, recorded, is off", () => {
  assert.equal(hyperV({}), false);
  assert.equal(hyperV({ features: ran(fixture("features-windows-server-2019-17763")) }), false);
});

test("an edition without Hyper-V, recorded, has none, and the platform of other hypervisors is not it", () => {
  const facts = look({ features: ran(fixture("features-windows-11-without-hyper-v")) });
  assert.deepEqual([facts["hyperV"]?.value, facts["wsl2"]?.value], [false, false]);
  assert.match(facts["hyperV"]?.evidence.note ?? "", /this edition/);
});

test("what waits for a restart, and a part of Hyper-V that is off, is not on", () => {
  const pending = on.replace(/(Microsoft-Hyper-V\nState +: )Enabled/, "$1EnablePending");
  assert.equal(hyperV({ features: ran(pending) }), "cannot-tell");
  const tools = on.replace(/(Microsoft-Hyper-V-Hypervisor\nState +: )Enabled/, "$1Disabled");
  assert.equal(hyperV({ features: ran(tools) }), false);
  assert.equal(
    wsl2({ features: ran(on.replace(/(VirtualMachinePlatform\nState +: )Enabled/, "$1EnablePending")) }),
    "cannot-tell",
  );
});

test("who is not elevated is told nothing of features, and how to be told", () => {
  const refused = runRaw("PowerShell", "", { exit: 1, stderr: "Get-WindowsOptionalFeature : Erhöhte Rechte" });
  const groups = runRaw("whoami.exe /groups", "BUILTIN\\Administrators S-1-5-32-544\r\nLabel S-1-16-8192\r\n");
  const facts = look({ features: refused, groups });
  assert.deepEqual(values(facts, "hyperV", "wsl2"), ["permission-denied", "permission-denied"]);
  assert.match(facts["hyperV"]?.why?.settle ?? "", /Run as administrator/);
  assert.deepEqual(values(look({ features: refused }), "hyperV", "wsl2"), ["no-means", "no-means"]);
  // That no hypervisor runs is seen without any rights.
  assert.deepEqual(values(look({ features: refused, groups, machine: withoutHypervisor }), "hyperV", "wsl2"), [
    false,
    false,
  ]);
});

test("a distribution of WSL 2 that runs shows it, with or without rights; one of WSL 1 that runs does not", () => {
  const refused = runRaw("PowerShell", "", { exit: 1 });
  const runs = runRaw("wsl.exe", listed.replace("Ubuntu-20.04           Stopped", "Ubuntu-20.04           Running"));
  assert.equal(wsl2({ features: refused, distributions: runs }), true);
  // As it was recorded: the only one that runs is of WSL 1.
  assert.equal(wsl2({ features: refused, distributions: runRaw("wsl.exe", listed) }), "no-means");
});

test("distributions of WSL 2 that are there count where all that they need is on", () => {
  const there = runRaw("wsl.exe", listed);
  assert.equal(wsl2({ features: ran(on), distributions: there }), true);
  assert.equal(wsl2({ features: ran(on), distributions: there, machine: withoutHypervisor }), false);
  assert.equal(
    wsl2({ features: ran(on), distributions: there, machine: named("VMware, Inc.", "VMware20,1") }),
    "cannot-tell",
  );
  assert.equal(wsl2({ features: ran(off), distributions: there }), "conflict");
});

test("WSL 1 alone, WSL without a distribution, and WSL that does not answer show no WSL 2", () => {
  const first = runRaw("wsl.exe", listed.replaceAll(/ 2$/gm, " 1"));
  const none = runRaw("wsl.exe", "Windows Subsystem for Linux has no installed distributions.\r\n", { exit: -1 });
  for (const distributions of [first, none, missingRaw("wsl.exe"), failedRaw("wsl.exe", "timeout")]) {
    assert.equal(wsl2({ features: ran(on), distributions }), "cannot-tell");
    assert.equal(wsl2({ features: ran(off), distributions }), false);
  }
});

test("a Windows that is older than WSL 2 has none, whatever is switched on", () => {
  assert.equal(wsl2({ system: build(17763, 3, 7), features: ran(on) }), false);
  assert.equal(wsl2({ system: build(17134), features: ran(on) }), false);
  assert.equal(wsl2({ system: failedRaw("PowerShell", "timeout"), features: ran(on) }), "timeout");
});

test("states in another language decide nothing", () => {
  const german = on.replaceAll("Enabled", "Aktiviert");
  assert.deepEqual(values(look({ features: ran(german) }), "hyperV", "wsl2"), ["cannot-tell", "cannot-tell"]);
  const runs = runRaw("wsl.exe", "  NAME      STATUS              VERSION\n* Ubuntu    Wird ausgeführt    2\n");
  assert.equal(wsl2({ features: ran(german), distributions: runs }), "cannot-tell");
});

test("a list that is not whole, or an answer that is none, is unknown", () => {
  const cut = on.slice(on.indexOf("FeatureName : Microsoft-Hyper-V-All"));
  for (const features of [ran(cut), ran(""), ran("nonsense"), failedRaw("PowerShell", "too-much-output")])
    assert.match(look({ features })["hyperV"]?.why?.code ?? "seen", /^(?:garbled|too-much-output)$/);
  for (const machine of [
    ran(""),
    ran("HypervisorPresent :\n"),
    ran("HypervisorPresent : Wahr\n"),
    runRaw("PowerShell", "", { exit: 1 }),
  ])
    assert.notEqual(hyperV({ features: ran(on), machine }), true);
});

test("what Windows runs in is told by a maker's name, and its own hypervisor is taken for none below it", () => {
  assert.deepEqual(values(look(), "virtualization"), ["cannot-tell"]);
  assert.deepEqual(values(look({ machine: withoutHypervisor }), "virtualization", "machine"), ["none", "physical"]);
  const names = [
    ["Parallels International GmbH.", "Parallels Virtual Platform", "parallels"],
    ["Microsoft Corporation", "Virtual Machine", "hyperv"],
    ["Amazon EC2", "t3.large", "kvm"],
    ["Amazon EC2", "m5.metal", "cannot-tell"],
  ] as const;
  for (const [maker, model, expected] of names)
    assert.deepEqual(values(look({ machine: named(maker, model) }), "virtualization"), [expected]);
  assert.deepEqual(values(look({ container: runRaw("reg.exe", "ContainerType") }), "virtualization"), ["cannot-tell"]);
});

const garbage = [missingRaw("x"), failedRaw("x", "timeout"), ran(""), ran("a : b\n"), runRaw("x", on, { exit: 1 })];
const anyOf = (...raws: readonly Raw[]): fc.Arbitrary<Raw> => fc.constantFrom(...raws, ...garbage);
const anyMachine = {
  system: anyOf(build(19045), build(22631), build(17763, 3, 7), build(9600)),
  machine: anyOf(ran(zbook), withoutHypervisor, named("QEMU", "Standard PC"), named("", "")),
  features: anyOf(
    ran(on),
    ran(off),
    ran(fixture("features-windows-11-without-hyper-v")),
    ran(on.replaceAll("Enabled", "EnablePending")),
  ),
  distributions: anyOf(
    runRaw("wsl", listed),
    runRaw("wsl", listed.replaceAll("Stopped", "Running")),
    runRaw("wsl", "NAME STATE VERSION"),
  ),
  groups: anyOf(runRaw("whoami", "S-1-5-32-544 S-1-16-8192")),
  container: anyOf(runRaw("reg.exe", "", { exit: 1 }), runRaw("reg.exe", "ContainerType")),
};
const textIn = (raw: Raw | undefined): string => (raw?.is === "text" && raw.exit === 0 ? raw.text : "");

test("whatever Windows answers, Hyper-V and WSL 2 are true only where all that they need was seen", () => {
  fc.assert(
    fc.property(fc.record(anyMachine), (given) => {
      const [hyper, second] = [hyperV(given), wsl2(given)];
      const hypervisor = /HypervisorPresent +: True/.test(textIn(given.machine)) && !/QEMU/.test(textIn(given.machine));
      const isOn = (name: string): boolean => new RegExp(`${name}\\r?\\nState +: Enabled`).test(textIn(given.features));
      const rows = textIn(given.distributions);
      if (hyper === true) assert.ok(hypervisor && isOn("Microsoft-Hyper-V"));
      const canRun = hypervisor && isOn("VirtualMachinePlatform") && / 2$/m.test(rows);
      if (second === true) assert.ok(canRun || /Running +2$/m.test(rows));
    }),
    { numRuns: 2000 },
  );
});
