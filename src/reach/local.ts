import { hostname } from "node:os";
import type { Reading } from "../facts/reading.ts";
import { reason } from "../facts/reasons.ts";
import { text } from "./bare.ts";
import { bindPort } from "./bind.ts";
import { readControlGroups } from "./cgroups.ts";
import { endAllChildren } from "./child.ts";
import { forbidCurrentFolder, type Environment } from "./environment.ts";
import { diskHere } from "./disk-here.ts";
import { familyOf } from "./families.ts";
import { readGivenFile } from "./files.ts";
import { contentOf } from "./given-content.ts";
import { HostLook, type Ways } from "./host.ts";
import { localExecutor } from "./local-programs.ts";
import { unheardHere } from "./listeners-here.ts";
import { readMounts } from "./local-path.ts";
import { findProcesses } from "./processes.ts";
import { LocalNetwork } from "./network/local.ts";
import { Programs } from "./programs.ts";
import { systemFiles, variableOf } from "./system-files.ts";
import type { Target } from "./target.ts";
import { lookOnWindows } from "./windows.ts";
import { within } from "./within.ts";

export type LocalOptions = {
  readonly environment: Environment;
  readonly platform: NodeJS.Platform;
  /** Another name than `local`: where Footing runs is none of the targets itself. */
  readonly name?: "controller";
  /** A recorded tree that stands in for `/` where files, folders and control groups are read. */
  readonly root?: string;
};

/** A path of the controller is one of this host, which is the controller. */
const onController = /^controller:(?=\/)/;

const pathKeys: ReadonlySet<string> = new Set(["disk", "folder", "writing", "content", "certificate", "key", "ca"]);

/** The reading with a path of this host, where it named one of the controller. */
function here(reading: Reading): Reading {
  const named = Object.entries(reading).map(([key, value]: readonly [string, unknown]): readonly [string, unknown] =>
    pathKeys.has(key) && typeof value === "string" ? [key, value.replace(onController, "")] : [key, value],
  );
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the same keys, and texts in the places of texts
  return Object.fromEntries(named) as Reading;
}

/** This host, read natively: files by Node, programs and whatever may hang in a child. */
export function localTarget(options: LocalOptions): Target {
  forbidCurrentFolder(options.platform);
  const programs = new Programs(localExecutor(options.environment, options.platform));
  const network = new LocalNetwork(options);
  const look = new HostLook(localWays(options, programs, network), options.root);
  return {
    name: options.name ?? "local",
    type: options.name ?? "host",
    atOnce: 64,
    about: () => ({ hostname: hostname(), state: "reached" }),
    fetch: (reading, limits) => look.fetch(here(reading), limits),
    witness: (reading) => look.witness(reading),
    close: async () => {
      await network.close();
      await endAllChildren();
      await programs.endStrays();
    },
  };
}

/** Takes readings by another's ways, but those of a path that is said to be here. */
export function orHere(other: Taking, options: LocalOptions): Taking {
  const local = localTarget(options);
  const by = (reading: Reading): Taking => {
    const paths = Object.entries(reading).flatMap(([key, path]) =>
      pathKeys.has(key) && typeof path === "string" ? [onController.test(path)] : [],
    );
    if (!paths.includes(true)) return other;
    return paths.includes(false) ? nobody : local;
  };
  return {
    fetch: async (reading, limits) => await by(reading).fetch(reading, limits),
    witness: (reading) => by(reading).witness(reading),
  };
}

/** Files that belong together are looked at in one place. */
const nobody: Taking = {
  fetch: async () => {
    const words = "some of these files lie on the controller, and some on the target";
    const why = reason("no-means", words, "name them all in one place, with controller: before each or before none");
    return { is: "failed", why, by: "the files that are named", at: new Date().toISOString(), ms: 0 };
  },
  witness: () => "the files that are named",
};

type Taking = Pick<Target, "fetch" | "witness">;

/** What this process may look at by itself, since nothing there can hang. */
const withoutChildren: Pick<Ways, "disks" | "unheard"> = {
  disks: async (paths, limits) => {
    const mounts = await readMounts();
    return await Promise.all(paths.map(async (path) => await within(diskHere(path, mounts), limits)));
  },
  unheard: async (ports) => await unheardHere(ports),
};

function localWays(
  { environment, platform, root = "" }: LocalOptions,
  programs: Programs,
  network: Pick<LocalNetwork, "fetch">,
): Ways {
  const family = familyOf(platform);
  const files = systemFiles(root);
  return {
    programs,
    family: () => family,
    system: async () => text(family),
    // What the system itself keeps never hangs, and is read in this process.
    file: async (path, limits) => await within(files.read(path), limits),
    variable: async (name, limits) => variableOf(await within(files.read("/proc/1/environ"), limits), name),
    list: async (path, limits) => await within(files.list(path), limits),
    controlGroups: async (controller, limits) => await within(readControlGroups(controller, files), limits),
    processes: async (names, limits) => await within(findProcesses(names, root), limits),
    content: async ({ content, limit }, limits) => {
      const given = await readGivenFile(content, { limitBytes: limit, environment, platform, ...limits });
      return contentOf(given, content);
    },
    ...(platform === "linux" && root === "" ? withoutChildren : {}),
    bind: bindPort,
    dns: async (question, limits) => {
      const [{ resolverSettings, settingsFile }, { askNameservers }] = await Promise.all([
        import("./network/nameservers.ts"),
        import("./network/dns-query.ts"),
      ]);
      const settings = resolverSettings(await within(files.read(settingsFile), limits), platform);
      if ("is" in settings) return settings;
      return await askNameservers(question, settings, limits);
    },
    network: async (reading, limits) => await network.fetch(reading, limits),
    certificate: async (reading, limits) => {
      const [{ lookAtCertificate }, { localCertificates }] = await Promise.all([
        import("./certificate/look.ts"),
        import("./certificate/local.ts"),
      ]);
      return await lookAtCertificate(reading, localCertificates({ programs, environment, platform }), limits);
    },
    instead: (reading, limits) =>
      platform === "win32" && ("which" in reading || "disk" in reading)
        ? lookOnWindows(reading, programs, limits)
        : undefined,
  };
}
