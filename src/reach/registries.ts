import { failed, text, type Bare } from "./bare.ts";
import type { Programs } from "./programs.ts";
import { registryScript } from "./scripts/registry.ts";
import type { FetchOptions } from "./target.ts";

/** An engine waits by its own limits, twice where it waited in vain; milliseconds. */
const patienceMs = 90_000;

/** What the engine heard of registries, in their order: the lines of `registryScript`, without the host. */
export async function askRegistries(
  hosts: readonly string[],
  programs: Programs,
  limits: FetchOptions,
): Promise<readonly Bare[]> {
  const command = ["/bin/sh", "-c", registryScript, "footing-registry", ...hosts] as const;
  const patient = { ...limits, timeoutMs: Math.max(limits.timeoutMs, patienceMs) };
  const bare = await programs.raisedIfRefused({ command, passes: "docker", waitsForOthers: true }, patient);
  if (bare.is === "missing") return hosts.map(() => failed("no-means", "there is no /bin/sh here"));
  if (bare.is !== "text") return hosts.map(() => bare);
  const words = (bare.stderr ?? "").trim().split("\n").at(-1) ?? "";
  if (bare.exit !== 0) return hosts.map(() => failed("no-means", `no engine answers: ${words.slice(0, 200)}`));
  const lines = bare.text.split("\n");
  return hosts.map((host) => {
    const own = lines.flatMap((line) => (line.startsWith(`${host}\t`) ? [line.slice(host.length + 1)] : []));
    return own.length === 0 ? failed("garbled", "what the engine heard was not told to its end") : text(own.join("\n"));
  });
}
