import { isHost, isInternetAddress } from "../../facts/formats.ts";
import { sameAddress, scopeOf } from "../../facts/internet-address.ts";
import { reason, type Reason } from "../../facts/reasons.ts";
import { frontOf } from "./fronts.ts";
import type { Heard } from "./heard.ts";

/** What a name shall lead to. */
export type Aims = {
  /** Each in the one way in which it is written. */
  readonly addresses: readonly string[];
  readonly names: readonly string[];
  /** What is neither an address nor a name. */
  readonly wrong: readonly string[];
};

export const plainName = (name: string): string => name.toLowerCase().replace(/\.$/, "");

export function aimsOf(pointsTo: readonly string[]): Aims {
  const addresses = pointsTo.flatMap((one) => sameAddress(one) ?? []);
  const others = pointsTo.filter((one) => !isInternetAddress(one));
  const names = others.filter((one) => isHost(one.replaceAll("_", "x"))).map(plainName);
  return { addresses, names, wrong: others.filter((one) => !isHost(one.replaceAll("_", "x"))) };
}

/** Whether what one nameserver says leads where it shall. */
export type Fit =
  | { readonly is: "fits" }
  | { readonly is: "wrong"; readonly code: "points-elsewhere" | "points-partly-elsewhere"; readonly words: string }
  | { readonly is: "none"; readonly code: Reason["code"]; readonly words: string }
  | { readonly is: "unknown"; readonly why: Reason };

export type Leading = {
  readonly aims: Aims;
  /** What this nameserver says of each name that it shall lead to. */
  readonly ofNames: ReadonlyMap<string, Heard>;
  /** Addresses that this host itself has, where they count too. */
  readonly own: readonly string[];
};

type Found = Extract<Heard, { is: "addresses" }>;

export function fitOf(heard: Heard, leading: Leading): Fit {
  if (heard.is === "failed") return { is: "unknown", why: heard.why };
  const { aims } = leading;
  if (heard.chain.some((name) => aims.names.includes(name)) && heard.is === "addresses") return whole(heard);
  if (heard.is === "none") return { is: "none", code: heard.code, words: heard.words };
  const byName = byNames(heard, leading);
  if (byName === "same") return whole(heard);
  const others = heard.addresses.filter((one) => !aims.addresses.includes(one));
  const strange = others.filter((one) => !leading.own.includes(one));
  if (others.length < heard.addresses.length && strange.length === 0) return whole(heard);
  if (typeof byName === "object") return { is: "unknown", why: byName };
  return elsewhere(heard, strange.length === 0 ? others : strange, aims);
}

/** It fits, if all of it is known. */
const whole = ({ partly }: Found): Fit => (partly === undefined ? { is: "fits" } : { is: "unknown", why: partly });

/** Whether its addresses are those of a name that it shall lead to; or why that is not known. */
function byNames(heard: Found, { aims, ofNames }: Leading): "same" | "other" | Reason {
  const others = aims.names.flatMap((name) => ofNames.get(name) ?? []);
  const isSame = others.some(
    (one) => one.is === "addresses" && one.addresses.join() === heard.addresses.join() && one.partly === undefined,
  );
  if (isSame) return "same";
  const [why] = others.flatMap((one) => (one.is === "failed" ? [one.why] : []));
  return why ?? "other";
}

/** Somebody who is known to answer in a machine's place hides where it leads; anybody else does not. */
function elsewhere(heard: Found, strange: readonly string[], aims: Aims): Fit {
  const front = frontOf(heard.chain);
  if (front !== undefined) {
    const words = `leads to ${front.service} (${front.name}), which answers in place of what stands behind it`;
    return { is: "unknown", why: reason("behind-front", words, `footing explain behind-front`) };
  }
  const wanted = [...aims.addresses, ...aims.names].join(" or ");
  if (strange.length < heard.addresses.length) {
    const words = `beside what is right it leads to ${strange.map(named).join(", ")}, which is not ${wanted}`;
    return { is: "wrong", code: "points-partly-elsewhere", words };
  }
  return {
    is: "wrong",
    code: "points-elsewhere",
    words: `leads to ${strange.map(named).join(", ")}, not to ${wanted}`,
  };
}

const types = (address: string): string => (address.includes(":") ? "AAAA" : "A");

/** An address with what is to be known of it: `10.0.0.5 (A, private)`. */
export function named(address: string): string {
  const scope = scopeOf(address);
  return `${address} (${types(address)}${scope === "public" ? "" : `, ${scope}`})`;
}
