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

test("other hosts are named with what is done there, and those of which the same is asked stand together", () => {
  const at = (target: string): ToldDryRun["touches"] => [
    { is: "reach", what: `${target.slice(6)} by ssh`, target, for: [null] },
    { is: "read", what: "/proc/meminfo", target, for: ["memory"] },
  ];
  const touches = [
    ...at("ssh://app1"),
    ...at("ssh://app2"),
    { is: "read", what: "/etc/own", target: "local", for: ["own"] } as const,
  ];
  const words = writeDryRun({ ...told, touches, removes: [] }, { columns: 80, colour: false, unicode: true });
  assert.match(
    words,
    /at ssh:\/\/app1 and ssh:\/\/app2\n {2}reach +app1 by ssh\n +app2 by ssh\n {2}read +\/proc\/meminfo\n {2}at local\n {2}read +\/etc\/own\n/,
  );
});
