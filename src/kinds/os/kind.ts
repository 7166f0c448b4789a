import { defineKind } from "../declaration.ts";

export const os = defineKind({
  name: "os",
  says: "The operating system, as it names itself, and how long its maker supports it.",
  area: "machine",
  askedOf: ["host"],
  moments: ["install", "run", "upgrade"],
  vantages: ["host", "container"],
  grade: "observed",
  arguments: {},
  answers: {
    family: {
      type: "choice",
      of: ["linux", "macos", "windows"],
      says: "The family of systems.",
      visibility: "public",
      remedy: { text: "Use a machine with another operating system." },
    },
    id: {
      type: "text",
      says: "The distribution in one word (debian, ubuntu, rhel), from os-release; `macos` on macOS, `windows` or `windows-server` on Windows.",
      // os-release(5): ID is a lower-case string of letters, digits, ".", "_" and "-".
      pattern: { source: "^[a-z0-9._-]+$", says: "an id of os-release is in lower case, such as debian" },
      visibility: "public",
      remedy: { text: "Use a machine with another distribution." },
    },
    like: { type: "list", says: "Distributions that it is made from (ID_LIKE).", visibility: "public" },
    name: { type: "text", says: "Its name for people (PRETTY_NAME).", visibility: "public" },
    version: {
      type: "version",
      says: "Its version (VERSION_ID); absent for a rolling release. Of Windows that of its kernel with the build, such as 10.0.22631, since 11 has none of its own.",
      visibility: "public",
      remedy: { text: "Upgrade the operating system." },
    },
    kernel: {
      type: "version",
      says: "The version of the running kernel.",
      visibility: "public",
      remedy: { text: "Upgrade the kernel and reboot." },
    },
    virtualization: {
      type: "text",
      says: "What it runs in: none, kvm, qemu, vmware, hyperv, xen, virtualbox, parallels, bhyve, apple, wsl, or a container: docker, podman, containerd, lxc, openvz, systemd-nspawn. A container in a machine that is virtual too is named as the container.",
      visibility: "public",
    },
    machine: {
      type: "text",
      says: "What the machine is, whatever container or WSL it is looked at from: physical, or the hypervisor that it runs on, in the words of `virtualization`. Processors other than x86 do not show whether there is one: there it is known by what it shows itself, and by names that are given to virtual machines, or to boards, alone.",
      visibility: "public",
    },
    supported: {
      type: "boolean",
      says: "Whether its maker still mends what is found in it, without a paid extension.",
      visibility: "public",
      derived: { from: "supportEnds", how: "after-now" },
      remedy: { text: "Upgrade to a release that is still supported." },
    },
    supportEnds: {
      type: "instant",
      says: "When that ends, by a table whose date is in the note; unknown for a release that is not in it.",
      visibility: "public",
      remedy: { text: "Upgrade to a release that is supported for longer." },
    },
    hyperV: {
      type: "boolean",
      says: "Whether Hyper-V of Windows is switched on and its hypervisor runs; absent elsewhere. Only an elevated program is told what is on.",
      visibility: "public",
      remedy: {
        text: "Switch Hyper-V on in a terminal that is run as administrator, and restart. Windows Home has none: take WSL 2 there. If a hypervisor does not run all the same, switch virtualization on in the firmware.",
        commands: { windows: ["Enable-WindowsOptionalFeature -Online -FeatureName Microsoft-Hyper-V -All"] },
      },
    },
    wsl2: {
      type: "boolean",
      says: "Whether WSL 2 works on Windows: a distribution of it runs, or is there with all that it needs; absent elsewhere.",
      visibility: "public",
      remedy: {
        text: "Install WSL with a distribution in a terminal that is run as administrator, and restart.",
        commands: { windows: ["wsl --install"] },
      },
    },
  },
  expect: {},
  example: `- id: os
  level: must
  title: A Linux that is still supported
  os: {}
  expect: { family: linux, supported: true }
`,
});
