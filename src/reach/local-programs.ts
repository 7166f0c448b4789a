import { missing } from "./bare.ts";
import { runChild } from "./child.ts";
import { childEnvironment, type Environment } from "./environment.ts";
import { hasNullDevice, withoutNullDevice } from "./null-device.ts";
import { alreadyRoot, natively } from "./native.ts";
import type { Executor, Run } from "./programs.ts";
import { findsNoEngine, needsEngine } from "./no-engine.ts";
import { endStrays, markName } from "./strays.ts";
import { raised } from "./sudo.ts";
import { programsHere } from "./which-here.ts";

const isRoot = (): boolean => process.getuid?.() === 0;

/** Runs programs on this host, each as a child with its limits. */
export const localExecutor = (ours: Environment, platform: NodeJS.Platform): Executor => {
  const { PATH = "" } = childEnvironment(ours, platform);
  let hasNoEngine: Promise<boolean> | undefined;
  const tellsNothing = async (run: Run): Promise<boolean> =>
    platform === "linux" && needsEngine(run) && (await (hasNoEngine ??= findsNoEngine(ours, PATH)));
  return {
    execute: async (run, { signal, timeoutMs }) => {
      if (!hasNullDevice(platform))
        return { result: { is: "unreached", why: withoutNullDevice, stdout: Buffer.alloc(0) }, raised: false };
      const raise = run.asRoot && !isRoot();
      const { tidyMs } = run;
      const tidies = tidyMs === undefined ? {} : { tidyMs };
      const environment = childEnvironment(ours, platform, run.passes);
      const result = await runChild({
        command: raise ? raised(run.command, { timeoutMs, ...tidies }, platform) : run.command,
        environment: run.mark === undefined ? environment : { ...environment, [markName]: run.mark },
        // What is raised is ended by its own `timeout`, which needs a moment to do it.
        timeoutMs: raise ? timeoutMs + (tidyMs ?? 0) + 1500 : timeoutMs,
        signal,
        ...tidies,
        ...(raise || run.command[0] === "sudo" ? { sameSession: true } : {}),
      });
      return { result, raised: raise };
    },
    natively: async (run: Run) => {
      if (run.asRoot) return alreadyRoot(run.command);
      return (await tellsNothing(run)) ? missing : await natively(run.command);
    },
    find: async (names) => (platform === "linux" ? await programsHere(names, PATH) : names.map(() => undefined)),
    isRoot,
    endStrays,
  };
};
