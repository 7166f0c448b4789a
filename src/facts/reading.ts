import type { DnsQuestion } from "./dns.ts";
import type { Evidence, Grade, Vantage, Why } from "./fact.ts";
import type { IngressAsked } from "./ingress.ts";
import type { EndpointAsked, RequestAsked } from "./network.ts";

/**
 * What a kind asks a host for, as data. Reach fetches readings by whatever way leads to the host; the kind then
 * understands them, purely. `risky` marks a path that a person gave: it may hang, so it is never touched in our own
 * process, and in a script it comes last.
 */
export type Reading =
  /** The text of a file that belongs to the system (/proc, /sys, /etc). */
  | { readonly file: string }
  /**
   * The value of one variable that the first process was started with (proc_pid_environ(5)); `missing` where it has none.
   * Its other variables may hold anybody's secrets, and are not read further than here.
   */
  | { readonly variable: string }
  /** The names in a folder of the system, one a line. */
  | { readonly list: string }
  /**
   * Output of a program: no shell, found on PATH. `as: "root"` raises it by `sudo -n` where it is not root already;
   * `as: "root-if-refused"` does so only where the program itself says that this user is not permitted. `passes: "docker"`
   * hands on the variables by which Docker's and Podman's clients are told where their engine is; what they only hand on
   * from an engine is `missing` where they would find none. `on`: it is run only on that system; elsewhere nothing is run, and the reading fails with `platform`.
   */
  | {
      readonly run: readonly [string, ...string[]];
      readonly on?: System;
      readonly as?: "root" | "root-if-refused";
      readonly authored?: true;
      readonly passes?: "docker";
    }
  /** The path of a program on PATH, as the user given would find it. */
  | { readonly which: string; readonly as?: "root" }
  /** The file system that holds a path, or its nearest existing parent: see `disk-reading.md` in the reference. */
  | { readonly disk: string }
  /**
   * What every control group that holds this process says of one controller, its own first: `path<TAB>file<TAB>content`
   * a line, white space in the content folded. Files that are not there are left out; one that is there and cannot be
   * read fails the reading. `missing`: there is no such control group in force.
   */
  | { readonly cgroup: Controller }
  /** The family of systems, in one word: `linux`, `macos`, `windows`, or what the system calls itself. */
  | { readonly platform: true }
  /**
   * Programs of these names that run, as the kernel names them (at most 15 characters, proc_pid_comm(5)): `pid<TAB>name`
   * a line, then `end`. Fails where processes of others are hidden.
   */
  | { readonly processes: readonly string[] }
  /** What a file holds that a person named: at most `limit` bytes. A folder in its place is `missing`. */
  | { readonly content: string; readonly limit: number }
  /** Who may do what with a folder that a person named: see `reach/scripts/folder.ts`. */
  | { readonly folder: string }
  /** Really writes a file into a folder, reads it back and removes it: see `reach/scripts/writing.ts`. */
  | { readonly writing: string }
  /** What listens on a TCP port by the kernel's tables, and who: see `reach/scripts/listeners.ts`. */
  | { readonly listeners: number }
  /** Really binds a TCP port, on all addresses or on one, and lets go of it: `family<TAB>result` a line. */
  | { readonly bind: number; readonly address?: string }
  /** How interfaces get their addresses, by files and programs: see `reach/scripts/addressing.ts`. */
  | { readonly addressing: true }
  /** The public addresses that a cloud says it leads to this instance: see `reach/scripts/cloud-address.ts`. */
  | { readonly cloudAddress: true }
  /** How the logs of containers, and of the engine's default, are kept: see `reach/scripts/container-logs.ts`. */
  | { readonly containerLogs: true }
  /** Tries a service stage by stage, as JSON: see `EndpointSight`. */
  | { readonly endpoint: EndpointAsked }
  /** Lets the engine itself ask a registry, by its host and port: see `reach/scripts/registry.ts`. */
  | { readonly registry: string }
  /** Asks one web address, as JSON: see `RequestSight`. What it answers goes no further than to who understands it. */
  | { readonly request: RequestAsked }
  /** Lets the place be visited from outside, and listens for that where nobody else does, as JSON: see `IngressSight`. */
  | { readonly ingress: IngressAsked }
  /** Really runs a container of our own and removes it: see `reach/scripts/container.ts`. */
  | { readonly container: "run" }
  /** What each of the first three nameservers of the system answers, asked for itself: JSON, see `dns.ts`. */
  | { readonly dns: DnsQuestion }
  /** What the system's own way (getaddrinfo(3)) makes of a name, as `getent ahosts` prints it. */
  | { readonly resolve: string }
  /**
   * A file with certificates, what belongs to them and whom this host trusts, as JSON of `certificate-shape.ts`. Of a
   * private key nothing but its public half and its form comes back.
   */
  | { readonly certificate: string; readonly key?: string; readonly ca?: string }
  /** The certificates that a server (`host:port`) sends when it is asked for `name`, as JSON of the same shape. */
  | { readonly served: string; readonly name?: string; readonly ca?: string };

/** What a reading does beyond looking. A FILE from outside the catalog needs leave for it. */
export const touches = {
  "runs-a-command": "runs a command of the file",
  "runs-a-container": "makes a container and an image of its own, and removes both",
  "writes-a-file": "writes a file of its own, and removes it",
  "binds-a-port": "binds the port for a moment",
  "asks-resolvers": "tells this system's nameservers a name of the file, by asking them for it",
  "connects-to-hosts": "connects to hosts that the file names",
  "is-visited": "listens on a port for a moment and is visited, through hosts that the file names",
} as const;
export type Touch = keyof typeof touches;

/** Whether a place here is to be visited by nobody who is named, so that only a person could come. */
export const needsSomebody = (reading: Reading, target: string): boolean =>
  "ingress" in reading && reading.ingress.from === undefined && target === "local";

/** `target`: by its name; a place here that nobody is to visit does nothing. `isAwaited`: somebody is to come there. */
export function touchOf(reading: Reading, target: string, isAwaited = false): Touch | undefined {
  if (isAwaited && needsSomebody(reading, target)) return "is-visited";
  if ("run" in reading) return reading.authored === true ? "runs-a-command" : undefined;
  if ("container" in reading) return "runs-a-container";
  if ("writing" in reading) return "writes-a-file";
  return "bind" in reading ? "binds-a-port" : touchOfNetwork(reading, target);
}

const connecting = ["endpoint", "request", "served", "registry"];

function touchOfNetwork(reading: Reading, target: string): Touch | undefined {
  if ("ingress" in reading) return isVisited(reading.ingress, target) ? "is-visited" : undefined;
  if ("dns" in reading || "resolve" in reading) return "asks-resolvers";
  return connecting.some((name) => name in reading) ? "connects-to-hosts" : undefined;
}

const isVisited = ({ from }: IngressAsked, target: string): boolean => target.startsWith("ssh:") || from !== undefined;

/** Families of systems of which something can be known. */
export type System = "linux" | "macos" | "windows";

export type Controller = "cpu" | "cpuset" | "memory";

export type Readings = Readonly<Record<string, Reading>>;

type When = { readonly at: string; readonly ms: number; readonly by: string; readonly remains?: readonly Remains[] };

/**
 * Something named `footing-probe-*` that a probe met: `left` is its own and could not be removed, `found` is an earlier
 * run's, `removed` was one and is gone.
 */
export type Remains = { readonly is: "left" | "found" | "removed"; readonly what: string };

/**
 * What came back. `exit` is a program's exit code (`run` only). A reading that failed says why: `missing` is what was
 * looked for and is not there, which is an observation; every other reason is a failure to look.
 */
export type Raw =
  | (When & { readonly is: "text"; readonly text: string; readonly exit?: number; readonly stderr?: string })
  | (When & { readonly is: "missing" })
  | (When & { readonly is: "failed"; readonly why: Why });

export type Raws<R extends Readings> = { readonly [Name in keyof R]: Raw };

type Better = {
  readonly grade?: Grade;
  readonly vantage?: Vantage;
  readonly tolerance?: number;
  readonly note?: string;
  readonly cause?: string;
};

/** The evidence that one raw reading gives, or several that were needed together (the slowest and latest counts). */
export function evidenceOf(raw: Raw | readonly [Raw, ...Raw[]], better: Better = {}): Evidence {
  const raws: readonly Raw[] = "by" in raw ? [raw] : raw;
  const witnesses = [...new Set(raws.map((one) => one.by))];
  const { grade = "observed", vantage = "host", ...more } = better;
  return {
    by: witnesses.join(", "),
    at: raws.reduce((latest, one) => (one.at > latest ? one.at : latest), ""),
    ms: Math.max(...raws.map((one) => one.ms)),
    grade,
    vantage,
    ...more,
  };
}
