import assert from "node:assert/strict";
import { test } from "node:test";
import type { Raw } from "../../facts/reading.ts";
import { failedRaw, missingRaw, runRaw, textRaw, toldBy } from "../made-raws.ts";
import { command } from "./kind.ts";
import { commandLook } from "./readings.ts";
import { versionIn } from "./version.ts";

const found = textRaw("PATH", "/usr/bin/git");
const all = new Set(["present", "path", "version"]);
const look = (raws: Readonly<Record<string, Raw>>) =>
  toldBy(commandLook.understand(raws, { name: "git" }, "version" in raws ? all : new Set(["present"])));

// First lines as these programs printed them for --version.
const printed: readonly (readonly [string, string, string | undefined])[] = [
  ["git", "git version 2.39.5\n", "2.39.5"],
  ["docker", "Docker version 19.03.12, build 48a66213fe\n", "19.03.12"],
  ["docker", "Docker version 20.10.24+dfsg1, build 297e128\n", "20.10.24+dfsg1"],
  ["docker-compose", "docker-compose version 1.27.1, build 509cfb99\n", "1.27.1"],
  ["docker-compose", "Docker Compose version v2.40.3-desktop.1\n", "v2.40.3-desktop.1"],
  ["python3", "Python 3.11.2\n", "3.11.2"],
  ["bash", "GNU bash, version 5.2.15(1)-release (x86_64-pc-linux-gnu)\n", "5.2.15"],
  [
    "curl",
    "curl 7.88.1 (x86_64-pc-linux-gnu) libcurl/7.88.1 OpenSSL/3.0.17 zlib/1.2.13\nRelease-Date: 2023-02-20\n",
    "7.88.1",
  ],
  ["openssl", "OpenSSL 3.0.17 1 Jul 2025 (Library: OpenSSL 3.0.17 1 Jul 2025)\n", "3.0.17"],
  ["openssl", "OpenSSL 1.1.1n  15 Mar 2022\n", "1.1.1n"],
  ["psql", "psql (PostgreSQL) 15.14 (Debian 15.14-0+deb12u1)\n", "15.14"],
  ["postgres", "postgres (PostgreSQL) 16beta2\n", "16beta2"],
  ["helm", 'version.BuildInfo{Version:"v3.17.0", GitCommit:"301108e"}\n', "v3.17.0"],
  ["k3s", "k3s version v1.28.4+k3s1 (6ba6c1b6)\ngo version go1.20.11\n", "v1.28.4+k3s1"],
  ["sudo", "Sudo version 1.9.13p3\nSudoers policy plugin version 1.9.13p3\n", "1.9.13p3"],
  ["systemctl", "systemd 252 (252.39-1~deb12u1)\n", "252.39-1~deb12u1"],
  ["less", "less 590 (GNU regular expressions)\nCopyright (C) 1984-2021  Mark Nudelman\n", "590"],
  ["node", "v26.10.0\n", "v26.10.0"],
  ["busybox", "BusyBox v1.35.0 (Debian 1:1.35.0-4+b7) multi-call binary.\n", "v1.35.0"],
  [
    "mysql",
    "mysql  Ver 15.1 Distrib 10.11.14-MariaDB, for debian-linux-gnu (x86_64) using  EditLine wrapper\n",
    "10.11.14-MariaDB",
  ],
  ["tar", "\n\ntar (GNU tar) 1.34\n", "1.34"],
  ["x", "unknown option: --version\n", undefined],
  ["x", "usage: x [-h]\nsee https://example.org/2\n", undefined],
  ["x", "x: unrecognized option '--version'\nUsage: x [--ratio 1.5]\n", undefined],
  ["x", "", undefined],
];
for (const [name, text, version] of printed) {
  test(`the version in ${JSON.stringify(text.slice(0, 45))}`, () => {
    assert.equal(versionIn(text, name), version);
  });
}

test("looking for a version in hostile text ends", () => {
  const started = performance.now();
  for (const text of ["1.".repeat(1e6), "9".repeat(1e6), "a".repeat(1e6), "\n".repeat(1e6), "1.1-".repeat(1e5)])
    versionIn(text, "x");
  assert.ok(performance.now() - started < 30_000);
});

test("found on PATH is present, with its path", () => {
  assert.deepEqual([look({ found })["present"]?.value, look({ found })["path"]?.value], [true, "/usr/bin/git"]);
});

test("not found is known: it is not present, and has no path and no version", () => {
  const { present, path, version } = look({ found: missingRaw("PATH"), version: missingRaw("git --version") });
  assert.deepEqual([present?.value, path?.is, version?.is], [false, "absent", "absent"]);
});

test("where PATH could not be searched, nothing is known", () => {
  const { present, path, version } = look({
    found: failedRaw("PATH", "password-needed"),
    version: failedRaw("git", "password-needed"),
  });
  assert.deepEqual(
    [present?.why?.code, path?.why?.code, version?.why?.code],
    Array.from({ length: 3 }, () => "password-needed"),
  );
});

test("a version on stderr, or beside an error, counts; a program that hangs or says nothing leaves it unknown", () => {
  assert.equal(
    look({ found, version: runRaw("x", "", { stderr: "java 17.0.1\n", exit: 1 }) })["version"]?.value,
    "17.0.1",
  );
  assert.equal(look({ found, version: failedRaw("x", "timeout") })["version"]?.why?.code, "timeout");
  assert.equal(look({ found, version: failedRaw("x", "too-much-output") })["version"]?.why?.code, "too-much-output");
  assert.equal(look({ found, version: runRaw("x", "") })["version"]?.why?.code, "cannot-tell");
});

test("the program is run only if somebody wants its version", () => {
  assert.deepEqual(Object.keys(commandLook.readings({ name: "git" }, new Set(["present"]))), ["found"]);
  assert.deepEqual(commandLook.readings({ name: "git", as: "root" }, all), {
    found: { which: "git", as: "root" },
    version: { run: ["git", "--version"], as: "root" },
  });
});

test("a name is no path and no option", () => {
  const pattern = new RegExp(`^(?:${command.arguments.name.pattern.source})$`);
  for (const name of ["git", "docker-compose", "[", "g++", "python3.11"]) assert.match(name, pattern);
  for (const name of ["", "-x", "/bin/sh", "../x", "a b", "a\n"]) assert.doesNotMatch(name, pattern);
});
