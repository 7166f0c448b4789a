import { withoutQuery } from "./url-query.ts";

/** How a service is spoken to: how far its stages go. */
export const schemes = ["https", "http", "tcp", "tls"] as const;
export type Scheme = (typeof schemes)[number];

/** A service to try. `proxy`: a URL without user and password; where it is left out the environment's variables count. */
export type EndpointAsked = {
  readonly host: string;
  readonly port: number;
  readonly scheme: Scheme;
  readonly path: string;
  readonly proxy?: string;
};

/** One web address to ask. */
export type RequestAsked = {
  readonly url: string;
  readonly method: string;
  /** One `Name: value` each. */
  readonly headers: readonly string[];
};

/**
 * What failed, as a word: an error code of the system, of Node or of OpenSSL; `timeout` (nothing came within the limit);
 * `closed` (the other end hung up); `no-route` (this host has none); `refused-address`.
 */
export type Failure = { readonly failed: string; readonly text?: string };

/** What a name stands for. `none`: it is known to stand for nothing. */
export type NamesSight =
  | { readonly is: "found"; readonly addresses: readonly string[] }
  | { readonly is: "none" | "failed"; readonly code: string };

export type TlsSight = {
  /** Why this machine's trust store does not trust it, or that its name or time is wrong; null: trusted. */
  readonly distrust: string | null;
  /** Whom signatures lead to, or whom the last of them names; and whether that is one of the public roots. */
  readonly root: string;
  /** There is nobody behind that one, or nobody who counts: a public root may be signed across by another. */
  readonly isRoot: boolean;
  readonly isPublic: boolean;
};

export type HttpSight = {
  readonly status: number;
  readonly isHtml: boolean;
  /** A proxy says that this answer is its own. */
  readonly byProxy: boolean;
  /** The other host that it leads to, as a redirect; never gone to. */
  readonly elsewhere?: string;
};

/** How far one way went; a part that is missing was not come to. */
export type WaySight = {
  readonly family: 4 | 6;
  readonly address: string;
  readonly tries: number;
  readonly connect: Failure | "connected";
  readonly tunnel?: Failure | { readonly status: number };
  readonly tls?: Failure | TlsSight;
  readonly http?: Failure | HttpSight;
  /** What small packets came to where the large ones, of TLS or of a request, were not answered. */
  readonly small?: "answered" | "silent";
};

/** What trying an endpoint gave. */
export type EndpointSight = {
  /** The proxy's host and port, without user and password; null: directly. */
  readonly proxy: string | null;
  /** Why the proxy that is named cannot be used, or is none. */
  readonly wrongProxy?: string;
  /** Of the host, or of the proxy where there is one. */
  readonly names: NamesSight;
  readonly ways: readonly WaySight[];
};

/** What asking a web address gave: the answer, or an endpoint's stages up to where it failed. */
export type RequestSight =
  | (HttpSight & {
      readonly is: "answered";
      readonly body: string;
      readonly ms: number;
      readonly proxy: string | null;
      readonly incomplete?: string;
    })
  | { readonly is: "not-answered"; readonly endpoint: EndpointSight };

export const isFailure = (part: unknown): part is Failure =>
  typeof part === "object" && part !== null && "failed" in part;

/** A host as it stands in a URL. */
const bracketed = (host: string): string => (host.includes(":") && !host.startsWith("[") ? `[${host}]` : host);

/**
 * The name by which an endpoint is told: host and port, with its scheme and path where they are not https and `/`; of what
 * the path asks for a digest.
 */
export const endpointName = ({ host, port, scheme, path }: Omit<EndpointAsked, "proxy">): string =>
  `${scheme === "https" ? "" : `${scheme}://`}${bracketed(host)}:${port}${path === "/" ? "" : withoutQuery(path)}`;

/** The parts of such a name. */
export function readEndpointName(name: string): Omit<EndpointAsked, "proxy"> | undefined {
  const parts = /^(?:(?<scheme>[a-z]+):\/\/)?(?:\[(?<six>[^\]]*)\]|(?<plain>[^/:]*)):(?<port>\d+)(?<path>\/.*)?$/s.exec(
    name,
  );
  const { scheme = "https", six, plain = "", port = "", path = "/" } = parts?.groups ?? {};
  const spoken = schemes.find((one) => one === scheme);
  if (parts === null || spoken === undefined) return undefined;
  return { host: six ?? plain, port: Number(port), scheme: spoken, path };
}

/** Scheme, host and port of a URL (RFC 6454, 4): what else stands in it may be somebody's secret. */
export function originOf(url: string): string {
  const { scheme, host } = /^(?<scheme>[a-z][a-z0-9+.-]*):\/\/(?:[^/?#]*@)?(?<host>[^/?#]*)/i.exec(url)?.groups ?? {};
  return scheme === undefined || host === undefined ? "a URL" : `${scheme}://${host}`;
}

const address = /^(?<scheme>https?):\/\/(?:[^/?#]*@)?(?:\[(?<six>[^\]]*)\]|(?<name>[^:/?#]*))(?::(?<port>\d+))?/i;

/** Where an http or https URL leads to. */
export function endpointOf(url: string): EndpointAsked {
  const { scheme, six, name = "", port } = address.exec(url)?.groups ?? {};
  const isPlain = scheme?.toLowerCase() === "http";
  const usual = isPlain ? 80 : 443;
  return {
    host: (six ?? name).toLowerCase(),
    port: port === undefined ? usual : Number(port),
    scheme: isPlain ? "http" : "https",
    path: "/",
  };
}
