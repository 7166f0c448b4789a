import assert from "node:assert/strict";
import { test } from "node:test";
import type { LineEnd } from "./session/line.ts";
import { parseSshAddress } from "./ssh-address.ts";
import { sshCommand } from "./ssh-command.ts";
import { understandSsh } from "./ssh-end.ts";

test("user, host and port are told apart, addresses of IPv6 too", () => {
  assert.deepEqual(parseSshAddress("ssh://db1"), { host: "db1" });
  assert.deepEqual(parseSshAddress("ssh://me@db1:2222/"), { host: "db1", user: "me", port: 2222 });
  assert.deepEqual(parseSshAddress("ssh://[fe80::1%eth0]:22"), { host: "fe80::1%eth0", port: 22 });
  assert.deepEqual(parseSshAddress("ssh://me@::1"), { host: "::1", user: "me" });
});

test("what ssh could take for an option, a command or two words is no address", () => {
  const wrong = [
    "ssh://",
    "ssh://-oProxyCommand=x",
    "ssh://-l@host",
    "ssh://me@-host",
    "ssh://host name",
    "ssh://host\n",
    "ssh://a;b",
    "ssh://$(id)",
    "ssh://@host",
    "ssh://host:0",
    "ssh://host:99999",
    "ssh://host/path",
    "ssh://me:secret@host",
  ];
  for (const one of wrong) assert.equal(parseSshAddress(one), undefined, one);
  assert.equal(parseSshAddress("local"), undefined);
});

test("ssh is given what keeps it from asking, forwarding and running anything here, and the host behind --", () => {
  const words = sshCommand({ host: "db1", user: "me", port: 2222 }, 1500);
  assert.deepEqual(words.slice(0, 15), [
    "ssh",
    "-o",
    "BatchMode=yes",
    "-o",
    "ConnectTimeout=2",
    "-o",
    "ClearAllForwardings=yes",
    "-o",
    "PermitLocalCommand=no",
    "-p",
    "2222",
    "-l",
    "me",
    "--",
    "db1",
  ]);
  assert.equal(words.length, 16);
});

const seen = { hello: false, noise: "", name: "ssh://db1" };
const said = (stderr: string, exit = 255): LineEnd => ({ is: "exited", exit, stderr });

test("each way of not getting in has its own reason", () => {
  const codes = (
    [
      [said("Host key verification failed.\r\n"), "host-key"],
      [said("No ED25519 host key is known for db1 and you have requested strict checking.\r\n"), "host-key"],
      [said("@ WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED! @\nHost key verification failed.\n"), "host-key"],
      [said("me@db1: Permission denied (publickey).\r\n"), "login-refused"],
      [said("me@db1: Permission denied (password,keyboard-interactive).\r\n"), "login-refused"],
      [said("ssh: Could not resolve hostname db1: Name or service not known\r\n"), "target-lost"],
      [said("ssh: connect to host db1 port 22: Connection refused\r\n"), "target-lost"],
      [said("This account is currently not available.\n", 1), "no-shell"],
      [said("sh: command not found", 127), "no-shell"],
      [said("sh: 1: head: not found\n", 0), "no-shell"],
      [said("Cannot execute command-line and remote command.\r\n"), "no-means"],
      [said("~/.ssh/config: line 3: Bad configuration option: prot\r\n"), "no-means"],
      [said(""), "target-lost"],
      [{ is: "not-started", code: "ENOENT" }, "no-means"],
    ] as const
  ).map(([end, code]) => [understandSsh(end, seen).code, code]);
  for (const [got, wanted] of codes) assert.equal(got, wanted);
});

test("the words tell an unknown key from a changed one, and a password from a key", () => {
  assert.match(understandSsh(said("REMOTE HOST IDENTIFICATION HAS CHANGED"), seen).text, /not the one that is known/);
  assert.match(understandSsh(said("Host key verification failed."), seen).text, /is not known/);
  assert.match(understandSsh(said("Permission denied (password)."), seen).text, /asks for a password/);
  assert.match(understandSsh(said("Permission denied (publickey,password)."), seen).text, /takes no key/);
  assert.match(understandSsh(said("ssh: connect to host: Connection refused"), seen).text, /ed: connect to .*refused$/);
});

test("where ssh is kept from saying why, what is told is how to ask it", () => {
  const { text, settle } = understandSsh(said(""), seen);
  assert.match(text, /does not say why/);
  assert.equal(settle, "ask it: ssh -v ssh://db1 true");
});

test("a jump host that is not known, or takes no key, is not taken for the host behind it", () => {
  const closed = "Connection closed by UNKNOWN port 65535\r\n";
  const unknown = understandSsh(said(`Host key verification failed.\r\n${closed}`), seen);
  assert.deepEqual(
    [unknown.code, unknown.text],
    ["host-key", "the key of a host on the way to ssh://db1 is not known"],
  );
  const refused = understandSsh(said(`jump@gate: Permission denied (publickey).\r\n${closed}`), seen);
  assert.match(refused.text, /^a host on the way to ssh:\/\/db1 takes no key/);
});

test("what ended after it had answered was lost on the way", () => {
  const why = understandSsh(said("client_loop: send disconnect: Broken pipe\r\n"), { ...seen, hello: true });
  assert.deepEqual([why.code, /lost: client_loop/.test(why.text)], ["target-lost", true]);
});
