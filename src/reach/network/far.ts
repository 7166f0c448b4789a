import { isFailure, type EndpointSight } from "../../facts/network.ts";
import { reason } from "../../facts/reasons.ts";
import type { Bare } from "../bare.ts";
import { failed } from "../bare.ts";
import type { Programs } from "../programs.ts";
import { Slots } from "../session/slots.ts";
import type { FetchOptions } from "../target.ts";
import type { EndpointReach } from "./endpoint.ts";
import type { Outward } from "./local.ts";
import type { SshLines } from "./ssh-lines.ts";
import { NamesThere, variablesThere } from "./there.ts";

export type FarNetworkOptions = {
  readonly programs: Programs;
  readonly file: (path: string, limits: FetchOptions) => Promise<Bare>;
  /** Connections that the place makes for us; none where nobody there does so. */
  readonly lines?: () => Promise<SshLines>;
};

/**
 * Services as another place reaches them: names are resolved and connections made there, with nothing installed. Where it
 * makes no connections for us, its curl is asked.
 */
export class FarNetwork {
  readonly #options: FarNetworkOptions;
  /** Each connection is a program of its own here: what waits for a processor must not be taken for silent. */
  readonly #turns = new Slots(24);
  /** What is asked by curl is asked together, and ends together. */
  readonly #together = new Slots(100);
  #place: Promise<Omit<EndpointReach, "lines">> | undefined;
  #lines: Promise<SshLines> | undefined;
  #byCurl: Promise<EndpointReach> | undefined;
  #isForbidden: boolean;

  constructor(options: FarNetworkOptions) {
    this.#options = options;
    this.#isForbidden = options.lines === undefined;
  }

  async fetch(reading: Outward, limits: FetchOptions): Promise<Bare> {
    if (!("endpoint" in reading)) return await this.#byLines(reading, limits);
    if (!this.#isForbidden) {
      const bare = await this.#byLines(reading, limits);
      if (!isForbidden(bare)) return bare;
      this.#isForbidden = true;
    }
    return await this.#asked(reading, limits);
  }

  async close(): Promise<void> {
    await (await this.#lines)?.close();
  }

  async #byLines(reading: Outward, limits: FetchOptions): Promise<Bare> {
    const { lines } = this.#options;
    if (lines === undefined) return failed("no-means", "an address is not asked from there", "run Footing there");
    const release = await this.#turns.take();
    try {
      const { lookOut } = await import("./local.ts");
      this.#lines ??= lines();
      return await lookOut(reading, { ...(await this.#opened(limits)), lines: await this.#lines }, limits);
    } finally {
      release();
    }
  }

  async #asked(reading: Extract<Outward, { endpoint: object }>, limits: FetchOptions): Promise<Bare> {
    const release = await this.#together.take();
    try {
      const { lookOut } = await import("./local.ts");
      this.#byCurl ??= this.#curled(limits);
      return forbidding(await lookOut(reading, await this.#byCurl, limits), this.#options.lines !== undefined);
    } finally {
      release();
    }
  }

  async #curled(limits: FetchOptions): Promise<EndpointReach> {
    const [{ CurlWays }, place] = await Promise.all([import("./by-curl.ts"), this.#opened(limits)]);
    const ways = new CurlWays(this.#options.programs, place.environment, limits);
    return { ...place, lines: notOurs, go: async (way, own) => await ways.go(way, own) };
  }

  async #opened(limits: FetchOptions): Promise<Omit<EndpointReach, "lines">> {
    return await (this.#place ??= this.#open(limits));
  }

  async #open(limits: FetchOptions): Promise<Omit<EndpointReach, "lines">> {
    const { programs, file } = this.#options;
    const [environment, { loadTrust }] = await Promise.all([variablesThere(programs, limits), import("./trust.ts")]);
    const names = new NamesThere(programs, limits);
    const read = async (path: string): Promise<string | undefined> => {
      const bare = await file(path, limits);
      return bare.is === "text" ? bare.text : undefined;
    };
    let trust: ReturnType<typeof loadTrust> | undefined;
    return { environment, names, trust: async () => await (trust ??= loadTrust(environment, read)) };
  }
}

/** Whether there is a way shows when it is gone; connections of ours there are none. */
export const notOurs: EndpointReach["lines"] = {
  hasRoute: async () => true,
  open: async (address) => ({ failure: { failed: "forbidden" }, address }),
};

/** Whether sshd there made no connection for us, and says nothing of the service. */
function isForbidden(bare: Bare): boolean {
  if (bare.is !== "text") return false;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by `lookOut`, of an endpoint
  const { ways } = JSON.parse(bare.text) as EndpointSight;
  return ways.some(({ connect }) => isFailure(connect) && ["forbidden", "ssh"].includes(connect.failed));
}

/** That nobody there could be asked is told beside why somebody had to be. */
function forbidding(bare: Bare, isSsh: boolean): Bare {
  if (!isSsh || bare.is !== "failed" || bare.why.code !== "no-means") return bare;
  const { code, text, settle } = bare.why;
  const words = `ssh makes no connection onwards from there (AllowTcpForwarding), and ${text}`;
  return { is: "failed", why: reason(code, words, settle) };
}
