import { isIP } from "node:net";
import type { NamesSight } from "../../facts/network.ts";
import { reason } from "../../facts/reasons.ts";
import type { Bare } from "../bare.ts";
import type { Programs } from "../programs.ts";
import type { FetchOptions } from "../target.ts";
import { namesScript } from "../scripts/names.ts";
import { Together } from "../together.ts";
import { Unasked } from "../unasked.ts";

/** The variables that name proxies there, as a program has them that is run there: `name=value` a line. */
const variablesScript = `for name in https_proxy HTTPS_PROXY http_proxy all_proxy ALL_PROXY no_proxy NO_PROXY SSL_CERT_FILE; do
  eval "value=\\\${$name-}"
  [ -z "$value" ] || printf '%s=%s\\n' "$name" "$value"
done`;

/** What names a proxy, or the list of authorities, in another place. */
export async function variablesThere(
  programs: Programs,
  limits: FetchOptions,
): Promise<Readonly<Record<string, string>>> {
  const bare = await programs.script(["footing-proxies"], variablesScript, { limits });
  if (bare.is !== "text") return {};
  return pairsIn(bare.text.split("\n").filter((line) => line.includes("=")));
}

/** Variables of which each line is `name=value`. */
export const pairsIn = (lines: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]));

/** What names stand for there, all names of a turn by one program. */
export class NamesThere {
  readonly #limits: FetchOptions;
  readonly #together: Together;

  constructor(programs: Programs, limits: FetchOptions) {
    this.#limits = limits;
    this.#together = new Together(async (names) => {
      const plain = names.filter((name) => /^[\w.:-]{1,253}$/.test(name));
      // A resolver that is silent about one of them holds up no other, and is asked by two programs.
      const seconds = Math.max(1, Math.round(limits.timeoutMs / 1000));
      const words = ["footing-names", String(seconds), ...plain];
      const whole = { ...limits, timeoutMs: (2 * seconds + 2) * 1000 };
      const bare = await programs.script(words, namesScript, { limits: whole, waitsForOthers: true });
      return names.map(() => bare);
    });
  }

  /** Rejects with `Unasked` where nobody there can tell. */
  async ask(name: string): Promise<NamesSight> {
    if (isIP(name) !== 0) return { is: "found", addresses: [name] };
    return sightIn(await this.#together.ask(name, this.#limits), name);
  }
}

export const withoutGetent = reason("no-means", "getent is not there, by which it is seen where a name leads");

/** A name without a line has no address, or nobody told: getent(1) says the same of both. */
export function sightIn(bare: Bare, name: string): NamesSight {
  if (bare.is === "failed" && bare.why.code !== "timeout") throw new Unasked(bare.why);
  if (bare.is !== "text") return { is: "failed", code: "no answer from there" };
  if (bare.exit === 3) throw new Unasked(withoutGetent);
  const lines = bare.text.split("\n").map((line) => line.split(/\s+/));
  const told = lines.flatMap(([of, address]) => (of === name && address !== undefined ? [address] : []));
  if (told.includes("none")) return { is: "none", code: "ENOTFOUND" };
  const found = [...new Set(told)];
  return found.length > 0 ? { is: "found", addresses: found } : { is: "failed", code: "not found, or not asked" };
}
