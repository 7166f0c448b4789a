import { failed, stopped, text, type Bare } from "../bare.ts";
import { childEnvironment, type Environment } from "../environment.ts";
import type { NetworkReading } from "../host.ts";
import type { FetchOptions } from "../target.ts";
import type { PortsInTurn } from "../ingress/ports-in-turn.ts";
import type { Waiting } from "../ingress/waiting.ts";
import type { EndpointReach } from "./endpoint.ts";
import { Unasked } from "../unasked.ts";
import type { Names } from "./names.ts";

type Options = {
  readonly environment: Environment;
  readonly platform: NodeJS.Platform;
  readonly name?: "controller";
};

/** Services as this host reaches them, and how it is reached. What it takes is loaded when the first one is asked for. */
export class LocalNetwork {
  readonly #options: Options;
  #names: Names | undefined;
  #reach: Promise<EndpointReach> | undefined;
  #waiting: Waiting | undefined;
  #turns: PortsInTurn | undefined;

  constructor(options: Options) {
    this.#options = options;
  }

  async fetch(reading: NetworkReading, limits: FetchOptions): Promise<Bare> {
    if ("ingress" in reading) {
      if (this.#options.name === "controller") return notThePlace;
      const [{ ingressHere }, { Waiting: Waits }, { PortsInTurn: Turns }] = await Promise.all([
        import("../ingress/here.ts"),
        import("../ingress/waiting.ts"),
        import("../ingress/ports-in-turn.ts"),
      ]);
      this.#waiting ??= new Waits(this.#options);
      this.#turns ??= new Turns();
      const here = { ...this.#options, waiting: this.#waiting, turns: this.#turns };
      return await ingressHere(reading.ingress, here, limits);
    }
    this.#reach ??= this.#open();
    return await lookOut(reading, await this.#reach, limits);
  }

  async close(): Promise<void> {
    await this.#waiting?.close();
    await this.#names?.close();
  }

  async #open(): Promise<EndpointReach> {
    const { environment, platform } = this.#options;
    const [{ Names: Resolving }, { loadTrust }, { localLines }] = await Promise.all([
      import("./names.ts"),
      import("./trust.ts"),
      import("./dial.ts"),
    ]);
    const names = new Resolving(childEnvironment(environment, platform));
    this.#names = names;
    let trust: ReturnType<typeof loadTrust> | undefined;
    return { environment, names, lines: localLines, trust: async () => await (trust ??= loadTrust(environment)) };
  }
}

/** Takes a reading through the network, from wherever is reached. */
export async function lookOut(reading: Outward, reach: EndpointReach, limits: FetchOptions): Promise<Bare> {
  const sight = await sightOf(reading, reach, limits);
  // What was cut short in the midst shows nothing: who was not waited for is not silent.
  return limits.signal.aborted ? { is: "failed", why: stopped(limits.signal) } : sight;
}

/** What goes out from there; whether somebody comes in is seen in another way. */
export type Outward = Exclude<NetworkReading, { ingress: object }>;

/** Where Footing runs is none of the places that are checked: that it is reached would show nothing of them. */
const notThePlace = failed(
  "no-means",
  "no host is named that users shall reach and that could say what is served there",
  "--on ssh://HOST",
);

async function sightOf(reading: Outward, reach: EndpointReach, limits: FetchOptions): Promise<Bare> {
  try {
    if ("endpoint" in reading) {
      const { tryEndpoint } = await import("./endpoint.ts");
      return text(JSON.stringify(await tryEndpoint(reading.endpoint, reach, limits)));
    }
    const { askAddress } = await import("./request.ts");
    return text(JSON.stringify(await askAddress(reading.request, reach, limits)));
  } catch (error) {
    if (error instanceof Unasked) return { is: "failed", why: error.why };
    return failed("no-means", `it could not be tried: ${error instanceof Error ? error.message : "no reason given"}`);
  }
}
