import { endpointName, schemes } from "../../facts/network.ts";
import type { Arguments } from "../../facts/snapshot.ts";
import type { Endpoint } from "../endpoint-way.ts";

const textOf = (value: unknown, otherwise: string): string => (typeof value === "string" ? value : otherwise);

type Asked = { readonly endpoints?: unknown; readonly proxy?: unknown };

/** The endpoints of a question, what was not said filled in. */
export function endpointsOf({ endpoints, proxy }: Asked): readonly Endpoint[] {
  const all: readonly unknown[] = Array.isArray(endpoints) ? endpoints : [];
  const by = typeof proxy === "string" ? { proxy } : {};
  return all.flatMap((one) => (typeof one === "object" && one !== null ? [{ ...endpointOf(one), ...by }] : []));
}

function endpointOf(given: object): Endpoint {
  const { host, port, scheme: named, path, html } = Object.fromEntries<unknown>(Object.entries(given));
  const scheme = schemes.find((known) => known === named) ?? "https";
  return {
    // The same host is the same however it is written: without brackets, without the dot of the root, in lower case.
    host: textOf(host, "")
      .replace(/^\[(.*)\]$/, "$1")
      .replace(/\.$/, "")
      .toLowerCase(),
    port: typeof port === "number" ? port : scheme === "http" ? 80 : 443,
    scheme,
    path: textOf(path, "/"),
    html: html === true,
  };
}

export const endpointNames = (asked: Arguments): readonly string[] => endpointsOf(asked).map(endpointName);
