import assert from "node:assert/strict";
import { test } from "node:test";
import type { Reading } from "../facts/reading.ts";
import { hostLooks } from "../kinds/looks.ts";
import { kindNamed } from "../kinds/registry.ts";
import { touchedBy } from "./touched.ts";

const words = (reading: Reading, isRoot = false, isFar = false): readonly string[] =>
  touchedBy(reading, { isRoot, isFar }).map(({ is, what }) => `${is} ${what}`);

test("what one system call tells touches nothing, and root raises nothing", () => {
  assert.deepEqual(words({ run: ["uname", "-m"] }), []);
  assert.deepEqual(words({ platform: true }), []);
  assert.deepEqual(words({ run: ["true"], as: "root" }, true), []);
  assert.deepEqual(words({ run: ["true"], as: "root" }), ["run sudo -n timeout true"]);
  assert.deepEqual(words({ which: "git", as: "root" }), ["run sudo -n timeout sh, to search PATH for git"]);
});

test("on another host all is done by its programs, and no port is bound", () => {
  assert.deepEqual(words({ run: ["uname", "-m"] }, false, true), ["run uname -m"]);
  assert.deepEqual(words({ bind: 80 }, false, true), []);
});

test("a program that may be run again by sudo is told so, and whom it speaks to", () => {
  assert.deepEqual(words({ run: ["docker", "info"], as: "root-if-refused", passes: "docker" }), [
    "run docker info (again by sudo -n if this user is refused)",
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
  docker: { run: true },
  exec: { command: "tool" },
  package: { dir: "/srv", files: [{ path: "a.env" }] },
  port: { port: 443 },
};

test("every reading of every kind touches something that is told", () => {
  let readings = 0;
  for (const look of hostLooks) {
    const fields = new Set(Object.keys(kindNamed(look.kind)?.answers ?? {}));
    const given = (asked[look.kind] ?? {}) as Parameters<typeof look.readings>[0];
    for (const [name, reading] of Object.entries(look.readings(given, fields))) {
      const isSilent = "platform" in reading || ("run" in reading && /^(?:uname|id) /.test(reading.run.join(" ")));
      assert.equal(touchedBy(reading, { isRoot: false }).length > 0, !isSilent, `${look.kind}.${name}`);
      readings += 1;
    }
  }
  assert.ok(readings > 50, `${readings}`);
});
