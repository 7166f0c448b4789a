import type { DnsQuestion } from "../facts/dns.ts";
import type { Controller, Raw, Reading } from "../facts/reading.ts";
import { failed, type Bare } from "./bare.ts";
import type { CertificateReading } from "./certificate/look.ts";
import { runContainer } from "./container.ts";
import { unseenHere } from "./families.ts";
import type { Programs } from "./programs.ts";
import { disksOf } from "./disks.ts";
import { addressingScript } from "./scripts/addressing.ts";
import { cloudAddressScript } from "./scripts/cloud-address.ts";
import { containerLogsScript } from "./scripts/container-logs.ts";
import { folderScript } from "./scripts/folder.ts";
import type { FetchOptions } from "./target.ts";
import { listenersOf } from "./listeners.ts";
import { askRegistries } from "./registries.ts";
import { answeredOr, Together } from "./together.ts";
import { witnessOf } from "./witness.ts";
import { writeInto } from "./writing.ts";

type Content = Extract<Reading, { content: string }>;
export type NetworkReading = Extract<Reading, { endpoint: object } | { request: object } | { ingress: object }>;
type OfNetwork = NetworkReading | Extract<Reading, { listeners: number } | { bind: number } | { cloudAddress: true }>;

type OfEngine = Extract<Reading, { containerLogs: true } | { registry: string }>;

const isOfEngine = (reading: Reading): reading is OfEngine => "containerLogs" in reading || "registry" in reading;

const isOfNetwork = (reading: Reading): reading is OfNetwork =>
  ["listeners", "bind", "endpoint", "request", "ingress", "cloudAddress"].some((name) => name in reading);

/** What differs between this host and another: how its files are read, and by whom its programs are run. */
export type Ways = {
  readonly programs: Programs;
  /** The family of systems in one word; undefined while it is not known, or cannot be. */
  family(): string | undefined;
  /** The same, waited for. */
  system(limits: FetchOptions): Promise<Bare>;
  file(path: string, limits: FetchOptions): Promise<Bare>;
  variable(name: string, limits: FetchOptions): Promise<Bare>;
  list(path: string, limits: FetchOptions): Promise<Bare>;
  controlGroups(controller: Controller, limits: FetchOptions): Promise<Bare>;
  processes(names: readonly string[], limits: FetchOptions): Promise<Bare>;
  content(reading: Content, limits: FetchOptions): Promise<Bare>;
  /** What holds each of these paths, told without starting anything; undefined for those that only a child may look at. */
  disks?(paths: readonly string[], limits: FetchOptions): Promise<readonly (Bare | undefined)[]>;
  /** The same of ports (four hexadecimal digits) that nobody listens on. */
  unheard?(ports: readonly string[], limits: FetchOptions): Promise<readonly (Bare | undefined)[]>;
  /** What is looked at in another way here; undefined where it is not. */
  instead?(reading: Reading, limits: FetchOptions): Promise<Bare> | undefined;
  /** What goes out through the network from there, or comes in. */
  network(reading: NetworkReading, limits: FetchOptions): Promise<Bare>;
  bind(port: number, address: string | undefined, limits: FetchOptions): Promise<Bare>;
  dns(question: DnsQuestion, limits: FetchOptions): Promise<Bare>;
  certificate(reading: CertificateReading, limits: FetchOptions): Promise<Bare>;
};

/** How long the system's own way to a name is waited for: what it finds is told beside, and decides nothing. */
const patienceMs = 5000;

/** Takes every reading of one host, by its ways. */
export class HostLook {
  readonly #ways: Ways;
  readonly #root: string;
  readonly #listening = new Together((ports, limits) => this.#listenersOn(ports, limits));
  readonly #holding = new Together((paths, limits) => this.#disksAt(paths, limits));
  readonly #registries = new Together((hosts, limits) => askRegistries(hosts, this.#ways.programs, limits));
  /** Who binds a port stands in the kernel's tables, so what looks at one port does so one after another. */
  readonly #ports = new Map<number, Promise<unknown>>();

  /** `root`: a recorded tree that stands in for `/`, named in what witnesses. */
  constructor(ways: Ways, root = "") {
    this.#ways = ways;
    this.#root = root;
  }

  async fetch(reading: Reading, limits: FetchOptions): Promise<Raw> {
    const started = performance.now();
    const { by = this.witness(reading), ms, ...bare } = await this.#see(reading, limits);
    return { ...bare, by, at: new Date().toISOString(), ms: ms ?? Math.round(performance.now() - started) };
  }

  /** What is blind is found before it is tried where the system is known, and else by what it turned out to be. */
  async #see(reading: Reading, limits: FetchOptions): Promise<Bare> {
    if ("platform" in reading) return await this.#ways.system(limits);
    const before = this.#blind(reading);
    if (before !== undefined) return before;
    const bare = await (this.#ways.instead?.(reading, limits) ??
      this.#named(reading, limits) ??
      this.#look(reading, limits));
    return this.#blind(reading) ?? bare;
  }

  #blind(reading: Reading): Bare | undefined {
    const family = this.#ways.family();
    return family === undefined ? undefined : unseenHere(reading, family);
  }

  #look(reading: Reading, limits: FetchOptions): Promise<Bare> {
    const ways = this.#ways;
    if ("file" in reading) return ways.file(reading.file, limits);
    if ("variable" in reading) return ways.variable(reading.variable, limits);
    if ("list" in reading) return ways.list(reading.list, limits);
    if ("cgroup" in reading) return ways.controlGroups(reading.cgroup, limits);
    if ("processes" in reading) return ways.processes(reading.processes, limits);
    if ("run" in reading) return ways.programs.output(reading, limits);
    if ("which" in reading) return ways.programs.which(reading, limits);
    if (isOfNetwork(reading)) return this.#throughNetwork(reading, limits);
    return this.#named(reading, limits) ?? this.#risky(reading, limits);
  }

  #throughNetwork(reading: OfNetwork, limits: FetchOptions): Promise<Bare> {
    const ways = this.#ways;
    if ("cloudAddress" in reading) return ways.programs.script(["footing-cloud"], cloudAddressScript, { limits });
    if ("listeners" in reading)
      return this.#inTurn(reading.listeners, () => this.#listeners(reading.listeners, limits));
    if ("bind" in reading) return this.#inTurn(reading.bind, () => ways.bind(reading.bind, reading.address, limits));
    // Who is to be visited listens on the port itself: a second one would meet the first, and so would whoever looks.
    if ("ingress" in reading && reading.ingress.from !== undefined)
      return this.#inTurn(reading.ingress.port, () => ways.network(reading, limits));
    return ways.network(reading, limits);
  }

  /** What is asked about names. */
  #named(reading: Reading, limits: FetchOptions): Promise<Bare> | undefined {
    if ("dns" in reading) return this.#ways.dns(reading.dns, limits);
    if (!("resolve" in reading)) return undefined;
    const patient = { ...limits, timeoutMs: Math.min(limits.timeoutMs, patienceMs) };
    return this.#ways.programs.run({ command: ["getent", "ahosts", reading.resolve], asRoot: false }, patient);
  }

  /** What touches paths that a person gave, or makes something: never in this process. */
  #risky(reading: Reading, limits: FetchOptions): Promise<Bare> {
    const { programs } = this.#ways;
    const given = { limits, touchesGivenPath: true } as const;
    if ("container" in reading) return runContainer(programs, limits);
    if ("writing" in reading) return writeInto(reading.writing, programs, limits);
    if ("content" in reading) return this.#ways.content(reading, limits);
    if ("certificate" in reading || "served" in reading) return this.#ways.certificate(reading, limits);
    if ("folder" in reading) return programs.script(["footing-folder", reading.folder], folderScript, given);
    if (isOfEngine(reading)) return this.#ofEngine(reading, limits);
    if ("addressing" in reading) return programs.script(["footing-addressing"], addressingScript, { limits });
    if ("disk" in reading) return this.#disk(reading.disk, limits);
    throw new Error("a reading that nobody can take");
  }

  #listeners(port: number, limits: FetchOptions): Promise<Bare> {
    const digits = port.toString(16).toUpperCase().padStart(4, "0");
    if (this.#ways.programs.isTogether) return this.#listening.ask(digits, limits);
    return this.#listenersOn([digits], limits).then(([one]) => one ?? failed("garbled", "no answer"));
  }

  #disk(path: string, limits: FetchOptions): Promise<Bare> {
    if (this.#ways.programs.isTogether) return this.#holding.ask(path, limits);
    return this.#disksAt([path], limits).then(([one]) => one ?? failed("garbled", "no answer"));
  }

  async #listenersOn(ports: readonly string[], limits: FetchOptions): Promise<readonly Bare[]> {
    return await answeredOr(
      ports,
      async () => await this.#ways.unheard?.(ports, limits),
      async (held) => await listenersOf(held, this.#ways.programs, limits),
    );
  }

  async #disksAt(paths: readonly string[], limits: FetchOptions): Promise<readonly Bare[]> {
    return await answeredOr(
      paths,
      async () => await this.#ways.disks?.(paths, limits),
      async (others) => await disksOf(others, this.#ways.programs, limits),
    );
  }

  #ofEngine(reading: OfEngine, limits: FetchOptions): Promise<Bare> {
    return "registry" in reading ? this.#registry(reading.registry, limits) : this.#containerLogs(limits);
  }

  #registry(host: string, limits: FetchOptions): Promise<Bare> {
    if (this.#ways.programs.isTogether) return this.#registries.ask(host, limits);
    return askRegistries([host], this.#ways.programs, limits).then(([one]) => one ?? failed("garbled", "no answer"));
  }

  async #containerLogs(limits: FetchOptions): Promise<Bare> {
    const command = ["/bin/sh", "-c", containerLogsScript, "footing-logs"] as const;
    const bare = await this.#ways.programs.raisedIfRefused({ command, passes: "docker" }, limits);
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

  witness(reading: Reading): string {
    return witnessOf(reading, this.#root);
  }
}
