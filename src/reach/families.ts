import type { Reading } from "../facts/reading.ts";
import { failed, type Bare } from "./bare.ts";

const families: Readonly<Record<string, string>> = { darwin: "macos", win32: "windows" };

/** The family of systems, in one word, by what Node or uname(1) calls the system. */
export function familyOf(system: string): string {
  const name = system.toLowerCase();
  return families[name] ?? name;
}

/** True of a program that is asked on another family of systems only. */
export const isOfAnother = (reading: Reading, family: string): boolean =>
  "run" in reading && reading.on !== undefined && reading.on !== family;

/** What a reading gives that shows nothing on such a system; undefined where it can be taken. */
export function unseenHere(reading: Reading, family: string): Bare | undefined {
  if (isOfAnother(reading, family)) return failed("platform", `${family} is not asked this`);
  return isBlind(reading, family) ? failed("platform", `${family} does not show it this way`) : undefined;
}

/** Readings that are made of what Linux alone has. */
const ofLinux = ["cgroup", "listeners", "processes", "variable", "addressing", "cloudAddress"];

/** True where a reading that finds nothing would say less than it seems: no /proc is no observation outside Linux. */
function isBlind(reading: Reading, family: string): boolean {
  if (family === "linux") return false;
  if (ofLinux.some((name) => name in reading)) return true;
  const path = "file" in reading ? reading.file : "list" in reading ? reading.list : undefined;
  if (path !== undefined) return family === "windows" || /^\/(proc|sys)\//.test(path);
  return family === "windows" && !isForWindows(reading);
}

/** There is no sh there: what is not a script of ours works all the same. */
function isForWindows(reading: Reading): boolean {
  if ("run" in reading) return reading.on === "windows" || reading.authored === true || reading.passes !== undefined;
  const plain = ["content", "bind", "disk", "dns", "endpoint", "request", "certificate", "served", "ingress"];
  return plain.some((name) => name in reading) || isPlainWhich(reading);
}

/** Whose PATH root's would be is no question there. */
const isPlainWhich = (reading: Reading): boolean => "which" in reading && reading.as === undefined;
