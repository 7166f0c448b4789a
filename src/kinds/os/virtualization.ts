import { containerOf, type ContainerTraces } from "../containers.ts";

/** What a machine shows of what it runs in; undefined where that does not show. Texts are those of the kernel. */
export type Traces = ContainerTraces & {
  readonly kernel: string | undefined;
  readonly hypervisorType: string | undefined;
  readonly vendor: string | undefined;
  readonly product: string | undefined;
  readonly cpuinfo: string | undefined;
  readonly clocks: string | undefined;
  readonly deviceTree: string | undefined;
};

/** Undefined: what was seen does not decide it. */
export function virtualizationOf(traces: Traces): string | undefined {
  return containerOf(traces) ?? subsystem(traces) ?? machine(traces);
}

const subsystem = (traces: Traces): string | undefined => (/microsoft/i.test(traces.kernel ?? "") ? "wsl" : undefined);

/** Names that hypervisors put into DMI whatever else they hide. */
const unmistakable: readonly (readonly [RegExp, string])[] = [
  [/VMware/i, "vmware"],
  [/VirtualBox|innotek/i, "virtualbox"],
  [/Parallels/i, "parallels"],
  [/BHYVE/i, "bhyve"],
  [/^Xen|\bHVM domU/i, "xen"],
  [/Apple Virtualization/i, "apple"],
  [/Microsoft Corporation Virtual Machine/i, "hyperv"],
];
/** Makers whose machines run on KVM, or on QEMU alone. */
const onKvm =
  /QEMU|\bKVM\b|Bochs|Red Hat|OpenStack|Amazon EC2|Google|DigitalOcean|Hetzner|Alibaba|Nutanix|Akamai|Linode|Scaleway|Vultr|UpCloud/i;

/** The hypervisor that a machine's maker and model name; undefined where they are those of a machine like any other. */
export const nameOfMachine = (names: string): string | undefined =>
  unmistakable.find(([pattern]) => pattern.test(names))?.[1] ?? (onKvm.test(names) ? "kvm" : undefined);

function machine(traces: Traces): string | undefined {
  const names = [traces.vendor, traces.product].map((name) => name?.trim() ?? "").join(" ");
  const named = byInterface(traces) ?? unmistakable.find(([pattern]) => pattern.test(names))?.[1];
  return named ?? byProcessor(traces, names);
}

function byProcessor({ cpuinfo = "", clocks = "" }: Traces, names: string): string | undefined {
  const flags = /^flags\s*:(.*)$/m.exec(cpuinfo)?.[1];
  // Only x86 says whether a hypervisor is there; elsewhere the name of a maker is all there is.
  if (flags === undefined) return /QEMU|\bKVM\b/i.test(names) ? "kvm" : undefined;
  return onX86({ names, isGuest: /\bhypervisor\b/.test(flags), clocks });
}

/** Hypervisors that present themselves to the kernel. */
function byInterface({ hypervisorType, deviceTree }: Traces): string | undefined {
  if (hypervisorType?.trim() === "xen") return "xen";
  return deviceTree?.includes("linux,kvm") === true ? "kvm" : undefined;
}

function onX86({ names, isGuest, clocks }: { names: string; isGuest: boolean; clocks: string }): string | undefined {
  const guestOf = byClock(clocks);
  if (/QEMU|Bochs/i.test(names)) return guestOf ?? (/\bKVM\b/.test(names) ? "kvm" : "qemu");
  if (!isGuest) return "none";
  return guestOf ?? (onKvm.test(names) ? "kvm" : undefined);
}

/** A hypervisor that gives its guest a clock is known by it. */
function byClock(clocks: string): string | undefined {
  if (/\bkvm-clock\b/.test(clocks)) return "kvm";
  if (/\bhyperv_clocksource/.test(clocks)) return "hyperv";
  return /\bxen\b/.test(clocks) ? "xen" : undefined;
}
