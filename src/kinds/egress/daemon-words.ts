import type { ReasonCode } from "../../facts/reasons.ts";
import type { Stage } from "../endpoint-way.ts";
import { cutAhead } from "../looking.ts";

/** What an engine's words come to. A stage is named only where they tell which it was. */
export type DaemonVerdict =
  | { readonly is: "reached"; readonly words: string }
  | { readonly is: "unreached"; readonly stage?: Stage; readonly cause: ReasonCode; readonly words: string }
  | { readonly is: "unknown"; readonly code: ReasonCode; readonly words: string };

type Saying = readonly [RegExp, Stage | undefined, ReasonCode];

/** A page where a registry's answer should stand: it quotes what it holds, so it is read before all else. */
const noRegistry =
  /error parsing HTTP \d+ response body|error unmarshalling content|invalid character '.' looking for|failed to decode|unexpected media type/i;

/** What Go's resolver says of a nameserver that failed, or was silent (net.DNSError): of the name it says nothing. */
const resolverFailed = /lookup \S+.*(?:server misbehaving|i\/o timeout|connection refused|no answer from DNS server)/;

/**
 * What Go's net, crypto/tls and net/http say of what went wrong (1.11 to 1.26), in Docker 17 to 29 and containerd: the
 * first that fits counts, so what names a proxy stands before what names the connection to it.
 */
const sayings: readonly Saying[] = [
  [/Proxy Authentication Required/i, "proxy", "proxy-login"],
  [/proxyconnect tcp/, "proxy", "proxy-unreachable"],
  [/lookup \S+.*no such host/, "dns", "no-such-name"],
  [
    /x509: certificate (?:has expired|is valid for|is not valid|relies on)|cannot validate certificate/,
    "tls",
    "wrong-certificate",
  ],
  [/x509: /, "tls", "untrusted-certificate"],
  [/server gave HTTP response to HTTPS client|first record does not look like/, "tls", "tls-failed"],
  [/TLS handshake timeout/, "tls", "no-answer"],
  [/remote error: tls|tls: /, "tls", "tls-failed"],
  [/(?:network is|host is) unreachable|no route to host/, "tcp", "no-route"],
  [/connect: (?:connection refused|operation not permitted|permission denied)/, "tcp", "connection-refused"],
  [/dial tcp .*(?:i\/o timeout|timed out)/, "tcp", "no-answer"],
  [/connection reset by peer|broken pipe|EOF\s*$/, undefined, "connection-lost"],
  [/Client\.Timeout exceeded|deadline exceeded|request canceled|i\/o timeout|timed out/, undefined, "no-answer"],
];

/** What http.Transport says of a proxy that answers CONNECT with another status: the words of the status alone. */
const refusedByProxy =
  /": (?:Forbidden|Bad Request|Unauthorized|Not Found|Method Not Allowed|Bad Gateway|Service Unavailable|Gateway Timeout|Internal Server Error|Unavailable For Legal Reasons)\s*$/;

/** What a registry says of an image that is not there, or not for everybody (OCI distribution, error codes). */
const answered =
  /manifest unknown|not found|unauthorized|authentication required|authorization failed|\bdenied\b|no basic auth credentials|name unknown|name invalid|invalid repository name|toomanyrequests|insufficient_scope/i;

/** A status without words of a registry: whoever blocks sends others than these, and a page with them that nobody kept. */
const statusAlone = /unexpected (?:HTTP )?status(?: code)?.*?: (\d{3})\b/i;
const ofRegistry: ReadonlySet<string> = new Set(["401", "404", "429"]);

/** Where a registry sends its clients for a token, and the words speak of that. */
const askedHost = /(?:Get|Head|Post) "?https?:\/\/([^/"\s]+)/i;

/** The hosts of Docker Hub: what is called docker.io is asked by another name. */
const hub: ReadonlySet<string> = new Set(["docker.io", "index.docker.io", "registry-1.docker.io"]);

const isSame = (asked: string, host: string): boolean =>
  asked === host || asked === `${host}:443` || `${asked}:443` === host || (hub.has(asked) && hub.has(host));

/** What the engine heard of a registry at `host`, with its port where that is not 443. */
export function daemonVerdict(said: string, host: string): DaemonVerdict {
  const words = cutAhead(said.replace(/^Error(?: response from daemon)?: /, ""));
  if (noRegistry.test(said)) {
    const page = `what answered is no registry: a page that blocks, or a service that is none (${words})`;
    return { is: "unknown", code: "cannot-tell", words: page };
  }
  return failedAt(host, said, words) ?? answerOf(said, words);
}

function failedAt(host: string, said: string, words: string): DaemonVerdict | undefined {
  const failed = failedBy(said, words);
  const other = askedHost.exec(said)?.[1];
  if (failed === undefined || other === undefined || isSame(other, host)) return failed;
  const elsewhere = `it sends the engine on to ${other}, and there: ${words}`;
  return { is: "unknown", code: "cannot-tell", words: elsewhere };
}

function answerOf(said: string, words: string): DaemonVerdict {
  const status = statusAlone.exec(said)?.[1];
  const isAnswer = status === undefined ? answered.test(said) : ofRegistry.has(status);
  if (isAnswer) return { is: "reached", words: `the engine was answered: ${words}` };
  const why =
    status === undefined
      ? `the engine's words are not known: ${words}`
      : `a status alone, which whoever filters may send as well (${words})`;
  return { is: "unknown", code: "cannot-tell", words: why };
}

function failedBy(said: string, words: string): DaemonVerdict | undefined {
  if (!/proxyconnect/.test(said) && resolverFailed.test(said)) return { is: "unknown", code: "resolver-failed", words };
  const known = sayings.find(([pattern]) => pattern.test(said));
  if (known !== undefined) {
    const [, stage, cause] = known;
    return { is: "unreached", cause, words, ...(stage === undefined ? {} : { stage }) };
  }
  return refusedByProxy.test(said) ? { is: "unreached", stage: "proxy", cause: "proxy-refused", words } : undefined;
}
