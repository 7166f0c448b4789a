import type { JsonValue } from "../../facts/json.ts";
import type { Arguments } from "../../facts/snapshot.ts";
import { withoutQuery } from "../../facts/url-query.ts";

/** How a question stands in a fact: what a path asks for may be a secret, so a digest stands there. */
export function keptArguments(given: Arguments): Arguments {
  const { endpoints, proxy } = given;
  const all: readonly JsonValue[] = Array.isArray(endpoints) ? endpoints : [];
  return {
    ...given,
    ...(Array.isArray(endpoints) ? { endpoints: all.map(keptEndpoint) } : {}),
    ...(typeof proxy === "string" ? { proxy: withoutQuery(proxy) } : {}),
  };
}

function keptEndpoint(endpoint: JsonValue): JsonValue {
  if (typeof endpoint !== "object" || endpoint === null || !("path" in endpoint)) return endpoint;
  const { path } = endpoint;
  return typeof path === "string" ? { ...endpoint, path: withoutQuery(path) } : endpoint;
}
