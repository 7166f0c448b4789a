import { getServers } from "node:dns";
import { readFileSync } from "node:fs";
import { isIP } from "node:net";
import { text as read, type Bare } from "../bare.ts";
import { understandFileError } from "../system-files.ts";

/** What the system's settings say of resolving. */
export type ResolverSettings = {
  /** At most three, in their order; empty where none is named. */
  readonly nameservers: readonly string[];
  readonly search: readonly string[];
};

/** Where they stand, on every system but macOS and Windows. */
export const settingsFile = "/etc/resolv.conf";
/** What the system asks where none is named (resolv.conf(5)). */
export const otherwise = "127.0.0.1";

/** The system's own limits (resolv.conf(5)). */
const mostNameservers = 3;
const mostSearched = 6;

/** Understands resolv.conf(5) as the system does: a line that is none is skipped, the last `search` or `domain` counts. */
export function parseResolverSettings(text: string): ResolverSettings {
  const nameservers: string[] = [];
  let search: readonly string[] = [];
  for (const line of text.split("\n")) {
    const [key, ...values] = line.split(/[ \t\r]+/);
    const [value = ""] = values;
    if (key === "nameserver" && isNameserver(value) && nameservers.length < mostNameservers) nameservers.push(value);
    if ((key === "search" || key === "domain") && value !== "") search = key === "domain" ? [value] : values;
  }
  const domains = search.map((domain) => domain.replace(/\.$/, "")).filter((domain) => isName.test(domain));
  return { nameservers, search: domains.slice(0, mostSearched) };
}

/** An address of a neighbour names its interface: `fe80::1%eth0`. */
const isNameserver = (text: string): boolean => isIP(text) !== 0;
const isName = /^(?=.{1,253}$)[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?$/;

/** Those of the system; of macOS and Windows, which keep them elsewhere, as Node finds them. Or why they are not known. */
export function resolverSettings(file: Bare, platform: NodeJS.Platform): ResolverSettings | Bare {
  if (platform === "darwin" || platform === "win32") {
    const nameservers = getServers().filter((server) => isIP(server) !== 0);
    return { nameservers: nameservers.slice(0, mostNameservers), search: [] };
  }
  if (file.is === "failed") return file;
  return parseResolverSettings(file.is === "text" ? file.text : "");
}

/** Who would be asked here now, and below which domains. Settings that cannot be read name nobody. */
export function settingsNow(platform: NodeJS.Platform): ResolverSettings {
  const settings = resolverSettings(systemSettings(), platform);
  if ("is" in settings) return { nameservers: [], search: [] };
  return settings.nameservers.length > 0 ? settings : { ...settings, nameservers: [otherwise] };
}

function systemSettings(): Bare {
  try {
    return read(readFileSync(settingsFile, "utf8"));
  } catch (error) {
    return understandFileError(error, settingsFile);
  }
}
