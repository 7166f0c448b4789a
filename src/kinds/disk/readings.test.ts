import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import type { Raw } from "../../facts/reading.ts";
import { failedRaw, textRaw, toldOf, type Told } from "../made-raws.ts";
import { diskLook } from "./readings.ts";

const fixture = (name: string): string => readFileSync(new URL(`fixtures/${name}`, import.meta.url), "utf8");
const fields = ["size", "free", "inodesFree", "type", "filesystem", "encrypted", "readOnly"] as const;
type Fields = Readonly<Record<(typeof fields)[number], Told>>;

function understand(raw: Raw, path = "/data"): Fields {
  const answer = diskLook.understand({ disk: raw }, { path }, new Set());
  const [size, free, inodesFree, type, filesystem, encrypted, readOnly] = fields.map((field) => toldOf(answer, field));
  assert.ok(size && free && inodesFree && type && filesystem && encrypted && readOnly);
  return { size, free, inodesFree, type, filesystem, encrypted, readOnly };
}
const look = (text: string, path?: string): Fields => understand(textRaw("stat -f /data", text), path);

type Made = {
  at?: string;
  climbed?: string;
  statfs?: string;
  number?: string;
  mount?: string;
  devices?: readonly string[];
};
/** What the script prints, of an ext4 of 57 GB on device 8:1. */
function made({ at = "/data", climbed = "no", statfs, number = "2049", mount, devices = [] }: Made): string {
  const lines = [
    `at\t${at}`,
    "sort\tfolder",
    `climbed\t${climbed}`,
    `statfs\t${statfs ?? "4096 13916015 9000000 8000000 3670016 3000000 ef53 ext2/ext3"}`,
    `number\t${number}`,
    `mount\t${mount ?? "30 1 8:1 / /data rw,relatime shared:1 - ext4 /dev/sda1 rw,errors=remount-ro"}`,
  ];
  return `${[...lines, ...devices].join("\n")}\nend\n`;
}

const disk = (number: string, name: string, more: Readonly<Record<string, string>>): readonly string[] => [
  `device\t${number}\t/sys/devices/pci0000:00/0000:00:17.0/ata1/host0/target0:0:0/0:0:0:0/block/${name}`,
  ...Object.entries(more).map(([key, value]) => `attribute\t${number}\t${key}\t${value}`),
];
const layer = (number: string, uuid: string, parents: readonly string[]): readonly string[] => [
  `device\t${number}\t/sys/devices/virtual/block/dm-${number.split(":")[1] ?? ""}`,
  ...(uuid === "" ? [] : [`attribute\t${number}\tdm/uuid\t${uuid}`, `attribute\t${number}\tdm/name\tx`]),
  ...parents.map((parent) => `parent\t${number}\t${parent}`),
];
const samsung = disk("8:0", "sda", {
  "queue/rotational": "0",
  "device/vendor": "ATA     ",
  "device/model": "Samsung SSD 870 ",
});
const seagate = disk("8:16", "sdb", {
  "queue/rotational": "1",
  "device/vendor": "ATA     ",
  "device/model": "ST4000NM0035-1V4",
});
const partition = ["device\t8:1\t/sys/devices/pci0/block/sda/sda1", "parent\t8:1\t8:0"];
const onPartition = made({ devices: [...partition, ...samsung] });
const on = (device: string, devices: readonly string[]): Fields => {
  const [major = "0", minor = "0"] = device.split(":");
  const mount = `30 1 ${device} / /data rw - ext4 /dev/mapper/x rw`;
  return look(made({ number: String(Number(major) * 256 + Number(minor)), mount, devices }));
};

test("size has the tolerance of formatting, free is what non-root may write and has none", () => {
  const { size, free } = look(onPartition);
  assert.deepEqual([size.value, size.evidence.tolerance], [4096 * 13916015, 0.08]);
  assert.deepEqual([free.value, free.evidence.tolerance], [4096 * 8000000, undefined]);
});

test("inodes are a share; a file system without a fixed number has all of them free", () => {
  assert.equal(Math.floor(Number(look(onPartition).inodesFree.value)), 81);
  const share = (free: number): unknown =>
    look(made({ statfs: `4096 1000 900 900 100 ${free} ef53 ext2/ext3` })).inodesFree.value;
  // 29 / 100 * 100 is less than 29 in floating point.
  for (let free = 0; free <= 100; free++) assert.equal(share(free), free);
  const none = look(made({ statfs: "4096 1000 900 900 0 0 9123683e btrfs" })).inodesFree;
  assert.equal(none.value, 100);
  assert.match(none.evidence.note ?? "", /inodes/);
});

test("read-only is seen in the mount's options and in the file system's own", () => {
  assert.equal(look(onPartition).readOnly.value, false, "errors=remount-ro is no ro");
  assert.equal(look(made({ mount: "30 1 8:1 / /data ro - ext4 /dev/sda1 rw" })).readOnly.value, true);
  assert.equal(look(made({ mount: "30 1 8:1 / /data rw - ext4 /dev/sda1 ro,x" })).readOnly.value, true);
});

test("a partition is what its disk is: solid state, not encrypted", () => {
  assert.deepEqual([look(onPartition).type.value, look(onPartition).encrypted.value], ["ssd", false]);
});

test("a rotating disk is one; layers over disks follow the worst of them", () => {
  assert.equal(on("8:16", seagate).type.value, "hdd");
  assert.equal(on("253:0", [...layer("253:0", "LVM-abc", ["8:0", "8:16"]), ...samsung, ...seagate]).type.value, "hdd");
  assert.equal(on("253:0", [...layer("253:0", "LVM-abc", ["8:0"]), ...samsung]).type.value, "ssd");
});

test("encryption anywhere below counts, and only for what lies on it", () => {
  const crypt = layer("253:1", "CRYPT-LUKS2-0123-sda_crypt", ["8:0"]);
  const onCrypt = on("253:0", [...layer("253:0", "LVM-abc", ["253:1"]), ...crypt, ...samsung]);
  assert.deepEqual([onCrypt.encrypted.value, onCrypt.type.value], [true, "ssd"]);
  const half = on("253:0", [...layer("253:0", "LVM-abc", ["253:1", "8:16"]), ...crypt, ...samsung, ...seagate]);
  assert.equal(half.encrypted.value, false);
});

test("what only notices changes does not encrypt", () => {
  for (const uuid of ["CRYPT-VERITY-abc-x", "CRYPT-INTEGRITY-abc-x"]) {
    assert.equal(on("253:0", [...layer("253:0", uuid, ["8:0"]), ...samsung]).encrypted.value, false);
  }
});

test("a virtual disk cannot tell, whatever it says of rotation; encrypted by the kernel it is all the same", () => {
  const qemu = disk("8:0", "sda", {
    "queue/rotational": "0",
    "device/vendor": "QEMU    ",
    "device/model": "QEMU HARDDISK   ",
  });
  for (const devices of [
    qemu,
    disk("8:0", "sda", { "queue/rotational": "1", "device/vendor": "Msft    ", "device/model": "Virtual Disk    " }),
    disk("8:0", "sda", { "queue/rotational": "0", "device/vendor": "VMware  ", "device/model": "Virtual disk    " }),
    disk("8:0", "sda", { "queue/rotational": "0", "device/vendor": "Google  ", "device/model": "PersistentDisk  " }),
    disk("8:0", "nvme0n1", {
      "queue/rotational": "0",
      "device/model": "Amazon Elastic Block Store",
      "device/transport": "pcie",
    }),
  ]) {
    const { type, encrypted } = on("8:0", devices);
    assert.deepEqual([type.why?.code, encrypted.why?.code], ["cannot-tell", "cannot-tell"], devices.join());
  }
  const crypt = on("253:1", [...layer("253:1", "CRYPT-LUKS2-0123-x", ["8:0"]), ...qemu]);
  assert.deepEqual([crypt.encrypted.value, crypt.type.is], [true, "unknown"]);
});

test("NVMe counts as a disk of this machine only on its own bus", () => {
  const nvme = (transport: string) =>
    on("259:0", [
      "device\t259:0\t/sys/devices/pci0000:00/0000:00:1d.0/nvme/nvme0/nvme0n1",
      "attribute\t259:0\tqueue/rotational\t0",
      "attribute\t259:0\tdevice/model\tSamsung SSD 980 PRO 1TB",
      `attribute\t259:0\tdevice/transport\t${transport}`,
    ]).type;
  assert.equal(nvme("pcie").value, "ssd");
  assert.equal(nvme("tcp").is, "unknown");
});

test("network disks, RAID controllers and USB adapters do not tell their type", () => {
  const raid = disk("8:0", "sda", {
    "queue/rotational": "1",
    "device/vendor": "DELL    ",
    "device/model": "PERC H730 Mini  ",
  });
  assert.equal(on("8:0", raid).type.is, "unknown");
  assert.equal(on("8:0", raid).encrypted.value, false);
  const place = (folder: string) =>
    on("8:0", [`device\t8:0\t${folder}`, "attribute\t8:0\tqueue/rotational\t0", "attribute\t8:0\tdevice/model\tLUN"]);
  assert.equal(place("/sys/devices/platform/host3/session1/target3:0:0/3:0:0:0/block/sda").encrypted.is, "unknown");
  assert.equal(place("/sys/devices/pci0000:00/0000:00:14.0/usb1/1-2/host4/block/sda").type.is, "unknown");
});

test("a layer is what all of its parts are: one that does not tell leaves it unknown", () => {
  const virtual = disk("8:32", "sdc", {
    "queue/rotational": "0",
    "device/vendor": "QEMU    ",
    "device/model": "QEMU HARDDISK   ",
  });
  const crypt = layer("253:1", "CRYPT-LUKS2-0123-x", ["8:0"]);
  const half = on("253:0", [...layer("253:0", "LVM-abc", ["253:1", "8:32"]), ...crypt, ...samsung, ...virtual]);
  assert.deepEqual([half.encrypted.is, half.type.is], ["unknown", "unknown"]);
  const slow = on("253:0", [...layer("253:0", "LVM-abc", ["8:16", "8:32"]), ...seagate, ...virtual]);
  assert.deepEqual([slow.encrypted.value, slow.type.value], [false, "hdd"]);
});

test("a layer of which nothing below is seen, a chain too long or a device not shown decide nothing", () => {
  assert.equal(on("253:0", layer("253:0", "LVM-abc", [])).type.is, "unknown");
  assert.equal(on("253:0", [...layer("253:0", "LVM-abc", ["8:0"]), ...samsung, "cut"]).type.is, "unknown");
  assert.equal(on("8:7", []).encrypted.is, "unknown");
  const ring = [...layer("253:0", "LVM-a", ["253:1"]), ...layer("253:1", "LVM-b", ["253:0"])];
  assert.equal(on("253:0", ring).type.is, "unknown");
});

test("a mount that does not hold the path's own device speaks for nothing", () => {
  const { type, readOnly, size } = look(made({ number: "2050", devices: [...partition, ...samsung] }));
  assert.deepEqual([type.is, readOnly.is, size.is], ["unknown", "unknown", "seen"]);
});

test("a parent that was looked at instead is said", () => {
  assert.equal(look(made({ at: "/", climbed: "yes" })).size.evidence.note, "nearest existing parent: /");
  assert.equal(look(made({ at: "/mnt/big" })).size.evidence.note, "at /mnt/big");
  assert.equal(look(onPartition, "/data/").size.evidence.note, undefined);
});

test("what could not be looked at is unknown in every field, each with its reason", () => {
  const codes = (text: string) => [...new Set(Object.values(look(text)).map((fact) => fact.why?.code))];
  assert.deepEqual(codes("problem\tdenied\nwords\t/data/x\nend\n"), ["permission-denied"]);
  assert.deepEqual(codes("problem\tspecial\nwords\t/data\nend\n"), ["cannot-tell"]);
  assert.deepEqual(codes("problem\tbroken\nwords\tStale file handle\nend\n"), ["no-means"]);
  assert.deepEqual(codes(onPartition.replace(/end\n$/, "")), ["garbled"]);
  assert.deepEqual(codes(""), ["garbled"]);
  const late = Object.values(understand(failedRaw("disk", "timeout"))).map((fact) => fact.why?.code);
  assert.deepEqual([...new Set(late)], ["timeout"]);
});

// Lines of macOS: `df` (github.com/jduncanator/node-diskusage/issues/35), `mount` (github.com/runsascoded/disk-tree).
const onMac = (bsd: readonly string[]): string =>
  [
    "at\t/Users\nsort\tfolder\nclimbed\tno",
    "df\t/dev/disk3s5 971350180 10324428 421054300     3%    /System/Volumes/Data",
    "inodes\t/dev/disk1s1  1953595632 455931488 432383256    52% 1466401 9223372036853309406    0%   /",
    ...bsd.map((line) => `bsd\t${line}`),
    "end\n",
  ].join("\n");
const data = "/dev/disk3s5 on /System/Volumes/Data (apfs, local, journaled, nobrowse, protect, root data)";

test("macOS shows how its volume is mounted, of which sort it is and how many files fit, recorded", () => {
  const seen = look(onMac([data]));
  assert.deepEqual([seen.filesystem.value, seen.readOnly.value], ["apfs", false]);
  assert.ok(Number(seen.inodesFree.value) > 99.9);
  assert.equal(seen.size.value, 971350180 * 1024);
  assert.deepEqual([seen.type.why?.code, seen.encrypted.why?.code], ["platform", "platform"]);
  const sealed = look(onMac(["/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)"]));
  assert.equal(sealed.readOnly.value, true);
});

test("two mounts over one another, none, or one in other words leave it open on macOS", () => {
  for (const lines of [[data, "x on /System/Volumes/Data (nfs)"], [], ["/dev/disk3s5 on /System/Volumes/Data"]]) {
    const { readOnly, filesystem } = look(onMac(lines));
    assert.deepEqual([readOnly.why?.code, filesystem.why?.code], ["platform", "platform"]);
  }
});

test("df speaks where stat cannot, and what it does not show is unknown (macOS 14)", () => {
  const text = "at\t/\nsort\tfolder\nclimbed\tno\ndf\t/dev/disk3s1 971350180 10324428 421054300     3%    /\nend\n";
  const { size, free, type, readOnly, inodesFree } = look(text, "/");
  assert.deepEqual([size.value, free.value], [971350180 * 1024, 421054300 * 1024]);
  assert.deepEqual([type.why?.code, readOnly.why?.code, inodesFree.why?.code], ["platform", "platform", "platform"]);
});

test("a file system that says that it has no size has told nothing", () => {
  assert.equal(look(made({ statfs: "4096 0 0 0 0 0 65735546 fuseblk" })).size.is, "unknown");
});

// Recorded from GNU stat 9.1 on Linux 6.18.
test("recorded: a virtio disk, a bind mount, a read-only loop over it, an overlay, a tmpfs", () => {
  const recorded = (name: string) => look(fixture(`${name}-coreutils-9.1-linux-6.18.txt`));
  const [virtio, bind, loop] = [recorded("virtio"), recorded("bind"), recorded("loop-read-only")];
  const [overlay, tmpfs] = [recorded("overlay"), recorded("tmpfs")];
  assert.deepEqual([virtio.size.value, virtio.filesystem.value], [270553174016, "ext4"]);
  assert.ok(Number(virtio.free.value) < 100e9, "free of non-root, far below what root has left here");
  assert.deepEqual([bind.filesystem.value, bind.readOnly.value, bind.type.is], ["ext4", false, "unknown"]);
  assert.deepEqual([loop.readOnly.value, loop.type.is, loop.encrypted.is], [true, "unknown", "unknown"]);
  assert.deepEqual([overlay.filesystem.value, overlay.readOnly.value, overlay.type.is], ["overlay", false, "unknown"]);
  assert.deepEqual([tmpfs.size.value, tmpfs.inodesFree.value, tmpfs.encrypted.is], [8 * 2 ** 20, 98, "unknown"]);
  assert.match(tmpfs.size.evidence.note ?? "", /nearest existing parent/);
});

test("a path without a beginning that is not there is on no disk; one that is there is looked at", () => {
  const climbed = made({ at: "/home/me", climbed: "yes" });
  for (const path of ["data", "./data/x", "C:\\data", "controller:data"]) {
    const { size } = look(climbed, path);
    assert.equal(size.is, "unknown", path);
    assert.match(size.why?.text ?? "", /depends on where the command is typed/);
  }
  for (const path of ["/home/me/data", "controller:/home/me/data"]) assert.equal(look(climbed, path).size.is, "seen");
  assert.equal(look(made({ at: "/home/me/data" }), "data").size.is, "seen");
  assert.equal(look(made({ at: "C:\\", climbed: "yes" }), "C:\\data").size.is, "seen");
  assert.equal(look(made({ at: "C:\\", climbed: "yes" }), "data").size.is, "unknown");
});
