import { addressBytes } from "./addresses.ts";
import { addressFrom, sameAddress, scopeOf } from "./internet-address.ts";

/**
 * The host that a URL names, or a text without a scheme is, in the one way in which it is written: as who resolves it
 * reads it (WHATWG URL, 3.5), in lower case, without brackets, zone and a dot at the end; an address in dotted decimal or
 * by RFC 5952. Empty where none is named.
 */
export function hostOf(text: string): string {
  const host = bare(text.includes("://") ? authorityHost(text) : text);
  const bytes = addressBytes(host);
  if (bytes === undefined) return host;
  const address = addressFrom(bytes);
  return sameAddress(address) ?? address;
}

/** What stands between the user's name and the port (RFC 3986, 3.2); a backslash ends it too, as in browsers. */
function authorityHost(url: string): string {
  const authority = url.slice(url.indexOf("://") + 3).replace(/[/?#\\].*$/s, "");
  return authority.slice(authority.lastIndexOf("@") + 1).replace(/:\d*$/, "");
}

const bare = (host: string): string =>
  host
    .replaceAll(/%([0-7][0-9a-f])/gi, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)))
    .normalize("NFKC")
    .toLowerCase()
    .replace(/^\[(.*)\]$/s, "$1")
    .replace(/%.*$/s, "")
    .replace(/\.$/, "");

/** `localhost` and all below it (RFC 6761, 6.3), and what hosts files of Debian and Red Hat call it. */
const ownName = /(?:^|\.)localhost$|^localhost[46]?(?:\.localdomain[46]?)?$|^ip6-(?:localhost|loopback)$/;

/** True where a URL, a name or an address leads to the very system that opens it, whichever that is. */
export function isLoopback(text: string): boolean {
  const host = hostOf(text);
  return ownName.test(host) || ["loopback", "unspecified"].includes(scopeOf(host));
}
