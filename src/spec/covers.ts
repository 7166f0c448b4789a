import { compareVersions, type Version } from "../facts/versions.ts";
import { holds } from "./holds.ts";
import type { Range } from "./range.ts";

/**
 * Whether a product's range of versions covers one. What comes before a release that the range ends short of is out with
 * it, as in npm's ranges (semver, includePrerelease): 5.0.0-beta.1 is made of 5, and no page for `<5` speaks of it.
 */
export const covers = (range: Range, version: Version): boolean =>
  holds(range, (bound, { sign }) => {
    if (typeof bound === "number") return Number.NaN;
    const counted = sign === "<" && isBeforeRelease(version, bound) ? bound : version;
    return compareVersions(counted, bound);
  });

const isBeforeRelease = (version: Version, release: Version): boolean =>
  version.before !== null && compareVersions({ ...version, before: null }, release) === 0;
