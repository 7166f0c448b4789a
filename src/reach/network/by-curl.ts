import { X509Certificate } from "node:crypto";
import type { WaySight } from "../../facts/network.ts";
import { reason } from "../../facts/reasons.ts";
import type { Bare } from "../bare.ts";
import { failed, text } from "../bare.ts";
import type { Environment } from "../environment.ts";
import type { Programs } from "../programs.ts";
import { outwardScript } from "../scripts/outward.ts";
import type { FetchOptions } from "../target.ts";
import { Together } from "../together.ts";
import { readCurlWay, type CurlTold } from "./curl-way.ts";
import { authorityOf, proxyVariable } from "./proxy.ts";
import { signerOf } from "./secure.ts";
import { Unasked } from "../unasked.ts";
import type { Way } from "./way.ts";

/** Ways that curl(1) goes in another place, in place of connections of our own. */
export class CurlWays {
  readonly #environment: Environment;
  readonly #together: Together;

  constructor(programs: Programs, environment: Environment, { timeoutMs }: Pick<FetchOptions, "timeoutMs">) {
    this.#environment = environment;
    const seconds = Math.max(1, Math.round(timeoutMs / 1000));
    this.#together = new Together(async (ways, limits) => {
      // A large request, a small one, its beginning, and who signs: each has a limit of its own.
      const whole = { ...limits, timeoutMs: (4 * seconds + 5) * 1000 };
      const words = ["footing-outward", String(seconds), programs.newMark(), ...ways];
      const bare = await programs.script(words, outwardScript, { limits: whole, waitsForOthers: true });
      if (bare.is !== "text") return ways.map(() => bare);
      const printed = printedIn(bare.text);
      return ways.map((_way, at) => toldOf(printed, String(at)));
    });
  }

  /** Goes a way. Rejects with `Unasked` where nobody there can. */
  async go(way: Way, limits: FetchOptions): Promise<WaySight> {
    return await gone(await this.#together.ask(this.#wordOf(way), limits), way);
  }

  /** A way in one word for the script: see there. None of its parts has a blank. */
  #wordOf({ asked, family, addresses, proxy }: Way): string {
    const { scheme, host, port, path } = asked;
    const at = proxy === undefined ? "-" : (proxyVariable(asked, this.#environment) ?? "=");
    const by = proxy === undefined ? "-" : `${proxy.secure ? "https" : "http"}://${authorityOf(proxy)}`;
    return [scheme, host, port, path, family, addresses.slice(0, 4).join(","), at, by].join(" ");
  }
}

/** How far a way led by what `toldOf` told of it. Rejects with `Unasked` where nobody there could go it. */
export async function gone(bare: Bare, way: Way): Promise<WaySight> {
  if (bare.is === "missing") throw new Unasked(reason("no-means", "there is no /bin/sh there"));
  if (bare.is === "failed") throw new Unasked(bare.why);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by `toldOf` in this same file
  const told = JSON.parse(bare.text) as CurlTold;
  const sent = told.certificates.flatMap(readable);
  const signer = sent.length === 0 ? undefined : await signerOf(sent, way.trust);
  const sight = readCurlWay(told, way, signer);
  if ("unasked" in sight) throw new Unasked(sight.unasked);
  return sight;
}

type PrintedLine = { readonly letter: string; readonly fields: readonly string[] };

/** What `outwardScript` printed: the version of curl, and the lines of each way by its number. */
export type Printed = { readonly version: string; readonly ways: ReadonlyMap<string, readonly PrintedLine[]> };

export function printedIn(output: string): Printed {
  const [version = "", ...lines] = output.split("\n");
  const ways = new Map<string, PrintedLine[]>();
  for (const line of lines) {
    const [number = "", letter = "", ...fields] = line.split("\t");
    const own = ways.get(number) ?? [];
    own.push({ letter, fields });
    ways.set(number, own);
  }
  return { version, ways };
}

/** What was printed of one way: JSON, since what is asked together is answered as readings are. */
export function toldOf({ version, ways }: Printed, number: string): Bare {
  const own = ways.get(number) ?? [];
  const all = (wanted: string): readonly string[] =>
    own.flatMap(({ letter, fields }) => (letter === wanted ? [fields.join("\t")] : []));
  const result = own.find(({ letter }) => letter === "w")?.fields;
  const handshake = own.find(({ letter }) => letter === "o")?.fields;
  if (version === "") return failed("garbled", "what curl did there was not told to its end");
  const told: CurlTold = {
    version,
    ...(result === undefined ? {} : { result }),
    ...(handshake === undefined ? {} : { handshake }),
    header: all("h"),
    body: all("b").join(""),
    certificates: all("c").join("").match(certificate) ?? [],
  };
  return text(JSON.stringify(told));
}

const certificate = /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=]+-----END CERTIFICATE-----/g;

function readable(pem: string): readonly X509Certificate[] {
  try {
    return [new X509Certificate(Buffer.from(pem.replaceAll(/-----[A-Z ]+-----/g, ""), "base64"))];
  } catch {
    return [];
  }
}
