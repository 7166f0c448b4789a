import {
  endpointOf,
  isFailure,
  type EndpointAsked,
  type HttpSight,
  type RequestAsked,
  type RequestSight,
  type WaySight,
} from "../../facts/network.ts";
import type { FetchOptions } from "../target.ts";
import { prepared, wayOf, type EndpointReach } from "./endpoint.ts";
import { ask, headSight, proxyHeaders } from "./exchange.ts";
import type { Answer } from "./http-shape.ts";
import { Limit } from "./limit.ts";
import { isPage, isPageByType, unpackerOf } from "./page.ts";
import { authorityOf, isDistrusted, open, wantsHttp1, type Way } from "./way.ts";

/** What of a body is kept until it is matched, in bytes. */
const mostBody = 2 ** 20;

type Asked = RequestAsked & { readonly endpoint: EndpointAsked; readonly target: string };

/** Asks a web address once, and again where nobody answered. Goes where it leads to and no further. Never rejects. */
export async function askAddress(
  asked: RequestAsked,
  reach: EndpointReach,
  limits: FetchOptions,
): Promise<RequestSight> {
  // The host is read in one place (`endpointOf`), and what follows it here.
  const url = new URL(`http://host.invalid${/^\w+:\/\/[^/?#]*(.*)$/s.exec(asked.url)?.[1] ?? ""}`);
  const endpoint = endpointOf(asked.url);
  const whole: Asked = { ...asked, endpoint, target: `${url.pathname}${url.search}` };
  const base = await prepared(endpoint, reach, limits);
  const ways: WaySight[] = [];
  for (const family of base.families) {
    const answer = await wayOf(family, limits, async () => await askOnce(family, whole, limits));
    if ("status" in answer) return { is: "answered", ...answer, proxy: base.sight.proxy };
    ways.push(answer);
  }
  return { is: "not-answered", endpoint: { ...base.sight, ways } };
}

type Answered = HttpSight & { readonly body: string; readonly ms: number; readonly incomplete?: string };

async function askOnce(way: Way, asked: Asked, { signal, timeoutMs }: FetchOptions): Promise<Answered | WaySight> {
  const began = performance.now();
  using limit = new Limit(signal, timeoutMs);
  const opened = await open(way, limit, {});
  if (!("stream" in opened)) return opened.sight;
  try {
    if (isDistrusted(opened.sight.tls)) return opened.sight;
    const answer = await ask(opened.stream, requestOf(way, asked), limit);
    if (wantsHttp1(answer)) return await askOnce({ ...way, byHttp1: true }, asked, { signal, timeoutMs });
    if (isFailure(answer)) return { ...opened.sight, http: answer };
    const ms = Math.round(performance.now() - began);
    const body = await bodyOf(answer, limit);
    const isHtml = isPageByType(answer.headers["content-type"] ?? "") ?? isPage(body.body);
    return { ...headSight(answer, authorityOf(asked.endpoint)), isHtml, ms, ...body };
  } finally {
    opened.stream.destroy();
  }
}

function requestOf({ proxy }: Way, asked: Asked): Parameters<typeof ask>[1] {
  const authority = authorityOf(asked.endpoint);
  const isForwarded = proxy !== undefined && asked.endpoint.scheme === "http";
  return {
    method: asked.method,
    path: isForwarded ? `http://${authority}${asked.target}` : asked.target,
    authority,
    headers: {
      "Accept-Encoding": "gzip",
      ...Object.fromEntries(
        asked.headers.map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1).trim()]),
      ),
      ...(isForwarded ? proxyHeaders(proxy.login) : {}),
    },
  };
}

type Body = { readonly body: string; readonly incomplete?: string };

/** The whole body, unpacked; or as much as came, with why it is not whole. */
function bodyOf(answer: Answer, limit: Limit): Promise<Body> {
  const coding = answer.headers["content-encoding"] ?? "identity";
  const unpacker = unpackerOf(coding);
  const stream = unpacker === undefined ? answer : answer.pipe(unpacker);
  const chunks: Buffer[] = [];
  let bytes = 0;
  return new Promise((resolve) => {
    const end = (incomplete?: string): void => {
      limit.signal.removeEventListener("abort", late);
      answer.destroy();
      unpacker?.destroy();
      const body = Buffer.concat(chunks).subarray(0, mostBody).toString("utf8");
      resolve(incomplete === undefined ? { body } : { body, incomplete });
    };
    const late = (): void => end("timeout");
    stream.on("data", (chunk: Buffer) => {
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes > mostBody) end("too-much-output");
    });
    const whole = unpacker !== undefined || /^\s*identity\s*$/i.test(coding) ? undefined : "coding";
    stream.once("end", () => end(answer.complete ? whole : "closed"));
    for (const one of unpacker === undefined ? [answer] : [answer, unpacker]) {
      one.once("error", () => end("closed"));
      one.once("close", () => (answer.complete ? undefined : end("closed")));
    }
    limit.signal.addEventListener("abort", late, { once: true });
    if (limit.signal.aborted) late();
  });
}
