import type { Why } from "../../facts/fact.ts";
import { canonical } from "../../facts/json.ts";
import { failed, text, type Bare } from "../bare.ts";
import { farCertificates } from "../certificate/far.ts";
import { lookAtCertificate } from "../certificate/look.ts";
import { understandGivenFile } from "../files.ts";
import { familyOf } from "../families.ts";
import { HostLook, type NetworkReading, type Ways } from "../host.ts";
import { contentOf } from "../given-content.ts";
import { Programs } from "../programs.ts";
import { givenFileScript } from "../scripts/given-file.ts";
import type { FetchOptions, Target } from "../target.ts";
import type { FarNetworkOptions } from "../network/far.ts";
import { farControlGroups, farFile, farList, farProcesses, farVariable } from "./far-files.ts";
import { FarNames } from "./far-names.ts";
import { farExecutor, type Doing } from "./far-programs.ts";
import type { Piece } from "./sent.ts";
import type { Hello } from "./session.ts";

/** What is known of a far place: its own name once it has answered, or why it never did. */
export const aboutFar = (hello: Hello | undefined, lost: Why | undefined): ReturnType<Target["about"]> =>
  hello === undefined && lost !== undefined
    ? { hostname: null, state: "lost", why: lost }
    : { hostname: hello?.host ?? null, state: "reached" };

export type FarOptions = {
  readonly together?: boolean;
  /** How services are reached from there, where a way is known. */
  readonly network?: (there: Omit<FarNetworkOptions, "lines">) => {
    fetch(reading: NetworkReading, limits: FetchOptions): Promise<Bare>;
  };
};

/** Takes the same readings as on this host where somebody does jobs. */
export function farLook(given: Doing, options: FarOptions = {}): HostLook {
  const doing = sharing(given);
  const programs = new Programs(farExecutor(doing), options);
  const network = options.network?.({
    programs,
    file: async (path, limits) => await farFile(doing, path, limits),
  });
  const nameservers = new FarNames(programs);
  const family = (): string | undefined => {
    const system = doing.hello()?.system ?? "";
    return system === "" ? undefined : familyOf(system);
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
    network: async (reading, limits) =>
      (await network?.fetch(reading, limits)) ??
      failed("no-means", "services are not tried from there", "run it there"),
    bind: async () =>
      failed("no-means", "a port is not bound on another host, where nothing of ours is: its tables of sockets tell"),
    dns: async (question, limits) => {
      const bare = await nameservers.ask(question, limits);
      return family() === "macos" ? failed("platform", "macOS keeps its nameservers where no file tells them") : bare;
    },
    certificate: async (reading, limits) => {
      return await lookAtCertificate(reading, farCertificates(programs, family), limits);
    },
  };
  return new HostLook(ways);
}

/** Several readings are made of the same file or script: while one waits for it, the others wait for the same. */
function sharing(doing: Doing): Doing {
  const underWay = new Map<string, Promise<Piece>>();
  return {
    ...doing,
    do: (job, signal) => {
      const key = canonical(job);
      const before = underWay.get(key);
      if (before !== undefined) return before;
      const now = doing.do(job, signal);
      underWay.set(key, now);
      void now.finally(() => underWay.delete(key));
      return now;
    },
  };
}

type Far = { readonly programs: Programs; readonly limits: FetchOptions };

async function farContent(path: string, limitBytes: number, { programs, limits }: Far): Promise<Bare> {
  const words = ["footing-read", path, String(limitBytes + 1)];
  const command = ["/bin/sh", "-c", givenFileScript, ...words] as const;
  const { result } = await programs.child({ command, asRoot: false, touchesGivenPath: true }, limits);
  if (result.is === "unreached") return { is: "failed", why: result.why };
  return contentOf(understandGivenFile(result, { limitBytes, timeoutMs: limits.timeoutMs }), path);
}
