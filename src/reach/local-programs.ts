import { runChild } from "./child.ts";
import { childEnvironment, type Environment } from "./environment.ts";
import { alreadyRoot, natively } from "./native.ts";
import type { Executor, Run } from "./programs.ts";
import { endStrays, markName } from "./strays.ts";
import { raised } from "./sudo.ts";
import { programsHere } from "./which-here.ts";

const isRoot = (): boolean => process.getuid?.() === 0;

/** Runs programs on this host, each as a child with its limits. */
export const localExecutor = (ours: Environment, platform: NodeJS.Platform): Executor => ({
  execute: async (run, { signal, timeoutMs }) => {
    const raise = run.asRoot && !isRoot();
    const environment = childEnvironment(ours, platform, run.passes);
    const result = await runChild({
      command: raise ? raised(run.command, timeoutMs, platform) : run.command,
      environment: run.mark === undefined ? environment : { ...environment, [markName]: run.mark },
      // What is raised is ended by its own `timeout`, which needs a moment to do it.
      timeoutMs: raise ? timeoutMs + 1500 : timeoutMs,
      signal,
      ...(run.tidyMs === undefined ? {} : { tidyMs: run.tidyMs }),
      ...(raise || run.command[0] === "sudo" ? { sameSession: true } : {}),
    });
    return { result, raised: raise };
  },
  natively: async ({ command, asRoot }: Run) => (asRoot ? alreadyRoot(command) : await natively(command)),
  find: async (names) => {
    const { PATH = "" } = childEnvironment(ours, platform);
    return platform === "linux" ? await programsHere(names, PATH) : names.map(() => undefined);
  },
  isRoot,
  endStrays,
});
