import { failed, text, type Bare } from "../bare.ts";
import { understandGivenFile } from "../files.ts";
import { familyOf } from "../families.ts";
import { HostLook, type Ways } from "../host.ts";
import { contentOf } from "../given-content.ts";
import { Programs } from "../programs.ts";
import { givenFileScript } from "../scripts/given-file.ts";
import type { FetchOptions } from "../target.ts";
import { farControlGroups, farFile, farList, farProcesses, farVariable } from "./far-files.ts";
import { farExecutor, type Doing } from "./far-programs.ts";

/** Takes the same readings as on this host where somebody does jobs. */
export function farLook(
  doing: Doing & { system(): string | undefined },
  options: { readonly together?: boolean } = {},
): HostLook {
  const programs = new Programs(farExecutor(doing), options);
  const family = (): string | undefined => {
    const system = doing.system();
    return system === undefined || system === "" ? undefined : familyOf(system);
  };
  const ways: Ways = {
    programs,
    family,
    system: async (limits) => {
      // Any answer brings it; this file is asked for anyway.
      const answer = await doing.do(
        { is: "file", path: "/etc/os-release", timeoutMs: limits.timeoutMs },
        limits.signal,
      );
      const known = family();
      if (known !== undefined) return text(known);
      return answer.is === "cut" ? { is: "failed", why: answer.why } : failed("no-means", "uname is not there");
    },
    file: async (path, limits) => await farFile(doing, path, limits),
    variable: async (name, limits) => await farVariable(programs, name, limits),
    list: async (path, limits) => await farList(doing, path, limits),
    controlGroups: async (controller, limits) => await farControlGroups(controller, { doing, programs }, limits),
    processes: async (names, limits) => await farProcesses(programs, names, limits),
    content: async ({ content, limit }, limits) => await farContent(content, limit, { programs, limits }),
    bind: async () =>
      failed("no-means", "a port is not bound on another host, where nothing of ours is: its tables of sockets tell"),
  };
  return new HostLook(ways);
}

type Far = { readonly programs: Programs; readonly limits: FetchOptions };

async function farContent(path: string, limitBytes: number, { programs, limits }: Far): Promise<Bare> {
  const words = ["footing-read", path, String(limitBytes + 1)];
  const command = ["/bin/sh", "-c", givenFileScript, ...words] as const;
  const { result } = await programs.child({ command, asRoot: false, touchesGivenPath: true }, limits);
  if (result.is === "unreached") return { is: "failed", why: result.why };
  return contentOf(understandGivenFile(result, { limitBytes, timeoutMs: limits.timeoutMs }), path);
}
