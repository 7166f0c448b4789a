import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer, type Server } from "node:net";
import { networkInterfaces, tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { bindPort } from "./bind.ts";
import { localTarget } from "./local.ts";
import { runIn, shells } from "./made-shells.ts";
import { ofPort } from "./listeners.ts";
import { listenersScript } from "./scripts/listeners.ts";
import { Stop } from "./target.ts";

const limits = { signal: new AbortController().signal, timeoutMs: 5000 };

async function listening(options: { host: string; ipv6Only?: boolean }): Promise<{ server: Server; port: number }> {
  const server = createServer().listen({ port: 0, ...options });
  await once(server, "listening");
  const address = server.address();
  assert.ok(typeof address === "object" && address !== null);
  return { server, port: address.port };
}

const told = async (port: number, address?: string): Promise<string> => {
  const bare = await bindPort(port, address, limits);
  return bare.is === "text" ? bare.text : bare.is;
};

test("a port that nobody holds is bound on both families, twice in a row", async () => {
  const { server, port } = await listening({ host: "127.0.0.1" });
  server.close();
  await once(server, "close");
  assert.equal(await told(port), "tcp\tfree\ntcp6\tfree\n");
  assert.equal(await told(port), "tcp\tfree\ntcp6\tfree\n");
});

test("one that is held on one address or family alone is in use there", async () => {
  const one = await listening({ host: "127.0.0.1" });
  assert.equal(await told(one.port), "tcp\tin-use\ntcp6\tfree\n");
  assert.equal(await told(one.port, "127.0.0.1"), "tcp\tin-use\n");
  assert.equal(await told(one.port, "127.0.0.2"), "tcp\tfree\n");
  one.server.close();
});

const has6 = Object.values(networkInterfaces()).some((all) => all?.some(({ address }) => address === "::1"));
const on6 = { skip: has6 ? false : "needs IPv6" };

test("one that is held on IPv6 alone is in use there", on6, async () => {
  const { server, port } = await listening({ host: "::1" });
  assert.equal(await told(port), "tcp\tfree\ntcp6\tin-use\n");
  assert.equal(await told(40_000, "2001:db8::1"), "tcp6\tno-address\n");
  server.close();
});

test("an address that is none of this host's is told as that", async () => {
  assert.equal(await told(40_000, "192.0.2.1"), "tcp\tno-address\n");
});

test("after an abort nothing is bound", async () => {
  const bare = await bindPort(40_001, undefined, { ...limits, signal: AbortSignal.abort(new Stop("deadline")) });
  assert.equal(bare.is === "failed" && bare.why.code, "deadline");
});

test("looks at one port wait for each other: none takes another's binding for a listener", async () => {
  const target = localTarget({ environment: process.env, platform: "linux" });
  const { server, port } = await listening({ host: "127.0.0.1" });
  server.close();
  await once(server, "close");
  const looks = ["0.0.0.0", "127.0.0.1", "127.0.0.2", undefined].flatMap((address) => [
    target.fetch({ bind: port, ...(address === undefined ? {} : { address }) }, limits),
    target.fetch({ listeners: port }, limits),
  ]);
  for (const raw of await Promise.all(looks)) {
    assert.equal(raw.is, "text");
    assert.ok(raw.is === "text" && !/in-use|listen\t/.test(raw.text), JSON.stringify(raw));
  }
});

const onLinux = { skip: process.platform === "linux" ? false : "needs Linux" };
for (const shell of shells) {
  const name = shell.join(" ");
  const look = (port: number): string => {
    const hexadecimal = port.toString(16).toUpperCase().padStart(4, "0");
    const { stdout } = runIn(shell, listenersScript, { words: ["footing-listeners", "0001", hexadecimal] });
    return ofPort(stdout, hexadecimal);
  };

  test(`who listens is shown with address and program, and nobody else (${name})`, onLinux, async () => {
    const { server, port } = await listening({ host: "127.0.0.1" });
    const text = look(port);
    assert.match(text, /^listen\ttcp\t0100007F\t\d+\ntable\ttcp\tread\ntable\ttcp6\tread\nowner\t/);
    const [, inode, pid] = /^owner\t(\d+)\t(\d+)\t\S+\nend\n$/m.exec(text) ?? [];
    assert.equal(pid, String(process.pid));
    assert.ok(text.includes(`listen\ttcp\t0100007F\t${inode ?? ""}\n`));
    server.close();
    await once(server, "close");
    assert.equal(look(port), "table\ttcp\tread\ntable\ttcp6\tread\nend\n");
  });

  test(`a connection from that port is no listener (${name})`, onLinux, async () => {
    const { server, port } = await listening({ host: "127.0.0.1" });
    const client = connect(port, "127.0.0.1");
    await once(client, "connect");
    assert.equal(look(client.localPort ?? 0), "table\ttcp\tread\ntable\ttcp6\tread\nend\n");
    client.destroy();
    server.close();
  });

  test(`a file whose name looks like a socket makes nobody a listener (${name})`, onLinux, async () => {
    const { server, port } = await listening({ host: "127.0.0.1" });
    const [, inode = ""] = /^listen\ttcp\t\w+\t(\d+)$/m.exec(look(port)) ?? [];
    const folder = mkdtempSync(join(tmpdir(), "footing-listeners-"));
    mkdirSync(join(folder, `a -> socket:[${inode}]`));
    const path = join(folder, `b -> socket:[${inode}]`);
    writeFileSync(path, "");
    const file = openSync(path, "r");
    const other = spawn("sleep", ["30"], { stdio: [file, "ignore", "ignore"] });
    assert.deepEqual(
      [...look(port).matchAll(/^owner\t\d+\t(\d+)/gm)].map(([, pid]) => pid),
      [String(process.pid)],
    );
    other.kill("SIGKILL");
    closeSync(file);
    rmSync(folder, { recursive: true });
    server.close();
  });
}

/** What a shell's own `sh` says of one port that somebody holds, and of one that nobody does, with something changed first. */
async function heldAndFree(shell: readonly [string, ...string[]], before: string): Promise<readonly string[]> {
  const { server, port } = await listening({ host: "127.0.0.1" });
  const look = (one: string): string =>
    runIn(shell, `${before}\n${listenersScript}`, { words: ["footing-listeners", one] }).stdout;
  const said = [look(port.toString(16).toUpperCase().padStart(4, "0")), look("0001")];
  server.close();
  return said;
}

test("who listens is seen where no file can be made, also by a shell that keeps texts in files", onLinux, async () => {
  // A bash before 5.1, and mksh, cannot read a here-document then, and go on.
  for (const shell of [...shells, ["env", "BASH_COMPAT=44", "bash"] as const]) {
    const [held, free] = await heldAndFree(shell, "trap '' XFSZ; ulimit -f 0");
    assert.match(held ?? "", /^listen\ttcp\t0100007F\t\d+\t/m, shell.join(" "));
    assert.equal(free, "table\ttcp\tread\ntable\ttcp6\tread\nend\n", shell.join(" "));
  }
});

test("a table from which lines come that are none of the kernel's was not read", onLinux, async () => {
  for (const option of ["-n", "--color=always", "-o", "-c", "-v", "-q", "-l"]) {
    const [held] = await heldAndFree(["bash"], `grep() { command grep ${option} "$@"; }`);
    assert.equal(held?.split("\n")[0], "table\ttcp\tunreadable", option);
  }
});
