import { defineKind } from "../declaration.ts";

export const disk = defineKind({
  name: "disk",
  says: "The file system that holds a path, or will hold it: that of its nearest existing parent.",
  area: "machine",
  askedOf: ["host"],
  moments: ["install", "run", "upgrade"],
  vantages: ["host", "engine", "container"],
  grade: "observed",
  arguments: {
    path: {
      type: "path",
      says: "A path on the target; symbolic links are followed, and it need not exist yet.",
      required: true,
    },
  },
  answers: {
    size: {
      type: "size",
      says: "Size of the file system.",
      visibility: "public",
      remedy: {
        text: "Enlarge the volume and its file system, or put the data on a larger one.",
        commands: { any: ["df -h {path}"] },
      },
    },
    free: {
      type: "size",
      says: "What a user other than root can still write.",
      visibility: "public",
      remedy: {
        text: "Delete what is not needed there, or enlarge the volume and its file system.",
        commands: { any: ["df -h {path}"] },
      },
    },
    inodesFree: {
      type: "percentage",
      says: "Share of inodes still free; 100 where the file system makes them as it needs them.",
      visibility: "public",
      remedy: {
        text: "Delete many small files there, or make the file system anew with more inodes (mkfs -N).",
        commands: { any: ["df -i {path}"] },
      },
    },
    type: {
      type: "choice",
      of: ["ssd", "hdd"],
      says: "What it lies on. Behind a virtual disk it cannot be seen, whatever the disk says of itself.",
      visibility: "public",
      remedy: { text: "Move the data to a solid-state drive." },
    },
    filesystem: {
      type: "text",
      says: "Type of the file system, in the kernel's words (ext4, xfs, overlay).",
      visibility: "public",
    },
    encrypted: {
      type: "boolean",
      says: "Whether the kernel encrypts what is written (dm-crypt, LUKS). A provider's own encryption cannot be seen.",
      visibility: "public",
      remedy: { text: "Put the data on an encrypted volume (LUKS), or have the provider encrypt it." },
    },
    readOnly: {
      type: "boolean",
      says: "Whether it is mounted so that nothing can be written.",
      visibility: "public",
      remedy: {
        text: "Look in the kernel's log why it is read-only, since a failing disk is mounted so too; then mount it writable.",
        commands: { any: ["findmnt -T {path}", "sudo dmesg | grep -iE 'ext4|xfs|i/o error|remount'"] },
      },
    },
  },
  expect: { inodesFree: ">= 5 %", readOnly: false },
  example: `- id: disk
  level: must
  title: Enough disk for the containers
  disk: { path: /var/lib/docker }
  expect: { size: ">= 60 GB", free: ">= 20 GB" }
`,
});
