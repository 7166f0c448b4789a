import { accessSync, constants, statSync } from "node:fs";
import { reason } from "../facts/reasons.ts";

/** What root does there. */
export const remakeNullDevice = "rm -f /dev/null && mknod -m 666 /dev/null c 1 3";

/** Where /dev/null is anything else, a redirection fails and the program behind it never runs: silence shows nothing. */
export const withoutNullDevice = reason(
  "no-means",
  "/dev/null is no device there that this user may read and write, and nothing that a program says counts without it",
  `make it anew as root there: ${remakeNullDevice}`,
);

/** Whether programs of this host can be given nothing to read, and write into nothing. */
export function hasNullDevice(platform: NodeJS.Platform): boolean {
  if (platform === "win32") return true;
  try {
    accessSync("/dev/null", constants.R_OK | constants.W_OK);
    return statSync("/dev/null").isCharacterDevice();
  } catch {
    return false;
  }
}

/** The same in a shell: succeeds where /dev/null is what it should be. */
export const nullDeviceTest = "[ -c /dev/null ] && [ -r /dev/null ] && [ -w /dev/null ]";
/** In an end mark: nothing was done for want of it. */
export const noNullDevice = "no-null";
