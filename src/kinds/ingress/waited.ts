import { absent, seen, unknown, type Evidence } from "../../facts/fact.ts";
import {
  countsFor,
  networkFor,
  sourceOf,
  type Network,
  type Source,
  type WaitedSight as Sight,
} from "../../facts/ingress.ts";
import { scopeOf } from "../../facts/internet-address.ts";
import { reason, type Reason } from "../../facts/reasons.ts";
import { showDuration } from "../../facts/units.ts";
import { cut } from "../looking.ts";
import { everyField, type Asked, type IngressAnswer } from "./every-field.ts";

const elsewhere = "run it elsewhere, on ssh://HOST";
/** How one is had who visits from elsewhere, as options of the command: what follows them is a remark to the shell too. */
export const visitWords = `--visit 5m  # and open what it tells on a phone whose Wi-Fi is off; or ${elsewhere}`;

const securePort = 443;

/** What somebody shows who was waited for, and opened the address that was told; or why nobody did. */
export function waitedAnswer(sight: Sight, asked: Asked, evidence: Evidence): IngressAnswer {
  const { own, names, arrivals } = sight;
  const known = [...own, ...(names.is === "found" ? names.addresses : [])];
  const waitsFor = asked.from === "internet" ? "internet" : networkFor(names);
  const from = arrivals.find((address) => countsFor(sourceOf(address, known), waitsFor));
  if (sight.port !== "listened" || from === undefined)
    return everyField(unknown(whyNobody(sight, asked, { known, waitsFor }), evidence), asked);
  const proven: Evidence = { ...evidence, grade: "proven" };
  const open = openStill(from, sight);
  return {
    reachable:
      open === undefined ? seen(true, { ...proven, note: `somebody came from ${from}` }) : unknown(open, evidence),
    stage: open === undefined ? absent(proven) : unknown(open, evidence),
    source: seen(sourceOf(from, known), proven),
    sourceAddress: seen(from, proven),
    addresses:
      names.is === "found"
        ? seen(names.addresses, evidence)
        : unknown(reason("cannot-tell", "the name leads here for who came, and cannot be looked up here"), evidence),
    visitor: seen("somebody who opened the address", evidence),
    ...(asked.redirectFrom === undefined ? {} : { redirects: unknown(notYet(asked.redirectFrom), evidence) }),
  };
}

/** A phone takes one of the name's addresses: whether the others lead here stays open, such as an entry that was forgotten. */
function openStill(from: string, { names }: Sight): Reason | undefined {
  if (names.is !== "found" || names.addresses.length < 2) return undefined;
  const words = `somebody came from ${from}, by one of the name's ${names.addresses.length} addresses, and nobody knows of the others`;
  return reason("cannot-tell", words, `${elsewhere}, which visits each`);
}

const notYet = (port: number): Reason =>
  reason(
    "nobody-listens",
    `the product does not answer yet, so nothing leads on from port ${port}`,
    "check again once the product runs",
  );

type Waiting = { readonly known: readonly string[]; readonly waitsFor: Network };

function whyNobody(sight: Sight, { port = securePort }: Asked, waiting: Waiting): Reason {
  const held = sight.port;
  if (held === "held")
    return reason(
      "nobody-outside",
      `port ${port} is held, so nobody could be waited for in the product's place`,
      `stop the product for the visit; or, while it runs, ${elsewhere}`,
    );
  if (held === "not-permitted")
    return reason("permission-denied", `this user may not listen on port ${port} to be visited`, "run it by sudo");
  if (held !== "listened") return reason("no-means", `nothing can listen on port ${port} (${held.failed})`);
  return reason("nobody-outside", nobodyWords(sight, waiting), visitWords);
}

function whyInternet({ names }: Sight): string {
  const asked = "from which somebody must come";
  if (names.is !== "found")
    return names.is === "failed" ? "to which the name may lead: it cannot be looked up here" : asked;
  if (networkFor(names) === "private") return asked;
  if (names.addresses.some((address) => scopeOf(address) === "public")) return "to which the name leads";
  return `to which the name may lead: here it stands for ${cut(names.addresses.join(", "))} alone`;
}

/** The nearest to a visit that counts: what it falls short of. */
function nobodyWords(sight: Sight, { known, waitsFor }: Waiting): string {
  const { seconds, arrivals, misnamed, connected } = sight;
  const time = showDuration(seconds);
  const sourcesOf = (addresses: readonly string[]): readonly Source[] =>
    addresses.map((address) => sourceOf(address, known));
  const arrived = sourcesOf(arrivals);
  if (arrived.includes("private") && waitsFor === "internet")
    return `in ${time} somebody came from a private or neighbouring network, and nobody from the internet, ${whyInternet(sight)}`;
  if (misnamed.length > 0)
    return `in ${time} it was opened by another name alone, which does not show where this one leads`;
  if (arrived.includes("own")) return `in ${time} this place itself came and nobody else, which shows nothing`;
  const isOpen = sourcesOf(connected).some((source) => countsFor(source, waitsFor));
  return isOpen
    ? `in ${time} somebody connected, and nobody opened the address that was told: the port seems open`
    : `in ${time} nobody came from outside`;
}
