import type { IngressSight, VisitSight } from "../../facts/ingress.ts";
import { sameAddress } from "../../facts/internet-address.ts";
import { wholeVisit, type VisitVerdict } from "../../facts/ingress-verdict.ts";
import { isFailure } from "../../facts/network.ts";

type Sight = Extract<IngressSight, { is: "visited" }>;
type Unreached = Extract<VisitVerdict, { is: "unreached" | "nothing" }>;

const isUnreached = (verdict: VisitVerdict): verdict is Unreached =>
  verdict.is === "unreached" || verdict.is === "nothing";

/** Whether those who visited came to this place, and how far they came if not. */
export function arrivalVerdict(sight: Sight, number: number): VisitVerdict {
  const { port, names, visits } = sight;
  if (names.is !== "found") return wholeVisit(names, visits, { by: "nonce" });
  if (port.is === "listened") return turned(sight, wholeVisit(names, visits, { by: "nonce" }));
  if (port.is === "asked") return compared(sight, port.within);
  return port.is === "not-permitted"
    ? {
        is: "unknown",
        code: "permission-denied",
        words: `this user may not listen on port ${number} to be visited`,
      }
    : { is: "unknown", code: "no-means", words: port.why };
}

/** What a router may keep from outside while it turns visits from within round. */
const keptOut: ReadonlySet<string> = new Set(["no-answer", "connection-refused", "no-route"]);

/** An address that is this host's own leads here from within without any router. */
function turned({ turned: within = [], own }: Sight, verdict: VisitVerdict): VisitVerdict {
  if (!isUnreached(verdict) || !keptOut.has(verdict.cause)) return verdict;
  const isByRouter = within.some(
    ({ address, http }) =>
      http !== undefined &&
      !isFailure(http) &&
      http.replied &&
      !own.some((one) => sameAddress(one) === sameAddress(address)),
  );
  return isByRouter
    ? { ...verdict, cause: "hairpin-only", words: `${verdict.words}; from within it is reached` }
    : verdict;
}

/** What shows only who is there, or that somebody stands in front: without somebody to compare with it shows nothing. */
const needsComparing: ReadonlySet<string> = new Set(["wrong-host", "nothing-behind", "connection-refused"]);

function compared({ names, visits }: Sight, within: readonly VisitSight[]): VisitVerdict {
  const known = within.flatMap(({ tls }) => (tls === undefined || isFailure(tls) ? [] : [tls.certificate]));
  const verdict = wholeVisit(names, visits, { by: "certificate", of: known });
  if (known.length > 0 || !isUnreached(verdict) || !needsComparing.has(verdict.cause)) return verdict;
  const isFree = within.every(({ connect }) => connect !== "connected");
  if (isFree)
    return {
      is: "unknown",
      code: "nobody-listens",
      words: `nobody listens there yet; so far ${verdict.words}`,
    };
  // Refused is refused, whoever holds the port and whatever that speaks.
  if (verdict.cause === "connection-refused") return verdict;
  return {
    is: "unknown",
    code: "cannot-tell",
    words: `who holds the port speaks no TLS, so nothing shows who a visitor meets; ${verdict.words}`,
  };
}
