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

const ofEach = new WeakMap<Arguments, ReadonlyMap<string, Arguments>>();

/** The part of a question that speaks of one endpoint: itself, and the proxy that leads there. */
export function askedOfEndpoint(asked: Arguments, name: string): Arguments {
  const known = ofEach.get(asked) ?? apart(asked);
  ofEach.set(asked, known);
  return known.get(name) ?? asked;
}

function apart(asked: Arguments): ReadonlyMap<string, Arguments> {
  const { endpoints, ...others } = asked;
  const all = Array.isArray(endpoints) ? endpoints : [];
  // Of one that is written twice the first counts, as where its result is told.
  return new Map(
    all.toReversed().map((one) => [endpointNames({ endpoints: [one] })[0] ?? "", { ...others, endpoints: [one] }]),
  );
}

export const endpointNames = (asked: Arguments): readonly string[] => endpointsOf(asked).map(endpointName);
