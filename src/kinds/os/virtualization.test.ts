import assert from "node:assert/strict";
import { test } from "node:test";
import type { Raw } from "../../facts/reading.ts";
import { failedRaw, missingRaw, textRaw, toldBy, type Told } from "../made-raws.ts";
import { osLook } from "./readings.ts";

/** What is not given is not there. */
function look(given: Readonly<Record<string, string | Raw>>): Readonly<Record<string, Told>> {
  const names = Object.keys(osLook.readings({}, new Set()));
  const raws = Object.fromEntries(
    names.map((name): readonly [string, Raw] => {
      const raw = given[name];
      return [name, raw === undefined ? missingRaw(name) : typeof raw === "string" ? textRaw(name, raw) : raw];
    }),
  );
  return toldBy(osLook.understand({ ...raws, platform: textRaw("os", "linux") }, {}, new Set()));
}

const flags = (words: string): string => `processor\t: 0\nflags\t\t: fpu ${words}\n`;
const arm = "processor\t: 0\nFeatures\t: fp asimd\n";
const root = (line: string): string =>
  `1 0 0:1 / /proc rw - proc proc rw\n${line}\n2 1 0:2 / /dev rw - devtmpfs devtmpfs rw\n`;
const ownDisk = root("27 1 254:0 / / rw,relatime - ext4 /dev/vda rw");
const overlay = (lower: string): string => root(`27 1 0:50 / / rw - overlay overlay rw,lowerdir=${lower},upperdir=/u`);

const places: readonly (readonly [string, Readonly<Record<string, string>>, string | undefined])[] = [
  [
    "bare metal",
    { cpuinfo: flags("vmx"), vendor: "Dell Inc.\n", product: "PowerEdge R740\n", mountinfo: ownDisk },
    "none",
  ],
  ["KVM", { cpuinfo: flags("hypervisor"), vendor: "QEMU\n", clocks: "kvm-clock tsc\n" }, "kvm"],
  [
    "QEMU without KVM",
    { cpuinfo: flags("hypervisor"), vendor: "QEMU\n", product: "Standard PC\n", clocks: "tsc\n" },
    "qemu",
  ],
  ["a microVM without DMI", { cpuinfo: flags("hypervisor"), clocks: "tsc kvm-clock \n" }, "kvm"],
  ["VMware", { cpuinfo: flags("hypervisor"), vendor: "VMware, Inc.\n" }, "vmware"],
  ["VirtualBox", { cpuinfo: flags("hypervisor"), vendor: "innotek GmbH\n", product: "VirtualBox\n" }, "virtualbox"],
  [
    "Hyper-V",
    { cpuinfo: flags("hypervisor"), vendor: "Microsoft Corporation\n", product: "Virtual Machine\n" },
    "hyperv",
  ],
  ["a Surface", { cpuinfo: flags("vmx"), vendor: "Microsoft Corporation\n", product: "Surface Pro\n" }, "none"],
  ["EC2", { cpuinfo: flags("hypervisor"), vendor: "Amazon EC2\n", product: "m5.large\n" }, "kvm"],
  ["EC2 metal", { cpuinfo: flags("vmx"), vendor: "Amazon EC2\n", product: "m5.metal\n" }, "none"],
  ["Xen", { cpuinfo: flags("hypervisor"), hypervisorType: "xen\n" }, "xen"],
  ["a hypervisor without a name", { cpuinfo: flags("hypervisor") }, undefined],
  ["ARM without a word", { cpuinfo: arm }, undefined],
  ["ARM by a cloud's name only", { cpuinfo: arm, vendor: "Hetzner\n" }, undefined],
  ["ARM on QEMU", { cpuinfo: arm, vendor: "QEMU\n" }, "kvm"],
  ["ARM at Hetzner", { cpuinfo: arm, vendor: "Hetzner\n", product: "vServer\n" }, "kvm"],
  ["Graviton", { cpuinfo: arm, vendor: "Amazon EC2\n", product: "m7g.large\n" }, "kvm"],
  ["Graviton metal", { cpuinfo: arm, vendor: "Amazon EC2\n", product: "m7g.metal\n" }, "none"],
  ["Graviton metal of a size", { cpuinfo: arm, vendor: "Amazon EC2\n", product: "m8g.metal-24xl\n" }, "none"],
  ["EC2 whose product does not show", { cpuinfo: arm, vendor: "Amazon EC2\n" }, undefined],
  ["ARM at Google", { cpuinfo: arm, vendor: "Google\n", product: "Google Compute Engine\n" }, "kvm"],
  ["a phone of Google's", { cpuinfo: arm, vendor: "Google\n", product: "Tensor\n" }, undefined],
  ["ARM on OpenStack", { cpuinfo: arm, vendor: "OpenStack Foundation\n", product: "OpenStack Nova\n" }, "kvm"],
  ["ARM in KubeVirt", { cpuinfo: arm, vendor: "KubeVirt\n", product: "None\n" }, "kvm"],
  ["ARM on Hyper-V", { cpuinfo: arm, vendor: "Microsoft Corporation\n", product: "Virtual Machine\n" }, "hyperv"],
  [
    "a server with ARM, which may have been divided",
    { cpuinfo: arm, vendor: "GIGABYTE\n", product: "R152-P30\n" },
    undefined,
  ],
  ["a Raspberry Pi", { cpuinfo: arm, board: "Raspberry Pi 5 Model B Rev 1.0\0" }, "none"],
  [
    "a Raspberry Pi with UEFI",
    { cpuinfo: arm, vendor: "Raspberry Pi Foundation\n", product: "Raspberry Pi 4 Model B\n" },
    "none",
  ],
  ["a guest on a Raspberry Pi", { cpuinfo: arm, board: "Raspberry Pi 5\0", deviceTree: "linux,kvm\0" }, "kvm"],
  ["a machine of QEMU's own", { cpuinfo: arm, board: "linux,dummy-virt\0" }, undefined],
  ["ARM on Xen", { cpuinfo: arm, deviceTree: "xen,xen-4.17\0xen,xen\0" }, "xen"],
  ["ARM on VMware", { cpuinfo: arm, deviceTree: "vmware\0" }, "vmware"],
  ["WSL 2", { cpuinfo: flags("hypervisor"), kernel: "5.15.167.4-microsoft-standard-WSL2\n" }, "wsl"],
  [
    "Docker",
    { cpuinfo: flags("hypervisor"), dockerenv: "", mountinfo: overlay("/var/lib/docker/overlay2/l/X") },
    "docker",
  ],
  [
    "a machine made from a Docker image",
    { cpuinfo: flags("hypervisor"), dockerenv: "", mountinfo: ownDisk, clocks: "kvm-clock" },
    "kvm",
  ],
  ["Podman", { cpuinfo: flags("vmx"), containerenv: "" }, "podman"],
  [
    "a pod",
    {
      cpuinfo: flags("vmx"),
      mountinfo: overlay("/var/lib/containerd/io.containerd.snapshotter.v1.overlayfs/snapshots/1/fs"),
    },
    "containerd",
  ],
  ["LXC by systemd", { cpuinfo: flags("vmx"), systemdContainer: "lxc\n" }, "lxc"],
  ["LXC by its first process", { cpuinfo: flags("vmx"), environment: "lxc" }, "lxc"],
  ["nspawn", { cpuinfo: flags("vmx"), systemdContainer: "systemd-nspawn\n" }, "systemd-nspawn"],
  ["OpenVZ", { cpuinfo: flags("vmx"), openvz: "stats\n" }, "openvz"],
  ["an OpenVZ host", { cpuinfo: flags("vmx"), openvz: "stats\n", openvzHost: "0\n" }, "none"],
];
for (const [name, raws, expected] of places) {
  test(`what it runs in: ${name}`, () => {
    const { virtualization } = look(raws);
    assert.equal(virtualization?.value, expected);
    assert.equal(virtualization?.is, expected === undefined ? "unknown" : "seen");
  });
}

const inDocker = { dockerenv: "", mountinfo: overlay("/var/lib/docker/overlay2/l/X") };
const behind: readonly (readonly [string, Readonly<Record<string, string | Raw>>, string | undefined])[] = [
  ["no container", { cpuinfo: flags("hypervisor"), clocks: "kvm-clock" }, "kvm"],
  ["Docker on a physical machine", { cpuinfo: flags("vmx"), ...inDocker }, "physical"],
  ["Docker on KVM", { cpuinfo: flags("hypervisor"), clocks: "tsc kvm-clock", ...inDocker }, "kvm"],
  ["Docker on Graviton", { cpuinfo: arm, vendor: "Amazon EC2\n", product: "m7g.large\n", ...inDocker }, "kvm"],
  ["Docker on ARM without a word", { cpuinfo: arm, ...inDocker }, undefined],
  ["WSL 2", { cpuinfo: flags("hypervisor"), kernel: "5.15.167.4-microsoft-standard-WSL2\n" }, "hyperv"],
  ["WSL 1, which has no kernel of its own", { cpuinfo: flags("vmx"), kernel: "4.4.0-19041-Microsoft\n" }, undefined],
];
for (const [name, raws, expected] of behind) {
  test(`the machine behind a container is known by what it shows in it: ${name}`, () => {
    const { machine } = look(raws);
    assert.equal(machine?.value, expected);
    assert.equal(machine?.is, expected === undefined ? "unknown" : "seen");
  });
}

test("a machine that does not show what it is says its name, and what was lost is no sign of a physical one", () => {
  const { virtualization } = look({ cpuinfo: arm, vendor: "GIGABYTE\n", product: "R152-P30\n" });
  assert.match(virtualization?.why?.text ?? "", /GIGABYTE R152-P30/);
  const lost = look({ cpuinfo: arm, board: "Raspberry Pi 5\0", deviceTree: failedRaw("device-tree", "target-lost") });
  assert.equal(lost["machine"]?.why?.code, "target-lost");
});

test("what it runs in is unknown where a trace of it was lost, and not where one is only for root", () => {
  const lost = (name: string): Raw => failedRaw(name, "target-lost");
  for (const name of ["mountinfo", "dockerenv", "vendor", "environment"]) {
    const { virtualization } = look({ cpuinfo: flags("vmx"), dockerenv: "", [name]: lost(name) });
    assert.deepEqual([virtualization?.is, virtualization?.why?.code], ["unknown", "target-lost"], name);
  }
  const denied = { environment: failedRaw("/proc/1/environ", "permission-denied") };
  const { virtualization } = look({ cpuinfo: flags("vmx hypervisor"), mountinfo: ownDisk, ...denied });
  assert.notEqual(virtualization?.why?.code, "permission-denied");
});
