import type { AnswerSight, VisitSight } from "./ingress.ts";
import { isFailure, type NamesSight } from "./network.ts";
import type { ReasonCode } from "./reasons.ts";

/** The stages of a visit, in their order. */
export const visitStages = ["dns", "tcp", "tls", "http"] as const;
export type VisitStage = (typeof visitStages)[number];

/** What a visit came to. `nothing`: whoever visited has no way of that family, which counts only where there is no other. */
export type VisitVerdict =
  | { readonly is: "reached"; readonly words: string }
  | {
      readonly is: "unreached" | "nothing";
      readonly stage: VisitStage;
      readonly cause: ReasonCode;
      readonly words: string;
    }
  | { readonly is: "unknown"; readonly code: ReasonCode; readonly words: string };

/** By what it is known who answered: the answer to a nonce, or one of these certificates. */
export type Proof = { readonly by: "nonce" } | { readonly by: "certificate"; readonly of: readonly string[] };

const fails = (stage: VisitStage, cause: ReasonCode, words: string): VisitVerdict => ({
  is: "unreached",
  stage,
  cause,
  words,
});
const blind = (code: ReasonCode, words: string): VisitVerdict => ({ is: "unknown", code, words });

const isCut = (failed: string): boolean => /^(?:closed|ECONNRESET|EPIPE|ECONNABORTED)$/.test(failed);
const isLate = (failed: string): boolean => failed === "timeout" || failed === "ETIMEDOUT";
/** The visitor's own want: no descriptors, no memory, no ports. */
const isOwn = (failed: string): boolean => /^(?:EMFILE|ENFILE|ENOMEM|ENOBUFS|EADDRINUSE|EAGAIN)$/.test(failed);

const inTries = ({ tries }: VisitSight): string => (tries === 1 ? "in one try" : `in ${tries} tries`);

/** How far one visit came, and whom it met. */
export function verdictOfVisit(visit: VisitSight, proof: Proof): VisitVerdict {
  const { connect, tls, http, address } = visit;
  if (connect !== "connected") return unconnected(connect.failed, visit);
  if (tls !== undefined && isFailure(tls)) return unsecured(tls.failed, visit);
  if (proof.by === "certificate" && tls !== undefined && proof.of.includes(tls.certificate))
    return { is: "reached", words: `${address} shows the certificate that is served here` };
  if (http === undefined) return fails("tls", "wrong-host", `${address} shows another certificate than the one here`);
  return isFailure(http) ? unanswered(http.failed, visit) : answered(http, visit, proof);
}

function unconnected(failed: string, visit: VisitSight): VisitVerdict {
  const { address } = visit;
  if (failed === "refused-address") return blind(failed, `the name leads to ${address}, which is not spoken to`);
  if (failed === "void-address") return fails("dns", "void-address", `the name leads to ${address}, which is nowhere`);
  if (isOwn(failed)) return blind("no-means", `no connection could be begun by who visits (${failed})`);
  if (failed === "no-route" || failed === "EADDRNOTAVAIL")
    return { is: "nothing", stage: "tcp", cause: "no-route", words: `who visits has no way to ${address}` };
  if (failed.endsWith("UNREACH"))
    return fails("tcp", "no-route", `${address}: the network says that no way leads there (${failed})`);
  if (isLate(failed)) return fails("tcp", "no-answer", `${address} did not answer, ${inTries(visit)}`);
  return fails("tcp", "connection-refused", `${address} refused the connection, or a firewall rejected it`);
}

function unsecured(failed: string, visit: VisitSight): VisitVerdict {
  const { address } = visit;
  if (isLate(failed))
    return fails("tls", "nothing-behind", `${address} is connected and says nothing, ${inTries(visit)}`);
  if (isCut(failed)) return fails("tls", "nothing-behind", `${address} takes connections and hangs up`);
  return fails(
    "tls",
    "wrong-host",
    `somebody answers at ${address} who does not speak TLS as this place does (${failed})`,
  );
}

function unanswered(failed: string, visit: VisitSight): VisitVerdict {
  const { address } = visit;
  if (isLate(failed)) return fails("http", "nothing-behind", `${address} gave no answer, ${inTries(visit)}`);
  if (isCut(failed)) return fails("http", "nothing-behind", `${address} hung up without an answer`);
  return fails("http", "wrong-host", `what answers at ${address} is no HTTP (${failed})`);
}

/** Bad gateway, unavailable, gateway time-out (RFC 9110, 15.6): so says whoever stands in front of nobody. */
const ofNobodyBehind: ReadonlySet<number> = new Set([502, 503, 504]);

function answered({ status, replied }: AnswerSight, { address }: VisitSight, proof: Proof): VisitVerdict {
  if (proof.by === "nonce" && replied) return { is: "reached", words: `it came back by ${address}` };
  if (ofNobodyBehind.has(status)) return fails("http", "nothing-behind", `${address} answers ${status}`);
  return proof.by === "nonce"
    ? fails("http", "wrong-host", `somebody else answers at ${address}, with ${status}`)
    : fails("tls", "wrong-host", `${address} shows another certificate than the one here`);
}

/** What visits to all addresses of a name come to together: users may take each, so each that there is a way to counts. */
export function wholeVisit(names: NamesSight, visits: readonly VisitSight[], proof: Proof): VisitVerdict {
  if (names.is === "none") return fails("dns", "no-such-name", "the name stands for no address");
  if (names.is === "failed") return blind("resolver-failed", `the resolver of who visits failed (${names.code})`);
  const all = visits.map((visit) => verdictOfVisit(visit, proof));
  const counting = all.filter(({ is }) => is !== "nothing");
  const wrong = counting.find(({ is }) => is === "unknown") ?? counting.find(({ is }) => is === "unreached");
  const reached = counting.find(({ is }) => is === "reached");
  if (wrong !== undefined)
    return reached === undefined ? wrong : { ...wrong, words: `${wrong.words}; ${reached.words}` };
  if (reached !== undefined) return reached;
  const [first] = all;
  // Who has no way out at all has shown nothing of the place.
  return blind("no-route", first === undefined ? "no address was visited" : first.words);
}
