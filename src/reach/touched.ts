import { endpointName, originOf } from "../facts/network.ts";
import type { Reading } from "../facts/reading.ts";
import { familyOf, isOfAnother } from "./families.ts";
import { parseContainerAddress } from "./container-address.ts";
import { isNative } from "./native.ts";
import { needsEngine } from "./no-engine.ts";
import { read, run, shell, type Touched } from "./touched-words.ts";
import { byCertificate, byFarNameservers, byNameservers, throughNetwork } from "./touched-network.ts";
import { byVisit, byVisitFar } from "./touched-visit.ts";

const engine: Touched = { is: "reach", what: "the engine of Docker, where its client finds it" };

/** What leads into a container that is named as a target; nothing is touched for another target. */
export function containerTouches(target: string): readonly Touched[] {
  const name = parseContainerAddress(target);
  if (name === undefined) return [];
  return [...run(`docker inspect ${name} (its state)`, `docker exec -i ${name} sh (all that follows, in it)`), engine];
}

/** Whoever makes something looks whether the makers of what it finds still run. */
const owners = "/proc/*/stat (only of who made what earlier runs left, and its own)";

/** Everything that a reading touches on the host that it is taken on, without taking it. */
export function touchedBy(
  reading: Reading,
  isRoot: boolean,
  platform: NodeJS.Platform = process.platform,
): readonly Touched[] {
  if ("platform" in reading || isOfAnother(reading, familyOf(platform))) return [];
  if ("ingress" in reading) return byVisit(reading.ingress);
  return otherwise(reading, platform) ?? onUnix(reading, isRoot);
}

/**
 * The same on a host that is reached over ssh, of which nothing is known yet: whether this user is root there, or which
 * system it is. Nothing is told there by this process itself, and no port is bound.
 */
export function touchedFar(reading: Reading): readonly Touched[] {
  if ("bind" in reading) return [];
  if ("dns" in reading) return byFarNameservers(reading.dns);
  if ("endpoint" in reading) return farNetwork(endpointName(reading.endpoint));
  if ("request" in reading) return farNetwork(`${reading.request.method} ${originOf(reading.request.url)}`);
  if ("ingress" in reading) return byVisitFar(reading.ingress);
  if ("run" in reading && isNative(reading.run)) return run(reading.run.join(" "));
  if ("certificate" in reading || "served" in reading) return byCertificate(reading, false, true);
  return touchedBy(reading, false, "linux");
}

/** The same by a script that somebody runs there: nobody is at the other end of a connection. */
export function touchedByScript(reading: Reading): readonly Touched[] {
  if ("ingress" in reading) {
    const { domain, port } = reading.ingress;
    return [{ is: "reach", what: `${domain} port ${port}, from outside` }];
  }
  if (!("endpoint" in reading)) return touchedFar(reading);
  const what = `${endpointName(reading.endpoint)} (and by the proxy that is named there)`;
  return [
    { is: "reach", what },
    ...run("getent ahosts (names), with perl, python3 or nslookup for one that it does not find", "curl, openssl"),
    ...read("the list of authorities that this system trusts"),
  ];
}

/** Services as another host reaches them; which proxy leads there, its own environment says. */
const farNetwork = (what: string): readonly Touched[] => [
  { is: "reach", what: `${what}, from there (ssh -W over one connection, and by the proxy that is named there)` },
  ...run("getent ahosts (names, there), with perl, python3 or nslookup for one that it does not find"),
  ...run("sh (here, to end that connection should Footing be killed)"),
  ...run("curl, openssl (there, only where sshd forbids to connect onwards, or in a container)"),
  ...run("nsenter, unshare, curl, openssl (here, only as root, in the network of a container that has neither)"),
  ...read("the list of authorities that the system there trusts"),
];

/** What macOS and Windows are asked in another way. */
function otherwise(reading: Reading, platform: NodeJS.Platform): readonly Touched[] | undefined {
  const isWindows = platform === "win32";
  if ("dns" in reading) return byNameservers(reading.dns, platform);
  if ("which" in reading && isWindows) return run(`node, to search PATH for ${reading.which}`);
  if (!("disk" in reading) || !(isWindows || platform === "darwin")) return undefined;
  const programs = isWindows ? run("node, to look at a disk") : shell("stat", "df", "mount", "ls", "readlink");
  return [...programs, ...read(`${reading.disk} (its file system, not its contents)`)];
}

function onUnix(reading: Reading, isRoot: boolean): readonly Touched[] {
  if ("file" in reading) return read(reading.file);
  if ("variable" in reading) return read(`/proc/1/environ (its variable ${reading.variable} alone)`);
  if ("list" in reading) return read(`${reading.list}/`);
  if ("cgroup" in reading) {
    return read(
      "/proc/self/cgroup",
      "/proc/self/mountinfo",
      `/sys/fs/cgroup/ (${reading.cgroup}, this process's groups)`,
    );
  }
  if ("processes" in reading) return read("/proc/*/comm");
  if ("run" in reading) return byProgram(reading, isRoot);
  if ("which" in reading)
    return run(raised(`sh, to search PATH for ${reading.which}`, reading.as === "root" && !isRoot));
  return throughNetwork(reading, isRoot) ?? byScript(reading);
}

const raised = (words: string, isRaised: boolean): string => (isRaised ? `sudo -n timeout ${words}` : words);

function byProgram(reading: Extract<Reading, { run: unknown }>, isRoot: boolean): readonly Touched[] {
  const words = reading.run.join(" ");
  // What one system call tells needs no program; see native.ts.
  if (isNative(reading.run)) return words.startsWith("od ") ? read("/bin/sh") : [];
  const needsRaising = reading.as === "root" && !isRoot;
  if (reading.as === "root" && isRoot && words === "true") return [];
  const again = reading.as === "root-if-refused" && !isRoot ? " (again by sudo -n if this user is refused)" : "";
  return [...run(raised(words, needsRaising) + again), ...byClient(reading)];
}

/** Docker's client asks its engine; its plugins speak for themselves where they tell their version. */
function byClient(reading: Extract<Reading, { run: unknown }>): readonly Touched[] {
  const [program, word] = reading.run;
  if (program !== "docker" || word === "compose") return [];
  return [...(needsEngine({ ...reading, command: reading.run }) ? read(whetherEngine) : []), engine];
}

const whetherEngine = "the program docker (its first bytes), its config.json and socket (whether they are there)";

function byScript(reading: Reading): readonly Touched[] {
  if ("disk" in reading) {
    return [
      ...shell("stat", "df", "ls", "readlink", "sed"),
      ...read(
        `${reading.disk} (its file system, not its contents)`,
        "/proc/self/mountinfo",
        "/sys/dev/block/ (what it lies on)",
      ),
    ];
  }
  if ("content" in reading) return [...shell("head", "ls", "readlink"), ...read(`${reading.content} (its contents)`)];
  if ("folder" in reading) return [...shell("stat", "df", "ls"), ...read(`${reading.folder} (its rights and room)`)];
  if ("writing" in reading) {
    const programs = shell("od", "tr", "id", "stat", "cat", "dd", "grep", "wc", "sort", "rm");
    const made: Touched = { is: "write", what: `a file footing-probe-… in ${reading.writing}, removed afterwards` };
    return [...programs, ...read(owners), made];
  }
  if ("listeners" in reading) {
    return [
      ...shell("awk", "sort", "ls", "id", "sudo -n"),
      ...read("/proc/net/tcp", "/proc/net/tcp6", "/proc/*/fd, /proc/*/comm (only if the port is held)"),
    ];
  }
  if ("bind" in reading) {
    return [{ is: "bind", what: `port ${reading.bind} on ${reading.address ?? "all addresses"}, let go of at once` }];
  }
  return byDocker(reading);
}

function byDocker(reading: Reading): readonly Touched[] {
  if ("registry" in reading) {
    return [
      ...shell("docker version, docker info, docker pull", "getent", "timeout"),
      engine,
      {
        is: "reach",
        what: `${reading.registry}, by the engine itself (a pull of what cannot exist), by its own proxy`,
      },
    ];
  }
  if ("containerLogs" in reading) {
    return [
      ...shell("docker ps", "docker inspect", "tr"),
      ...read(
        "/etc/docker/daemon.json, or the file that the engine was given",
        "/proc/*/comm",
        "/proc/*/cmdline (of the engine)",
      ),
      engine,
    ];
  }
  if (!("container" in reading)) return [];
  return [
    ...read(owners),
    ...shell("od", "tr", "timeout", "docker version, ps, images, import, create, start, inspect, rm, rmi"),
    {
      is: "write",
      what: "an image footing-probe-… of our own bytes, and a container of it without network or rights; both removed afterwards",
    },
    engine,
  ];
}
