import { farCommand } from "./session/far-shell.ts";
import type { SshAddress } from "./ssh-address.ts";

/** The user's own ssh to a host, as far as the host's name: what is added makes it ask nothing and run nothing here. */
function sshWords({ user, port }: SshAddress, timeoutMs: number): readonly [string, ...string[]] {
  const settings = [
    "BatchMode=yes",
    `ConnectTimeout=${Math.max(1, Math.ceil(timeoutMs / 1000))}`,
    "ClearAllForwardings=yes",
    "PermitLocalCommand=no",
  ];
  return [
    "ssh",
    ...settings.flatMap((setting) => ["-o", setting]),
    ...(port === undefined ? [] : ["-p", String(port)]),
    ...(user === undefined ? [] : ["-l", user]),
  ];
}

type Command = readonly [string, ...string[]];

/** With a shell there, into which everything else is written; or with another command of ours. */
export const sshCommand = (address: SshAddress, timeoutMs: number, command = farCommand): Command => [
  ...sshWords(address, timeoutMs),
  "--",
  address.host,
  command,
];

/**
 * Connects to a place from there, and hands the connection over as input and output. It tells every step, since
 * without that nobody knows when it is connected; by a setting and not by `-vv`, which would make hosts on the way tell
 * theirs in between. `apart`: not by a connection that the user keeps open, which does not
 * say why a place cannot be connected to.
 */
export const sshForward = (
  address: SshAddress,
  { place, timeoutMs, apart }: { readonly place: string; readonly timeoutMs: number; readonly apart: boolean },
): Command => [
  ...sshWords(address, timeoutMs),
  ...(apart ? ["-o", "ControlPath=none"] : []),
  "-o",
  "LogLevel=DEBUG2",
  "-W",
  place,
  "--",
  address.host,
];

/** With more words of ours before the host, and no command behind it. */
export const sshWith = (address: SshAddress, timeoutMs: number, words: readonly string[]): Command => [
  ...sshWords(address, timeoutMs),
  ...words,
  "--",
  address.host,
];
