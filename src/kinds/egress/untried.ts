import { isRefusedHost } from "../../facts/addresses.ts";
import { reason, type Reason } from "../../facts/reasons.ts";
import type { Endpoint } from "../endpoint-way.ts";
import { refusedWords } from "../looking.ts";

/** Why an endpoint is not tried at all: there is nothing to try, or it must not be. */
export function untried({ host }: Endpoint): Reason | undefined {
  if (host.includes("*")) return reason("wildcard", `${host} is a pattern, and no host that could be tried`);
  if (isRefusedHost(host)) return reason("refused-address", refusedWords(host));
  return undefined;
}
