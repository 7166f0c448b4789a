import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { groupMounts, lineage, membershipOf, readControlGroups } from "./cgroups.ts";
import { systemFiles } from "./system-files.ts";

type Tree = Readonly<Record<string, string>>;

/** Lays a tree of files out, asks, and takes it away. `->` makes a link, a name that ends with / a folder. */
async function inTree<T>(tree: Tree, ask: (root: string) => Promise<T>): Promise<T> {
  const root = mkdtempSync(join(tmpdir(), "footing-tree-"));
  try {
    for (const [name, content] of Object.entries(tree)) {
      mkdirSync(name.endsWith("/") ? join(root, name) : dirname(join(root, name)), { recursive: true });
      if (content.startsWith("->")) symlinkSync(content.slice(2), join(root, name));
      else if (!name.endsWith("/")) writeFileSync(join(root, name), content);
    }
    return await ask(root);
  } finally {
    rmSync(root, { recursive: true });
  }
}

const v2Mount = (root: string): string =>
  `35 24 0:30 ${root} /sys/fs/cgroup rw,nosuid shared:9 - cgroup2 cgroup2 rw,nsdelegate\n`;
const v1Mount = (root: string): string =>
  `35 31 0:32 ${root} /sys/fs/cgroup/memory ro,relatime - cgroup cgroup rw,memory\n`;

test("version 2: every ancestor speaks, its own group first; the topmost has no limits", async () => {
  const raw = await inTree(
    {
      "proc/self/cgroup": "0::/a.slice/b.scope\n",
      "proc/self/mountinfo": v2Mount("/"),
      "sys/fs/cgroup/cgroup.procs": "",
      "sys/fs/cgroup/a.slice/memory.max": "1073741824\n",
      "sys/fs/cgroup/a.slice/b.scope/memory.max": "max\n",
      "sys/fs/cgroup/a.slice/b.scope/memory.stat": "anon 1\nfile 2\n",
    },
    (root) => readControlGroups("memory", systemFiles(root)),
  );
  assert.deepEqual(raw, {
    is: "text",
    text: [
      "/sys/fs/cgroup/a.slice/b.scope\tmemory.max\tmax",
      "/sys/fs/cgroup/a.slice/b.scope\tmemory.stat\tanon 1 file 2",
      "/sys/fs/cgroup/a.slice\tmemory.max\t1073741824",
      "",
    ].join("\n"),
  });
});

test("a container without a namespace of its own: the host's path is found below the mount's root", async () => {
  const raw = await inTree(
    {
      "proc/self/cgroup": "4:memory:/docker/abc\n0::/\n",
      "proc/self/mountinfo": v1Mount("/docker/abc"),
      "sys/fs/cgroup/memory/memory.limit_in_bytes": "1073741824\n",
    },
    (root) => readControlGroups("memory", systemFiles(root)),
  );
  assert.equal(raw.is === "text" && raw.text, "/sys/fs/cgroup/memory\tmemory.limit_in_bytes\t1073741824\n");
});

test("hybrid: a controller of version 1 is read there, though version 2 is mounted too", () => {
  const content = "2:cpu,cpuacct:/x\n1:name=systemd:/s\n0::/u\n";
  assert.deepEqual(membershipOf(content, "cpu"), { version: "v1", path: "/x" });
  assert.deepEqual(membershipOf(content, "memory"), { version: "v2", path: "/u" });
  assert.equal(membershipOf("1:name=systemd:/s\n", "memory"), undefined);
  assert.deepEqual(groupMounts(v2Mount("/") + v1Mount("/"), "v1", "memory"), [
    { root: "/", at: "/sys/fs/cgroup/memory" },
  ]);
  assert.deepEqual(groupMounts(v2Mount("/") + v1Mount("/"), "v1", "cpu"), []);
});

test("a group outside of what is mounted is not taken for one that has no limit", () => {
  assert.equal(lineage("/docker/other", { root: "/docker/abc", at: "/c" }), undefined);
  assert.equal(lineage("/docker", { root: "/docker/abc", at: "/c" }), undefined);
  assert.equal(lineage("/../x", { root: "/", at: "/c" }), undefined);
  assert.equal(lineage("/docker/abcdef", { root: "/docker/abc", at: "/c" }), undefined);
  assert.deepEqual(lineage("/docker/abc", { root: "/docker/abc", at: "/c" }), ["/c"]);
  assert.deepEqual(lineage("/a/b", { root: "/", at: "/c" }), ["/c/a/b", "/c/a", "/c"]);
});

test("a mount of another group says nothing about this one", async () => {
  const raw = await inTree(
    {
      "proc/self/cgroup": "4:memory:/docker/abc\n",
      "proc/self/mountinfo": v1Mount("/docker/other"),
      "sys/fs/cgroup/memory/x": "",
    },
    (root) => readControlGroups("memory", systemFiles(root)),
  );
  assert.equal(raw.is === "failed" && raw.why.code, "cannot-tell");
});

test("a limit that is there and cannot be read is no missing limit", async () => {
  const raw = await inTree(
    {
      "proc/self/cgroup": "0::/a\n",
      "proc/self/mountinfo": v2Mount("/"),
      "sys/fs/cgroup/a/memory.max/": "",
    },
    (root) => readControlGroups("memory", systemFiles(root)),
  );
  assert.equal(raw.is, "failed");
});

test("a group whose folder is not there is unknown", async () => {
  const raw = await inTree(
    { "proc/self/cgroup": "0::/gone\n", "proc/self/mountinfo": v2Mount("/"), "sys/fs/cgroup/cgroup.procs": "" },
    (root) => readControlGroups("memory", systemFiles(root)),
  );
  assert.equal(raw.is === "failed" && raw.why.code, "cannot-tell");
});

test("nothing mounted: no limit for the topmost group, unknown for any other", async () => {
  const ask = (own: string, namespace: string) =>
    inTree({ "proc/self/cgroup": own, "proc/self/mountinfo": "", "proc/self/ns/cgroup": `->${namespace}` }, (root) =>
      readControlGroups("memory", systemFiles(root)),
    );
  assert.equal((await ask("0::/\n", "cgroup:[4026531835]")).is, "missing");
  assert.equal((await ask("0::/user.slice\n", "cgroup:[4026531835]")).is, "failed");
  assert.equal((await ask("0::/\n", "cgroup:[4026532171]")).is, "failed");
});

test("a kernel without control groups limits nothing", async () => {
  assert.equal(
    (await inTree({ "proc/version": "" }, (root) => readControlGroups("cpu", systemFiles(root)))).is,
    "missing",
  );
});

test("names with a space are found: mountinfo writes them in octal", () => {
  const line = String.raw`35 31 0:32 / /sys/fs/c\040g rw - cgroup2 none rw` + "\n";
  assert.deepEqual(groupMounts(line, "v2", "cpu"), [{ root: "/", at: "/sys/fs/c g" }]);
});

test("of two mounts at one place the last is what is seen there", () => {
  const hidden = v1Mount("/docker/outer");
  const seen = v1Mount("/docker/outer/inner");
  assert.deepEqual(groupMounts(hidden + seen, "v1", "memory"), [
    { root: "/docker/outer/inner", at: "/sys/fs/cgroup/memory" },
  ]);
  const covered = `${hidden}60 35 0:90 / /sys/fs/cgroup/memory rw - tmpfs tmpfs rw\n`;
  assert.deepEqual(groupMounts(covered, "v1", "memory"), []);
});
