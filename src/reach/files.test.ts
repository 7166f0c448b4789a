import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { readGivenFile, type GivenFileOptions } from "./files.ts";
import { givenFileExits, givenFileScript } from "./scripts/given-file.ts";

const folder = mkdtempSync(join(tmpdir(), "footing-files-"));
after(() => rmSync(folder, { recursive: true }));
const options: GivenFileOptions = {
  limitBytes: 1000,
  timeoutMs: 3000,
  signal: new AbortController().signal,
  environment: process.env,
  platform: process.platform,
};
const at = (name: string): string => join(folder, name);
const read = (name: string, more: Partial<GivenFileOptions> = {}) => readGivenFile(at(name), { ...options, ...more });

test("a file comes back byte by byte", async () => {
  const bytes = Buffer.from([0, 255, 10, 13, 128, 0]);
  writeFileSync(at("bytes"), bytes);
  const file = await read("bytes");
  assert.deepEqual(file.is === "read" && [...file.bytes], [...bytes]);
});

test("a file of exactly the limit is read, one byte more is too large", async () => {
  writeFileSync(at("full"), "x".repeat(1000));
  writeFileSync(at("over"), "x".repeat(1001));
  writeFileSync(at("vast"), "x".repeat(10_000_000));
  assert.equal((await read("full")).is, "read");
  assert.equal((await read("over")).is, "too-large");
  assert.equal((await read("vast")).is, "too-large");
});

test("an empty file is a file", async () => {
  writeFileSync(at("empty"), "");
  const file = await read("empty");
  assert.equal(file.is === "read" && file.bytes.length, 0);
});

test("what is no file is named as what it is", async () => {
  execFileSync("mkfifo", [at("pipe")]);
  assert.equal((await read("nothing")).is, "missing");
  assert.equal((await read("empty/below")).is, "missing");
  assert.equal((await read("nothing/below")).is, "missing");
  assert.equal((await read(".")).is, "folder");
  assert.equal((await read("pipe")).is, "special");
  assert.equal((await readGivenFile("/dev/zero", options)).is, "special");
  assert.equal((await readGivenFile("", options)).is, "missing");
  assert.equal((await readGivenFile("a\0b", options)).is, "missing");
});

test("names that look like options or operators are only names", async () => {
  for (const name of ["-n", "!", "a b'$(x)\n"]) writeFileSync(at(name), "here");
  for (const name of ["-n", "!", "a b'$(x)\n"]) assert.equal((await read(name)).is, "read");
  const here = process.cwd();
  process.chdir(folder);
  try {
    assert.equal((await readGivenFile("-n", options)).is, "read");
  } finally {
    process.chdir(here);
  }
});

test("a file that may not be read is denied, not missing", () => {
  writeFileSync(at("locked"), "x");
  chmodSync(at("locked"), 0o000);
  // Root may read everything, so somebody else has to look.
  const words = ["sh", "-c", givenFileScript, "footing-read", at("locked"), "10"];
  const asOther = process.getuid?.() === 0 ? ["setpriv", "--reuid=65534", "--clear-groups", ...words] : words;
  chmodSync(folder, 0o755);
  const look = (): number | null =>
    spawnSync(asOther[0] ?? "sh", asOther.slice(1), { env: { ...process.env, LC_ALL: "C" } }).status;
  assert.equal(look(), givenFileExits.denied);
  chmodSync(folder, 0o700);
  if (process.getuid?.() === 0) assert.equal(look(), givenFileExits.denied);
});

test("a stop is answered for", async () => {
  assert.equal((await read("full", { signal: AbortSignal.abort() })).is, "stopped");
});
