import { nearest } from "../facts/nearest.ts";
import { askedOf, controller } from "../judge/place.ts";
import { parseContainerAddress } from "../reach/container-address.ts";
import { localTarget } from "../reach/local.ts";
import { parseSshAddress } from "../reach/ssh-address.ts";
import type { Target } from "../reach/target.ts";
import type { Found } from "./catalog.ts";
import { BadFile, placedError, UsageError } from "../spec/problem.ts";
import type { Profile } from "../spec/product.ts";
import type { Site } from "../spec/site.ts";

/** A target as it was asked for: where, and what it is to the product. */
export type Wanted = { readonly at: string; readonly role: string };

const later = ["kube", "kube-nodes", "facts"];

/**
 * The targets of a run: those of the command line, else the site's, else the profile's, else this host. One that this
 * version cannot reach is refused by name where a person named it, and left out where a profile did: its requirements
 * then say what they need.
 */
export function wantedTargets(
  given: readonly string[],
  site: Site | null,
  profile: Profile | undefined,
): readonly Wanted[] {
  if (given.length > 0) return distinct(given.map(readTarget));
  if (site !== null && site.targets.length > 0) return distinct(site.targets.map((one) => readSiteTarget(one, site)));
  const usable = (profile?.targets ?? ["local"]).filter((at) => !later.some((scheme) => at.startsWith(`${scheme}://`)));
  return usable.map(readTarget);
}

/** A target of a site file; what is wrong with it is told with its place. */
function readSiteTarget({ at, role, place }: Site["targets"][number], { source }: Site): Wanted {
  try {
    return { ...readTarget(at), role };
  } catch (error) {
    throw placedError(error, { source, at: place });
  }
}

function readTarget(text: string): Wanted {
  const [, role = "app", at = ""] = /^(?:([a-z][a-z0-9-]*)=)?(.*)$/s.exec(text) ?? [];
  if (at === "local") return { at, role };
  const scheme = /^([a-z-]+):\/\//.exec(at)?.[1];
  if (scheme === "ssh") return { at: expectSsh(at), role };
  if (scheme === "docker") return { at: expectContainer(at), role };
  throw refusedTarget(at, scheme);
}

function refusedTarget(at: string, scheme: string | undefined): UsageError {
  if (scheme !== undefined && later.includes(scheme)) {
    return new UsageError(
      `${scheme}:// targets come with a later version of footing`,
      "This version looks at the host that it runs on (--on local), at others (--on ssh://HOST), and into containers (--on docker://NAME)",
    );
  }
  const meant = nearest(at, ["local"]);
  return new UsageError(
    `\`${at}\` is not a target${meant === undefined ? "" : `: did you mean \`${meant}\`?`}`,
    "Targets: local, ssh://[user@]host[:port], docker://CONTAINER, or with a role: --on database=ssh://db1",
  );
}

function expectSsh(at: string): string {
  if (parseSshAddress(at) !== undefined) return at;
  throw new UsageError(
    "an ssh target is not written as one",
    "Write ssh://[user@]host[:port]; user and host are letters, digits and . _ : % - and do not begin with -.",
  );
}

function expectContainer(at: string): string {
  if (parseContainerAddress(at) !== undefined) return at;
  throw new UsageError(
    "a container is not named as one",
    "Write docker://NAME, with a name or id as docker ps shows it: letters, digits and . _ -",
  );
}

/** What a target is, by how it is written. */
export const typeOf = (at: string): Target["type"] =>
  at === controller.name ? "controller" : at.startsWith("docker://") ? "container" : "host";

/**
 * The targets, and the controller behind them where it is none of them and some requirement may ask it. What asked it for
 * nothing is left out of what a run tells: see `withoutIdle`.
 */
export function withController(wanted: readonly Wanted[], { file }: Pick<Found, "file">): readonly Wanted[] {
  const isAsked = file.requirements.some((requirement) => askedOf(requirement).includes("controller"));
  if (!isAsked || wanted.some(({ at }) => at === "local")) return wanted;
  return [...wanted, { at: controller.name, role: controller.role }];
}

/** The targets without a controller that nothing was asked of. */
export const withoutIdle = <T extends { readonly name: string }>(
  targets: readonly T[],
  results: readonly { readonly target: string | null }[],
): readonly T[] =>
  targets.filter(({ name }) => name !== controller.name || results.some(({ target }) => target === controller.name));

function distinct(wanted: readonly Wanted[]): readonly Wanted[] {
  const twice = wanted.find((one, index) => wanted.findIndex((other) => other.at === one.at) < index);
  if (twice !== undefined) throw new UsageError(`the target ${twice.at} is named twice`, "Name each target once.");
  return wanted;
}

/** Refuses a waiver for a target that this run does not have: it would be ignored. */
export function expectWaiverTargets(site: Site | null, names: readonly string[]): void {
  for (const { target, at } of site?.waivers ?? []) {
    if (site === null || target === null || names.includes(target)) continue;
    const meant = nearest(target, names);
    const hint = meant === undefined ? `targets: ${names.join(", ")}` : `did you mean \`${meant}\`?`;
    throw new BadFile([
      { source: site.source, at, message: `a waiver for the target \`${target}\`, which is not looked at`, hint },
    ]);
  }
}

/** The profile that counts: the one named, else the site's, else the default, else the only one; null of a file without. */
export function chooseProfile(
  { file }: Pick<Found, "file">,
  named: string | undefined,
  site: Site | null,
): Profile | undefined {
  const { profiles } = file;
  const wanted = named ?? site?.profile;
  if (wanted === undefined)
    return profiles.find((profile) => profile.default) ?? (profiles.length === 1 ? profiles[0] : undefined);
  const found = profiles.find((profile) => profile.name === wanted);
  if (found !== undefined) return found;
  const words = profiles.map((profile) => profile.name);
  const meant = nearest(wanted, words);
  throw new UsageError(
    `${file.product.name} has no profile \`${wanted}\`${meant === undefined ? "" : `: did you mean \`${meant}\`?`}`,
    words.length === 0 ? "It has none." : `Profiles: ${words.join(", ")}.`,
  );
}

/** A recorded tree in place of this host's own files: for tests, and named in the report. */
export const recordedRoot = (environment: Readonly<Record<string, string | undefined>>): string | undefined => {
  const root = environment["FOOTING_TEST_ROOT"];
  return root === undefined || root === "" ? undefined : root;
};

type Opening = {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The limit of one probe, in milliseconds: so long may connecting take. */
  readonly timeoutMs: number;
};

/** How another place is reached is loaded where one is asked: most runs look at this host alone. */
export async function openTarget({ at }: Wanted, { environment, timeoutMs }: Opening): Promise<Target> {
  const { platform } = process;
  const container = parseContainerAddress(at);
  if (container !== undefined) {
    const { containerTarget } = await import("../reach/container-target.ts");
    return containerTarget(at, container, { environment, platform, timeoutMs });
  }
  const address = parseSshAddress(at);
  if (address !== undefined) {
    const { sshTarget } = await import("../reach/ssh.ts");
    return sshTarget(at, address, { environment, platform, timeoutMs });
  }
  const root = recordedRoot(environment);
  const name = at === controller.name ? ({ name: controller.name } as const) : {};
  return localTarget({ environment, platform, ...name, ...(root === undefined ? {} : { root }) });
}
