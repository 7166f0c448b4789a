import { absent, seen, unknown, type Evidence, type Fact } from "../../facts/fact.ts";
import { endpointName } from "../../facts/network.ts";
import { isExcepted } from "../../facts/no-proxy.ts";
import { evidenceOf, type Raw, type Reading, type Readings } from "../../facts/reading.ts";
import { reason, type Reason } from "../../facts/reasons.ts";
import type { Answer, AnswerOfMany, Question } from "../declaration.ts";
import { askDocker } from "../docker-client.ts";
import type { Endpoint } from "../endpoint-way.ts";
import { engineOf } from "../engine.ts";
import { silence } from "../from-engine.ts";
import { parseJson, textAt, valueAt } from "../json-fields.ts";
import { blindWhy, cut, wholeText } from "../looking.ts";
import { daemonVerdict, type DaemonVerdict } from "./daemon-words.ts";
import { endpointsOf } from "./endpoints.ts";
import type { egress } from "./kind.ts";
import { untried } from "./untried.ts";

type OfEach = Omit<Answer<typeof egress>, "endpoints">;

/** As clients of registries write it: without the port that is everybody's. */
const registryOf = ({ host, port }: Endpoint): string => {
  const name = host.includes(":") ? `[${host}]` : host;
  return port === 443 ? name : `${name}:${port}`;
};

/** Why the engine cannot be made to ask it: it is a client of registries, and of nothing else. */
function unasked(endpoint: Endpoint): Reason | undefined {
  const why = untried(endpoint);
  if (why !== undefined) return why;
  const { scheme, path } = endpoint;
  if (scheme === "https" && (path === "/" || path.startsWith("/v2"))) return undefined;
  const words = "the engine asks registries alone, by https, so nothing shows whether it would reach this";
  return reason("no-means", words, "ask from the host, or from within a container (--on docker://NAME)");
}

export function engineReadings({ asked }: Question<typeof egress>): Readings {
  const tried = endpointsOf(asked).filter((endpoint) => unasked(endpoint) === undefined);
  const registries = tried.map((endpoint): readonly [string, Reading] => [
    endpointName(endpoint),
    { registry: registryOf(endpoint) },
  ]);
  return {
    engineVersion: askDocker("version"),
    engineInfo: askDocker("info"),
    ...Object.fromEntries(registries),
  };
}

type Raws = Readonly<Record<string, Raw>>;

const nobody: Raw = { is: "failed", why: reason("not-observed", "it was not tried"), by: "the engine", at: "", ms: 0 };

export function understandEngine(raws: Raws, { asked }: Question<typeof egress>): AnswerOfMany<typeof egress> {
  const endpoints = endpointsOf(asked);
  const { engineVersion = nobody, engineInfo = nobody } = raws;
  const silent = engineOf(engineVersion, engineInfo) === undefined ? silence({ engineVersion }) : undefined;
  const each = endpoints.map((endpoint): readonly [string, OfEach] => {
    const name = endpointName(endpoint);
    const raw = raws[name] ?? nobody;
    const why = unasked(endpoint) ?? silent?.why;
    if (why !== undefined) return [name, every(unknown(why, evidenceOf(silent === undefined ? raw : engineVersion)))];
    return [name, answerOf(endpoint, raw, engineInfo)];
  });
  const latest = Object.values(raws).reduce((last, { at }) => (at > last ? at : last), "");
  const evidence: Evidence = { by: "the list of endpoints", at: latest, ms: 0, grade: "observed", vantage: "engine" };
  return { list: seen([...new Set(each.map(([name]) => name))], evidence), each: new Map(each) };
}

const every = (fact: Fact<never>): OfEach => ({ reachable: fact, stage: fact, intercepted: fact, via: fact });

/** Who was asked, and what was heard of it. */
type Heard = { readonly by: string; readonly verdict: DaemonVerdict };

function answerOf(endpoint: Endpoint, raw: Raw, info: Raw): OfEach {
  if (raw.is !== "text") return every(unknown(blindWhy(raw), evidenceOf(raw)));
  const all = raw.text.split("\n").map((line) => heardIn(line, endpoint));
  const heard = all.find(({ verdict }) => verdict.is === "reached") ?? all.find(({ by }) => by === "registry");
  if (heard === undefined)
    return every(unknown(reason("garbled", "what the engine heard is not understood"), evidenceOf(raw)));
  const evidence = evidenceOf(raw);
  const signer = "an engine does not tell who signed for what it reached";
  return {
    ...reaching(heard, raw),
    intercepted: unknown(reason("cannot-tell", signer, "ask from the host, or expect nothing of it"), evidence),
    via:
      heard.by === "registry" ? viaOf(endpoint, info) : seen(hostIn(heard.by), evidenceOf(raw, { note: "a mirror" })),
  };
}

function heardIn(line: string, endpoint: Endpoint): Heard {
  const [by = "", code = "", words = ""] = line.split("\t");
  if (code === "refused") {
    const verdict = {
      is: "unknown",
      code: "refused-address",
      words: "it leads to an address that is not spoken to",
    } as const;
    return { by, verdict };
  }
  if (["124", "137", "143"].includes(code)) {
    const verdict = { is: "unknown", code: "timeout", words: "the engine did not say in 40 s how it went" } as const;
    return { by, verdict };
  }
  if (by === "registry") return { by, verdict: daemonVerdict(words, registryOf(endpoint)) };
  // A mirror without TLS is named with its scheme, and is not asked by it here: that it speaks HTTP shows that it is there.
  const isPlain = by.startsWith("http:") && words.includes("server gave HTTP response to HTTPS client");
  const verdict = isPlain ? ({ is: "reached", words: "it answered" } as const) : daemonVerdict(words, hostIn(by));
  return { by, verdict };
}

const hostIn = (url: string): string => url.replace(/^[a-z]+:\/\//, "").replace(/\/.*$/s, "");

function reaching({ by, verdict }: Heard, raw: Raw): Pick<OfEach, "reachable" | "stage"> {
  const mirror = by === "registry" ? "" : `by the mirror ${hostIn(by)}: `;
  const words = cut(`${mirror}${verdict.words}`);
  const evidence = evidenceOf(raw, { note: words });
  if (verdict.is === "unknown") {
    const fact = unknown(reason(verdict.code, words), evidenceOf(raw));
    return { reachable: fact, stage: fact };
  }
  if (verdict.is === "reached") return { reachable: seen(true, evidence), stage: absent(evidenceOf(raw)) };
  const { stage, cause } = verdict;
  return {
    reachable: seen(false, { ...evidence, cause }),
    stage:
      stage === undefined
        ? unknown(reason("cannot-tell", "the engine's words do not tell the stage"), evidenceOf(raw))
        : seen(stage, evidenceOf(raw)),
  };
}

/** The engine's own proxy, as it tells it: without user and password. */
function viaOf({ host }: Endpoint, info: Raw): Fact<string> {
  const about = info.is === "text" ? parseJson(info.text) : undefined;
  const proxy = valueAt(about, "HttpsProxy");
  if (typeof proxy !== "string")
    return unknown(reason("cannot-tell", "the engine does not tell its proxy"), evidenceOf(info));
  const evidence = evidenceOf(info);
  if (proxy === "" || isExcepted(host, textAt(about, "NoProxy") ?? "")) return seen("direct", evidence);
  return seen(wholeText(hostIn(proxy).replace(/^.*@/s, "")), evidence);
}
