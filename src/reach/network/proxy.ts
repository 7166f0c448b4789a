import type { EndpointAsked } from "../../facts/network.ts";
import { isExcepted } from "../../facts/no-proxy.ts";
import type { Environment } from "../environment.ts";

/** A proxy to go through. `login`: `user:password`, never shown. */
export type Proxy = {
  readonly host: string;
  readonly port: number;
  readonly secure: boolean;
  readonly login?: string;
};

export type ProxyChoice = Proxy | { readonly wrong: string } | undefined;

/** The proxy as it may be shown. */
export const authorityOf = ({ host, port }: Proxy): string => `${host.includes(":") ? `[${host}]` : host}:${port}`;

type Asked = Pick<EndpointAsked, "host" | "scheme" | "proxy">;

/**
 * The proxy for a service, chosen as curl chooses it (curl(1), ENVIRONMENT): the variable of the scheme, in lower case
 * first, HTTP_PROXY in lower case alone; then `all_proxy`; none where NO_PROXY names the host. One that is given is used in
 * the variables' place. What is not spoken to by HTTP goes directly: no program sends it through such a proxy by itself.
 */
export function proxyFor({ host, scheme, proxy }: Asked, environment: Environment): ProxyChoice {
  if (scheme === "tcp" || scheme === "tls") return undefined;
  if (isExcepted(host, firstOf(environment, ["no_proxy", "NO_PROXY"]) ?? "")) return undefined;
  const named = proxyVariable({ scheme }, environment);
  const chosen = proxy ?? (named === undefined ? undefined : environment[named]);
  return chosen === undefined ? undefined : readProxy(chosen);
}

/** The variable that names the proxy, where none is given. */
export function proxyVariable({ scheme, proxy }: Omit<Asked, "host">, environment: Environment): string | undefined {
  if (proxy !== undefined || scheme === "tcp" || scheme === "tls") return undefined;
  return [...variables[scheme], "all_proxy", "ALL_PROXY"].find((name) => !isEmpty(environment[name]));
}

const variables = { https: ["https_proxy", "HTTPS_PROXY"], http: ["http_proxy"] } as const;

/** An empty variable is none. */
const isEmpty = (value: string | undefined): boolean => value === undefined || value === "";

const firstOf = (environment: Environment, names: readonly string[]): string | undefined =>
  names.map((name) => environment[name]).find((value) => !isEmpty(value));

/** curl's own port where none is named: 1080, and 443 of a proxy that is spoken to by TLS. */
const usualPort = { "http:": 1080, "https:": 443 } as const;

/** An `@` behind the host: a password was written as it is, and what stands as the host is a piece of it (RFC 3986, 3.2.1). */
const isSplit = /^[^:]*:\/\/[^/?#\\]*[/?#\\].*@/s;
const splitWords =
  "the proxy is not written as a URL: in its user and password / stands as %2F, # as %23, ? as %3F and @ as %40";

function readProxy(text: string): ProxyChoice {
  const whole = text.includes("://") ? text : `http://${text}`;
  if (isSplit.test(whole)) return { wrong: splitWords };
  const url = URL.canParse(whole) ? new URL(whole) : undefined;
  if (url === undefined || url.hostname === "") return { wrong: "the proxy is not written as a URL" };
  const { protocol } = url;
  if (protocol !== "http:" && protocol !== "https:") {
    // What is no known scheme may be a piece of a password.
    const spoken = /^socks(?:4|4a|5|5h)?:$/.test(protocol) ? `speaks ${protocol.slice(0, -1)}` : "is of another scheme";
    return { wrong: `a proxy that ${spoken} cannot be tried: only http and https` };
  }
  const login = loginOf(url);
  return {
    host: url.hostname.replace(/^\[(.*)\]$/, "$1"),
    port: portOf(url, whole),
    secure: protocol === "https:",
    ...(login === undefined ? {} : { login }),
  };
}

/** URL leaves out a port that is its scheme's own; curl's own for http is another. */
function portOf({ port, protocol }: URL, written: string): number {
  if (port !== "") return Number(port);
  const isPort80 = protocol === "http:" && /^http:\/\/[^/?#]*:80(?:[/?#]|$)/i.test(written);
  return isPort80 ? 80 : usualPort[protocol === "http:" ? "http:" : "https:"];
}

function loginOf({ username, password }: URL): string | undefined {
  if (username === "" && password === "") return undefined;
  try {
    return `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  } catch {
    return `${username}:${password}`;
  }
}
