import { hostname } from "node:os";
import type { Raw, Reading } from "../facts/reading.ts";
import { failed, text, type Bare } from "./bare.ts";
import { bindPort } from "./bind.ts";
import { readControlGroups } from "./cgroups.ts";
import { endAllChildren } from "./child.ts";
import { runContainer } from "./container.ts";
import { forbidCurrentFolder, type Environment } from "./environment.ts";
import { familyOf, unseenHere } from "./families.ts";
import { readGivenFile } from "./files.ts";
import { findProcesses } from "./processes.ts";
import { Programs } from "./programs.ts";
import { containerLogsScript } from "./scripts/container-logs.ts";
import { diskScript } from "./scripts/disk.ts";
import { folderScript } from "./scripts/folder.ts";
import { listenersScript } from "./scripts/listeners.ts";
import { listSystemFolder, readSystemFile } from "./system-files.ts";
import type { FetchOptions, Target } from "./target.ts";
import { lookOnWindows } from "./windows.ts";
import { within } from "./within.ts";
import { writeInto } from "./writing.ts";

export type LocalOptions = {
  readonly environment: Environment;
  readonly platform: NodeJS.Platform;
  /** A recorded tree that stands in for `/` where files, folders and control groups are read. */
  readonly root?: string;
};

/** This host, read natively: files by Node, programs and whatever may hang in a child. */
export function localTarget(options: LocalOptions): Target {
  forbidCurrentFolder(options.platform);
  const look = new LocalLook(options);
  return {
    name: "local",
    type: "host",
    hostname: async () => hostname(),
    fetch: (reading, limits) => look.fetch(reading, limits),
    witness: (reading) => look.witness(reading),
    close: () => look.close(),
  };
}

/** A path of the controller is one of this host, which is the controller. */
const here = (path: string): string => path.replace(/^controller:(?=\/)/, "");

class LocalLook {
  readonly #root: string;
  readonly #platform: NodeJS.Platform;
  readonly #environment: Environment;
  readonly #programs: Programs;
  /** Who binds a port stands in the kernel's tables, so what looks at one port does so one after another. */
  readonly #ports = new Map<number, Promise<unknown>>();

  constructor(options: LocalOptions) {
    this.#root = options.root ?? "";
    this.#platform = options.platform;
    this.#environment = options.environment;
    this.#programs = new Programs(options.environment, options.platform);
  }

  async fetch(reading: Reading, limits: FetchOptions): Promise<Raw> {
    const started = performance.now();
    const { by = this.witness(reading), ...bare } = await this.#look(reading, limits);
    const ms = Math.round(performance.now() - started);
    return { ...bare, by, at: new Date().toISOString(), ms };
  }

  #look(reading: Reading, limits: FetchOptions): Promise<Bare> | Bare {
    if ("platform" in reading) return text(familyOf(this.#platform));
    const foreign = this.#foreign(reading, limits);
    if (foreign !== undefined) return foreign;
    const ofSystem = this.#ofSystem(reading);
    if (ofSystem !== undefined) return within(ofSystem, limits);
    if ("listeners" in reading)
      return this.#inTurn(reading.listeners, () => this.#listeners(reading.listeners, limits));
    if ("bind" in reading) return this.#inTurn(reading.bind, () => bindPort(reading.bind, reading.address, limits));
    if ("run" in reading) return this.#programs.output(reading, limits);
    return "which" in reading ? this.#programs.which(reading, limits) : this.#risky(reading, limits);
  }

  /** What is not asked on this system, or in another way. */
  #foreign(reading: Reading, limits: FetchOptions): Promise<Bare> | Bare | undefined {
    const unseen = unseenHere(reading, this.#platform);
    if (unseen !== undefined || this.#platform !== "win32") return unseen;
    return "which" in reading || "disk" in reading ? lookOnWindows(reading, this.#programs, limits) : undefined;
  }

  /** What the system itself keeps, which never hangs: read in this process. */
  #ofSystem(reading: Reading): Promise<Bare> | undefined {
    if ("file" in reading) return readSystemFile(this.#root + reading.file);
    if ("list" in reading) return listSystemFolder(this.#root + reading.list);
    if ("cgroup" in reading) return readControlGroups(reading.cgroup, this.#root);
    return "processes" in reading ? findProcesses(reading.processes, this.#root) : undefined;
  }

  /** What touches paths that a person gave, or makes something: always in a child. */
  #risky(reading: Reading, limits: FetchOptions): Promise<Bare> | Bare {
    if ("container" in reading) return runContainer(this.#programs, limits);
    if ("writing" in reading) return writeInto(here(reading.writing), this.#programs, limits);
    if ("content" in reading) return this.#content(reading, limits);
    if ("folder" in reading)
      return this.#programs.script(["footing-folder", here(reading.folder)], folderScript, { limits });
    if ("containerLogs" in reading) return this.#containerLogs(limits);
    if ("disk" in reading) return this.#programs.script(["footing-disk", here(reading.disk)], diskScript, { limits });
    throw new Error("a reading that nobody can take");
  }

  #listeners(port: number, limits: FetchOptions): Promise<Bare> {
    const hexadecimal = port.toString(16).toUpperCase().padStart(4, "0");
    return this.#programs.script(["footing-listeners", hexadecimal], listenersScript, { limits });
  }

  async #containerLogs(limits: FetchOptions): Promise<Bare> {
    const command = ["/bin/sh", "-c", containerLogsScript, "footing-logs"] as const;
    const bare = await this.#programs.raisedIfRefused({ command, passes: "docker" }, limits);
    return bare.is === "missing" ? failed("no-means", "there is no /bin/sh here") : bare;
  }

  async #inTurn(port: number, look: () => Promise<Bare>): Promise<Bare> {
    const turn = (this.#ports.get(port) ?? Promise.resolve()).then(look);
    this.#ports.set(
      port,
      turn.catch(() => undefined),
    );
    return await turn;
  }

  async #content({ content, limit }: Extract<Reading, { content: string }>, limits: FetchOptions): Promise<Bare> {
    const given = await readGivenFile(here(content), {
      limitBytes: limit,
      environment: this.#environment,
      platform: this.#platform,
      ...limits,
    });
    if (given.is === "read") return text(given.bytes.toString("utf8"));
    if (given.is === "missing" || given.is === "folder") return { is: "missing" };
    const codes = {
      special: "cannot-tell",
      denied: "permission-denied",
      "too-large": "too-much-output",
      timeout: "timeout",
      stopped: "interrupted",
      broken: "no-means",
    } as const;
    return failed(codes[given.is], `${content}: ${given.text}`);
  }

  async close(): Promise<void> {
    await endAllChildren();
    await this.#programs.endStrays();
  }

  witness(reading: Reading): string {
    if ("file" in reading) return this.#root + reading.file;
    if ("list" in reading) return this.#root + reading.list;
    if ("cgroup" in reading) return `${this.#root}/proc/self/cgroup`;
    if ("which" in reading) return reading.as === "root" ? "root's PATH" : "PATH";
    if ("platform" in reading) return "the operating system";
    if (!("run" in reading)) return witnessOfScript(reading);
    // Arguments that an author wrote may hold what nobody should read in a report.
    const words = reading.authored === true ? reading.run.slice(0, 1) : inPowerShell(reading.run);
    return (reading.as === "root" ? ["sudo", ...words] : words).join(" ");
  }
}

/** What PowerShell is asked, without how it is called. */
const inPowerShell = (run: readonly string[]): readonly string[] =>
  run[0] === "powershell.exe" ? ["PowerShell:", ...run.slice(-1)] : run;

function witnessOfScript(reading: Reading): string {
  if ("disk" in reading) return `stat -f ${reading.disk}`;
  if ("folder" in reading) return `stat ${reading.folder}`;
  if ("content" in reading) return reading.content;
  if ("writing" in reading) return `a file written into ${reading.writing}`;
  if ("listeners" in reading) return "/proc/net/tcp, /proc/net/tcp6";
  if ("bind" in reading) return `bind of port ${reading.bind}`;
  if ("containerLogs" in reading) return "docker inspect";
  return "container" in reading ? "a container of our own" : "/proc";
}
