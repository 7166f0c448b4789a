import { containerOf, type ContainerTraces } from "../containers.ts";
import { machineOnArm, nameOfMachine, unmistakableIn } from "./machine-names.ts";

/** What a machine shows of what it runs on; undefined where that does not show. Texts are those of the kernel. */
export type MachineTraces = {
  readonly kernel: string | undefined;
  readonly hypervisorType: string | undefined;
  readonly vendor: string | undefined;
  readonly product: string | undefined;
  readonly cpuinfo: string | undefined;
  readonly clocks: string | undefined;
  readonly deviceTree: string | undefined;
  readonly board: string | undefined;
};

/** Undefined: what was seen does not decide it. */
export function virtualizationOf(traces: ContainerTraces & MachineTraces): string | undefined {
  return containerOf(traces) ?? (isSubsystem(traces) ? "wsl" : hypervisorOf(traces));
}

/**
 * The machine behind a container, or behind WSL, by its hypervisor: a container has its kernel and sees its processors.
 * WSL 1 has no kernel, and translates for Windows, of which nothing shows.
 */
export function machineOf(traces: MachineTraces): string | undefined {
  if (isSubsystem(traces)) return /microsoft-standard|WSL2/.test(traces.kernel ?? "") ? "hyperv" : undefined;
  return asMachine(hypervisorOf(traces));
}

/** What runs in nothing is a physical machine. */
export const asMachine = (runsIn: string | undefined): string | undefined => (runsIn === "none" ? "physical" : runsIn);

const isSubsystem = ({ kernel = "" }: MachineTraces): boolean => /microsoft/i.test(kernel);

/** Maker and model, as firmware and device tree name them; a text of a device tree ends with a NUL. */
export const namesOf = ({ vendor, product, board }: MachineTraces): string =>
  [vendor, product, board]
    .map((name = "") => name.replaceAll("\0", "").trim())
    .filter((name) => name !== "")
    .join(" ");

function hypervisorOf(traces: MachineTraces): string | undefined {
  const names = namesOf(traces);
  return byInterface(traces) ?? unmistakableIn(names) ?? byProcessor(traces, names);
}

function byProcessor({ cpuinfo = "", clocks = "" }: MachineTraces, names: string): string | undefined {
  const flags = /^flags\s*:(.*)$/m.exec(cpuinfo)?.[1];
  // Only x86 says whether a hypervisor is there; elsewhere names are all there is.
  return flags === undefined ? machineOnArm(names) : onX86({ names, isGuest: /\bhypervisor\b/.test(flags), clocks });
}

/** Hypervisors that present themselves to the kernel. */
function byInterface({ hypervisorType, deviceTree = "" }: MachineTraces): string | undefined {
  if (hypervisorType?.trim() === "xen") return "xen";
  if (deviceTree.includes("linux,kvm")) return "kvm";
  return ["xen", "vmware"].find((name) => deviceTree.includes(name));
}

function onX86({ names, isGuest, clocks }: { names: string; isGuest: boolean; clocks: string }): string | undefined {
  const guestOf = byClock(clocks);
  if (/QEMU|Bochs/i.test(names)) return guestOf ?? (/\bKVM\b/.test(names) ? "kvm" : "qemu");
  if (!isGuest) return "none";
  return guestOf ?? nameOfMachine(names);
}

/** A hypervisor that gives its guest a clock is known by it. */
function byClock(clocks: string): string | undefined {
  if (/\bkvm-clock\b/.test(clocks)) return "kvm";
  if (/\bhyperv_clocksource/.test(clocks)) return "hyperv";
  return /\bxen\b/.test(clocks) ? "xen" : undefined;
}
