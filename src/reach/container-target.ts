import type { Why } from "../facts/fact.ts";
import { reason } from "../facts/reasons.ts";
import { understandInspect, inspectFormat, understandExec, type Running } from "./container-state.ts";
import { childEnvironment, type Environment } from "./environment.ts";
import { orHere } from "./local.ts";
import { localExecutor } from "./local-programs.ts";
import { Programs } from "./programs.ts";
import { failed } from "./bare.ts";
import { FarNetwork } from "./network/far.ts";
import { aboutFar, farLook, type FarOptions } from "./session/far-host.ts";
import { farLoop } from "./session/far-shell.ts";
import type { Job } from "./session/jobs.ts";
import type { LineEnd } from "./session/line.ts";
import { cut, type Piece } from "./session/sent.ts";
import { Session } from "./session/session.ts";
import { Slots } from "./session/slots.ts";
import type { FetchOptions, Target } from "./target.ts";

export type ContainerOptions = {
  readonly environment: Environment;
  readonly platform: NodeJS.Platform;
  readonly timeoutMs: number;
};

const sessions = new Slots(16);

/** By which client, and whether by sudo, the engine of a container was reached. */
type Way = Running & { readonly client: readonly [string, ...string[]] };

/**
 * A container that runs, seen from within: a shell of its own does what a far host's does. Whether it runs is asked first,
 * once: what is paused would hang, and what is restarted again and again would answer now and then.
 */
export function containerTarget(name: string, container: string, options: ContainerOptions): Target {
  const within = new Within(name, container, options);
  const look = farLook(
    { do: (job, signal) => within.do(job, signal), hello: () => within.session?.hello },
    { network: outward(within) },
  );
  return {
    name,
    type: "container",
    atOnce: Infinity,
    // Who has no shell is not lost where its network was entered: what that could not see says so by itself.
    about: () => (within.isEntered ? reachedBeside : aboutFar(within.session?.hello, within.lost)),
    ...orHere(look, options),
    close: async () => await within.session?.close(),
  };
}

/**
 * Nothing of ours connects from within: what the container has of its own is asked. Where it has nothing, this host's own
 * programs are, in its network.
 */
const outward =
  (within: Within): NonNullable<FarOptions["network"]> =>
  (there) => {
    const services = new FarNetwork(there);
    return {
      fetch: async (reading, limits) => {
        if ("ingress" in reading) return failed("no-means", "nobody is let in through a container's network", askHost);
        const bare = await services.fetch(reading, limits);
        if (bare.is !== "failed" || !["no-means", "no-shell"].includes(bare.why.code)) return bare;
        const beside = await within.beside(limits);
        return (await beside?.fetch(reading, limits)) ?? { ...bare, why: { ...bare.why, settle: enterIt } };
      },
    };
  };

const enterIt =
  "install curl in it; or run Footing as root on the host of its engine, from where its network is entered";
const askHost = "ask of the host that publishes its port";

const reachedBeside = { hostname: null, state: "reached" } as const;

class Within {
  readonly #name: string;
  readonly #container: string;
  readonly #options: ContainerOptions;
  #opening: Promise<Session | Why> | undefined;
  #session: Session | undefined;
  #why: Why | undefined;
  #way: Way | undefined;
  #isEntered = false;
  #beside: Promise<FarNetwork | undefined> | undefined;

  constructor(name: string, container: string, options: ContainerOptions) {
    this.#name = name;
    this.#container = container;
    this.#options = options;
  }

  get session(): Session | undefined {
    return this.#session;
  }

  /** Why nothing could be seen, if it could not. */
  get lost(): Why | undefined {
    return this.#why ?? this.#session?.lost;
  }

  /** Whether something of it was seen from beside. */
  get isEntered(): boolean {
    return this.#isEntered;
  }

  /** Its network, entered from this host; undefined where nobody may, or it is not here. */
  async beside(limits: FetchOptions): Promise<FarNetwork | undefined> {
    return await (this.#beside ??= this.#enter(limits));
  }

  async #enter(limits: FetchOptions): Promise<FarNetwork | undefined> {
    if (this.#way === undefined) return undefined;
    const { besideContainer } = await import("./container-beside.ts");
    const services = await besideContainer(this.#way, this.#options, limits);
    this.#isEntered = services !== undefined;
    return services;
  }

  async do(job: Job, signal: AbortSignal): Promise<Piece> {
    this.#opening ??= this.#open({ signal, timeoutMs: this.#options.timeoutMs });
    const opened = await this.#opening;
    return opened instanceof Session ? await opened.do(job, signal) : cut(opened);
  }

  async #open(limits: FetchOptions): Promise<Session | Why> {
    const way = await this.#find(limits);
    if ("code" in way) {
      this.#why = way;
      return way;
    }
    this.#way = way;
    const { environment, platform, timeoutMs } = this.#options;
    this.#session = new Session({
      command: [...way.client, "exec", "-i", way.id, "sh", "-c", farLoop],
      environment: childEnvironment(environment, platform, "docker"),
      helloMs: timeoutMs,
      slots: sessions,
      understandEnd: (end, { hello, noise }) => this.#understandEnd(end, { hello, noise }),
      name: this.#name,
    });
    return this.#session;
  }

  /** Docker's client is asked; Podman's where there is none of Docker's. */
  async #find(limits: FetchOptions): Promise<Way | Why> {
    const { environment, platform } = this.#options;
    const programs = new Programs(localExecutor(environment, platform));
    for (const client of ["docker", "podman"] as const) {
      const command = [client, "inspect", "--type", "container", "--format", inspectFormat, this.#container] as const;
      const bare = await programs.raisedIfRefused({ command, passes: "docker" }, limits);
      if (bare.is === "missing" && client === "docker") continue;
      const state = understandInspect(bare, { name: this.#container, client, nowMs: Date.now() });
      if ("code" in state) return state;
      return { ...state, client: bare.by?.startsWith("sudo ") === true ? ["sudo", "-n", client] : [client] };
    }
    return reason("no-means", "there is no command docker or podman, by which one looks into a container");
  }

  #understandEnd(end: LineEnd, { hello, noise }: { readonly hello: boolean; readonly noise: string }): Why {
    if (end.is === "not-started") return reason("no-means", `docker could not be started: ${end.code}`);
    // What the runtime says of a program that it cannot start, Docker's client prints where the program would have.
    return understandExec(end.stderr === "" ? noise : end.stderr, { hello, name: this.#container });
  }
}
