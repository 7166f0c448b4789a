import type { AnswerSight, IngressSight, VisitSight } from "../../facts/ingress.ts";
import { verdictOfVisit, wholeVisit, type VisitVerdict } from "../../facts/ingress-verdict.ts";
import { isFailure } from "../../facts/network.ts";

type Sight = Extract<IngressSight, { is: "visited" }>;
type Asked = { readonly domain: string; readonly port: number; readonly from: number };

/** Statuses that lead on (RFC 9110, 15.4). */
const leadingOn: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** Whether plain HTTP leads on to https of the same name. What does not run yet cannot lead anywhere. */
export function redirectVerdict({ redirects = [], names, port }: Sight, asked: Asked): VisitVerdict {
  const all = redirects.map((visit) => ofVisit(visit, asked));
  const first =
    all.find(({ is }) => is === "unknown") ??
    all.find(({ is }) => is === "unreached") ??
    all.find(({ is }) => is === "reached");
  const verdict = first ?? wholeVisit(names, [], { by: "nonce" });
  const isInstalled = port.is === "asked" && port.within.some(({ connect }) => connect === "connected");
  const needsIt = verdict.is === "unreached" && (verdict.cause === "connection-refused" || verdict.stage === "http");
  return needsIt && !isInstalled
    ? { is: "unknown", code: "nobody-listens", words: `the product does not answer yet; so far ${verdict.words}` }
    : verdict;
}

function ofVisit(visit: VisitSight, asked: Asked): VisitVerdict {
  const { http, address } = visit;
  // Whom it meets does not count here, so what is no redirect is told below.
  if (http === undefined || isFailure(http)) return verdictOfVisit(visit, { by: "nonce" });
  return leads(http, asked)
    ? { is: "reached", words: `${address} leads on to https` }
    : { is: "unreached", stage: "http", cause: "no-redirect", words: notLeading(http, address, asked) };
}

const destination = /^https:\/\/(?<host>[^/?#:@]+)(?::(?<port>\d{1,5}))?(?:[/?#]|$)/i;

function leads({ status, location = "" }: AnswerSight, { domain, port }: Asked): boolean {
  const to = destination.exec(location)?.groups;
  if (to === undefined || !leadingOn.has(status)) return false;
  return to["host"]?.replace(/\.$/, "").toLowerCase() === domain.toLowerCase() && Number(to["port"] ?? 443) === port;
}

function notLeading({ status, location }: AnswerSight, address: string, { from }: Asked): string {
  const where = location === undefined ? "" : ` and leads to ${location}`;
  return `${address} answers ${status}${where} on port ${from}, not on to https of the name`;
}
