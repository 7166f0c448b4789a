import { defineKind } from "../declaration.ts";

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
        text: "Make the folder if it is not there, on a file system with room that is mounted writable, and give it to the user that the product runs as.",
        commands: {
          any: [
            "sudo install -d -m 0750 -o USER -g GROUP FOLDER",
            "df -h FOLDER; df -i FOLDER; findmnt -T FOLDER",
            'sudo mount -o remount,rw "$(findmnt -no TARGET -T FOLDER)"',
          ],
        },
      },
    },
    free: {
      type: "size",
      says: "What a user other than root can still write there.",
      visibility: "public",
      remedy: { text: "Delete what is not needed there, or enlarge the volume and its file system." },
    },
    mode: {
      type: "text",
      says: "Its permissions, in four octal digits such as 0750.",
      visibility: "public",
      pattern: { source: "[0-7]{4}", says: "four octal digits such as 0750" },
      remedy: { text: "Change its permissions.", commands: { any: ["sudo chmod MODE FOLDER"] } },
    },
    owner: {
      type: "text",
      says: "The user that it belongs to: a name, or a number where it has none.",
      visibility: "local",
      remedy: { text: "Give it to that user.", commands: { any: ["sudo chown USER FOLDER"] } },
    },
    group: {
      type: "text",
      says: "The group that it belongs to: a name, or a number where it has none.",
      visibility: "local",
      remedy: { text: "Give it to that group.", commands: { any: ["sudo chgrp GROUP FOLDER"] } },
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
