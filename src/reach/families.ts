import type { Reading } from "../facts/reading.ts";
import { failed, type Bare } from "./bare.ts";

const families: Readonly<Partial<Record<NodeJS.Platform, string>>> = { darwin: "macos", win32: "windows" };

/** The family of systems, in one word. */
export const familyOf = (platform: NodeJS.Platform): string => families[platform] ?? platform;

/** True of a program that is asked on another family of systems only. */
export const isOfAnother = (reading: Reading, platform: NodeJS.Platform): boolean =>
  "run" in reading && reading.on !== undefined && reading.on !== familyOf(platform);

/** What a reading gives that shows nothing on this system; undefined where it can be taken. */
export function unseenHere(reading: Reading, platform: NodeJS.Platform): Bare | undefined {
  const family = familyOf(platform);
  if (isOfAnother(reading, platform)) return failed("platform", `${family} is not asked this`);
  return isBlind(reading, platform) ? failed("platform", `${family} does not show it this way`) : undefined;
}

/** Readings that are made of what Linux alone has. */
const ofLinux = ["cgroup", "listeners", "processes"];

/** True where a reading that finds nothing would say less than it seems: no /proc is no observation outside Linux. */
function isBlind(reading: Reading, platform: NodeJS.Platform): boolean {
  if (platform === "linux") return false;
  if (ofLinux.some((name) => name in reading)) return true;
  const path = "file" in reading ? reading.file : "list" in reading ? reading.list : undefined;
  if (path !== undefined) return platform === "win32" || /^\/(proc|sys)\//.test(path);
  return platform === "win32" && !isForWindows(reading);
}

/** There is no sh there: what is not a script of ours works all the same. */
function isForWindows(reading: Reading): boolean {
  if ("run" in reading) return reading.on === "windows" || reading.authored === true || reading.passes !== undefined;
  return "content" in reading || "bind" in reading || "disk" in reading || isPlainWhich(reading);
}

/** Whose PATH root's would be is no question there. */
const isPlainWhich = (reading: Reading): boolean => "which" in reading && reading.as === undefined;
