import { defineKind } from "../declaration.ts";

/** What to do where there is no folder to speak of, whatever was asked of it. */
const notThere = {
  missing: {
    text: "Make the folder, on a file system with room, and give it to the user that the product runs as. If a volume should be mounted there, mount it first.",
    commands: { any: ["sudo install -d -m 0750 -o USER -g GROUP {path}"] },
  },
  "not-a-folder": {
    text: "Something that is no folder stands in its place. See what it is and whether somebody needs it, then move it away and make the folder, or name another.",
    commands: { any: ["ls -ld {path}"] },
  },
} as const;

export const directory = defineKind({
  name: "directory",
  says: "A folder on the target: whether files can really be kept in it, and whose it is.",
  area: "storage",
  askedOf: ["host"],
  moments: ["install", "run", "upgrade"],
  vantages: ["host"],
  grade: "observed",
  arguments: {
    path: {
      type: "path",
      says: "A path on the target. Symbolic links are followed; as root nothing is written where others could lead it elsewhere.",
      required: true,
    },
  },
  answers: {
    writable: {
      type: "boolean",
      says: "Whether a file was written there, brought to the disk, read back the same and removed; absent where there is no such folder.",
      visibility: "public",
      grade: "proven",
      onDemand: true,
      remedy: {
        text: "See whose the folder is, how it is mounted and whether there is room; what the system said is told above.",
        commands: { any: ["ls -ld {path}", "findmnt -T {path}", "df -h {path}; df -i {path}"] },
      },
      remedies: {
        ...notThere,
        denied: {
          text: "Run Footing as the user that the product runs as, if this is another. Else let that user write there: by its group, by an access list, or by a folder of its own below. Who uses the folder now may need it as it is.",
          commands: { any: ["ls -ld {path}"] },
        },
        "read-only": {
          text: "See how it is mounted, and in the kernel's log why: a failing disk is mounted read-only too. Mount it writable only when that is known, or name a folder on another file system.",
          commands: { any: ["findmnt -T {path}", "sudo dmesg | grep -iE 'ext4|xfs|i/o error|remount'"] },
        },
        full: {
          text: "Make room: delete what is not needed there, enlarge the volume and its file system, or raise the quota. Where space is left, inodes may not be.",
          commands: { any: ["df -h {path}; df -i {path}"] },
        },
      },
    },
    free: {
      type: "size",
      says: "What a user other than root can still write there.",
      visibility: "public",
      remedy: {
        text: "Delete what is not needed there, or enlarge the volume and its file system.",
        commands: { any: ["df -h {path}"] },
      },
      remedies: notThere,
    },
    mode: {
      type: "text",
      says: "Its permissions, in four octal digits such as 0750.",
      visibility: "public",
      pattern: { source: "[0-7]{4}", says: "four octal digits such as 0750" },
      remedy: {
        text: "Change its permissions, once it is clear that nobody needs it as it is.",
        commands: { any: ["ls -ld {path}"] },
      },
      remedies: notThere,
    },
    owner: {
      type: "text",
      says: "The user that it belongs to: a name, or a number where it has none.",
      visibility: "local",
      remedy: {
        text: "Give it to that user, once it is clear that nobody needs it as it is.",
        commands: { any: ["ls -ld {path}"] },
      },
      remedies: notThere,
    },
    group: {
      type: "text",
      says: "The group that it belongs to: a name, or a number where it has none.",
      visibility: "local",
      remedy: {
        text: "Give it to that group, once it is clear that nobody needs it as it is.",
        commands: { any: ["ls -ld {path}"] },
      },
      remedies: notThere,
    },
  },
  expect: { writable: true },
  touches: {
    how: "writes-a-file",
    otherwise: "only `writable` stays open, and a folder into which this user may not write is told all the same",
  },
  example: `- id: directory
  level: must
  title: Place for uploaded files
  directory: { path: /srv/app/files }
  expect: { writable: true, free: ">= 20 GB" }
`,
});
