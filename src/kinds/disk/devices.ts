import type { Device } from "./look-text.ts";

/** What the devices below a file system say. `why` is for a person, where they do not decide it. */
export type Finding<T> = { readonly value: T } | { readonly why: string };

export type DeviceTree = {
  readonly root: string;
  readonly devices: ReadonlyMap<string, Device>;
  readonly cutShort: boolean;
};

/** Vendors and models under which hypervisors and clouds hand out disks; what lies behind them cannot be seen. */
const virtualNames =
  /QEMU|VMware|VBOX|ORCL-VBOX|Msft|Microsoft|MSFT|Virtual|Xen|virtio|Google|PersistentDisk|nvme_card|Amazon|Alibaba|BHYVE|Parallels|Bochs|DO Volume|HC Volume|BlockVolume|Nutanix|oVirt|Firecracker/i;

/** Logical volumes of RAID controllers: what they say of rotation is a guess of the controller. */
const raidNames = /PERC|MegaRAID|LOGICAL VOLUME|ServeRAID|^AVAGO|^LSI|Adaptec|^ARECA|3ware|MR\d{4}/i;

/** What cryptsetup makes that encrypts; verity and integrity only notice changes (its prefix for dm/uuid is CRYPT-). */
const encrypts = /^CRYPT-(?:LUKS\d?|PLAIN|LOOPAES|TCRYPT|BITLK|FVAULT2)-/;

const attribute = (device: Device, name: string): string => device.attributes.get(name) ?? "";

const nameOf = ({ folder }: Device): string => folder.slice(folder.lastIndexOf("/") + 1);
const selfDescription = (device: Device): string =>
  `${attribute(device, "device/vendor")} ${attribute(device, "device/model")}`.trim();

/** Why what lies behind a disk cannot be seen at all; undefined where it is a disk of this very machine. */
function elsewhere(device: Device): string | undefined {
  const { folder } = device;
  const [name, names] = [nameOf(device), selfDescription(device)];
  if (/\/virtio\d+\/|\/vbd-\d+\/|\/vmbus/i.test(folder) || name.startsWith("xvd")) return `virtual disk (${name})`;
  if (virtualNames.test(names)) return `virtual disk (${names})`;
  if (/\/session\d+\/|\/rport-/.test(folder)) return `network disk (${name})`;
  if (folder.includes("/mmc_host/")) return undefined;
  if (name.startsWith("nvme")) return overFabric(device);
  return names === "" || folder.startsWith("/sys/devices/virtual/") ? `${name} does not say what it is` : undefined;
}

/** NVMe is a disk of this machine on its own bus, and anybody's elsewhere. */
function overFabric(device: Device): string | undefined {
  const transport = attribute(device, "device/transport");
  if (transport === "pcie") return undefined;
  return `NVMe over ${transport === "" ? "a transport that does not show" : transport}`;
}

/** Why a disk of this machine says nothing reliable of its kind. */
function vague(device: Device): string | undefined {
  const names = selfDescription(device);
  if (raidNames.test(names)) return `volume of a RAID controller (${names})`;
  if (/\/usb\d+\//.test(device.folder)) return `USB disk (${nameOf(device)}), whose adapter answers for it`;
  return device.folder.includes("/mmc_host/") ? `flash card (${nameOf(device)})` : undefined;
}

/** All of the parents must say the same; one that cannot tell outweighs nothing but a `decisive` answer. */
function together<T>(parts: readonly Finding<T>[], decisive: T): Finding<T> {
  const open = parts.find((part) => "why" in part);
  const values = parts.flatMap((part) => ("value" in part ? [part.value] : []));
  const [first] = values;
  if (values.includes(decisive)) return { value: decisive };
  if (open !== undefined) return open;
  return first === undefined ? { why: "what it lies on does not show" } : { value: first };
}

type Rule<T> = {
  readonly leaf: (device: Device) => Finding<T>;
  readonly own: (device: Device) => T | undefined;
  readonly decisive: T;
};

function follow<T>(tree: DeviceTree, number: string, rule: Rule<T>): Finding<T> {
  const device = tree.devices.get(number);
  if (device === undefined) return { why: `the kernel does not show device ${number}` };
  const own = rule.own(device);
  if (own !== undefined) return { value: own };
  if (device.parents.length === 0) return rule.leaf(device);
  // Each step goes towards the disks, and the script ends after eight, so this ends too.
  const below = { ...tree, devices: new Map([...tree.devices].filter(([known]) => known !== number)) };
  return together(
    device.parents.map((parent) => follow(below, parent, rule)),
    rule.decisive,
  );
}

/** Solid state or rotating. Any rotating disk below makes the whole as slow. */
export function diskType(tree: DeviceTree): Finding<"ssd" | "hdd"> {
  if (tree.cutShort) return { why: "its devices are layered deeper than is followed" };
  return follow<"ssd" | "hdd">(tree, tree.root, {
    decisive: "hdd",
    own: () => undefined,
    leaf: (device) => {
      const why = elsewhere(device) ?? vague(device);
      if (why !== undefined) return { why };
      const rotational = attribute(device, "queue/rotational");
      if (rotational === "0") return { value: "ssd" };
      return rotational === "1" ? { value: "hdd" } : { why: "the kernel does not say whether it rotates" };
    },
  });
}

/** Encrypted by the kernel. Any part that is not makes the whole unencrypted. */
export function diskEncrypted(tree: DeviceTree): Finding<boolean> {
  if (tree.cutShort) return { why: "its devices are layered deeper than is followed" };
  return follow<boolean>(tree, tree.root, {
    decisive: false,
    own: (device) => (encrypts.test(attribute(device, "dm/uuid")) ? true : undefined),
    leaf: (device) => {
      const why = elsewhere(device);
      return why === undefined ? { value: false } : { why: `${why}: whoever provides it may encrypt it` };
    },
  });
}
