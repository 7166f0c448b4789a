import { failed } from "./bare.ts";
import type { Environment } from "./environment.ts";
import { localExecutor } from "./local-programs.ts";
import { FarNetwork } from "./network/far.ts";
import { Programs, type Command } from "./programs.ts";
import { besideScript } from "./scripts/beside.ts";
import type { FetchOptions } from "./target.ts";

type Options = { readonly environment: Environment; readonly platform: NodeJS.Platform };

/** A container, by its whole id and by the client that leads to its engine. */
export type Contained = { readonly id: string; readonly client: readonly [string, ...string[]] };

/**
 * Services as a container reaches them that has nothing to try them with: by this host's own programs in its network. Only
 * root can enter that, and only where its engine runs on this host; else undefined.
 */
export async function besideContainer(
  { id, client }: Contained,
  { environment, platform }: Options,
  limits: FetchOptions,
): Promise<FarNetwork | undefined> {
  if (platform !== "linux" || process.geteuid?.() !== 0) return undefined;
  const own = localExecutor(environment, platform);
  const inspect = [...client, "inspect", "--type", "container", "--format", "{{.State.Pid}}", id] as const;
  const told = await new Programs(own).run({ command: inspect, asRoot: false, passes: "docker" }, limits);
  const pid = told.is === "text" ? told.text.trim() : "";
  if (!/^[1-9]\d*$/.test(pid)) return undefined;
  const namespaces = [
    "nsenter",
    `--net=/proc/${pid}/ns/net`,
    "--",
    "unshare",
    "--mount",
    "--propagation",
    "private",
    "--",
  ];
  const enter = (command: Command): Command => {
    const [first = "nsenter", ...rest] = namespaces;
    return [first, ...rest, "/bin/sh", "-c", besideScript, "footing-beside", pid, id, ...command];
  };
  const programs = new Programs({
    isRoot: () => own.isRoot(),
    execute: async (run, each) => await own.execute({ ...run, command: enter(run.command) }, each),
  });
  // An engine elsewhere may name a process that is somebody's here.
  const entered = await programs.run({ command: ["true"], asRoot: false }, limits);
  if (entered.is !== "text" || entered.exit !== 0) return undefined;
  return new FarNetwork({
    programs,
    file: async (path, each) => {
      const bare = await programs.run({ command: ["cat", path], asRoot: false }, each);
      return bare.is === "text" && bare.exit !== 0 ? failed("no-means", `${path} could not be read`) : bare;
    },
  });
}
