import type { Raw, Raws, Readings } from "../facts/reading.ts";

/** What a container shows of itself: read by every kind for which it makes a difference. */
export const containerReadings = {
  systemdContainer: { file: "/run/systemd/container" },
  environment: { variable: "container" },
  containerenv: { file: "/run/.containerenv" },
  dockerenv: { file: "/.dockerenv" },
  openvz: { list: "/proc/vz" },
  openvzHost: { list: "/proc/bc" },
  mountinfo: { file: "/proc/self/mountinfo" },
} as const satisfies Readings;

export type ContainerTraces = {
  readonly systemdContainer: string | undefined;
  readonly environment: string | undefined;
  readonly hasContainerenv: boolean;
  readonly hasDockerenv: boolean;
  readonly hasOpenvz: boolean;
  readonly mountinfo: string | undefined;
};

const textOf = (raw: Raw): string | undefined => (raw.is === "text" ? raw.text : undefined);

export const containerTraces = (raws: Raws<typeof containerReadings>): ContainerTraces => ({
  systemdContainer: textOf(raws.systemdContainer),
  environment: textOf(raws.environment),
  hasContainerenv: raws.containerenv.is === "text",
  hasDockerenv: raws.dockerenv.is === "text",
  hasOpenvz: raws.openvz.is === "text" && raws.openvzHost.is === "missing",
  mountinfo: textOf(raws.mountinfo),
});

/** A reading that was not taken, whoever may take it: a trace that was lost is no sign that there is none. */
export const isLost = (raw: Raw): boolean => raw.is === "failed" && raw.why.code !== "permission-denied";

/** The trace without which nobody can say whether this is a container; undefined where all were looked for. */
export const unseenTrace = (raws: Raws<typeof containerReadings>): Raw | undefined =>
  raws.mountinfo.is === "failed"
    ? raws.mountinfo
    : [raws.systemdContainer, raws.environment, raws.containerenv, raws.dockerenv, raws.openvz].find(isLost);

const known: ReadonlySet<string> = new Set(["docker", "podman", "lxc", "systemd-nspawn", "openvz", "containerd"]);
const tidied = (word: string): string => (word === "lxc-libvirt" ? "lxc" : word === "oci" ? "containerd" : word);

/** The container that this runs in, in one word; undefined where nothing shows one. */
export function containerOf(traces: ContainerTraces): string | undefined {
  const root = rootMount(traces.mountinfo ?? "");
  return (
    containerByWord(traces) ?? containerByFile(traces, root) ?? (root === undefined ? undefined : storedBy(root.line))
  );
}

/** Container managers tell their name to the first process; systemd hands it on in a file that everybody may read. */
function containerByWord(traces: ContainerTraces): string | undefined {
  const told = (traces.systemdContainer ?? traces.environment)?.trim();
  const word = told === undefined ? undefined : tidied(told);
  return word !== undefined && known.has(word) ? word : undefined;
}

function containerByFile(traces: ContainerTraces, root: RootMount | undefined): string | undefined {
  if (traces.hasContainerenv) return "podman";
  if (traces.hasDockerenv && root?.isOwnDisk !== true) return "docker";
  if (traces.hasOpenvz) return "openvz";
  return / - fuse\.lxcfs /.test(traces.mountinfo ?? "") ? "lxc" : undefined;
}

type RootMount = { readonly line: string; readonly isOwnDisk: boolean };

/** The mount at `/`. Images of machines are made from containers and keep their files: a root on a disk tells them apart. */
function rootMount(mountinfo: string): RootMount | undefined {
  const line = mountinfo.split("\n").findLast((one) => one.split(" ")[4] === "/");
  if (line === undefined) return undefined;
  const [front = "", back = ""] = line.split(" - ");
  const [, source = ""] = back.split(" ");
  return { line, isOwnDisk: front.split(" ")[3] === "/" && /^\/dev\/(?!loop|mapper\/docker)/.test(source) };
}

function storedBy(line: string): string | undefined {
  if (/\/docker\/(?:overlay2|vfs|btrfs)\//.test(line)) return "docker";
  if (/\/containers\/storage\//.test(line)) return "podman";
  return /containerd[./]/.test(line) ? "containerd" : undefined;
}
