/**
 * Services that answer in a machine's place, by how the names end that they give to be pointed at. Their addresses are
 * theirs, so a name that leads to one says nothing of the machine behind. Sources are the pages of their makers:
 * docs.aws.amazon.com (CloudFront, "alternate domain names"; Elastic Load Balancing, "DNS name"; Global Accelerator),
 * learn.microsoft.com (Front Door, "custom domains"; Traffic Manager; Azure CDN), developers.cloudflare.com ("partial
 * setup"), www.fastly.com/documentation ("TLS"), techdocs.akamai.com ("edge hostnames"), docs.bunny.net, docs.imperva.com.
 */
const fronts: readonly (readonly [ending: string, service: string])[] = [
  ["cloudfront.net", "Amazon CloudFront"],
  ["elb.amazonaws.com", "a load balancer of AWS"],
  ["elb.amazonaws.com.cn", "a load balancer of AWS"],
  ["awsglobalaccelerator.com", "AWS Global Accelerator"],
  ["azurefd.net", "Azure Front Door"],
  ["azureedge.net", "Azure CDN"],
  ["trafficmanager.net", "Azure Traffic Manager"],
  ["cdn.cloudflare.net", "Cloudflare"],
  ["fastly.net", "Fastly"],
  ["fastlylb.net", "Fastly"],
  ["edgekey.net", "Akamai"],
  ["edgesuite.net", "Akamai"],
  ["akamaiedge.net", "Akamai"],
  ["akamaized.net", "Akamai"],
  ["b-cdn.net", "bunny.net"],
  ["impervadns.net", "Imperva"],
];

const isBelow = (name: string, ending: string): boolean => name.endsWith(`.${ending}`);

/** The service that one of the names of a chain belongs to, and that name. */
export function frontOf(chain: readonly string[]): { readonly service: string; readonly name: string } | undefined {
  for (const name of chain) {
    const found = fronts.find(([ending]) => isBelow(name, ending));
    if (found !== undefined) return { service: found[1], name };
  }
  return undefined;
}
