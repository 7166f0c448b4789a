import { isIP } from "node:net";
import { isRefusedHost } from "../../facts/addresses.ts";
import type { EndpointAsked, NamesSight } from "../../facts/network.ts";
import { reason } from "../../facts/reasons.ts";
import { failed, text, type Bare } from "../bare.ts";
import { gone, printedIn, toldOf, type Printed } from "../network/by-curl.ts";
import type { EndpointReach } from "../network/endpoint.ts";
import { notOurs } from "../network/far.ts";
import { lookOut, type Outward } from "../network/local.ts";
import { proxyVariable } from "../network/proxy.ts";
import { pairsIn, sightIn, withoutGetent } from "../network/there.ts";
import { loadTrust } from "../network/trust.ts";
import type { Way } from "../network/way.ts";
import { noNullDevice, withoutNullDevice } from "../null-device.ts";
import { atOnce, carriedOutwardScript } from "../scripts/carried-outward.ts";
import type { FetchOptions } from "../target.ts";
import type { Job } from "./jobs.ts";
import type { Piece } from "./sent.ts";

/** The word under which all services of a script are found again: they are tried by one program. */
export const servicesKey = "services";

/** As the script is told of a service; undefined of one that is no word for a shell, or never spoken to. */
function wordOf({ scheme, host, port, path, proxy = "-" }: EndpointAsked): string | undefined {
  const word = [scheme, host, port, path, proxy].join(" ");
  const isPlain = /^[\w.:][\w.:-]{0,252}$/.test(host) && /^\S+ \S+ \d+ \/\S* \S+$/.test(word);
  return isPlain && !isRefusedHost(host) ? word : undefined;
}

/** Services that a script tries on a host that nobody may connect to. */
export class RecordedServices {
  readonly #mark: string;
  readonly #words = new Set<string>();

  constructor(mark: string) {
    this.#mark = mark;
  }

  add(asked: EndpointAsked): void {
    const word = wordOf(asked);
    if (word !== undefined) this.#words.add(word);
  }

  /** What the script has to do for them; undefined where there are none. */
  job(timeoutMs: number): Job | undefined {
    if (this.#words.size === 0) return undefined;
    const seconds = Math.max(1, Math.round(timeoutMs / 1000));
    const words = ["footing-services", String(seconds), this.#mark, ...this.#words];
    const command = ["/bin/sh", "-c", carriedOutwardScript, ...words] as const;
    // By two families, directly and by a proxy, and twice where it was in vain: see `outwardScript` for what each may take.
    const rounds = Math.ceil((this.#words.size * 4) / atOnce);
    const mostSeconds = 2 * seconds + 2 + rounds * (2 * (4 * seconds + 5) + 1);
    return {
      is: "run",
      run: { command, asRoot: false, waitsForOthers: true },
      timeoutMs: mostSeconds * 1000,
    };
  }
}

type Told = {
  readonly services: ReadonlyMap<string, string>;
  readonly environment: Readonly<Record<string, string>>;
  readonly names: Bare;
  /** What stands behind: as `outwardScript` prints it. */
  readonly printed: Printed;
};

/** Services as that host reached them when the script was run. */
export class CarriedServices {
  readonly #told: Told | Bare;
  readonly #gone = new Map<string, number>();
  #trust: ReturnType<typeof loadTrust> | undefined;

  constructor(piece: Piece | undefined) {
    this.#told = toldBy(piece);
  }

  async fetch(reading: Extract<Outward, { endpoint: object }>, limits: FetchOptions): Promise<Bare> {
    const told = this.#told;
    if (!("services" in told)) return told;
    const service = told.services.get(wordOf(reading.endpoint) ?? "");
    if (service === undefined) return notHeld;
    return await lookOut(reading, this.#reach(told, service), limits);
  }

  #reach(told: Told, service: string): EndpointReach {
    const { environment, names } = told;
    return {
      environment,
      names: { ask: async (name): Promise<NamesSight> => (isIP(name) === 0 ? sightIn(names, name) : literal(name)) },
      lines: notOurs,
      trust: async () => await (this.#trust ??= trustIn(told.printed)),
      go: async (way) => {
        const number = this.#next(told, service, way);
        return await gone(toldOf(wayIn(told.printed, number), number), way);
      },
    };
  }

  /** The number of a way, and of its second try where there was one. */
  #next({ printed, environment }: Told, service: string, { asked, family, proxy }: Way): string {
    const by = proxy === undefined ? "-" : (proxyVariable(asked, environment) ?? "=");
    const way = `${service}.${by}.${family}`;
    const attempt = (this.#gone.get(way) ?? 0) + 1;
    this.#gone.set(way, attempt);
    return attempt > 1 && printed.ways.has(`${way}.2`) ? `${way}.2` : `${way}.1`;
  }
}

const literal = (name: string): NamesSight => ({ is: "found", addresses: [name] });

export const notHeldWhy = reason("not-observed", "the text that was carried over does not hold it");
const notHeld: Bare = { is: "failed", why: notHeldWhy };

/** Whom that host trusts of those who may have signed what was sent; undefined where none of them was told. */
async function trustIn({ ways }: Printed): ReturnType<typeof loadTrust> {
  const told = (ways.get("r") ?? []).map(({ letter }) => letter);
  const roots = told.filter((base64) => /^[A-Za-z0-9+/=]+$/.test(base64)).map(pemOf);
  return await loadTrust({}, async () => roots.join("\n"));
}

/** In lines as X509Certificate reads them (RFC 7468, 2). */
const pemOf = (base64: string): string =>
  ["-----BEGIN CERTIFICATE-----", ...(base64.match(/.{1,64}/g) ?? []), "-----END CERTIFICATE-----"].join("\n");

/** A way alone. Certificates that another was sent, too, stand there once, and here again. */
function wayIn({ version, ways }: Printed, number: string): Printed {
  const own = ways.get(number) ?? [];
  const other = own.find(({ letter }) => letter === "k")?.fields[0] ?? "";
  const sent = (ways.get(other) ?? []).filter(({ letter }) => letter === "c");
  return { version, ways: new Map([[number, [...own, ...sent]]]) };
}

const waysLine = "\nways\n";

function toldBy(piece: Piece | undefined): Told | Bare {
  if (piece === undefined) return notHeld;
  if (piece.is === "cut") return { is: "failed", why: piece.why };
  if (piece.how === noNullDevice) return { is: "failed", why: withoutNullDevice };
  if (piece.how !== "user") return failed("no-means", "there is no /bin/sh there");
  const printed = piece.stdout.toString("utf8");
  const end = printed.indexOf(waysLine);
  if (end === -1) return failed("garbled", "what names stand for there was not told to its end");
  const lines = printed
    .slice(0, end)
    .split("\n")
    .map((line) => line.split("\t"));
  const of = (letter: string): readonly (readonly string[])[] =>
    lines.filter(([first]) => first === letter).map(([, ...fields]) => fields);
  return {
    services: new Map(of("s").map(([number = "", word = ""]) => [word, number])),
    environment: pairsIn(of("v").map(([pair = ""]) => pair)),
    names:
      of("x").length > 0
        ? { is: "failed", why: withoutGetent }
        : text(
            of("n")
              .map(([line]) => line)
              .join("\n"),
          ),
    printed: printedIn(printed.slice(end + waysLine.length)),
  };
}
