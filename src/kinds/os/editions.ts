import { numberIn, type Properties } from "../windows.ts";

type ByNumber = Readonly<Record<number, string>>;

/** Which Windows it is. `edition`: editions that share an end of support; undefined where it is none of those known. */
export type Told = { readonly id: string; readonly name: string; readonly edition: string | undefined };

const clients: ByNumber = {
  19045: "Windows 10 22H2",
  22621: "Windows 11 22H2",
  22631: "Windows 11 23H2",
  26100: "Windows 11 24H2",
  26200: "Windows 11 25H2",
};
const servers: ByNumber = {
  14393: "Windows Server 2016",
  17763: "Windows Server 2019",
  20348: "Windows Server 2022",
  26100: "Windows Server 2025",
};

const clientOf = (build: number): string =>
  build >= 22000 ? "Windows 11" : build >= 10240 ? "Windows 10" : "Windows older than 10";

/** Editions by OperatingSystemSKU, whose numbers are those of GetProductInfo; long-term ones have ends of their own. */
const homeAndPro: ReadonlySet<number> = new Set([48, 49, 98, 99, 100, 101, 161, 162, 164, 165]);
const enterpriseAndEducation: ReadonlySet<number> = new Set([4, 27, 121, 122]);
const standardAndDatacenter: ReadonlySet<number> = new Set([7, 8]);

function editionOf(isServer: boolean, sku: number | undefined): string | undefined {
  if (sku === undefined) return undefined;
  if (isServer) return standardAndDatacenter.has(sku) ? "standard-datacenter" : undefined;
  if (homeAndPro.has(sku)) return "home-pro";
  return enterpriseAndEducation.has(sku) ? "enterprise-education" : undefined;
}

/** Which Windows it is, by numbers: its names are in its own language, and 11 calls itself 10 in places. */
export function toldBy(properties: Properties | undefined): Told | undefined {
  const [build, type] = [numberIn(properties, "BuildNumber"), numberIn(properties, "ProductType")];
  if (build === undefined || type === undefined || type < 1 || type > 3) return undefined;
  const isServer = type !== 1;
  const name = isServer ? (servers[build] ?? "Windows Server") : (clients[build] ?? clientOf(build));
  return {
    id: isServer ? "windows-server" : "windows",
    name: `${name} (build ${build})`,
    edition: editionOf(isServer, numberIn(properties, "OperatingSystemSKU")),
  };
}
