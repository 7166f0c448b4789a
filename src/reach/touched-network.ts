import { addressBytes } from "../facts/addresses.ts";
import type { DnsQuestion } from "../facts/dns.ts";
import { endpointName, endpointOf, originOf, type EndpointAsked } from "../facts/network.ts";
import type { Reading } from "../facts/reading.ts";
import { settingsFile, settingsNow } from "./network/nameservers.ts";
import { authorityOf, proxyFor } from "./network/proxy.ts";
import { metadataAddress } from "./scripts/cloud-address.ts";
import { read, run, shell, type Touched } from "./touched-words.ts";

/** What is asked through the network, or decides how this host is on it. */
export function throughNetwork(reading: Reading, isRoot: boolean): readonly Touched[] | undefined {
  if ("resolve" in reading) return byNameServices(reading.resolve);
  if ("endpoint" in reading) return byNetwork(endpointName(reading.endpoint), reading.endpoint);
  if ("request" in reading) {
    const asked = endpointOf(reading.request.url);
    return byNetwork(`${reading.request.method} ${originOf(reading.request.url)}`, asked);
  }
  if ("certificate" in reading || "served" in reading) return byCertificate(reading, isRoot);
  if ("cloudAddress" in reading) return cloudAddress;
  return "addressing" in reading ? addressing : undefined;
}

/** The settings are looked up: who would be asked has to be told before anybody is. */
export function byNameservers(question: DnsQuestion, platform: NodeJS.Platform): readonly Touched[] {
  const { nameservers, search } = settingsNow(platform);
  const names = "name" in question ? [question.name] : belowEach(question.madeUpBelow, search);
  const asked = nameservers.map((address): Touched => ({
    is: "reach",
    what: `${address} port 53, by UDP or TCP: ${names.join(", ")}`,
  }));
  const settings = platform === "win32" || platform === "darwin" ? [] : read(settingsFile);
  return names.length === 0 ? settings : [...settings, ...asked];
}

const belowEach = (domain: string | null, search: readonly string[]): readonly string[] =>
  (domain === null ? search : [domain]).map((one) => `footing-probe-….${one}`);

/** Who is asked on another host, only its own settings tell. */
export function byFarNameservers(question: DnsQuestion): readonly Touched[] {
  const inSearchList = ["each domain of its search list"];
  const names = "name" in question ? [question.name] : belowEach(question.madeUpBelow, inSearchList);
  const what = `the first three nameservers of its /etc/resolv.conf, port 53, by UDP or TCP: ${names.join(", ")}`;
  return [...run("sh, with perl or python3"), ...read(settingsFile), { is: "reach", what }];
}

/** What the system's own way leads to is the system's to say: nameservers, a directory, neighbours. */
const byNameServices = (name: string): readonly Touched[] => [
  ...run(`getent ahosts ${name}`),
  ...read("/etc/nsswitch.conf, /etc/hosts, /etc/resolv.conf"),
  { is: "reach", what: `what /etc/nsswitch.conf says of hosts, by getent: ${name}` },
];

/** A host of the network, with the proxy that leads there by this environment, and what its name is resolved with. */
function byNetwork(what: string, asked: EndpointAsked): readonly Touched[] {
  const proxy = proxyFor(asked, process.env);
  const through = proxy === undefined ? "" : "wrong" in proxy ? ` (${proxy.wrong})` : ` through ${authorityOf(proxy)}`;
  const named = proxy === undefined || "wrong" in proxy ? asked.host : proxy.host;
  const resolving: readonly Touched[] = [
    ...run("node, to resolve names"),
    { is: "reach", what: "the resolvers that this system asks (/etc/resolv.conf)" },
  ];
  return [
    { is: "reach", what: `${what}${through}` },
    ...(addressBytes(named) === undefined ? resolving : []),
    ...(asked.scheme === "https" || asked.scheme === "tls"
      ? read("the list of authorities that this system trusts")
      : []),
  ];
}

/** Lines of these that speak of interfaces, methods and addresses, and no others. */
const addressing: readonly Touched[] = [
  ...shell("grep", "head", "cat", "tr", "nmcli"),
  ...read(
    "/etc/network/, /etc/systemd/network/, /etc/netplan/, /etc/sysconfig/network*/, /etc/NetworkManager/ (how interfaces get addresses)",
    "/run/systemd/netif/, /run/systemd/network/, /var/lib/dhcp/, /var/lib/dhclient/ (leases)",
    "/proc/cmdline, /proc/net/pnp, /proc/*/comm (DHCP clients)",
  ),
];

/** Who is asked is no host that a file could name. */
const cloudAddress: readonly Touched[] = [
  ...shell("curl", "sed", "grep", "head"),
  ...read("/sys/class/dmi/id/ (sys_vendor, product_name, chassis_asset_tag: whether this is an instance of a cloud)"),
  {
    is: "reach",
    what: `${metadataAddress} port 80 (the cloud's own words of this instance's public addresses; only on AWS, Google Cloud and Azure)`,
  },
];

type OfCertificate = Extract<Reading, { certificate: string } | { served: string }>;

/** `isFar`: nothing of ours is there, so openssl asks the server and works out the public half of the key. */
export function byCertificate(reading: OfCertificate, isRoot: boolean, isFar = false): readonly Touched[] {
  const again = isRoot ? "" : " (again by sudo -n if this user is refused)";
  const store = "/etc/ssl/certs/ca-certificates.crt, or where else this host keeps the roots that it trusts";
  const roots = read(reading.ca === undefined ? store : `${reading.ca}${again}`);
  if ("served" in reading) {
    const what = `${reading.served} (TLS as far as its certificates, nothing is sent but the name asked for)`;
    const resolving = isFar ? [] : run("node, to resolve names");
    return [
      { is: "reach", what },
      ...resolving,
      ...shell("cat", ...(isFar ? ["openssl", "getent", "perl"] : [])),
      ...roots,
    ];
  }
  const { certificate, key } = reading;
  return [
    ...shell("head", "ls", "readlink", "cat", ...(isFar ? ["awk", "od", "openssl"] : [])),
    ...read(`${certificate}${again}`),
    ...(key === undefined ? [] : read(`${key} (its form and its public half)${again}`)),
    ...roots,
  ];
}
