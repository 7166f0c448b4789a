import assert from "node:assert/strict";
import { test } from "node:test";
import type { Raw } from "../../facts/reading.ts";
import { failedRaw, missingRaw, runRaw, textRaw, toldBy, type Told } from "../made-raws.ts";
import { port } from "./kind.ts";
import { portLook } from "./readings.ts";

const table = (...lines: readonly string[]): Raw =>
  textRaw("/proc/net/tcp", [...lines, "table\ttcp\tread", "table\ttcp6\tread", "end", ""].join("\n"));
const bind = (...lines: readonly string[]): Raw => textRaw("bind", lines.map((line) => `${line}\n`).join(""));
const bound = bind("tcp\tfree", "tcp6\tfree");
const refused = runRaw("docker ps", "", { exit: 1, stderr: "permission denied while trying to connect" });
const ps = (ports: string): Raw => runRaw("docker ps", `other\t9/tcp\nweb\t${ports}\n`);

const usual: Readonly<Record<string, Raw>> = {
  table: table(),
  bind: bound,
  published: missingRaw("docker ps"),
  engine: runRaw("docker info", '{"Name":"here","KernelVersion":"6.1"}'),
  hostname: textRaw("hostname", "here\n"),
  kernel: textRaw("osrelease", "6.1\n"),
  daemon: missingRaw("/etc/docker/daemon.json"),
  trie: textRaw(
    "fib_trie",
    "  |-- 127.0.0.0\n   /8 host LOCAL\n  |-- 10.0.0.7\n   /32 host LOCAL\n  |-- 10.0.0.9\n   /32 link UNICAST\n",
  ),
  inet6: textRaw("if_inet6", "fd000000000000000000000000000007 02 40 00 80 eth0\n"),
};

const look = (raws: Readonly<Record<string, Raw>>, address?: string): Readonly<Record<string, Told>> =>
  toldBy(
    portLook.understand({ ...usual, ...raws }, { port: 443, ...(address === undefined ? {} : { address }) }, new Set()),
  );
/** In one word and grade: what `free` says. */
function free(raws: Readonly<Record<string, Raw>>, address?: string): string {
  const told = look(raws, address)["free"];
  return told?.is === "unknown"
    ? `unknown: ${told.why?.code}`
    : `${JSON.stringify(told?.value)} ${told?.evidence.grade}`;
}

const on4 = "listen\ttcp\t00000000\t1";
const on6 = "listen\ttcp6\t00000000000000000000000000000000\t2";
const onLoopback = "listen\ttcp\t0100007F\t1";
const onMapped = "listen\ttcp6\t0000000000000000FFFF00000700000A\t3";
const nginx = "owner\t1\t77\tnginx";

test("a port is one from 1 to 65535", () => {
  const { source } = port.arguments.port.pattern;
  const fits = (text: string): boolean => new RegExp(`^(?:${source})$`, "u").test(text);
  for (const right of [1, 9, 80, 443, 9999, 10_000, 59_999, 65_535]) assert.ok(fits(String(right)), String(right));
  for (const wrong of ["0", "-1", "65536", "65540", "65600", "66000", "70000", "100000", "", "080", "1.5", "1e3"])
    assert.ok(!fits(wrong), wrong);
  assert.equal(Array.from({ length: 70_000 }, (_, number) => fits(String(number))).filter(Boolean).length, 65_535);
});

test("it is free if tables and binding say so, proven if it was bound", () => {
  assert.equal(free({}), "true proven");
  assert.equal(free({ bind: bind("tcp\tfree", "tcp6\tno-family") }), "true proven");
  assert.equal(free({ bind: failedRaw("bind", "needs-leave") }), "true observed");
  assert.equal(free({ bind: bind("tcp\tnot-permitted", "tcp6\tnot-permitted") }), "true observed");
});

test("any that says taken makes it taken", () => {
  const inUse = bind("tcp\tin-use", "tcp6\tfree");
  assert.equal(free({ table: table(on4), bind: inUse }), "false observed");
  assert.equal(free({ bind: inUse }), "false observed");
  assert.equal(free({ bind: bind("tcp\tnot-permitted", "tcp6\tin-use") }), "false observed");
  assert.equal(free({ table: table(on6), bind: failedRaw("bind", "needs-leave") }), "false observed");
  assert.equal(free({ published: ps("0.0.0.0:443->443/tcp") }), "false observed");
  assert.equal(free({ table: failedRaw("t", "timeout"), bind: inUse }), "false observed");
});

test("a listener in the table that binding contradicts is a conflict", () => {
  assert.equal(free({ table: table(on4) }), "unknown: conflict");
});

test("where the table cannot be read binding decides; without either nothing does", () => {
  const unread = textRaw("t", "table\ttcp\tunreadable\ntable\ttcp6\tunreadable\nend\n");
  assert.equal(free({ table: unread }), "true proven");
  assert.equal(free({ table: unread, bind: bind("tcp\tnot-permitted", "tcp6\tnot-permitted") }), "unknown: no-means");
  assert.equal(free({ table: failedRaw("t", "timeout"), bind: failedRaw("b", "needs-leave") }), "unknown: timeout");
  const none = textRaw("t", "table\ttcp\tmissing\ntable\ttcp6\tmissing\nend\n");
  assert.equal(free({ table: none, bind: failedRaw("b", "needs-leave") }), "unknown: no-means");
  const four = textRaw("t", "table\ttcp\tread\ntable\ttcp6\tmissing\nend\n");
  assert.equal(free({ table: four, bind: failedRaw("b", "needs-leave") }), "true observed");
  const half = textRaw("t", "table\ttcp\tread\ntable\ttcp6\tunreadable\nend\n");
  assert.equal(free({ table: half, bind: failedRaw("b", "needs-leave") }), "unknown: no-means");
});

test("outside Linux binding on all addresses does not show that it is free", () => {
  const other = failedRaw("t", "platform");
  assert.equal(free({ table: other }), "unknown: platform");
  assert.equal(free({ table: other, bind: bind("tcp\tin-use", "tcp6\tfree") }), "false observed");
});

test("a text that is cut short or garbled says nothing", () => {
  const left = failedRaw("b", "needs-leave");
  for (const text of [
    "",
    "end",
    "table\ttcp\tread\nend\n",
    "table\ttcp\tread\ntable\ttcp6\tread\n",
    "table\ttcp\tx\ntable\ttcp6\tread\nend\n",
  ]) {
    assert.equal(free({ table: textRaw("t", text), bind: left }), "unknown: garbled", JSON.stringify(text));
  }
  assert.equal(free({ bind: textRaw("b", "") }), "true observed");
  assert.equal(free({ bind: bind("tcp\tEINVAL", "tcp6\tfree") }), "true observed");
  assert.equal(free({ bind: bind("tcp\tno-family", "tcp6\tno-family") }), "true observed");
});

test("with an address only that one and its family's wildcard count", () => {
  const unbound = { bind: failedRaw("b", "needs-leave") };
  const one = bind("tcp\tfree");
  assert.equal(free({ table: table(onLoopback), bind: one }, "10.0.0.7"), "true proven");
  assert.equal(free({ table: table(onLoopback), ...unbound }, "10.0.0.7"), "true observed");
  assert.equal(free({ table: table(onLoopback), ...unbound }, "127.0.0.1"), "false observed");
  assert.equal(free({ table: table(on4), ...unbound }, "10.0.0.7"), "false observed");
  assert.equal(free({ table: table(onMapped), ...unbound }, "10.0.0.7"), "false observed");
  assert.equal(free({ table: table(onMapped), ...unbound }, "::ffff:10.0.0.7"), "false observed");
  assert.equal(free({ table: table(on4), ...unbound }, "fd00::7"), "true observed");
  assert.equal(free({ table: table(on6), ...unbound }, "fd00::7"), "false observed");
  assert.equal(
    free({ table: table("listen\ttcp6\t000000FD000000000000000007000000\t1"), ...unbound }, "fd00::7"),
    "false observed",
  );
  assert.equal(free({ table: table(onLoopback), ...unbound }, "0.0.0.0"), "false observed");
  assert.equal(free({ table: table(onMapped), ...unbound }, "::"), "true observed");
});

test("a listener on all of IPv6 may hold an IPv4 address: only binding tells", () => {
  assert.equal(free({ table: table(on6), bind: failedRaw("b", "needs-leave") }, "10.0.0.7"), "unknown: needs-leave");
  assert.equal(free({ table: table(on6), bind: bind("tcp\tfree") }, "10.0.0.7"), "true proven");
  assert.equal(free({ table: table(on6), bind: bind("tcp\tin-use") }, "10.0.0.7"), "false observed");
});

test("an address that this host does not have is no free one", () => {
  assert.equal(free({ bind: bind("tcp\tno-address") }, "192.0.2.1"), "unknown: cannot-tell");
  assert.equal(free({ bind: failedRaw("b", "needs-leave") }, "192.0.2.1"), "unknown: cannot-tell");
  assert.equal(free({ bind: failedRaw("b", "needs-leave") }, "10.0.0.9"), "unknown: cannot-tell");
  assert.equal(free({ bind: failedRaw("b", "needs-leave") }, "127.3.2.1"), "true observed");
  assert.equal(free({ bind: failedRaw("b", "needs-leave") }, "fd00::8"), "unknown: cannot-tell");
  const blind = {
    bind: failedRaw("b", "needs-leave"),
    trie: failedRaw("t", "permission-denied"),
    inet6: missingRaw("i"),
  };
  assert.equal(free(blind, "10.0.0.7"), "unknown: cannot-tell");
  assert.equal(free(blind, "fd00::7"), "unknown: cannot-tell");
});

test("ports that Docker publishes are taken, in every way that it writes them", () => {
  for (const ports of [
    "0.0.0.0:443->443/tcp, :::443->443/tcp",
    "[::]:443->8443/tcp",
    "127.0.0.1:443->80/tcp",
    "0.0.0.0:400-500->400-500/tcp",
  ])
    assert.equal(free({ published: ps(ports) }), "false observed", ports);
  for (const ports of ["443/tcp", "0.0.0.0:443->443/udp", "0.0.0.0:4430->443/tcp", "0.0.0.0:444-500->44-99/tcp", ""])
    assert.equal(free({ published: ps(ports) }), "true proven", ports);
  assert.equal(free({ published: ps("127.0.0.1:443->80/tcp"), bind: bind("tcp\tfree") }, "10.0.0.7"), "true proven");
  assert.equal(free({ published: ps("0.0.0.0:443->80/tcp"), bind: bind("tcp\tfree") }, "10.0.0.7"), "false observed");
  assert.equal(free({ published: ps("0.0.0.0:443->80/tcp"), bind: bind("tcp6\tfree") }, "fd00::7"), "true proven");
});

test("the ports of an engine on another machine are not this host's", () => {
  const published = ps("0.0.0.0:443->443/tcp");
  assert.equal(
    free({ published, engine: runRaw("docker info", '{"Name":"other","KernelVersion":"6.1"}') }),
    "true proven",
  );
  assert.equal(
    free({ published, engine: runRaw("docker info", '{"Name":"here","KernelVersion":"5.0"}') }),
    "true proven",
  );
  assert.equal(free({ published, engine: failedRaw("docker info", "timeout") }), "false observed");
});

test("an engine that is down publishes nothing; one that lets nobody ask matters where its proxy may be off", () => {
  const down = runRaw("docker ps", "", {
    exit: 1,
    stderr: "Cannot connect to the Docker daemon at unix:///var/run/docker.sock.",
  });
  assert.equal(free({ published: down }), "true proven");
  const daemons: readonly (readonly [Raw, string])[] = [
    [missingRaw("d"), "true proven"],
    [textRaw("d", "{}"), "true proven"],
    [textRaw("d", '{"userland-proxy": true}'), "true proven"],
    [textRaw("d", '{"userland-proxy": false}'), "unknown: permission-denied"],
    [textRaw("d", "{"), "unknown: permission-denied"],
    [textRaw("d", "[]"), "true proven"],
    [textRaw("d", "null"), "unknown: permission-denied"],
    [failedRaw("d", "permission-denied"), "unknown: permission-denied"],
  ];
  for (const [daemon, meant] of daemons) {
    assert.equal(free({ published: refused, daemon }), meant, JSON.stringify(daemon));
    assert.equal(free({ published: failedRaw("docker ps", "permission-denied"), daemon }), meant);
  }
  assert.match(look({ published: refused })["free"]?.evidence.note ?? "", /Docker was not asked/);
  const asked = { published: failedRaw("docker ps", "password-needed"), daemon: failedRaw("d", "permission-denied") };
  assert.equal(free(asked), "unknown: password-needed");
});

test("who listens is program and port, with the container where Docker's proxy does it", () => {
  const listener = (raws: Readonly<Record<string, Raw>>): string => {
    const told = look({ bind: bind("tcp\tin-use", "tcp6\tfree"), ...raws })["listener"];
    return told?.is === "seen" ? JSON.stringify(told.value) : `${told?.is} ${told?.why?.code ?? ""}`;
  };
  assert.equal(listener({ table: table(on4, nginx, "owner\t1\t78\tnginx") }), '"nginx:443"');
  assert.equal(listener({ table: table(on4, on6, nginx, "owner\t2\t79\tnode x") }), '"nginx:443, node x:443"');
  const web = ps("0.0.0.0:443->80/tcp");
  assert.equal(
    listener({ table: table(on4, "owner\t1\t5\tdocker-proxy"), published: web }),
    '"docker-proxy:443 (container web)"',
  );
  assert.equal(listener({ published: web }), '"docker:443 (container web)"');
  assert.equal(listener({ table: table(on4) }), "unknown permission-denied");
  assert.equal(listener({ table: table() }), "absent ");
  assert.equal(listener({ table: failedRaw("t", "timeout") }), "unknown timeout");
});

test("what it asks is asked of both families, or of one address as IPv4 if it is one", () => {
  const { table: listeners, bind: binding } = portLook.readings({ port: 443 }, new Set());
  assert.deepEqual([listeners, binding], [{ listeners: 443 }, { bind: 443 }]);
  const mappedAddress = portLook.readings({ port: 443, address: "::ffff:10.0.0.7" }, new Set());
  assert.deepEqual(mappedAddress["bind"], { bind: 443, address: "10.0.0.7" });
  const six = portLook.readings({ port: 443, address: "fd00::7" }, new Set());
  assert.deepEqual(six["bind"], { bind: 443, address: "fd00::7" });
});
