import assert from "node:assert/strict";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import type { Environment } from "./environment.ts";
import { shells } from "./made-shells.ts";
import { findsNoEngine, needsEngine } from "./no-engine.ts";
import { farTarget } from "./session/made-far-host.ts";

const linux = process.platform === "linux" ? false : "Linux alone is looked at natively";
const engine = existsSync("/var/run/docker.sock") ? "an engine has its socket here" : false;

const folder = mkdtempSync(join(tmpdir(), "footing-engine-"));
after(() => rmSync(folder, { recursive: true }));
const at = (name: string): string => join(folder, name);

// A program stands in for the client: this one prints nothing, and ends well.
mkdirSync(at("bin"));
copyFileSync("/bin/true", at("bin/docker"));
mkdirSync(at("linked"));
symlinkSync(at("bin/docker"), at("linked/docker"));
mkdirSync(at("podman"));
copyFileSync("/bin/true", at("podman/podman"));
symlinkSync("podman", at("podman/docker"));
mkdirSync(at("script"));
writeFileSync(at("script/docker"), "#!/bin/sh\nexec true\n");
chmodSync(at("script/docker"), 0o755);
mkdirSync(at("none"));
mkdirSync(at("told/.docker"), { recursive: true });
writeFileSync(at("told/.docker/config.json"), '{"currentContext":"rootless"}');
writeFileSync(at("socket"), "");
symlinkSync("nowhere", at("dangling"));

const home = { HOME: at("none") };

test("what only an engine could say is told apart from what the client says itself", () => {
  const docker = (command: readonly [string, ...string[]]) => needsEngine({ command, passes: "docker" });
  assert.deepEqual([docker(["docker", "ps"]), docker(["docker", "info", "--format", "x"])], [true, true]);
  assert.deepEqual(
    [docker(["docker", "version"]), docker(["docker"]), docker(["podman", "ps"])],
    [false, false, false],
  );
  assert.equal(needsEngine({ command: ["docker", "ps"] }), false, "an author's own command is always run");
});

/** Where the client is, what it was told, its socket. */
type World = readonly [title: string, bin: string, ours: Environment, socket: string];

const silent: readonly World[] = [
  ["the client alone", "bin", home, "no-socket"],
  ["a link to the client", "linked", home, "no-socket"],
  ["no client at all", "none", home, "no-socket"],
  ["empty variables", "bin", { ...home, DOCKER_HOST: "", DOCKER_CONTEXT: "", DOCKER_CONFIG: "" }, "no-socket"],
  ["a socket that leads nowhere", "bin", home, "dangling"],
];
for (const [title, bin, ours, socket] of silent)
  test(`there is no engine to find: ${title}`, { skip: linux }, async () => {
    assert.equal(await findsNoEngine(ours, at(bin), at(socket)), true);
  });

const open: readonly World[] = [
  ["a socket", "bin", home, "socket"],
  ["another host", "bin", { ...home, DOCKER_HOST: "tcp://10.0.0.1:2375" }, "no-socket"],
  ["another context", "bin", { ...home, DOCKER_CONTEXT: "rootless" }, "no-socket"],
  ["settings at home", "bin", { HOME: at("told") }, "no-socket"],
  ["settings elsewhere", "bin", { ...home, DOCKER_CONFIG: at("told/.docker") }, "no-socket"],
  ["nobody's home", "bin", {}, "no-socket"],
  ["settings in a folder that is not named whole", "bin", { ...home, DOCKER_CONFIG: "~/.docker" }, "no-socket"],
  ["an engine behind TLS", "bin", { ...home, DOCKER_TLS_VERIFY: "1" }, "no-socket"],
  ["a script in its place", "script", home, "no-socket"],
  ["Podman under its name", "podman", home, "no-socket"],
];
for (const [title, bin, ours, socket] of open)
  test(`the client is asked: ${title}`, { skip: linux }, async () => {
    assert.equal(await findsNoEngine(ours, at(bin), at(socket)), false);
  });

const limits = { signal: new AbortController().signal, timeoutMs: 10_000 };
const question = { run: ["docker", "ps"], as: "root-if-refused", passes: "docker" } as const;

for (const shell of shells)
  test(`${shell[0]}: a far client is not started where it would find nobody`, { skip: linux || engine }, async () => {
    const said = async (bin: string, ours: Readonly<Record<string, string>>): Promise<string> => {
      const { target } = farTarget(shell, {
        environment: { PATH: `${at(bin)}:${process.env["PATH"] ?? ""}`, ...ours },
      });
      try {
        return (await target.fetch(question, limits)).is;
      } finally {
        await target.close();
      }
    };
    assert.equal(await said("bin", home), "missing");
    assert.equal(await said("bin", { HOME: at("told") }), "text");
    assert.equal(await said("bin", { ...home, DOCKER_HOST: "tcp://10.0.0.1:2375" }), "text");
    assert.equal(await said("bin", { ...home, DOCKER_TLS_VERIFY: "1" }), "text");
    assert.equal(await said("bin", { ...home, DOCKER_CONFIG: "~/.docker" }), "text");
    assert.equal(await said("script", home), "text");
    assert.equal(await said("podman", home), "text");
  });
