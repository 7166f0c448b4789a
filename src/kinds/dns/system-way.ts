import type { Raw } from "../../facts/reading.ts";
import { sameAddress } from "../../facts/internet-address.ts";
import { plainName } from "./points-to.ts";

/** The addresses that `getent ahosts` printed, each once; undefined where it did not end well. */
export function systemAddresses(raw: Raw): readonly string[] | undefined {
  if (raw.is !== "text" || raw.exit !== 0) return undefined;
  const found = raw.text.split("\n").flatMap((line) => sameAddress(/^\S+/.exec(line.slice(0, 60))?.[0] ?? "") ?? []);
  return [...new Set(found)].toSorted();
}

/** The addresses that a hosts file (hosts(5)) gives a name. */
export function addressesInHosts(text: string, name: string): readonly string[] {
  const wanted = plainName(name);
  const found = text.split("\n").flatMap((line) => {
    const [address = "", ...names] = line
      .replace(/#.*/, "")
      .trim()
      .split(/[ \t]+/);
    return names.some((one) => plainName(one) === wanted) ? (sameAddress(address) ?? []) : [];
  });
  return [...new Set(found)].toSorted();
}
