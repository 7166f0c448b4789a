import { sourceOf, type IngressSight, type Source } from "../../facts/ingress.ts";
import { scopeOf } from "../../facts/internet-address.ts";
import { reason, type Reason } from "../../facts/reasons.ts";
import { visitWords } from "./waited.ts";

type Sight = Extract<IngressSight, { is: "visited" }>;
type Asked = { readonly from?: string | undefined };

/** Why whoever visited says nothing of the outside, or undefined. */
export function nobodyOutside(sight: Exclude<IngressSight, { is: "waited" }>, asked: Asked): Reason | undefined {
  const because = (words: string): Reason => reason("nobody-outside", words, "--on ssh://HOST  # and run it elsewhere");
  if (sight.is === "nobody-outside") {
    const words = "nobody outside was there to visit it, and a place that reaches itself shows nothing";
    return reason("nobody-outside", words, visitWords);
  }
  if (isSelf(sight)) return because("who visited is this place itself, which shows nothing");
  return asked.from === "internet" ? notInternet(sight, because) : undefined;
}

/** Who visits from the place's own address, or one of its loopback, or one by which a router showed it to itself. */
function isSelf({ visitor, own, names, port }: Sight): boolean {
  if (visitor !== undefined && sourceOf(visitor, own) === "own") return true;
  const known = [...own, ...addressesOf({ names })];
  return (
    port.is === "listened" && port.arrivals.some(({ visit, from }) => visit >= 0 && sourceOf(from, known) === "own")
  );
}

const addressesOf = ({ names }: Pick<Sight, "names">): readonly string[] =>
  names.is === "found" ? names.addresses : [];

/** From where a visit came that is known to have come from an address: from the internet only if it went by one of it. */
export function sourceOfVisit(sight: Sight, from: string): Source {
  const source = sourceOf(from, sight.own);
  const wentByInternet = addressesOf(sight).every((address) => scopeOf(address) === "public");
  return source === "internet" && !wentByInternet ? "private" : source;
}

/** From where the visitor comes, where that is known: another host may be known outside by another address than its own. */
export const knownVisitor = ({ visitor, by }: Sight): string | undefined =>
  visitor === undefined || by === "controller" || scopeOf(visitor) === "public" ? visitor : undefined;

function notInternet(sight: Sight, because: (words: string) => Reason): Reason | undefined {
  const visitor = knownVisitor(sight);
  if (visitor === undefined)
    return because("from where the visitor comes is not known, so it need not be the internet");
  if (sourceOf(visitor, sight.own) !== "internet")
    return because("who visited comes from a private or neighbouring network, not from the internet");
  return sourceOfVisit(sight, visitor) === "internet"
    ? undefined
    : because("the visitor was led to a private address, as nobody on the internet is");
}
