import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, statfsSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { childEnvironment } from "./environment.ts";
import { localTarget } from "./local.ts";
import { localExecutor } from "./local-programs.ts";
import { Programs } from "./programs.ts";
import { diskOnWindows } from "./scripts/windows.ts";

// The looks for Windows are JavaScript, so they are really run here; what Windows answers them is not known from this.

const folder = mkdtempSync(join(tmpdir(), "footing-windows-"));
after(() => rmSync(folder, { recursive: true }));
const at = (path: string): string => join(folder, path);
const limits = { signal: new AbortController().signal, timeoutMs: 10_000 };
const environment = { ...process.env, PATH: `${at("first")}:"${at("second")}"::${at("none")}`, PATHEXT: ".COM;.EXE" };
const windows = localTarget({ environment, platform: "win32" });

mkdirSync(at("first/docker.exe"), { recursive: true });
mkdirSync(at("second"));
for (const name of ["docker.EXE", "plain", "tool.exe.txt"]) writeFileSync(at(`second/${name}`), "");
symlinkSync(at("second/gone"), at("second/python.EXE"));

const which = async (name: string): Promise<string> => {
  const raw = await windows.fetch({ which: name }, limits);
  return raw.is === "text" ? raw.text : raw.is === "failed" ? raw.why.code : raw.is;
};

test("on Windows a program is a file on PATH with an ending of PATHEXT, wherever we are", async () => {
  assert.equal(await which("docker"), at("second/docker.EXE"));
  assert.equal(await which("docker.EXE"), at("second/docker.EXE"));
  assert.deepEqual([await which("plain"), await which("tool"), await which("none")], ["missing", "missing", "missing"]);
});

test("an alias of the Store is no program that is there", async () => {
  assert.equal(await which("python"), "cannot-tell");
});

const disk = async (path: string): Promise<ReadonlyMap<string, string>> => {
  const programs = new Programs(localExecutor(process.env, "linux"));
  const raw = await programs.run(
    { command: [process.execPath, "-e", diskOnWindows, "--", path], asRoot: false },
    limits,
  );
  assert.equal(raw.is, "text", JSON.stringify(raw));
  const lines = raw.is === "text" ? raw.text.split("\n") : [];
  assert.deepEqual(lines.slice(-2), ["end", ""]);
  return new Map(
    lines.map((line): readonly [string, string] => [line.split("\t")[0] ?? "", line.split("\t")[1] ?? ""]),
  );
};

test("the file system of a path, or of its nearest existing parent, in the words of the script for sh", async () => {
  const { bsize, blocks } = statfsSync(folder);
  for (const [path, climbed] of [
    [folder, "no"],
    [at("second/not/yet/there"), "yes"],
  ] as const) {
    const told = await disk(path);
    assert.equal(told.get("climbed"), climbed);
    assert.ok(told.get("statfs")?.startsWith(`${bsize} ${blocks} `), String(told.get("statfs")));
  }
  assert.equal((await disk(at("second/not/there"))).get("at"), at("second"));
});

test("what is below a file, and a link that leads nowhere, are problems and no other disk", async () => {
  assert.equal((await disk(at("second/plain/below"))).get("problem"), "obstructed");
  assert.equal((await disk(at("second/python.EXE/below"))).get("problem"), "broken");
});

test("a path without a drive is none of Windows, so that no disk is taken for another", async () => {
  for (const path of ["/var/lib/docker", "data", "C:data"]) {
    const raw = await windows.fetch({ disk: path }, limits);
    assert.equal(raw.is === "failed" && raw.why.code, "cannot-tell", path);
  }
});

test("a child on Windows has what PowerShell and Docker's plugins are found by, and no secret", () => {
  const given = { ProgramFiles: "C:\\Program Files", ProgramData: "C:\\ProgramData", API_KEY: "x" };
  const { ProgramFiles, ProgramData, API_KEY } = childEnvironment(given, "win32");
  assert.deepEqual([ProgramFiles, ProgramData, API_KEY], ["C:\\Program Files", "C:\\ProgramData", undefined]);
});

test("on Windows no program of the current folder is taken for one on PATH, by us or by whom we start", () => {
  const name = "NoDefaultCurrentDirectoryInExePath";
  assert.deepEqual([process.env[name], childEnvironment({}, "win32")[name]], ["1", "1"]);
  assert.equal(childEnvironment({}, "linux")[name], undefined);
});
