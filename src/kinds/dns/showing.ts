import { scopeOf } from "../../facts/internet-address.ts";
import { reason, type Reason } from "../../facts/reasons.ts";
import { cut } from "../looking.ts";
import type { Heard } from "./heard.ts";
import { named } from "./points-to.ts";

export type Home = {
  /** By its hosts file. */
  readonly inHosts: readonly string[];
  /** The name is that of this host. */
  readonly isOwnName: boolean;
  /** All addresses that this host has. */
  readonly addresses: readonly string[];
};

/** The addresses at which systemd-resolved listens (systemd-resolved.service(8)): it makes up answers for the own name. */
const stubs: ReadonlySet<string> = new Set(["127.0.0.53", "127.0.0.54"]);

/** Whether an answer may be what this host says of itself, and nothing that others are told. */
function isRepeated({ resolver, addresses }: Extract<Heard, { is: "addresses" }>, home: Home): boolean {
  const isHere = scopeOf(resolver) === "loopback" || home.addresses.includes(resolver);
  if (stubs.has(resolver) && home.isOwnName) return true;
  return isHere && home.inHosts.length > 0 && addresses.every((one) => home.inHosts.includes(one));
}

type Found = Extract<Heard, { is: "addresses" }>;

/**
 * What nameservers say, without what shows nothing: who says the same of a name that cannot exist has it for every name,
 * and who only repeats what this host says of itself tells nobody else so.
 */
export const showing = (
  heard: readonly Heard[],
  { anything, home }: { readonly anything: readonly Heard[]; readonly home: Home },
): readonly Heard[] =>
  heard.map((one): Heard => {
    if (one.is !== "addresses") return one;
    const made = anything.find(({ resolver }) => resolver === one.resolver);
    const why = forEveryName(one, made) ?? (isRepeated(one, home) ? repeated(one) : undefined);
    return why === undefined ? one : { is: "failed", resolver: one.resolver, chain: one.chain, why };
  });

function forEveryName({ resolver, addresses }: Found, made: Heard | undefined): Reason | undefined {
  if (made?.is !== "addresses" || made.addresses.join() !== addresses.join()) return undefined;
  const words = `${cut(resolver)} answers ${addresses.map(named).join(", ")} for every name, also for one that cannot exist`;
  return reason("answers-any-name", words);
}

function repeated({ resolver, addresses }: Found): Reason {
  const said = addresses.map(named).join(", ");
  const words = `${cut(resolver)} is this host itself, and answers ${said} by its hosts file or its own name`;
  return reason("answers-itself", words, "resolvectl query --synthesize=no NAME, or ask from elsewhere");
}
