import assert from "node:assert/strict";
import { test } from "node:test";
import { shells, runIn } from "./made-shells.ts";
import { diskScript } from "./scripts/disk.ts";

// macOS has no stat of GNU's, no /proc, and a `mount` of its own. Its programs are stood in for by functions that print
// what they printed there; the shell, and what the script makes of it, are real.

/** Recorded on a Mac: github.com/runsascoded/disk-tree, tests; the volume with a space is somebody's external disk. */
const mounts = `/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
devfs on /dev (devfs, local, nobrowse)
/dev/disk3s5 on /System/Volumes/Data (apfs, local, journaled, nobrowse, protect, root data)
/dev/disk5s1 on /Volumes/crucial x6 (apfs, local, nodev, nosuid, journaled, noowners)
map auto_home on /System/Volumes/Data/home (autofs, automounted, nobrowse)`;
/** Of `df` on a Mac (github.com/jduncanator/node-diskusage/issues/35), the line of its disk. */
const counted = "/dev/disk1s1  1953595632 455931488 432383256    52% 1466401 9223372036853309406    0%   /";

const mac = (point: string): string => `
stat() { printf 'stat: %s: stat: No such file or directory\n-c\n' "$3" >&2; return 1; }
df() {
  case $1 in
    -kP) printf 'Filesystem 1024-blocks Used Available Capacity  Mounted on\n/dev/disk3s1 971350180 10324428 421054300     3%%    %s\n' '${point}' ;;
    -k) printf 'Filesystem 512-blocks Used Available Capacity iused ifree %%iused  Mounted on\n%s\n' '${counted}' ;;
  esac
}
mount() { printf '%s\n' '${mounts}'; }
`;
const withoutProc = diskScript.replaceAll("/proc/self/mountinfo", "/none");

for (const shell of shells) {
  test(`on macOS df and mount are asked, recorded (${shell.join(" ")})`, () => {
    const told = (point: string, key: string): readonly string[] => {
      const { stdout } = runIn(shell, mac(point) + withoutProc, { words: ["footing-disk", "/"] });
      assert.match(stdout, /\nend\n$/, stdout);
      return stdout
        .split("\n")
        .filter((line) => line.startsWith(`${key}\t`))
        .map((line) => line.slice(key.length + 1));
    };
    assert.deepEqual(told("/", "bsd"), ["/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)"]);
    assert.deepEqual(told("/Volumes/crucial x6", "bsd"), [mounts.split("\n")[3]]);
    assert.deepEqual(told("/Volumes/none", "bsd"), []);
    assert.deepEqual(told("/", "inodes"), [counted]);
    assert.match(told("/", "df")[0] ?? "", /^\/dev\/disk3s1 971350180 /);
  });
}

test("what /proc shows is not asked twice", () => {
  const { stdout } = runIn(["sh"], mac("/") + diskScript, { words: ["footing-disk", "/"] });
  assert.doesNotMatch(stdout, /^(?:bsd|inodes)\t/m);
});
