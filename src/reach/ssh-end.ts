import type { Why } from "../facts/fact.ts";
import { reason } from "../facts/reasons.ts";
import type { LineEnd } from "./session/line.ts";

type Seen = { readonly hello: boolean; readonly noise: string; readonly name: string };

/** What ssh says when it does not come through, in the language C (OpenSSH 7 to 10), and what that means. */
const sayings: readonly (readonly [RegExp, (name: string, words: string) => Why])[] = [
  [
    /REMOTE HOST IDENTIFICATION HAS CHANGED/,
    (name) =>
      reason(
        "host-key",
        `the key of ${name} is not the one that is known`,
        "find out why before you trust it; then ssh-keygen -R and connect once by hand",
      ),
  ],
  [
    /Host key verification failed|No \S+ host key is known/,
    (name) =>
      reason("host-key", `the key of ${name} is not known`, "compare its fingerprint, then connect once by hand"),
  ],
  [
    /Permission denied \(([^)]*)\)/,
    (name, words) => {
      const methods = /Permission denied \(([^)]*)\)/.exec(words)?.[1] ?? "";
      return /publickey/.test(methods)
        ? reason(
            "login-refused",
            `${name} takes no key of this user (${methods})`,
            "load the key: ssh-add, or ssh-copy-id",
          )
        : reason(
            "login-refused",
            `${name} asks for a password, which is never typed (${methods})`,
            "give it this user's key",
          );
    },
  ],
  [
    /Too many authentication failures/,
    (name) =>
      reason("login-refused", `${name} was offered too many keys`, "name the key in ~/.ssh/config: IdentitiesOnly yes"),
  ],
  [
    /Cannot execute command-line and remote command/,
    (name) =>
      reason(
        "no-means",
        `ssh's settings here name another command for ${name} (RemoteCommand)`,
        "give it a Host of its own without RemoteCommand in ~/.ssh/config",
      ),
  ],
  [
    /Bad configuration option|Bad owner or permissions on|terminating, \d+ bad configuration/,
    (_name, words) => reason("no-means", `ssh refuses its settings here${lastWords(words)}`, "mend ~/.ssh/config"),
  ],
];

/** Why a host could not be asked, or was lost, by what ssh said at its end. */
export function understandSsh(end: LineEnd, { hello, noise, name }: Seen): Why {
  if (end.is === "not-started") {
    return end.code === "ENOENT"
      ? reason("no-means", "there is no ssh here", "install OpenSSH's client")
      : reason("no-means", `ssh could not be started: ${end.code}`);
  }
  const words = end.stderr;
  if (hello) return reason("target-lost", `the connection to ${name} was lost${lastWords(words)}`);
  // The exit code of what ran there is passed on; 255 is ssh's own.
  if (end.exit === 255) {
    const known = sayings.find(([pattern]) => pattern.test(words));
    // A connection of ssh to another ssh, which went before, has no port that it could name.
    if (known !== undefined) return known[1](/UNKNOWN port/.test(words) ? `a host on the way to ${name}` : name, words);
    return words.trim() === ""
      ? reason("target-lost", `${name} could not be reached, and ssh does not say why`, `ask it: ssh -v ${name} true`)
      : reason("target-lost", `${name} could not be reached${lastWords(words)}`);
  }
  return reason("no-shell", `${name} let this user in and ran no shell${lastWords(words === "" ? noise : words)}`);
}

/** The last line that was said, which tells most; a report makes it harmless. */
function lastWords(words: string): string {
  const line = words
    .split(/\r?\n/)
    .map((one) => one.trim())
    .findLast((one) => one !== "");
  return line === undefined ? "" : `: ${line.replace(/^ssh: /, "").slice(0, 200)}`;
}
