import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { octal, probeImage, probeProgram } from "./probe-image.ts";

const folder = mkdtempSync(join(tmpdir(), "footing-probe-image-"));
after(() => rmSync(folder, { recursive: true }));

function program(architecture: "amd64" | "arm64"): string {
  const path = join(folder, architecture);
  writeFileSync(path, probeProgram(architecture), { mode: 0o755 });
  return path;
}

const isHere = process.platform === "linux" && process.arch === "x64";

test("the program prints its argument and nothing else", { skip: !isHere && "made for another processor" }, () => {
  assert.equal(execFileSync(program("amd64"), ["a word of 'any' kind"], { encoding: "utf8" }), "a word of 'any' kind");
  assert.equal(execFileSync(program("amd64"), [""], { encoding: "utf8" }), "");
});

const emulator = "/usr/bin/qemu-aarch64-static";

test(
  "the program for arm64 prints its argument too",
  { skip: !existsSync(emulator) && "qemu-user-static is not here" },
  () => {
    assert.equal(execFileSync(emulator, [program("arm64"), "a word"], { encoding: "utf8" }), "a word");
  },
);

test("the image is an archive that tar reads", () => {
  for (const architecture of ["amd64", "arm64"] as const) {
    const listed = execFileSync("tar", ["-tvf", "-"], { input: probeImage(architecture), encoding: "utf8" });
    assert.match(listed, /^-rwxr-xr-x 0\/0\s+\d+ 1970-01-01 \S+ footing-probe\n$/);
    const content = execFileSync("tar", ["-xOf", "-"], { input: probeImage(architecture) });
    assert.deepEqual(new Uint8Array(content), probeProgram(architecture));
  }
});

test("octal escapes come out of a shell's printf as they went in", () => {
  const bytes = Uint8Array.from({ length: 256 }, (_, byte) => byte);
  const back = execFileSync("/bin/sh", ["-c", `printf '${octal(bytes)}'`]);
  assert.deepEqual(new Uint8Array(back), bytes);
});
