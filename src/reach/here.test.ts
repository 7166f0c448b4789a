import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import type { Bare } from "./bare.ts";
import { diskHere } from "./disk-here.ts";
import { unheardHere } from "./listeners-here.ts";
import { findLocalPath, parseMounts } from "./local-path.ts";
import { diskScript } from "./scripts/disk.ts";
import { listenersScript } from "./scripts/listeners.ts";
import { whichScript } from "./scripts/which.ts";
import { programsHere } from "./which-here.ts";

// What this process tells by itself must be what the scripts tell that it saves. They need Linux.
const linux = { skip: process.platform === "linux" ? false : "Linux alone is looked at natively" };

function inFolder(body: (folder: string) => Promise<void> | void): () => Promise<void> {
  return async () => {
    const folder = mkdtempSync(join(tmpdir(), "footing-here-"));
    try {
      await body(folder);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  };
}

const script = (text: string, words: readonly string[]): string =>
  execFileSync("/bin/sh", ["-c", text, ...words], { encoding: "utf8" });

const textOf = (bare: Bare | undefined): string | undefined => (bare?.is === "text" ? bare.text : bare?.is);

/** What changes from one moment to the next (free blocks, free inodes) and the type in words are left out. */
const lasting = (text: string | undefined): readonly string[] =>
  (text ?? "")
    .split("\n")
    .map((line) => line.replace(/^statfs\t(\d+ \d+) \d+ \d+ (\d+) .*/, "statfs\t$1 $2"))
    .toSorted();

test(
  "a disk is told in the words of the script: a folder, a file, a link, a path that is not there yet",
  linux,
  inFolder(async (folder) => {
    mkdirSync(join(folder, "data"));
    writeFileSync(join(folder, "data/file"), "1");
    symlinkSync("../tmp/../data/file", join(folder, "data/link"));
    mkdirSync(join(folder, "tmp"));
    symlinkSync(join(folder, "gone"), join(folder, "dangling"));
    const paths = ["data", "data/", "data/file", "data/link", "tmp/../data", "not/there/yet", "dangling/below"];
    for (const path of ["/", "/usr/bin", ...paths.map((one) => join(folder, "./") + one)]) {
      const here = textOf(await diskHere(path));
      assert.deepEqual(lasting(here), lasting(script(diskScript, ["footing-disk", path])), path);
      assert.match(here ?? "", /\nend\n$/);
    }
  }),
);

test(
  "what may hang, or is not plain, is left to a child",
  linux,
  inFolder(async (folder) => {
    execFileSync("mkfifo", [join(folder, "pipe")]);
    writeFileSync(join(folder, "file"), "");
    symlinkSync("ring", join(folder, "ring"));
    symlinkSync("file/", join(folder, "slash"));
    // Behind a file's name there is no slash, and no `.` or `..` either: who opens it is refused.
    for (const path of ["pipe", "file/below", "ring", "file/", "file/.", "file/..", "slash"])
      assert.equal(await diskHere(`${folder}/${path}`), undefined, path);
    for (const path of ["/proc", "/proc/self/root", "/sys", "relative", "a\0b"])
      assert.equal(await findLocalPath(path), undefined, path);
  }),
);

test("a mount that may hang hides all that is below it, and the last of two mounts counts", linux, async () => {
  const [root, over] = ["22 1 254:0 / / rw - ext4 /dev/vda rw", "23 22 0:40 / /usr rw - nfs4 server:/ rw"];
  const again = "24 23 0:41 / /usr rw - tmpfs none rw";
  const found = async (...lines: readonly string[]): Promise<string | undefined> =>
    (await findLocalPath("/usr/bin", parseMounts(lines.join("\n"))))?.mounted.type;
  assert.equal(await found(root), "ext4");
  assert.equal(await found(root, over), undefined);
  assert.equal(await found(root, over, again), "tmpfs");
  assert.equal(await found(over), undefined);
  assert.equal(parseMounts("30 1 8:1 / /a\\040b rw shared:1 - xfs /dev/sda1 rw")[0]?.point, "/a b");
});

test(
  "programs are found where the script finds them",
  linux,
  inFolder(async (folder) => {
    for (const name of ["one", "two", "plain", "folder"]) mkdirSync(join(folder, name));
    const file = (path: string, mode: number): void => {
      writeFileSync(join(folder, path), "#!/bin/sh\n");
      chmodSync(join(folder, path), mode);
    };
    file("one/both", 0o755);
    file("two/both", 0o755);
    file("one/second", 0o644);
    file("two/second", 0o755);
    file("one/never", 0o644);
    mkdirSync(join(folder, "one/folder"));
    symlinkSync("../two/second", join(folder, "one/linked"));
    symlinkSync("nowhere", join(folder, "one/broken"));
    const names = ["both", "second", "never", "folder", "linked", "broken", "none", "sh", "ls"];
    const path = [join(folder, "one"), join(folder, "missing"), join(folder, "two"), "/usr/bin", "/bin"].join(":");
    const lines = execFileSync("/bin/sh", ["-c", whichScript, "footing-which", ...names], {
      encoding: "utf8",
      env: { PATH: path },
    }).split("\n");
    const found = (await programsHere(names, path)).map(textOf);
    assert.deepEqual(
      found,
      lines.slice(0, names.length).map((line) => (line === "" ? "missing" : line)),
    );
    // A folder that is looked up from where somebody stands, or that may hang, is searched by a child.
    assert.deepEqual(await programsHere(["sh"], "bin:/bin"), [undefined]);
    assert.deepEqual(await programsHere(["none"], `${folder}:/proc`), [undefined]);
  }),
);

test("a port that nobody listens on is told as by the script, and one that is held is left to it", linux, async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const held = typeof address === "object" && address !== null ? address.port : assert.fail("no port");
  const hex = (port: number): string => port.toString(16).toUpperCase().padStart(4, "0");
  try {
    const [first, second] = await unheardHere([hex(held), "0001"]);
    assert.equal(first, undefined);
    assert.equal(textOf(second), script(listenersScript, ["footing-listeners", "0001"]));
  } finally {
    server.close();
  }
});
