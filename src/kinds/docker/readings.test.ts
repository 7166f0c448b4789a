import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import type { Raw } from "../../facts/reading.ts";
import { failedRaw, missingRaw, runRaw, textRaw, toldBy, type Told } from "../made-raws.ts";
import { dockerLook } from "./readings.ts";

const recorded = (name: string): string => readFileSync(new URL(`fixtures/${name}.json`, import.meta.url), "utf8");

const kernel = "6.18.44-fc-v669";
const asked = "docker version";

type Given = Readonly<Record<string, Raw>>;

const answering: Given = {
  found: textRaw("PATH", "/usr/bin/docker"),
  version: runRaw(asked, recorded("version-client-28.2-engine-20.10")),
  info: runRaw("docker info", recorded("info-client-28.2-engine-20.10")),
  kernel: textRaw("/proc/sys/kernel/osrelease", `${kernel}\n`),
  memory: textRaw("/proc/meminfo", `MemTotal: ${25276502016 / 1024} kB\n`),
  first: textRaw("/proc/1/comm", "systemd\n"),
  platform: textRaw("platform", "linux"),
  hostname: textRaw("/proc/sys/kernel/hostname", "vm\n"),
  daemon: textRaw("/proc", "401\tdockerd\nend\n"),
};

const look = (more: Given = {}): Readonly<Record<string, Told>> =>
  toldBy(dockerLook.understand({ ...answering, ...more }, {}, new Set()));

const silent = (stderr: string): Given => ({
  version: runRaw(asked, recorded("version-client-28.2-no-engine"), { exit: 1, stderr }),
  info: runRaw("docker info", "{}", { exit: 1, stderr }),
});

/** `value`, or the code of why there is none. */
const said = (told: Told | undefined): unknown => told?.value ?? told?.why?.code ?? "absent";

test("an engine is told by what it says of itself, not by its client", () => {
  const { answers, engine, version, clientVersion, apiVersion, storageDriver, rootless, desktop, remote } = look();
  assert.deepEqual(
    [answers, engine, version, clientVersion, apiVersion, storageDriver, rootless, desktop, remote].map(said),
    [true, "docker", "20.10.24+dfsg1", "28.2.2", "1.41", "overlay2", false, false, false],
  );
});

test("the data root is a path of this host only where the engine's kernel is this host's", () => {
  assert.equal(said(look()["dataRoot"]), "/var/lib/docker");
  const other = look({ kernel: textRaw("/proc/sys/kernel/osrelease", "6.1.0-18-amd64\n") });
  assert.deepEqual([said(other["remote"]), said(other["dataRoot"])], [true, "cannot-tell"]);
  const twin = look({ memory: textRaw("/proc/meminfo", "MemTotal: 8000000 kB\n") });
  assert.deepEqual([said(twin["remote"]), said(twin["dataRoot"])], [true, "cannot-tell"]);
  const hidden = look({ kernel: failedRaw("/proc/sys/kernel/osrelease", "permission-denied") });
  assert.deepEqual([said(hidden["remote"]), said(hidden["dataRoot"])], ["cannot-tell", "cannot-tell"]);
});

test("an engine on a machine with this host's kernel and memory is this host's only where it sees it", () => {
  const where = (more: Given): readonly unknown[] => {
    const { remote, dataRoot } = look(more);
    return [said(remote), said(dataRoot)];
  };
  assert.deepEqual(where({}), [false, "/var/lib/docker"]);
  const unseen = ["cannot-tell", "cannot-tell"];
  // Two machines of one sort and image, the engine of one asked from the other.
  assert.deepEqual(where({ hostname: textRaw("hostname", "vm2\n") }), unseen);
  assert.deepEqual(where({ hostname: failedRaw("hostname", "permission-denied") }), unseen);
  // The same name on both, or a socket that was handed into this container.
  assert.deepEqual(where({ daemon: textRaw("/proc", "end\n") }), unseen);
  assert.deepEqual(where({ daemon: failedRaw("/proc", "permission-denied") }), unseen);
});

test("Docker Desktop runs in a machine of its own, whatever its kernel is called", () => {
  const text = recorded("info-client-28.2-engine-20.10").replace("Debian GNU/Linux 12 (bookworm)", "Docker Desktop");
  const { desktop, remote, dataRoot } = look({ info: runRaw("docker info", text) });
  assert.deepEqual([desktop, remote, dataRoot].map(said), [true, true, "cannot-tell"]);
});

test("nobody listening is observed, a refusal and unclear words are not", () => {
  const told = (stderr: string): unknown => said(look(silent(stderr))["answers"]);
  for (const words of [
    "Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?",
    "failed to connect to the docker API at unix:///var/run/docker.sock; check if the path is correct and if the daemon is running: dial unix /var/run/docker.sock: connect: no such file or directory",
    'error during connect: Get "http://10.0.0.1:2375/v1.24/version": dial tcp 10.0.0.1:2375: connect: connection refused',
  ]) {
    assert.equal(told(words), false, words);
  }
  const note = look(silent("Cannot connect to the Docker daemon at unix:///x.sock. Is the docker daemon running?"))[
    "answers"
  ];
  assert.equal(note?.evidence.note, "client 28.2.2 only, no engine at unix:///x.sock");
  assert.equal(told("permission denied while trying to connect to the Docker daemon socket"), "permission-denied");
  assert.equal(told("error during connect: malformed HTTP response"), "cannot-tell");
  assert.equal(told(""), "cannot-tell");
  const warned =
    "WARNING: Error loading config file: permission denied\nCannot connect to the Docker daemon at unix:///x.";
  assert.equal(told(warned), false);
});

test("what could not be asked is unknown, each field for the same reason", () => {
  const late = failedRaw(asked, "timeout");
  const told = look({ version: late, info: late });
  for (const field of ["answers", "engine", "version", "dataRoot", "remote"])
    assert.equal(said(told[field]), "timeout");
  assert.equal(said(told["installed"]), true);
});

test("without the command docker nothing is installed and nothing answers", () => {
  const none = missingRaw("docker");
  const { installed, answers, version } = look({ found: missingRaw("PATH"), version: none, info: none });
  assert.deepEqual([installed, answers, version].map(said), [false, false, "no-means"]);
  assert.match(answers?.evidence.note ?? "", /no command docker/);
});

test("what mends it depends on where the client asks, and on what runs services", () => {
  const none: Given = { found: missingRaw("PATH"), version: missingRaw("docker"), info: missingRaw("docker") };
  const tini = { first: textRaw("/proc/1/comm", "tini\n") };
  const cause = (more: Given): unknown => look(more)["answers"]?.evidence.cause;
  const at = (endpoint: string): Given => silent(`Cannot connect to the Docker daemon at ${endpoint}. Is it running?`);
  assert.equal(cause(none), "no-client-systemd");
  assert.equal(cause({ ...none, ...tini }), "no-client");
  assert.equal(look({ ...none, ...tini })["installed"]?.evidence.cause, "no-client");
  assert.equal(cause(at("unix:///var/run/docker.sock")), "silent-systemd");
  assert.equal(cause({ ...at("unix:///run/docker.sock"), ...tini }), "silent");
  assert.equal(cause(at("unix:///home/a/.docker/run/docker.sock")), "silent-systemd");
  for (const endpoint of ["tcp://10.0.0.1:2375", "unix:///x.sock", "unix:///run/user/1000/docker.sock", "ssh://a@b"])
    assert.equal(cause(at(endpoint)), "elsewhere", endpoint);
  assert.equal(cause(silent("connection refused")), undefined);
});

test("who is not let in is told how to be", () => {
  const { answers } = look(silent("permission denied while trying to connect to the Docker daemon socket"));
  assert.match(answers?.why?.settle ?? "", /group docker/);
});

test("Podman is named, behind Docker's socket and behind its stand-in for the client", () => {
  const version = recorded("version-client-28.2-engine-20.10").replace('"Name":"Engine"', '"Name":"Podman Engine"');
  assert.equal(said(look({ version: runRaw(asked, version) })["engine"]), "podman");
  const stand = look({
    version: runRaw(asked, recorded("version-podman-4.3")),
    info: runRaw("docker info", recorded("info-podman-4.3")),
  });
  assert.deepEqual([stand["answers"], stand["engine"], stand["version"], stand["storageDriver"]].map(said), [
    true,
    "podman",
    "4.3.1",
    "vfs",
  ]);
});

const script = (...lines: readonly string[]): Raw => runRaw("a container of our own", `${lines.join("\n")}\n`);
const before = [
  "step\tversion",
  "said\tamd64",
  "exit\t0",
  "name\tfooting-probe-1-2-x",
  "nonce\tabc123",
  "step\timport",
  "said\tsha256:1",
  "exit\t0",
  "step\tcreate",
  "said\t12ab",
  "exit\t0",
  "step\tstart",
];
const ran = (container: Raw): Told | undefined => look({ container })["ranContainer"];

test("a container ran if what it printed came back", () => {
  const told = ran(script(...before, "said\tabc123", "exit\t0", "end\t"));
  assert.deepEqual([told?.value, told?.evidence.grade], [true, "proven"]);
  assert.equal(ran(script(...before, "said\tother", "exit\t0", "end\t"))?.value, false);
  assert.equal(ran(script(...before, "exit\t0", "end\t"))?.value, false);
});

test("a step that the engine refused is a shortfall in its words", () => {
  const told = ran(
    script(...before, "said\tError response from daemon: OCI runtime create failed: no cgroups", "exit\t1", "end\t"),
  );
  assert.equal(told?.value, false);
  assert.match(told?.evidence.note ?? "", /did not run: .*no cgroups/);
});

test("a probe that did not come to its end shows nothing", () => {
  assert.equal(ran(script(...before, "said\tabc123"))?.why?.code, "cannot-tell");
  assert.equal(ran(script("step\tversion", "said\tpermission denied", "exit\t1", "end\t"))?.why?.code, "cannot-tell");
  assert.equal(
    ran(script("step\tversion", "said\triscv64", "exit\t0", "arch\triscv64", "end\t"))?.why?.code,
    "no-probe-image",
  );
  assert.equal(ran(failedRaw("a container of our own", "no-write"))?.why?.code, "no-write");
});

const logs = (text: string, more: Given = {}): unknown =>
  said(look({ logs: runRaw("docker inspect", text), ...more })["logsCapped"]);
const config = (type: string, options: object): string => JSON.stringify({ Type: type, Config: options });
const capped = config("json-file", { "max-size": "10m" });

test("logs are limited where the default and every container are", () => {
  const engine = 'settings\t/etc/docker/daemon.json\t{ "log-opts": { "max-size": "10m" } }\nengine\tdockerd -H fd://\n';
  assert.equal(logs(`container\t/web\t${capped}\n${engine}end\n`), true);
  assert.equal(logs(`container\t/web\t${capped}\ncontainer\t/old\t${config("json-file", {})}\n${engine}end\n`), false);
  assert.equal(logs(`container\t/web\t${config("journald", {})}\n${engine}end\n`), true);
  assert.equal(logs(`container\t/web\tnonsense\n${engine}end\n`), "garbled");
  assert.equal(logs(`settings\t/etc/docker/daemon.json\t\nengine\tdockerd --log-opt max-size=5m\nend\n`), true);
  assert.equal(logs(`settings\t/etc/docker/daemon.json\t\nengine\tdockerd\nend\n`), false);
  assert.equal(logs("settings\t/etc/docker/daemon.json\t\nengine\t\nend\n"), "cannot-tell");
  // One that may not be read may hold a limit.
  const closed = "settings\t/etc/docker/daemon.json\t?\n";
  assert.equal(logs(`${closed}engine\tdockerd\nend\n`), "permission-denied");
  assert.equal(logs(`${closed}engine\tdockerd --log-opt max-size=5m\nend\n`), true);
  assert.equal(logs(`container\t/old\t${config("json-file", {})}\n${closed}engine\tdockerd\nend\n`), false);
  assert.equal(logs("settings\t/etc/docker/daemon.json\t{ no\nengine\tdockerd\nend\n"), "garbled");
});

test("a default that does not show is unknown, a container without limit is a shortfall all the same", () => {
  assert.equal(logs("end\n"), "cannot-tell");
  assert.equal(logs("engine\tdockerd\nengine\tdockerd\nend\n"), "cannot-tell");
  assert.equal(logs(`container\t/old\t${config("json-file", { "max-size": "-1" })}\nend\n`), false);
  assert.equal(logs(`container\t/web\t${capped}\n`), "garbled");
});

test("the limits of a container that was made just now are the engine's default", () => {
  const container = (json: string): Raw =>
    script(...before, "said\tabc123", "exit\t0", "step\tlogs", `said\t${json}`, "exit\t0", "end\t");
  assert.equal(logs("end\n", { container: container(capped) }), true);
  assert.equal(logs("end\n", { container: container(config("json-file", {})) }), false);
});

const boot = (first: string, unit: Raw, services: Raw = missingRaw("rc-update")): unknown =>
  said(
    look({ first: textRaw("/proc/1/comm", first), unit, socket: runRaw("systemctl", "enabled\n"), services })[
      "startsOnBoot"
    ],
  );

test("an engine starts at boot if its service is enabled; a socket alone starts it for who asks", () => {
  assert.equal(boot("systemd\n", runRaw("systemctl", "enabled\n")), true);
  assert.equal(boot("systemd\n", runRaw("systemctl", "disabled\n", { exit: 1 })), false);
  assert.equal(boot("systemd\n", runRaw("systemctl", "", { exit: 1 })), "cannot-tell");
  assert.equal(boot("systemd\n", missingRaw("systemctl")), "no-means");
  assert.equal(boot("init\n", missingRaw("systemctl"), runRaw("rc-update", "  docker | default\n")), true);
  assert.equal(boot("init\n", missingRaw("systemctl"), runRaw("rc-update", "  sshd | default\n")), false);
  assert.equal(boot("tini\n", missingRaw("systemctl")), "cannot-tell");
});

test("a container is tried only where it is asked for, logs and boot only where somebody expects them", () => {
  const names = (given: object, ...fields: readonly string[]): readonly string[] =>
    Object.keys(dockerLook.readings({ ...given }, new Set(fields)));
  const always = ["found", "version", "info", "kernel", "memory", "platform", "hostname", "daemon", "first"];
  assert.deepEqual(names({}), always);
  assert.deepEqual(names({ run: true }).slice(always.length), ["container"]);
  assert.deepEqual(names({}, "logsCapped").slice(always.length), ["logs"]);
  assert.deepEqual(names({}, "startsOnBoot").slice(always.length), ["unit", "socket", "services"]);
});
