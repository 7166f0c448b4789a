import type { ChildResult } from "./child.ts";
import { failed, type Bare } from "./bare.ts";

/** 127 where the program is not there, as timeout(1) has it. */
const alarm = "alarm shift; exec { $ARGV[0] } @ARGV or do { print STDERR qq(timeout: not found\\n); exit 127 }";

/** Milliseconds: how long it may run, and how long what makes something may take to remove that when it is asked to end. */
export type RaisedLimits = { readonly timeoutMs: number; readonly tidyMs?: number };

const inSeconds = (ms: number): string => String(Math.max(1, Math.ceil(ms / 1000)));

/**
 * The command that does the same as root, where it works without a prompt. `timeout` (coreutils, busybox) ends what we
 * may not signal ourselves, because it belongs to root. macOS has none, but Perl, and an alarm outlives exec(2).
 */
export function raised(
  command: readonly [string, ...string[]],
  { timeoutMs, tidyMs = 0 }: RaisedLimits,
  platform: NodeJS.Platform,
): readonly [string, ...string[]] {
  const limit = inSeconds(timeoutMs);
  if (platform === "darwin") return ["sudo", "-n", "/usr/bin/perl", "-e", alarm, limit, ...command];
  return ["sudo", "-n", "timeout", "-k", inSeconds(tidyMs), limit, ...command];
}

const here = "run `sudo -v` first, then Footing in the same terminal";
/** What was typed for sudo in one login counts for no other. */
export const passwordSettleThere = "let sudo there ask for no password (NOPASSWD in /etc/sudoers.d), or log in as root";

const needsPassword = /a password is required|a terminal is required/;

/** What sudo itself says when it does not let a program run, in the language C (sudo 1.8 to 1.9). */
const refusals: readonly (readonly [RegExp, Bare])[] = [
  // It is our own means that is not there: nothing is known of this user.
  [/(?:timeout|perl): command not found/, failed("platform", "there is nothing here that bounds what root runs")],
  [
    /must have a tty/,
    failed("cannot-tell", "sudo raises this user only on a terminal", "run Footing there, in a terminal"),
  ],
  [/is not in the sudoers file|may not run sudo/, failed("permission-denied", "this user may not use sudo")],
  [
    /is not allowed to execute|is not allowed to run/,
    failed("permission-denied", "sudo does not let this user run it"),
  ],
  [
    /no new privileges|must be owned by uid 0|effective uid is not 0/,
    failed("no-means", "sudo cannot raise anything here"),
  ],
];

/** Undefined where sudo let the program run: then the answer is the program's own. `settle`: what ends that it asks. */
export function sudoRefusal(result: ChildResult, settle = here): Bare | undefined {
  if (result.is === "not-started") return failed("no-means", "there is no sudo here, and this user is not root");
  if (result.is !== "exited" || result.exit !== 1) return undefined;
  const words = result.stderr.toString("utf8");
  if (!/^(sudo: |Sorry, )|is not in the sudoers file/m.test(words)) return undefined;
  if (needsPassword.test(words)) return failed("password-needed", "sudo asks for a password", settle);
  const known = refusals.find(([pattern]) => pattern.test(words));
  return known?.[1] ?? failed("no-means", `sudo did not run it: ${words.trim().slice(0, 200)}`);
}
