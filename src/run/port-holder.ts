import type { Environment } from "../reach/environment.ts";
import { localTarget } from "../reach/local.ts";
import { Observer } from "./look.ts";

/** How long looking for who holds a port may take, in milliseconds: it is only to be named. */
const mostMs = 3000;

/** Who holds a port of this host: program and port, such as `nginx:443`. Undefined where that cannot be seen. */
export async function portHolder(
  port: number,
  { environment, signal }: { readonly environment: Environment; readonly signal: AbortSignal },
): Promise<string | undefined> {
  const target = localTarget({ environment, platform: process.platform });
  const leave = { fromCatalog: false, yes: false, allowExec: false, noWrite: true };
  try {
    const observed = await new Observer(target, { signal, timeoutMs: mostMs }, { leave }).look({
      target: target.name,
      kind: "port",
      vantage: "host",
      arguments: { port },
      fields: new Set(["listener"]),
    });
    const fact = observed.find(({ place }) => place.field === "listener")?.fact;
    return fact?.is === "seen" && typeof fact.value === "string" ? fact.value : undefined;
  } finally {
    await target.close();
  }
}
