/**
 * Versions as they are in the wild: `20.04`, `v1.28.4+k3s1`, `1.30.4-eks-a737599`, `16beta2`. Only the numeric parts
 * count, and whether the version comes before its release (alpha, beta, preview, rc); what a distributor adds does not.
 */
export type Version = {
  readonly parts: readonly number[];
  /** Absent: a release. Otherwise which stage before it, and the number within that stage. */
  readonly before: { readonly stage: number; readonly number: number } | null;
};

const stages = ["alpha", "beta", "preview", "rc"];
// A number that is too long to be counted with, and the epoch of a package (`1:2.3`), are no version: read in part, they
// would be another one.
const shape = /^v?(\d{1,15}(?:\.\d{1,15})*)(?!\.?\d|:\d)(.*)$/is;
const early = /(?:^|[^a-z])(alpha|beta|preview|rc)(?:[-._ ]?(\d{1,15})|(?![a-z]))/i;

/** The version that a text names, or undefined if it does not begin like one. */
export function parseVersion(text: string): Version | undefined {
  const found = shape.exec(text.trim());
  if (found === null) return undefined;
  const [, numbers = "", suffix = ""] = found;
  const [beforeBuild = ""] = suffix.split("+");
  const stage = early.exec(beforeBuild);
  return {
    parts: numbers.split(".").map(Number),
    before:
      stage === null ? null : { stage: stages.indexOf((stage[1] ?? "").toLowerCase()), number: Number(stage[2] ?? 0) },
  };
}

/** Negative if a comes before b, 0 if they are the same version. Missing parts are 0; leading zeros do not count. */
export function compareVersions(a: Version, b: Version): number {
  for (let index = 0; index < Math.max(a.parts.length, b.parts.length); index++) {
    const difference = (a.parts[index] ?? 0) - (b.parts[index] ?? 0);
    if (difference !== 0) return difference;
  }
  if (a.before === null || b.before === null) return Number(a.before === null) - Number(b.before === null);
  return a.before.stage - b.before.stage || a.before.number - b.before.number;
}
