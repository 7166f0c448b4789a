import type { Raw } from "../../facts/reading.ts";
import { listAt, numberAt, parseJson, textAt, valueAt } from "../json-fields.ts";

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
  readonly memory: number | undefined;
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
    memory: numberAt(about, "MemTotal"),
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
  memory: numberAt(about, "host", "memTotal"),
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
