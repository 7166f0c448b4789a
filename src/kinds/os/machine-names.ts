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

export const unmistakableIn = (names: string): string | undefined =>
  unmistakable.find(([pattern]) => pattern.test(names))?.[1];

/** Instances of EC2 that are whole machines: m7g.metal, m8g.metal-24xl. */
const isMetal = (names: string): boolean => /^Amazon EC2 \S+\.metal(?:-\S+)?$/.test(names);

/** The hypervisor that a machine's maker and model name; undefined where they are those of a machine like any other. */
export const nameOfMachine = (names: string): string | undefined =>
  unmistakableIn(names) ?? (onKvm.test(names) && !isMetal(names) ? "kvm" : undefined);

/**
 * Models that are given to virtual machines alone. The name of a cloud is not enough: some let whole machines with it.
 * Those of Amazon's are named by type and size, such as m7g.large.
 */
const guests =
  /QEMU|\bKVM\b|OpenStack|KubeVirt|Google Compute Engine|^Hetzner vServer$|^Amazon EC2 [a-z0-9-]+\.[a-z0-9]+$/i;

/** Boards that are sold as such: nobody names a virtual machine so, but who rebuilds the whole board. */
const boards =
  /^(?:Raspberry Pi|NVIDIA Jetson|Radxa|Pine64|Xunlong Orange Pi|OrangePi|Hardkernel ODROID|Banana ?Pi|FriendlyElec|Libre Computer|Khadas)\b/i;

/** By names alone, where the processor does not show a hypervisor. That no name tells of one is no sign that there is none. */
export function machineOnArm(names: string): string | undefined {
  if (isMetal(names)) return "none";
  if (guests.test(names)) return "kvm";
  return boards.test(names) ? "none" : undefined;
}
