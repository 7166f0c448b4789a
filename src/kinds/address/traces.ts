import { isSameAddress } from "./interfaces.ts";

/** A line of what `reach/scripts/addressing.ts` printed. */
type Line = { readonly sort: string; readonly place: string; readonly text: string };

/** What files and programs say of one address on one interface. Each names its witness. */
export type Traces = {
  /** Something gives the address itself to the interface: it is configured. */
  readonly configured: string | undefined;
  /** A lease names the address. */
  readonly leased: string | undefined;
  /** Something lets DHCP give the interface an address, which may be this one. */
  readonly mayLease: string | undefined;
  /** DHCP clients that run here. */
  readonly clients: readonly string[];
  /** The processes of others are not seen here, so one of them may be a client. */
  readonly areHidden: boolean;
  /** Files that this user may not read, and that might say. */
  readonly denied: readonly string[];
};

export type About = {
  readonly ip: string;
  readonly name: string;
  readonly index: number | undefined;
  readonly at: string;
};

/** Undefined where the look did not come to its end. */
export function tracesOf(output: string, about: About): Traces | undefined {
  const all = output.split("\n");
  if (all.at(-2) !== "end") return undefined;
  const lines = all.slice(0, -2).flatMap((one): readonly Line[] => {
    const [sort = "", place = "", ...text] = one.split("\t");
    return text.length === 0 ? [] : [{ sort, place, text: text.join("\t").trim() }];
  });
  const groups = [...Map.groupBy(lines, ({ sort, place }) => `${sort}\t${place}`).values()];
  const said = groups.flatMap((group) => saidBy(group, about));
  const first = (is: Said["is"]): string | undefined => said.find((one) => one.is === is)?.by;
  return {
    configured: first("configured"),
    leased: first("leased"),
    mayLease: first("may-lease"),
    clients: lines.flatMap(({ sort, place }) => (sort === "client" ? [place] : [])),
    areHidden: lines.some(({ sort }) => sort === "hidden"),
    denied: lines.flatMap(({ sort, place }) => (sort === "denied" ? [place] : [])),
  };
}

type Said = { readonly is: "configured" | "leased" | "may-lease"; readonly by: string };

/** What one place says. One that names another interface says nothing. */
function saidBy(group: readonly Line[], about: About): readonly Said[] {
  const [first] = group;
  const reader = first === undefined || !Object.hasOwn(readers, first.sort) ? undefined : readers[first.sort];
  if (first === undefined || reader === undefined) return [];
  return reader(group, about).map((is) => ({ is, by: first.place }));
}

type Reader = (lines: readonly Line[], about: About) => readonly Said["is"][];

const isFor6 = ({ ip }: About): boolean => ip.includes(":");
const valueOf = (text: string): string =>
  text
    .slice(text.indexOf("=") + 1)
    .replaceAll(/["']/g, "")
    .trim();
const named = (lines: readonly Line[], key: RegExp): readonly string[] =>
  lines.flatMap(({ text }) => (key.test(text) ? [valueOf(text)] : []));
const gives = (texts: readonly string[], { ip }: About): boolean =>
  texts.some((text) => text.split(/[\s,;|]+/).some((one) => isSameAddress(one.split("/")[0] ?? "", ip)));

const readers: Readonly<Record<string, Reader>> = {
  interfaces: (lines, about) => stanzasIn(lines).flatMap((stanza) => saidByStanza(stanza, about)),
  /** systemd.network(5). */
  networkd: (lines, about) => {
    const names = named(lines, /^Name\s*=/).flatMap((one) => one.split(/\s+/));
    if (names.length > 0 && !names.some((glob) => isLike(about.name, glob))) return [];
    const dhcp =
      named(lines, /^DHCP\s*=/)
        .at(-1)
        ?.toLowerCase() ?? "";
    const leases = ["yes", "true", "both", isFor6(about) ? "ipv6" : "ipv4"].includes(dhcp);
    return [...(gives(named(lines, /^Address\s*=/), about) ? (["configured"] as const) : []), ...mayLease(leases)];
  },
  lease: (lines, about) => (gives(named(lines, /^ADDRESS=/), about) ? ["leased"] : []),
  /** dhclient.leases(5): the last lease of the interface that names the address, while it lasts. */
  dhclient: (lines, about) => leasesIn(lines, about),
  /** Every interface of the file: which one a line belongs to only its indentation tells. */
  netplan: (lines, about) => [
    ...(gives(
      lines.map(({ text }) => text.replaceAll(/^-\s*|addresses:|[[\]"']/g, " ")),
      about,
    )
      ? (["configured"] as const)
      : []),
    ...mayLease(
      lines.some(({ text }) => new RegExp(`^dhcp${isFor6(about) ? 6 : 4}:\\s*(?:true|yes|on)`, "i").test(text)),
    ),
  ],
  ifcfg: (lines, about) => {
    const device = named(lines, /^DEVICE=/).at(-1) ?? /ifcfg-(.+)$/.exec(lines[0]?.place ?? "")?.[1];
    if (device !== about.name) return [];
    const method =
      named(lines, /^BOOTPROTO=/)
        .at(-1)
        ?.toLowerCase() ?? "none";
    return [
      ...(gives(named(lines, /^(?:IPADDR\d*|IPV6ADDR|IPV6ADDR_SECONDARIES)=/), about) ? (["configured"] as const) : []),
      ...mayLease(/dhcp|bootp/.test(method)),
    ];
  },
  /** nm-settings-keyfile(5): what stands under [ipv4] or [ipv6]. */
  keyfile: (lines, about) => {
    const device = named(lines, /^interface-name=/).at(-1);
    if (device !== undefined && device !== about.name) return [];
    const family = isFor6(about) ? "[ipv6]" : "[ipv4]";
    const begin = lines.findIndex(({ text }) => text === family);
    if (begin === -1) return [];
    const rest = lines.slice(begin + 1);
    const end = rest.findIndex(({ text }) => text.startsWith("["));
    const own = end === -1 ? rest : rest.slice(0, end);
    return [
      ...(gives(named(own, /^address\d*=/), about) ? (["configured"] as const) : []),
      ...mayLease(named(own, /^method=/).includes("auto")),
    ];
  },
  /** `ipv4.method;ipv4.addresses;ipv6.method;ipv6.addresses` of the connection that is active on a device. */
  nmcli: (lines, about) =>
    lines.flatMap(({ place, text }): readonly Said["is"][] => {
      if (place !== about.name) return [];
      const fields = text.replaceAll("\\:", ":").split(";");
      const [method = "", addresses = ""] = isFor6(about) ? fields.slice(2) : fields;
      return [...(gives([addresses], about) ? (["configured"] as const) : []), ...mayLease(method === "auto")];
    }),
  boot: (lines, about) => mayLease(lines.some(({ text }) => bootLeases(text, about))),
};

/** A stanza of interfaces(5): `iface NAME inet METHOD` and the lines that follow. */
type Stanza = { readonly head: readonly string[]; readonly lines: readonly Line[] };

function stanzasIn(lines: readonly Line[]): readonly Stanza[] {
  const starts = lines.flatMap(({ text }, at) => (text.startsWith("iface") ? [at] : []));
  return starts.map((from, number) => ({
    head: (lines[from]?.text ?? "").split(/\s+/),
    lines: lines.slice(from + 1, starts[number + 1]),
  }));
}

function saidByStanza({ head, lines }: Stanza, about: About): readonly Said["is"][] {
  const [, name, family, method = ""] = head;
  // A second address stands under a name of its own, `eth0:1`.
  if (name?.split(":")[0] !== about.name || family !== (isFor6(about) ? "inet6" : "inet")) return [];
  if (method !== "static") return mayLease(["dhcp", "auto"].includes(method));
  return gives(
    lines.map(({ text }) => text.replace(/^address\s+/, "")),
    about,
  )
    ? ["configured"]
    : [];
}

const mayLease = (does: boolean): readonly Said["is"][] => (does ? ["may-lease"] : []);

/** Globs of systemd: `*`, `?`, and a list in brackets, which may stand for any. */
const isLike = (name: string, glob: string): boolean =>
  new RegExp(
    `^${glob
      .replaceAll(/[.+^${}()|\\]/g, "\\$&")
      .replaceAll(/\[[^\]]*\]?/g, ".")
      .replaceAll("*", ".*")
      .replaceAll("?", ".")}$`,
  ).test(name);

/** The kernel's own (`ip=dhcp`, `ip=::::::dhcp`), and that of its first file system. */
const bootLeases = (text: string, about: About): boolean =>
  !isFor6(about) &&
  (/^#PROTO: DHCP/i.test(text) || /^PROTO=.*dhcp/i.test(text) || /^ip=(?:.*:)?(?:dhcp|on|any|both)\b/.test(text));

function leasesIn(lines: readonly Line[], about: About): readonly Said["is"][] {
  const starts = lines.flatMap(({ text }, at) => (text.startsWith("lease") ? [at] : []));
  const leases = starts.map((from, number) => lines.slice(from + 1, starts[number + 1]));
  return leases.some((lease) => isLeased(lease, about)) ? ["leased"] : [];
}

/** One lease: of this interface, of this address, and not over. */
function isLeased(lease: readonly Line[], { ip, name, at }: About): boolean {
  const words = lease.map(({ text }) => text.split(/\s+/).map((one) => one.replaceAll(/["';{]/g, "")));
  const device = words.find(([word]) => word === "interface")?.[1] ?? name;
  const isThis = words.some(
    ([word = "", value = ""]) => /^(?:fixed-address6?|iaaddr)$/.test(word) && isSameAddress(value, ip),
  );
  return device === name && isThis && !lease.some(({ text }) => text.startsWith("expire") && isPast(text, at));
}

/** `expire 2 2026/11/24 00:00:00;` in UTC, or `expire never;`. */
function isPast(text: string, at: string): boolean {
  const [, day, time] = /(\d{4}\/\d\d\/\d\d) (\d\d:\d\d:\d\d)/.exec(text) ?? [];
  if (day === undefined || time === undefined) return false;
  return Date.parse(`${day.replaceAll("/", "-")}T${time}Z`) < Date.parse(at);
}
