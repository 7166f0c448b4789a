import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import type { Raw, Reading } from "../facts/reading.ts";
import { FactIndex, type FactRecord } from "../facts/snapshot.ts";
import { judge, type Judgement } from "../judge/judge.ts";
import { localHost, madeSituation, resultOf } from "../judge/made-situation.ts";
import { finding } from "../kinds/registry.ts";
import { familyOf, unseenHere } from "../reach/families.ts";
import type { Target } from "../reach/target.ts";
import { loadEntry } from "./catalog.ts";
import { gather } from "./gather.ts";
import { Observer } from "./look.ts";

// CHT on machines of macOS and Windows that were recorded elsewhere: what the whole makes of them, from readings to remedies.

const kinds = new URL("../kinds/", import.meta.url);
const recorded = (path: string): string => readFileSync(new URL(path, kinds), "utf8");
const at = "2026-11-21T12:00:00.000Z";
const cht = await loadEntry(new URL("../../catalog/", import.meta.url), "cht");

/** By the words of a program, or of another reading as JSON: what was printed, or an exit code. */
type Machine = Readonly<Record<string, string | number>>;

/** A machine that answers as recorded, and shows nothing else, as reach has it. */
function machine(platform: NodeJS.Platform, answers: Machine): Target {
  const find = (reading: Reading): Raw => {
    const by = "run" in reading ? reading.run.join(" ") : JSON.stringify(reading);
    if ("platform" in reading) return { is: "text", text: familyOf(platform), by, at, ms: 1 };
    const key = Object.keys(answers).find((words) => by.includes(words));
    const answer = key === undefined ? undefined : answers[key];
    if (typeof answer === "number") return { is: "text", text: "", exit: answer, stderr: "", by, at, ms: 1 };
    if (answer !== undefined) return { is: "text", text: answer, exit: 0, stderr: "", by, at, ms: 1 };
    const unseen = unseenHere(reading, familyOf(platform)) ?? ({ is: "missing" } as const);
    return { ...unseen, by, at, ms: 1 };
  };
  return {
    name: "local",
    type: "host",
    atOnce: 64,
    about: () => ({ hostname: "recorded", state: "reached" }),
    witness: () => "a recorded machine",
    close: () => Promise.resolve(),
    fetch: (reading) => Promise.resolve(find(reading)),
  };
}

async function judged(target: Target, inputs: Readonly<Record<string, string>> = {}): Promise<Judgement> {
  const facts = new FactIndex([], finding);
  const situation = { ...madeSituation(cht.file, { inputs, targets: [localHost], now: at }), facts };
  const signal = new AbortController().signal;
  const leave = { fromCatalog: true, yes: false, allowExec: false, noWrite: false };
  let count = 0;
  await gather({
    situation,
    observers: new Map([["local", new Observer(target, { signal, timeoutMs: 1000 }, { leave })]]),
    always: [],
    signal,
    onProgress: () => undefined,
    record: (record) => {
      count += 1;
      const whole: FactRecord = { id: `f${count}`, ...record };
      facts.add(whole);
    },
  });
  return judge(situation);
}

const outcomes = (judgement: Judgement, ...ids: readonly string[]): readonly string[] =>
  ids.map((id) => resultOf(judgement, id).outcome);
const commands = (judgement: Judgement, id: string): readonly string[] | undefined =>
  resultOf(judgement, id).remedy?.commands;

const elevated = "BUILTIN\\Administrators Alias S-1-5-32-544 Mandatory group\r\nLabel S-1-16-12288\r\n";
const zbook: Machine = {
  Win32_OperatingSystem: recorded("os/fixtures/system-windows-10-home-19045.txt"),
  Win32_ComputerSystem: recorded("os/fixtures/machine-windows-hp-zbook.txt"),
  "Get-WindowsOptionalFeature": recorded("os/fixtures/features-windows-11-without-hyper-v.txt"),
  "Get-Process": "ProcessorAffinity : 1048575\r\n",
  "whoami.exe": elevated,
  "reg.exe": 1,
};
const desktop: Machine = {
  '"which":"docker"': "C:\\Program Files\\Docker\\Docker\\resources\\bin\\docker.exe",
  "docker version": recorded("docker/fixtures/version-desktop-macos-28.5.json").replace('"darwin"', '"windows"'),
  "docker info": recorded("docker/fixtures/info-desktop-windows-19.03.json"),
  "docker compose version": "2.40.3-desktop.1\n",
};

test("Windows without WSL 2 and Hyper-V cannot carry Docker Desktop, and is told how it could", async () => {
  const judgement = await judged(machine("win32", zbook));
  assert.deepEqual(outcomes(judgement, "memory", "cpu", "privilege", "os"), ["met", "met", "met", "unmet"]);
  assert.deepEqual(outcomes(judgement, "docker-desktop", "docker", "docker-run"), ["unmet", "unmet", "unknown"]);
  assert.deepEqual(commands(judgement, "docker-desktop"), ["wsl --install"]);
  assert.deepEqual(commands(judgement, "docker"), ["winget install --exact --id Docker.DockerDesktop"]);
  assert.equal(judgement.verdict, "not-ready");
});

test("Windows with Docker Desktop on WSL 2 meets what was seen of it, and is not ready for want of the rest", async () => {
  const list = recorded("os/fixtures/distributions-windows-10-19043.txt");
  const running = list.replace("docker-desktop         Stopped", "docker-desktop         Running");
  const judgement = await judged(machine("win32", { ...zbook, ...desktop, "wsl.exe": running }), {
    stage: "development",
    dataPath: "C:\\ProgramData",
  });
  const ids = ["docker-desktop", "docker", "compose", "memory", "cpu", "privilege"];
  assert.deepEqual(new Set(outcomes(judgement, ...ids)), new Set(["met"]));
  assert.deepEqual(outcomes(judgement, "os", "os-development", "disk-engine"), [
    "not-applicable",
    "unmet",
    "not-applicable",
  ]);
  assert.equal(resultOf(judgement, "os-development").level, "may");
  // No container of ours is run on Windows, and no disk there says that it is writable.
  assert.deepEqual(outcomes(judgement, "docker-run", "disk"), ["unknown", "unknown"]);
  assert.equal(judgement.verdict, "unverified");
});

test("Windows that nobody elevated leaves Docker Desktop open, whatever else is there", async () => {
  const plain = elevated.replace("S-1-16-12288", "S-1-16-8192");
  const judgement = await judged(machine("win32", { ...zbook, "Get-WindowsOptionalFeature": 1, "whoami.exe": plain }));
  assert.deepEqual(outcomes(judgement, "docker-desktop", "privilege"), ["unknown", "unknown"]);
  assert.match(resultOf(judgement, "docker-desktop").reason, /elevated/);
});

test("a Mac needs neither, runs Docker Desktop, and is told of Homebrew where it has none", async () => {
  const mac: Machine = {
    "hw.memsize": "hw.memsize: 17179869184\n",
    "hw.activecpu": "hw.activecpu: 10\nmachdep.cpu.brand_string: Apple M1 Pro\n",
    "hw.optional.arm64": "hw.optional.arm64: 1\n",
    "uname -m": "arm64\n",
    "id -u": "501\n",
    '{"run":["true"]': "",
  };
  const bare = await judged(machine("darwin", mac), { stage: "development" });
  assert.deepEqual(outcomes(bare, "memory", "cpu", "os-development", "docker-desktop", "docker"), [
    "met",
    "met",
    "met",
    "not-applicable",
    "unmet",
  ]);
  assert.deepEqual(commands(bare, "docker"), ["brew install --cask docker-desktop"]);
  const version = recorded("docker/fixtures/version-desktop-macos-28.5.json");
  const full = await judged(machine("darwin", { ...mac, ...desktop, "docker version": version }));
  assert.deepEqual(outcomes(full, "docker", "compose", "disk-engine", "os"), ["met", "met", "not-applicable", "unmet"]);
});
