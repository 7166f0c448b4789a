import { isRefusedHost } from "../../facts/addresses.ts";
import { absent, seen, unknown, type Evidence, type Fact } from "../../facts/fact.ts";
import { endpointOf, type RequestSight } from "../../facts/network.ts";
import { evidenceOf, type Raw, type Readings } from "../../facts/reading.ts";
import { reason, type ReasonCode } from "../../facts/reasons.ts";
import { hostLook, type Answer, type Question } from "../declaration.ts";
import { wholeVerdict } from "../endpoint-sight.ts";
import { forwarded, isStatus, type Verdict } from "../endpoint-way.ts";
import { blindWhy, cut, refusedWords } from "../looking.ts";
import { http } from "./kind.ts";

type Asked = Question<typeof http>["asked"];
type HttpAnswer = Answer<typeof http>;

function readings({ asked }: Question<typeof http>): Readings {
  const { url, method = "GET", headers = [] } = asked;
  return isRefusedHost(endpointOf(url).host) ? {} : { answer: { request: { url, method, headers: [...headers] } } };
}

const everyField = (fact: Fact<never>): HttpAnswer => ({ status: fact, body: fact, ms: fact });

function understand(raws: Readonly<Record<string, Raw>>, { asked }: Question<typeof http>): HttpAnswer {
  const raw = raws["answer"];
  if (raw === undefined) return untried(asked);
  const evidence = evidenceOf(raw);
  if (raw.is !== "text") return everyField(unknown(blindWhy(raw), evidence));
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by reach in this same process
  const sight = JSON.parse(raw.text) as RequestSight;
  if (sight.is === "not-answered") {
    return unreached(wholeVerdict(sight.endpoint, { ...endpointOf(asked.url), html: true }), evidence);
  }
  const doubt = doubtOf(sight, asked);
  return doubt === undefined ? answered(sight, evidence) : unreached(doubt, evidence);
}

/** Why an answer does not count as that of the address, or undefined. */
function doubtOf(sight: Answered, { url }: Asked): Verdict | undefined {
  const { status, proxy } = sight;
  if (!isStatus(status))
    return { is: "unreached", stage: "http", cause: "not-http", words: `what answered is no HTTP (status ${status})` };
  const endpoint = { ...endpointOf(url), html: true };
  if (proxy === null || endpoint.scheme !== "http") return undefined;
  const verdict = forwarded(sight, { endpoint, proxy });
  return verdict.is === "reached" ? undefined : verdict;
}

function untried({ url }: Asked): HttpAnswer {
  const evidence: Evidence = { by: "the URL", at: "", ms: 0, grade: "observed", vantage: "host" };
  return everyField(unknown(reason("refused-address", refusedWords(endpointOf(url).host)), evidence));
}

/** Why a body is not whole, as a reason and in words. */
const torn: Readonly<Record<string, readonly [ReasonCode, string]>> = {
  timeout: ["timeout", "the answer did not come to its end in time"],
  "too-much-output": ["too-much-output", "the answer has more than 1 MiB"],
  coding: ["garbled", "the answer is packed in a way that was not asked for"],
};

type Answered = Extract<RequestSight, { is: "answered" }>;

function answered({ status, body, ms, incomplete, proxy }: Answered, evidence: Evidence): HttpAnswer {
  const seenBy = proxy === null ? evidence : { ...evidence, note: `through the proxy ${proxy}` };
  const [code, words] = torn[incomplete ?? ""] ?? ["garbled", "the answer was cut off before its end"];
  return {
    status: seen(status, seenBy),
    ms: seen(ms, evidence),
    // An empty body is no text, and known to hold nothing.
    body:
      incomplete !== undefined
        ? unknown(reason(code, words), evidence)
        : body === ""
          ? absent(evidence)
          : seen(body, evidence),
  };
}

function unreached(verdict: Verdict, evidence: Evidence): HttpAnswer {
  if (verdict.is === "unreached") {
    return everyField(absent({ ...evidence, note: cut(verdict.words), cause: verdict.cause }));
  }
  const code = verdict.is === "unknown" ? verdict.code : "garbled";
  return everyField(unknown(reason(code, cut(verdict.words)), evidence));
}

export const httpLook = hostLook(http, { readings, understand });
