import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import type { Raw } from "../../facts/reading.ts";
import { failedRaw, runRaw, textRaw, toldBy, type Told } from "../made-raws.ts";
import { dockerLook } from "./readings.ts";

const recorded = (name: string): string => readFileSync(new URL(`fixtures/${name}.json`, import.meta.url), "utf8");
const asked = "docker version";
const off = failedRaw("/proc", "platform");

type Given = Readonly<Record<string, Raw>>;

const look = (given: Given): Readonly<Record<string, Told>> => {
  const found = textRaw("PATH", "/usr/local/bin/docker");
  return toldBy(
    dockerLook.understand(
      { found, kernel: off, memory: off, first: off, hostname: off, daemon: off, ...given },
      {},
      new Set(),
    ),
  );
};
const ofEngine = (which: "version" | "info"): Raw =>
  runRaw(`docker ${which}`, recorded(`${which}-client-28.2-engine-20.10`));
/** `value`, or the code of why there is none. */
const said = (told: Told | undefined): unknown => told?.value ?? told?.why?.code ?? "absent";

// Docker Desktop: `docker info` of kubernetes/minikube (pkg/drivers/kic/oci/info_test.go, August 2020), shortened; `docker
// version` of dotnet/aspire (tests/Aspire.Cli.Tests/Utils/ContainerRuntimeCheckTests.cs, 2025).
const desktop = (platform: "macos" | "windows", more: Given): Readonly<Record<string, Told>> =>
  look({
    platform: textRaw("platform", platform),
    info: runRaw("docker info", recorded(`info-desktop-${platform}-19.03`)),
    ...more,
  });
const shown = (facts: Readonly<Record<string, Told>>): readonly unknown[] =>
  ["answers", "engine", "containers", "version", "desktop", "remote", "dataRoot"].map((field) => said(facts[field]));

test("Docker Desktop on macOS and on Windows, recorded, is an engine on a kernel of its own", () => {
  const version = runRaw(asked, recorded("version-desktop-macos-28.5"));
  const running = [true, "docker", "linux", "28.5.1", true, true, "cannot-tell"];
  assert.deepEqual(shown(desktop("macos", { version })), running);
  // Its info alone, as with a client that was told so little.
  const info = { version: runRaw(asked, "{}") };
  assert.deepEqual(shown(desktop("windows", info)), [true, "docker", "linux", "19.03.12", true, true, "cannot-tell"]);
});

test("Docker Desktop that was not started, recorded, does not answer, in words of 2019 to 2025", () => {
  const words = [
    "error during connect: Get http://%2F%2F.%2Fpipe%2Fdocker_engine/v1.40/version: open //./pipe/docker_engine: The system cannot find the file specified. In the default daemon configuration on Windows, the docker client must be run elevated to connect. This error may also indicate that the docker daemon is not running.",
    "failed to connect to the docker API at npipe:////./pipe/dockerDesktopLinuxEngine; check if the path is correct and if the daemon is running: open //./pipe/dockerDesktopLinuxEngine: The system cannot find the file specified.",
  ];
  for (const stderr of words) {
    const version = runRaw(asked, recorded("version-desktop-windows-29.1-stopped"), { exit: 1, stderr });
    const facts = desktop("windows", { version, info: runRaw("docker info", "{}", { exit: 1, stderr }) });
    assert.deepEqual([said(facts["answers"]), said(facts["containers"])], [false, "no-means"], stderr);
    assert.notEqual(facts["answers"]?.evidence.cause, "elsewhere");
  }
});

test("that a pipe is not there is not guessed in another language, and a refusal is none", () => {
  for (const [stderr, expected] of [
    [
      "error during connect: open //./pipe/docker_engine: Das System kann die angegebene Datei nicht finden.",
      "cannot-tell",
    ],
    ["error during connect: open //./pipe/docker_engine: Access is denied.", "permission-denied"],
  ] as const) {
    const version = runRaw(asked, recorded("version-desktop-windows-29.1-stopped"), { exit: 1, stderr });
    assert.equal(
      said(desktop("windows", { version, info: runRaw("docker info", "{}", { exit: 1 }) })["answers"]),
      expected,
    );
  }
});

test("Docker Desktop that runs containers of Windows is no engine for Linux, and has no machine of its own", () => {
  // After `docker version` and `docker info` as text (microsoft/Windows-Containers/issues/399, moby/moby/issues/38306).
  const server = {
    Platform: { Name: "Docker Desktop 4.21.1 (114176)" },
    Components: [{ Name: "Engine" }],
    Os: "windows",
  };
  const version = JSON.stringify({ Client: { Os: "windows" }, Server: { ...server, Version: "24.0.2" } });
  const info = JSON.stringify({
    OSType: "windows",
    OperatingSystem: "Windows 10 Enterprise Version 1809 (OS Build 17763.107)",
  });
  const facts = desktop("windows", { version: runRaw(asked, version), info: runRaw("docker info", info) });
  assert.deepEqual(shown(facts).slice(0, 6), [true, "docker", "windows", "24.0.2", true, "cannot-tell"]);
});

test("an engine for Linux that answers on macOS is on another kernel, whoever made it", () => {
  const facts = look({ platform: textRaw("platform", "macos"), version: ofEngine("version"), info: ofEngine("info") });
  assert.deepEqual([said(facts["desktop"]), said(facts["remote"]), said(facts["containers"])], [false, true, "linux"]);
});
