import { isInNetwork } from "./addresses.ts";
import { bytesOfAddress, sameAddress, scopeOf } from "./internet-address.ts";
import type { Failure, NamesSight } from "./network.ts";

/**
 * From where a visit came, as the one who was visited saw it. `own`: from this place itself, or from its own address
 * outside, which is how a router shows a visit from within that it has turned round (hairpin NAT, RFC 5382, 6).
 */
export const sources = ["internet", "private", "own"] as const;
export type Source = (typeof sources)[number];

/** `own`: the addresses of this host, and those that its name leads to. */
export function sourceOf(address: string, own: readonly string[]): Source {
  const scope = scopeOf(address);
  const same = sameAddress(address);
  if (scope === "loopback" || scope === "unspecified") return "own";
  if (same === undefined || own.some((one) => sameAddress(one) === same)) return "own";
  return scope === "public" && !own.some((one) => isNextTo(address, one)) ? "internet" : "private";
}

/** A site has at least the first 48 bits of IPv6 for itself (RFC 6177); of IPv4 no network that is routed is smaller than /24. */
const [siteBits6, siteBits4] = [48, 24] as const;

/** Whether two public addresses may belong to one site: who comes from there passes no router that leads outside. */
function isNextTo(one: string, other: string): boolean {
  const [mine, yours] = [one, other].map((address) => bytesOfAddress(sameAddress(address) ?? "") ?? []);
  if (mine === undefined || yours === undefined || mine.length === 0) return false;
  return isInNetwork(mine, yours, mine.length === 16 ? siteBits6 : siteBits4);
}

/** Somebody who came with the word that was told. `through`: whom a proxy names as the one who came, which nobody proves. */
export type Came = { readonly from: string; readonly source: Source; readonly through?: string };

/** From where somebody must come to count: `private` is any place but this one. */
export type Network = Exclude<Source, "own">;

/**
 * Where the name leads to the internet, only a visit from there shows that it is open to it. Where it does not say to where
 * users are led, that may be the internet: a resolver failed, or /etc/hosts gives this host its own name (`127.0.1.1`).
 */
export function networkFor(names: NamesSight): Network {
  if (names.is !== "found") return names.is === "none" ? "private" : "internet";
  const scopes = new Set(names.addresses.map(scopeOf));
  return !scopes.has("public") && (scopes.has("private") || scopes.has("link-local")) ? "private" : "internet";
}

export const countsFor = (source: Source, waitsFor: Network): boolean =>
  source === "internet" || (source === "private" && waitsFor === "private");

/**
 * Who is to visit a place. `from`: another host, as `ssh://…`; nothing, where it is whoever runs Footing. `internet`: only
 * somebody who comes from there counts.
 */
export type IngressAsked = {
  readonly domain: string;
  readonly port: number;
  readonly redirectFrom?: number;
  readonly from?: string;
  readonly internet?: true;
};

/** What waiting for somebody gave, who was to open an address that was told. */
export type WaitedSight = {
  readonly is: "waited";
  /** The addresses of this place, as far as it knows them. */
  readonly own: readonly string[];
  /** What the name stands for here. */
  readonly names: NamesSight;
  /** How long nobody came who counts, or until somebody did, in seconds. */
  readonly seconds: number;
  /** Whether anybody could be waited for. `held`: somebody has the port. */
  readonly port: "listened" | "held" | "not-permitted" | { readonly failed: string };
  /** From where the word was brought, by the name that users open. */
  readonly arrivals: readonly string[];
  /** From where it was brought by another name, which does not show where this one leads. */
  readonly misnamed: readonly string[];
  /** From where somebody connected, whatever was asked then: one of each sort. */
  readonly connected: readonly string[];
};

/** What a web server answered to one visit. `replied`: it is the answer that only who was told the nonce's secret can give. */
export type AnswerSight = {
  readonly status: number;
  readonly replied: boolean;
  /** From where the visit came, as the one who answered it says. */
  readonly source?: string;
  /** To where it leads on, if it does; 200 characters of it. */
  readonly location?: string;
};

/** How far one visit to one address went; a part that is missing was not come to. */
export type VisitSight = {
  readonly address: string;
  readonly tries: number;
  readonly connect: Failure | "connected";
  /** SHA-256 of the certificate that was sent, in hexadecimal. */
  readonly tls?: Failure | { readonly certificate: string };
  readonly http?: Failure | AnswerSight;
};

/** Who answers on the port at the place itself. */
export type PortSight =
  /** Nobody did: Footing listened there for the visits. `arrivals`: by the index of the visit, and from where it came. */
  | { readonly is: "listened"; readonly arrivals: readonly { readonly visit: number; readonly from: string }[] }
  /** It was asked from within; one sight for each address of its own. Where all refuse, nobody listens. */
  | { readonly is: "asked"; readonly within: readonly VisitSight[] }
  /** Nobody does, and this user may not listen there. */
  | { readonly is: "not-permitted" }
  /** Who is there could not be asked, and why. */
  | { readonly is: "unasked"; readonly why: string };

/** What trying a way in gave. */
export type IngressSight =
  /** Nobody outside was named, and who looks is the place itself. */
  | { readonly is: "nobody-outside" }
  | WaitedSight
  | {
      readonly is: "visited";
      /** Who visited: another host by its name, or `controller`, which is who runs Footing. */
      readonly by: string;
      /** The visitor's address: of who runs Footing as the place sees it, of another host as that knows itself. */
      readonly visitor?: string;
      readonly names: NamesSight;
      /** The name was looked up by who runs Footing, since who visited could not. */
      readonly isNamedHere?: true;
      /** The addresses of the place itself, as far as they are known. */
      readonly own: readonly string[];
      readonly port: PortSight;
      /** One for each address, in order. */
      readonly visits: readonly VisitSight[];
      /** Visits from the place itself, where those from outside did not arrive. */
      readonly turned?: readonly VisitSight[];
      readonly redirects?: readonly VisitSight[];
    };
