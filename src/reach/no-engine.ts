import { closeSync, openSync, readSync, statSync } from "node:fs";
import { basename } from "node:path";
import type { Environment } from "./environment.ts";
import { findLocalPath, readMounts, type Mounted } from "./local-path.ts";
import type { Run } from "./programs.ts";
import { programsHere } from "./which-here.ts";

/** What Docker's client only hands on from an engine. `docker version` has words of its own where there is none. */
const handedOn: ReadonlySet<string> = new Set(["ps", "info"]);

const standardSocket = "/var/run/docker.sock";

/** True of what a client that finds no engine has nothing to say to. */
export const needsEngine = ({ command: [program, word = ""], passes }: Pick<Run, "command" | "passes">): boolean =>
  passes === "docker" && program === "docker" && handedOn.has(word);

/**
 * Whether Docker's own client would surely find no engine: nobody told it of another (environment variables and current
 * context, docs.docker.com/reference/cli/docker), and its socket is not there. False wherever that is not plain to see.
 */
export async function findsNoEngine(ours: Environment, path: string, socket = standardSocket): Promise<boolean> {
  const settings = settingsOf(ours);
  if (settings === undefined || isThere(socket)) return false;
  const mounts = await readMounts();
  const found = await findLocalPath(settings, mounts);
  return found?.climbed === true && (await hasNoOtherClient(path, mounts));
}

async function hasNoOtherClient(path: string, mounts: readonly Mounted[]): Promise<boolean> {
  const [client] = await programsHere(["docker"], path);
  if (client?.is !== "text") return client?.is === "missing";
  const file = await findLocalPath(client.text, mounts);
  return file !== undefined && isOwnClient(file.at);
}

/** The file that may name another engine; undefined where a variable does. */
function settingsOf(ours: Environment): string | undefined {
  const of = (name: string): string => ours[name] ?? "";
  // With TLS the client looks at a port.
  if (["DOCKER_HOST", "DOCKER_CONTEXT", "DOCKER_TLS", "DOCKER_TLS_VERIFY"].some((name) => of(name) !== ""))
    return undefined;
  if (of("DOCKER_CONFIG") !== "") return `${of("DOCKER_CONFIG")}/config.json`;
  // Without HOME it looks where the list of users has it.
  return of("HOME") === "" ? undefined : `${of("HOME")}/.docker/config.json`;
}

/** True also where that cannot be seen. */
function isThere(socket: string): boolean {
  try {
    return statSync(socket, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return true;
  }
}

/** A program of that very name, and no script in its place: Podman's needs no socket. */
function isOwnClient(file: string): boolean {
  if (basename(file) !== "docker") return false;
  try {
    const [opened, start] = [openSync(file, "r"), Buffer.alloc(4)];
    try {
      return readSync(opened, start) === 4 && start.toString("latin1") === "\x7FELF";
    } finally {
      closeSync(opened);
    }
  } catch {
    return false;
  }
}
