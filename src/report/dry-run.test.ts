import assert from "node:assert/strict";
import { test } from "node:test";
import { writeDryRun, type ToldDryRun } from "./dry-run.ts";

const touch = (is: ToldDryRun["touches"][number]["is"], what: string): ToldDryRun["touches"][number] => ({
  is,
  what,
  target: "local",
  for: ["a"],
});

const told: ToldDryRun = {
  product: "Own",
  touches: [
    touch("read", "/proc/meminfo"),
    touch("read", "/etc/docker/daemon.json"),
    touch("read", "/etc/docker/daemon.json, or the file that the engine was given"),
    touch("run", "docker version"),
    touch("write", "a file footing-probe-… in /srv"),
    touch("bind", "port 80"),
    touch("reach", "the engine of Docker"),
  ],
  withheld: [],
  removes: ["what earlier runs left"],
  open: [
    { requirement: "disk", kind: "disk", why: "the dataRoot that docker answers" },
    { requirement: "package", kind: "package", why: "needs packageDir", settle: "--set packageDir=…" },
  ],
  depending: [],
  own: [],
};

test("a dry run tells first what changes something, each file once, and what is open with what answers it", () => {
  assert.equal(
    writeDryRun(told, { columns: 80, colour: false, unicode: true }),
    `This run would (Own)
  write             a file footing-probe-… in /srv
  remove            what earlier runs left
  bind              port 80
  reach             the engine of Docker
  run               docker version
  read              /etc/docker/daemon.json, or the file that the engine was
                      given
                    /proc/meminfo
  later             disk: the disk of the dataRoot that docker answers
  open              package: needs --set packageDir=…
Nothing was touched.
`,
  );
});

test("what is touched elsewhere says where, once for all hosts", () => {
  const there = (target: string): ToldDryRun["touches"][number] => ({ ...touch("read", "/proc/meminfo"), target });
  const lines = (targets: readonly string[]): string =>
    writeDryRun({ ...told, touches: targets.map(there) }, { columns: 100, colour: false, unicode: true });
  assert.match(lines(["local"]), /read {14}\/proc\/meminfo\n/);
  assert.match(lines(["local", "ssh://a"]), /meminfo \(on this host and ssh:\/\/a\)\n/);
  assert.match(lines(["ssh://a", "ssh://b", "ssh://c", "ssh://d"]), /meminfo \(on 4 hosts\)\n/);
});
