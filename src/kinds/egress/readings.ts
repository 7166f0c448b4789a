import { absent, seen, unknown, type Evidence, type Fact } from "../../facts/fact.ts";
import { endpointName, isFailure, type EndpointSight } from "../../facts/network.ts";
import { evidenceOf, type Raw, type Reading, type Readings } from "../../facts/reading.ts";
import { reason, type Reason } from "../../facts/reasons.ts";
import { hostLook, type Answer, type Question } from "../declaration.ts";
import { blindWhy, cut } from "../looking.ts";
import { signingOf, wholeVerdict } from "../endpoint-sight.ts";
import type { Endpoint, Verdict } from "../endpoint-way.ts";
import { endpointsOf } from "./endpoints.ts";
import { engineReadings, understandEngine } from "./by-engine.ts";
import { egress } from "./kind.ts";
import { untried } from "./untried.ts";

type Asked = Question<typeof egress>["asked"];
type OfEach = Omit<Answer<typeof egress>, "endpoints">;

const known = (asked: Asked): readonly Endpoint[] => endpointsOf(asked);

function readings({ asked }: Question<typeof egress>): Readings {
  const tried = known(asked).filter((endpoint) => untried(endpoint) === undefined);
  return Object.fromEntries(
    tried.map((endpoint): readonly [string, Reading] => {
      const { html: _html, ...question } = endpoint;
      return [endpointName(endpoint), { endpoint: question }];
    }),
  );
}

const noReading: Evidence = { by: "the list of endpoints", at: "", ms: 0, grade: "observed", vantage: "host" };

function parsed(raw: Raw): EndpointSight | undefined {
  if (raw.is !== "text") return undefined;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by reach in this same process
  return JSON.parse(raw.text) as EndpointSight;
}

function blindAnswer(why: Reason | Parameters<typeof unknown>[0], evidence: Evidence): OfEach {
  const fact = unknown(why, evidence);
  return { reachable: fact, stage: fact, intercepted: fact, via: fact };
}

function answerOf(endpoint: Endpoint, raw: Raw | undefined): OfEach {
  const why = untried(endpoint);
  if (why !== undefined || raw === undefined) {
    return blindAnswer(why ?? reason("not-observed", "it was not tried"), { ...noReading, at: raw?.at ?? "" });
  }
  const sight = parsed(raw);
  if (sight === undefined) return blindAnswer(blindWhy(raw), evidenceOf(raw));
  const verdict = wholeVerdict(sight, endpoint);
  const evidence = evidenceOf(raw);
  return {
    ...reaching(verdict, raw),
    intercepted: intercepting(sight, { endpoint, verdict, raw }),
    via:
      sight.wrongProxy === undefined
        ? seen(sight.proxy ?? "direct", evidence)
        : unknown(reason("no-means", sight.wrongProxy), evidence),
  };
}

function reaching(verdict: Verdict, raw: Raw): Pick<OfEach, "reachable" | "stage"> {
  const evidence = evidenceOf(raw, { note: cut(verdict.words) });
  if (verdict.is === "unknown") {
    const fact = unknown(reason(verdict.code, cut(verdict.words)), evidenceOf(raw));
    return { reachable: fact, stage: fact };
  }
  if (verdict.is === "reached") return { reachable: seen(true, evidence), stage: absent(evidenceOf(raw)) };
  const { cause, stage } = verdict;
  return { reachable: seen(false, { ...evidence, cause }), stage: seen(stage, evidenceOf(raw)) };
}

type Intercepting = { readonly endpoint: Endpoint; readonly verdict: Verdict; readonly raw: Raw };

function intercepting(sight: EndpointSight, { endpoint, verdict, raw }: Intercepting): Fact<boolean> {
  const signing = signingOf(sight);
  const note = signing.is === "unseen" ? "" : cut(signing.words);
  if (signing.is === "private") return seen(true, evidenceOf(raw, { note, cause: "intercepted" }));
  if (signing.is === "public") return seen(false, evidenceOf(raw, { note }));
  const hasTls = endpoint.scheme === "https" || endpoint.scheme === "tls";
  if (!hasTls && verdict.is === "reached")
    return seen(false, evidenceOf(raw, { note: "there is no TLS to step between" }));
  // Where nothing signed at all, the cause is the one for which it was not reached.
  const isUnsigned = sight.ways.every(({ tls }) => tls === undefined || isFailure(tls));
  const isUnreached = verdict.is === "unreached" || verdict.is === "nothing";
  const cause = isUnsigned && isUnreached ? { cause: verdict.cause } : {};
  const why = reason("cannot-tell", "no chain of certificates was seen that leads to a root");
  return unknown(why, evidenceOf(raw, cause));
}

function understand(raws: Readonly<Record<string, Raw>>, { asked }: Question<typeof egress>) {
  const endpoints = known(asked);
  const latest = Object.values(raws).reduce((last, { at }) => (at > last ? at : last), "");
  const names = [...new Set(endpoints.map(endpointName))];
  const each = endpoints.map((endpoint): readonly [string, OfEach] => {
    const name = endpointName(endpoint);
    return [name, answerOf(endpoint, raws[name])];
  });
  return { list: seen(names, { ...noReading, at: latest }), each: new Map(each) };
}

export const egressLook = {
  ...hostLook(egress, { readings, understand }),
  engine: hostLook(egress, { readings: engineReadings, understand: understandEngine }),
};
