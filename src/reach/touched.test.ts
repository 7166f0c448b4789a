import assert from "node:assert/strict";
import { test } from "node:test";
import type { Reading } from "../facts/reading.ts";
import { hostLooks } from "../kinds/looks.ts";
import { kindNamed } from "../kinds/registry.ts";
import { touchedBy, touchedFar } from "./touched.ts";

const words = (reading: Reading, isRoot = false): readonly string[] =>
  touchedBy(reading, isRoot).map(({ is, what }) => `${is} ${what}`);

test("what one system call tells touches nothing, and root raises nothing", () => {
  assert.deepEqual(words({ run: ["uname", "-m"] }), []);
  assert.deepEqual(words({ platform: true }), []);
  assert.deepEqual(words({ run: ["true"], as: "root" }, true), []);
  assert.deepEqual(words({ run: ["true"], as: "root" }), ["run sudo -n timeout true"]);
  assert.deepEqual(words({ which: "git", as: "root" }), ["run sudo -n timeout sh, to search PATH for git"]);
});

test("a program that may be run again by sudo is told so, and whom it speaks to", () => {
  assert.deepEqual(words({ run: ["docker", "info"], as: "root-if-refused", passes: "docker" }), [
    "run docker info (again by sudo -n if this user is refused)",
    "read the program docker (its first bytes), its config.json and socket (whether they are there)",
    "reach the engine of Docker, where its client finds it",
  ]);
  assert.deepEqual(words({ run: ["docker", "compose", "version"], passes: "docker" }), ["run docker compose version"]);
});

test("what is made is told by its name, and what is bound by its port and address", () => {
  assert.deepEqual(
    words({ container: "run" }).filter((one) => one.startsWith("write ")),
    [
      "write an image footing-probe-… of our own bytes, and a container of it without network or rights; both removed afterwards",
    ],
  );
  assert.match(
    words({ writing: "/srv/x" }).join("\n"),
    /^write a file footing-probe-… in \/srv\/x, removed afterwards$/m,
  );
  assert.deepEqual(words({ bind: 80, address: "192.0.2.1" }), ["bind port 80 on 192.0.2.1, let go of at once"]);
});

const asked: Readonly<Record<string, Readonly<Record<string, string | number | boolean | object>>>> = {
  command: { name: "tool" },
  directory: { path: "/srv" },
  disk: { path: "/srv" },
  dns: { name: "app.example.org" },
  docker: { run: true },
  exec: { command: "tool" },
  ingress: { domain: "app.example.org", from: "ssh://outside" },
  package: { dir: "/srv", files: [{ path: "a.env" }] },
  port: { port: 443 },
};

const platformOf = (reading: Reading): NodeJS.Platform => {
  const on = "run" in reading ? reading.on : undefined;
  return on === "macos" ? "darwin" : on === "windows" ? "win32" : "linux";
};
/** Told by a system call of this process. */
const isSilent = (reading: Reading): boolean =>
  "platform" in reading || ("run" in reading && /^(?:uname -m|id -u)$/.test(reading.run.join(" ")));

const everyReading: readonly (readonly [string, Reading])[] = hostLooks.flatMap((look) => {
  const fields = new Set(Object.keys(kindNamed(look.kind)?.answers ?? {}));
  const given = (asked[look.kind] ?? {}) as Parameters<typeof look.readings>[0];
  return Object.entries(look.readings(given, fields)).map(
    ([name, reading]) => [`${look.kind}.${name}`, reading] as const,
  );
});

test("of a key only what is told of it is named, and of a server where it is", () => {
  const reading = { certificate: "/c.pem", key: "/k.pem", ca: "/ca.pem" };
  const again = " (again by sudo -n if this user is refused)";
  assert.deepEqual(words(reading).slice(1), [
    `read /c.pem${again}`,
    `read /k.pem (its form and its public half)${again}`,
    `read /ca.pem${again}`,
  ]);
  assert.match(
    touchedFar(reading)
      .map(({ what }) => what)
      .join("\n"),
    /^sh, with .*openssl$/m,
  );
  assert.match(words({ served: "app.example.org:443" })[0] ?? "", /^reach app\.example\.org:443 /);
});

test("every reading of every kind touches something that is told", () => {
  for (const [name, reading] of everyReading)
    assert.equal(touchedBy(reading, false, platformOf(reading)).length > 0, !isSilent(reading), name);
  assert.ok(everyReading.length > 50, `${everyReading.length}`);
});

test("what another system is asked touches nothing here", () => {
  const others = everyReading.filter(([, reading]) => platformOf(reading) !== "linux");
  assert.ok(others.length > 10);
  for (const [name, reading] of others) assert.deepEqual(touchedBy(reading, false, "linux"), [], name);
});

test("on Windows, where there is no sh, none is told, and on macOS no /proc", () => {
  assert.match(JSON.stringify(touchedBy({ disk: "/data" }, false, "darwin")), /df, mount/);
  assert.doesNotMatch(JSON.stringify(touchedBy({ disk: "/data" }, false, "darwin")), /proc/);
  assert.deepEqual(touchedBy({ which: "git" }, false, "win32"), [{ is: "run", what: "node, to search PATH for git" }]);
  assert.doesNotMatch(JSON.stringify(touchedBy({ disk: "C:\\data" }, false, "win32")), /sh, with/);
});
