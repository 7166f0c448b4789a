import { absent, seen, unknown, type Evidence, type Fact, type Unknown } from "../../facts/fact.ts";
import type { IngressSight } from "../../facts/ingress.ts";
import type { VisitVerdict } from "../../facts/ingress-verdict.ts";
import { evidenceOf, type Raws, type Readings } from "../../facts/reading.ts";
import { reason } from "../../facts/reasons.ts";
import { hostLook, type Question } from "../declaration.ts";
import { blindWhy, cut } from "../looking.ts";
import { arrivalVerdict } from "./arrival.ts";
import { everyField, type IngressAnswer } from "./every-field.ts";
import { ingress } from "./kind.ts";
import { redirectVerdict } from "./redirect.ts";
import { knownVisitor, nobodyOutside, sourceOfVisit } from "./visitor.ts";
import { waitedAnswer } from "./waited.ts";

type Sight = Extract<IngressSight, { is: "visited" }>;

const securePort = 443;

const readings = ({ asked: { domain, port = securePort, redirectFrom, from } }: Question<typeof ingress>) =>
  ({
    visit: {
      ingress: {
        domain,
        port,
        ...(redirectFrom === undefined ? {} : { redirectFrom }),
        ...(from?.startsWith("ssh:") === true ? { from } : {}),
        ...(from === "internet" ? { internet: true } : {}),
      },
    },
  }) satisfies Readings;

function understand({ visit }: Raws<ReturnType<typeof readings>>, { asked }: Question<typeof ingress>): IngressAnswer {
  const evidence = evidenceOf(visit);
  if (visit.is !== "text") return everyField(unknown(blindWhy(visit), evidence), asked);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by reach in this same process
  const sight = JSON.parse(visit.text) as IngressSight;
  if (sight.is === "waited") return waitedAnswer(sight, asked, evidence);
  const why = nobodyOutside(sight, asked);
  if (sight.is !== "visited" || why !== undefined)
    return everyField(unknown(why ?? reason("garbled", "nobody visited"), evidence), asked);
  const port = asked.port ?? securePort;
  const verdict = arrivalVerdict(sight, port);
  return {
    ...arrived(verdict, provenBy(sight, evidence)),
    ...cameFrom(sight, evidence),
    addresses: sight.names.is === "found" ? seen(sight.names.addresses, evidence) : noAddress(verdict, evidence),
    visitor: seen(sight.by, evidence),
    ...(asked.redirectFrom === undefined
      ? {}
      : { redirects: truthOf(redirectVerdict(sight, { ...asked, port, from: asked.redirectFrom }), evidence) }),
  };
}

/** A word that was brought back is proof; a certificate that is the same is seen to be so. */
const provenBy = ({ port }: Sight, evidence: Evidence): Evidence =>
  port.is === "listened" ? { ...evidence, grade: "proven" } : evidence;

/** What would show it, where something does. */
const settling: Readonly<Record<string, string>> = {
  "nobody-listens": "check again once the product runs; by eye, before that: footing answer there",
  "permission-denied": "run it by sudo, or once the product runs",
};

const unsettled = ({ code, words }: Extract<VisitVerdict, { is: "unknown" }>, evidence: Evidence): Unknown =>
  unknown(reason(code, cut(words), settling[code]), evidence);

function truthOf(verdict: VisitVerdict, evidence: Evidence): Fact<boolean> {
  const note = cut(verdict.words);
  if (verdict.is === "reached") return seen(true, { ...evidence, note });
  if (verdict.is === "unknown") return unsettled(verdict, evidence);
  return seen(false, { ...evidence, note, cause: verdict.cause });
}

function arrived(verdict: VisitVerdict, evidence: Evidence): Pick<IngressAnswer, "reachable" | "stage"> {
  const reachable = truthOf(verdict, evidence);
  if (verdict.is === "reached") return { reachable, stage: absent(evidence) };
  if (verdict.is === "unknown") return { reachable, stage: unsettled(verdict, evidence) };
  return { reachable, stage: seen(verdict.stage, evidence) };
}

const noAddress = (verdict: VisitVerdict, evidence: Evidence): Fact<readonly string[]> =>
  verdict.is === "unknown" ? unsettled(verdict, evidence) : absent(evidence);

/** The first visit that arrived tells; who holds the port in our place keeps it to itself. */
function cameFrom(sight: Sight, evidence: Evidence): Pick<IngressAnswer, "source" | "sourceAddress"> {
  const { port } = sight;
  const arrival = port.is === "listened" ? port.arrivals.find(({ visit }) => visit >= 0)?.from : knownVisitor(sight);
  if (arrival !== undefined)
    return { source: seen(sourceOfVisit(sight, arrival), evidence), sourceAddress: seen(arrival, evidence) };
  const words =
    port.is === "listened" ? "no visit arrived that could tell" : "only who holds the port saw from where it came";
  const fact = unknown(reason("cannot-tell", words), evidence);
  return { source: fact, sourceAddress: fact };
}

export const ingressLook = hostLook(ingress, { readings, understand });
