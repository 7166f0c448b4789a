import type { Raw, Raws, Readings } from "../facts/reading.ts";
import { listAt, numberAt, parseJson, textAt, valueAt } from "./json-fields.ts";

/** What an engine says of itself, in the words of `docker version` and `docker info`; undefined where it says nothing. */
export type Engine = {
  readonly sort: "docker" | "podman" | "other";
  readonly version: string | undefined;
  readonly apiVersion: string | undefined;
  readonly storageDriver: string | undefined;
  readonly dataRoot: string | undefined;
  readonly logDriver: string | undefined;
  readonly rootless: boolean | undefined;
  readonly desktop: boolean | undefined;
  /** The system whose containers it runs, in its own word. */
  readonly system: string | undefined;
  readonly kernel: string | undefined;
  /** The processor that its kernel runs on, in the kernel's word. */
  readonly architecture: string | undefined;
  /** What its own programs, and so its images, are built for, in the word of Go (GOARCH). */
  readonly builtFor: string | undefined;
  readonly memory: number | undefined;
  readonly processors: number | undefined;
  /** What the machine that it runs on is called. */
  readonly host: string | undefined;
  /** Its clock, when it was asked. */
  readonly time: string | undefined;
};

const jsonOf = (raw: Raw): unknown => (raw.is === "text" ? parseJson(raw.text) : undefined);

/** Podman's client prints this for its own, where no server is asked. */
const isPodmanClient = (version: unknown): boolean => textAt(version, "Client", "OsArch") !== undefined;

export const clientVersion = (version: Raw): string | undefined => textAt(jsonOf(version), "Client", "Version");

/** The engine that answered, or undefined where none did. */
export function engineOf(version: Raw, info: Raw): Engine | undefined {
  const [told, about] = [jsonOf(version), jsonOf(info)];
  if (valueAt(about, "host", "kernel") !== undefined) return podman(about);
  const server = valueAt(told, "Server");
  if (textAt(server, "Version") === undefined && textAt(about, "ServerVersion") === undefined) return undefined;
  const security = listAt(about, "SecurityOptions");
  return {
    sort: sortOf(server, isPodmanClient(told)),
    version: textAt(server, "Version") ?? textAt(about, "ServerVersion"),
    apiVersion: textAt(server, "ApiVersion"),
    storageDriver: textAt(about, "Driver"),
    dataRoot: textAt(about, "DockerRootDir"),
    logDriver: textAt(about, "LoggingDriver"),
    rootless:
      about === undefined ? undefined : security.some((one) => typeof one === "string" && /\brootless\b/.test(one)),
    desktop: isDesktop(server, about),
    system: textAt(server, "Os") ?? textAt(about, "OSType"),
    kernel: textAt(about, "KernelVersion"),
    architecture: textAt(about, "Architecture"),
    builtFor: textAt(server, "Arch"),
    memory: numberAt(about, "MemTotal"),
    processors: numberAt(about, "NCPU"),
    host: textAt(about, "Name"),
    time: textAt(about, "SystemTime"),
  };
}

/** Podman's own `info`, which its stand-in for Docker's client prints. */
const podman = (about: unknown): Engine => ({
  sort: "podman",
  version: textAt(about, "version", "Version"),
  apiVersion: textAt(about, "version", "APIVersion"),
  storageDriver: textAt(about, "store", "graphDriverName"),
  dataRoot: textAt(about, "store", "graphRoot"),
  logDriver: textAt(about, "host", "logDriver"),
  rootless: valueAt(about, "host", "security", "rootless") === true,
  desktop: false,
  system: textAt(about, "host", "os"),
  kernel: textAt(about, "host", "kernel"),
  // Podman tells its own alone.
  architecture: undefined,
  builtFor: textAt(about, "host", "arch"),
  memory: numberAt(about, "host", "memTotal"),
  processors: numberAt(about, "host", "cpus"),
  host: textAt(about, "host", "hostname"),
  time: undefined,
});

/** Its engine for Linux calls its system so; that for Windows is known by the platform alone, which engines before 18.06 lack. */
function isDesktop(server: unknown, about: unknown): boolean | undefined {
  if (/^Docker Desktop\b/.test(textAt(server, "Platform", "Name") ?? "")) return true;
  const system = textAt(about, "OperatingSystem");
  return system === undefined ? undefined : system === "Docker Desktop";
}

function sortOf(server: unknown, isPodman: boolean): Engine["sort"] {
  const names = listAt(server, "Components").flatMap((one) => textAt(one, "Name") ?? []);
  if (isPodman || names.some((name) => /podman/i.test(name))) return "podman";
  // Engines before 18.06 name no components.
  return names.length === 0 || names.includes("Engine") ? "docker" : "other";
}

/** What tells whose kernel an engine runs on, and whether it sees this host. */
export const machineReadings = {
  kernel: { file: "/proc/sys/kernel/osrelease" },
  memory: { file: "/proc/meminfo" },
  platform: { platform: true },
  hostname: { file: "/proc/sys/kernel/hostname" },
  daemon: { processes: ["dockerd"] },
} as const satisfies Readings;

export type OwnMachine = Raws<typeof machineReadings>;

/**
 * Where an engine runs: `here`, on this host; `elsewhere`, on another kernel; `alike`, on a machine with the same kernel
 * and memory that does not show that it is this one: a twin of it, or the host of this container, to which the engine's
 * socket was handed in. Undefined where not even that shows.
 */
export type Where = "here" | "elsewhere" | "alike";

export function whereIs(engine: Engine, own: OwnMachine): Where | undefined {
  const remote = isRemote(engine, own);
  if (remote === undefined) return undefined;
  return remote ? "elsewhere" : seesThisHost(engine, own) ? "here" : "alike";
}

/** It calls its machine what this host is called, and its daemon is among this host's processes. */
function seesThisHost({ host, sort }: Engine, { hostname, daemon }: OwnMachine): boolean {
  if (hostname.is !== "text" || host !== hostname.text.trim()) return false;
  // Podman answers without a daemon.
  return sort === "podman" || (daemon.is === "text" && /^\d+\tdockerd$/m.test(daemon.text));
}

/** Whether the engine's kernel is another than this host's; undefined where that does not show. */
function isRemote(engine: Engine, own: OwnMachine): boolean | undefined {
  // Docker Desktop runs containers of Windows without a machine of its own.
  if (engine.desktop === true && engine.system !== "windows") return true;
  return isForeign(engine, own) ? true : isOnAnotherKernel(engine, own);
}

/** No other system runs containers of Linux by itself. */
function isForeign({ system }: Engine, { platform }: OwnMachine): boolean {
  const here = platform.is === "text" ? platform.text.trim() : "";
  return system === "linux" && (here === "macos" || here === "windows");
}

function isOnAnotherKernel(engine: Engine, { kernel, memory }: OwnMachine): boolean | undefined {
  if (engine.kernel === undefined || kernel.is !== "text") return undefined;
  if (engine.kernel !== kernel.text.trim()) return true;
  const kibibytes = memory.is === "text" ? /^MemTotal:\s+(\d+) kB$/m.exec(memory.text)?.[1] : undefined;
  if (engine.memory === undefined || kibibytes === undefined) return undefined;
  // Two machines of one sort have the same kernel, seldom the same memory to the byte.
  return engine.memory !== Number(kibibytes) * 1024;
}
