import { isFailure, type EndpointSight, type NamesSight, type TlsSight } from "../facts/network.ts";
import { verdictOf, type Endpoint, type Verdict } from "./endpoint-way.ts";

type Unreached = Extract<Verdict, { is: "unreached" | "nothing" }>;

const isUnreached = (verdict: Verdict): verdict is Unreached => verdict.is === "unreached" || verdict.is === "nothing";

/** What all ways to an endpoint come to together. */
export function wholeVerdict(sight: EndpointSight, endpoint: Endpoint): Verdict {
  const { proxy, wrongProxy, names, ways } = sight;
  if (wrongProxy !== undefined) return { is: "unknown", code: "no-means", words: wrongProxy };
  if (names.is !== "found") return unnamed(names, proxy);
  const all = ways.map((way) => verdictOf(way, { endpoint, proxy }));
  return proxy === null ? everyFamily(all) : anyFamily(all);
}

function unnamed(names: Exclude<NamesSight, { is: "found" }>, proxy: string | null): Verdict {
  const whose = proxy === null ? "its name" : `the name of the proxy ${proxy}`;
  if (names.is === "failed") {
    const how = names.code === "timeout" ? "kept silent" : `failed (${names.code})`;
    return { is: "unknown", code: "resolver-failed", words: `the resolver ${how} about ${whose}` };
  }
  return proxy === null
    ? { is: "unreached", stage: "dns", cause: "no-such-name", words: "its name stands for no address" }
    : { is: "unreached", stage: "proxy", cause: "proxy-unreachable", words: `${whose} stands for no address` };
}

/** Programs choose a family by themselves, so each that has a way must lead there. */
function everyFamily(all: readonly Verdict[]): Verdict {
  const counting = all.filter(({ is }) => is !== "nothing");
  const first = counting.find(({ is }) => is === "unknown") ?? counting.find(({ is }) => is === "unreached");
  if (first !== undefined) return beside(first, counting);
  return joined(counting) ?? asUnreached(all[0]);
}

/** Whoever speaks to a proxy takes the family that answers. */
const anyFamily = (all: readonly Verdict[]): Verdict =>
  joined(all.filter(({ is }) => is === "reached")) ??
  all.find(({ is }) => is === "unknown") ??
  asUnreached(all.find(({ is }) => is === "unreached") ?? all[0]);

function joined(reached: readonly Verdict[]): Verdict | undefined {
  return reached.length === 0 ? undefined : { is: "reached", words: reached.map(({ words }) => words).join("; ") };
}

/** That the other family works is half of the answer to what is wrong. */
function beside(first: Verdict, all: readonly Verdict[]): Verdict {
  const other = all.find(({ is }) => is === "reached");
  return first.is === "unreached" && other !== undefined
    ? { ...first, words: `${first.words}; ${other.words}` }
    : first;
}

const asUnreached = (verdict: Verdict | undefined): Verdict => {
  if (verdict === undefined) return { is: "unknown", code: "garbled", words: "no way was tried" };
  return isUnreached(verdict) ? { ...verdict, is: "unreached" } : verdict;
};

/** Whether somebody signs in the service's place, as far as certificates were shown. */
export type Signing = { readonly is: "public" | "private"; readonly words: string } | { readonly is: "unseen" };

/** The root that is not public, where there is one; a chain that does not lead to a root tells nothing. */
export function signingOf({ ways }: EndpointSight): Signing {
  const seen = ways.map(({ tls }) => tls).filter((tls): tls is TlsSight => tls !== undefined && !isFailure(tls));
  const whole = seen.filter(({ isRoot }) => isRoot);
  const other = whole.find(({ isPublic }) => !isPublic);
  if (other !== undefined)
    return { is: "private", words: `the chain ends in "${other.root}", which is no public root` };
  const [first] = whole;
  if (first === undefined || whole.length < seen.length) return { is: "unseen" };
  return { is: "public", words: `signed by "${first.root}"` };
}
