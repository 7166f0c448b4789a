import type { DnsQuestion } from "../facts/dns.ts";
import type { IngressAsked } from "../facts/ingress.ts";
import type { Reading } from "../facts/reading.ts";
import { familyOf, isOfAnother } from "./families.ts";
import { parseContainerAddress } from "./container-address.ts";
import { isNative } from "./native.ts";
import { settingsFile, settingsNow } from "./network/nameservers.ts";
import { addressBytes } from "../facts/addresses.ts";
import { endpointName, endpointOf, hostOf, type EndpointAsked } from "../facts/network.ts";
import { authorityOf, proxyFor } from "./network/proxy.ts";

/** One thing that taking a reading touches: a file or folder read, a program run, something made, a port bound. */
export type Touched = {
  readonly is: "read" | "run" | "write" | "bind" | "reach";
  readonly what: string;
};

const read = (...paths: readonly string[]): readonly Touched[] => paths.map((what) => ({ is: "read", what }));
const run = (...programs: readonly string[]): readonly Touched[] => programs.map((what) => ({ is: "run", what }));
const shell = (...programs: readonly string[]): readonly Touched[] => run(`sh, with ${programs.join(", ")}`);
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
  if ("bind" in reading || "dns" in reading) return [];
  if ("ingress" in reading) return byVisitFar(reading.ingress);
  if ("run" in reading && isNative(reading.run)) return run(reading.run.join(" "));
  return touchedBy(reading, false, "linux");
}

/** What macOS and Windows are asked in another way. */
function otherwise(reading: Reading, platform: NodeJS.Platform): readonly Touched[] | undefined {
  const isWindows = platform === "win32";
  if ("dns" in reading) return byNameservers(reading.dns, platform);
  if ("which" in reading && isWindows) return run(`node, to search PATH for ${reading.which}`);
  if (!("disk" in reading) || !(isWindows || platform === "darwin")) return undefined;
  const programs = isWindows ? run("node, to look at a disk") : shell("stat", "df", "mount", "ls", "readlink");
  return [...programs, ...read(`${reading.disk} (its file system, not its contents)`)];
}

/** The settings are looked up: who would be asked has to be told before anybody is. */
function byNameservers(question: DnsQuestion, platform: NodeJS.Platform): readonly Touched[] {
  const { nameservers, search } = settingsNow(platform);
  const names =
    "name" in question
      ? [question.name]
      : (question.madeUpBelow === null ? search : [question.madeUpBelow]).map((domain) => `footing-probe-….${domain}`);
  const asked = nameservers.map((address): Touched => ({
    is: "reach",
    what: `${address} port 53, by UDP or TCP: ${names.join(", ")}`,
  }));
  const settings = platform === "win32" || platform === "darwin" ? [] : read(settingsFile);
  return names.length === 0 ? settings : [...settings, ...asked];
}

/** What the system's own way leads to is the system's to say: nameservers, a directory, neighbours. */
const byNameServices = (name: string): readonly Touched[] => [
  ...run(`getent ahosts ${name}`),
  ...read("/etc/nsswitch.conf, /etc/hosts, /etc/resolv.conf"),
  { is: "reach", what: `what /etc/nsswitch.conf says of hosts, by getent: ${name}` },
];

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
  if ("resolve" in reading) return byNameServices(reading.resolve);
  if ("run" in reading) return byProgram(reading, isRoot);
  if ("which" in reading)
    return run(raised(`sh, to search PATH for ${reading.which}`, reading.as === "root" && !isRoot));
  return byScript(reading);
}

const raised = (words: string, isRaised: boolean): string => (isRaised ? `sudo -n timeout ${words}` : words);

function byProgram(reading: Extract<Reading, { run: unknown }>, isRoot: boolean): readonly Touched[] {
  const words = reading.run.join(" ");
  // What one system call tells needs no program; see native.ts.
  if (isNative(reading.run)) return words.startsWith("od ") ? read("/bin/sh") : [];
  const needsRaising = reading.as === "root" && !isRoot;
  if (reading.as === "root" && isRoot && words === "true") return [];
  const again = reading.as === "root-if-refused" && !isRoot ? " (again by sudo -n if this user is refused)" : "";
  return [...run(raised(words, needsRaising) + again), ...(asksEngine(reading.run) ? [engine] : [])];
}

/** Docker's client asks its engine; its plugins speak for themselves where they tell their version. */
const asksEngine = ([program, command]: readonly string[]): boolean => program === "docker" && command !== "compose";

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
  if ("endpoint" in reading) return byNetwork(endpointName(reading.endpoint), reading.endpoint);
  if ("request" in reading) {
    const asked = endpointOf(reading.request.url);
    return byNetwork(`${reading.request.method} ${hostOf(reading.request.url)}`, asked);
  }
  return byDocker(reading);
}

const namedIn = (from: string): string => from.slice("ssh://".length);

/** A place that lets itself be visited from another host; nothing, where nobody outside is named. */
function byVisit({ domain, port, redirectFrom, from }: IngressAsked): readonly Touched[] {
  if (from === undefined) return [];
  const also = redirectFrom === undefined ? "" : ` and ${redirectFrom}`;
  return [
    ...run(
      `ssh ${namedIn(from)} getent ahosts ${domain}`,
      `ssh -W (a connection from there to ${domain} port ${port}${also})`,
    ),
    { is: "bind", what: `port ${port} on all addresses, to be visited; let go of afterwards` },
    { is: "reach", what: `${domain} port ${port}${also}, from ${namedIn(from)}, and from here if that fails` },
  ];
}

/** Another host that is visited from here, or from a third one. */
function byVisitFar({ domain, port, redirectFrom, from }: IngressAsked): readonly Touched[] {
  const also = redirectFrom === undefined ? "" : ` and ${redirectFrom}`;
  const visitor = from === undefined ? "here" : namedIn(from);
  return [
    ...run("printenv SSH_CONNECTION", `ssh -W 127.0.0.1:${port} (the certificate that is served there)`),
    ...(visitor === "here" ? run("node, to resolve names") : run(`ssh ${visitor} getent ahosts ${domain}`)),
    { is: "reach", what: `${domain} port ${port}${also}, from ${visitor}` },
  ];
}

/** A host of the network, with the proxy that leads there by this environment, and what its name is resolved with. */
function byNetwork(what: string, asked: EndpointAsked): readonly Touched[] {
  const proxy = proxyFor(asked, process.env);
  const through = proxy === undefined ? "" : "wrong" in proxy ? ` (${proxy.wrong})` : ` through ${authorityOf(proxy)}`;
  const named = proxy === undefined || "wrong" in proxy ? asked.host : proxy.host;
  const resolving: readonly Touched[] = [
    ...run("node, to resolve names"),
    { is: "reach", what: "the resolvers that this system asks (/etc/resolv.conf)" },
  ];
  return [
    { is: "reach", what: `${what}${through}` },
    ...(addressBytes(named) === undefined ? resolving : []),
    ...(asked.scheme === "https" || asked.scheme === "tls"
      ? read("the list of authorities that this system trusts")
      : []),
  ];
}

function byDocker(reading: Reading): readonly Touched[] {
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
