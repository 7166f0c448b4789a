import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import type { CarriedHead } from "../../facts/snapshot-shape.ts";
import { shells } from "../made-shells.ts";
import { beginLine, carriedScript, endLine } from "./carried-script.ts";
import { carriedIn, posixChecksum, readCarried, type Carried } from "./carried-text.ts";
import type { Job } from "./jobs.ts";

const head: CarriedHead = {
  schema: "footing/carried/1",
  version: "0",
  mark: "0123456789abcdef0123456789abcdef",
  product: { id: "own", edition: null, version: null },
  profile: null,
  moment: "install",
  inputs: [{ name: "it's", value: '$(id) `id` \\ "', from: "set", secret: false }],
  timeoutMs: 5000,
  clean: false,
};
const run = (command: readonly [string, ...string[]]): Job => ({
  is: "run",
  run: { command, asRoot: false },
  timeoutMs: 5000,
});
const jobs = new Map<string, Job>([
  ["1111111111111111", { is: "file", path: "/proc/version", timeoutMs: 5000 }],
  ["2222222222222222", run(["/bin/sh", "-c", "printf 'a\\0b\\377'; echo err >&2; exit 3", "made"])],
  ["3333333333333333", run(["no-such-program"])],
]);
const script = carriedScript({
  head,
  jobs,
  holds: ["a thing", "another thing that is long", "disk /srv"],
  about: ["It's about $(id)"],
});

const printed = (
  shell: readonly [string, ...string[]],
  path = process.env["PATH"] ?? "",
  more: Readonly<Record<string, string>> = {},
): string =>
  execFileSync(shell[0], [...shell.slice(1), "-s"], {
    input: script,
    encoding: "utf8",
    env: { PATH: path, ...more },
    stdio: ["pipe", "pipe", "ignore"],
  });

function read(text: string): Carried {
  const carried = readCarried(text);
  if ("is" in carried) assert.fail(carried.text);
  return carried;
}
const problemOf = (text: string): string => {
  const carried = readCarried(text);
  return "is" in carried ? carried.text : "nothing is wrong";
};

for (const shell of shells) {
  test(`${shell[0]} prints a text that holds every answer, byte for byte`, () => {
    const text = printed(shell);
    const { ends, hello, head: said } = read(text);
    assert.deepEqual([...ends.keys()], [...jobs.keys()]);
    assert.match(ends.get("1111111111111111")?.stdout.toString() ?? "", /^Linux version/);
    const made = ends.get("2222222222222222");
    assert.deepEqual([made?.code, made?.stdout, made?.stderr.toString()], [3, Buffer.from([97, 0, 98, 255]), "err"]);
    assert.equal(ends.get("3333333333333333")?.how, "missing");
    assert.equal(hello.system, "Linux");
    assert.deepEqual(JSON.parse(said), head);
    assert.ok(
      text.split("\n").every((line) => line.length <= 72),
      "a line is too long for a mail",
    );
  });
}

test("a text is the same whatever the user's environment would have programs print", () => {
  const misleading = {
    GZIP: "-l",
    GREP_OPTIONS: "-v",
    TMOUT: "1",
    SHELLOPTS: "noglob",
    "BASH_FUNC_cat%%": "() {  :; }",
  };
  for (const shell of shells) {
    const { ends } = read(printed(shell, process.env["PATH"], misleading));
    assert.match(ends.get("1111111111111111")?.stdout.toString() ?? "", /^Linux version/, shell[0]);
    assert.equal(ends.size, jobs.size);
  }
});

/** A folder of what this machine has of these tools, to stand alone in PATH. */
async function onlyTools(names: readonly string[]): Promise<AsyncDisposable & { readonly path: string }> {
  const path = await mkdtemp(join(tmpdir(), "footing-tools-"));
  for (const name of names) {
    const found = execFileSync("sh", ["-c", `command -v ${name}`], { encoding: "utf8" }).trim();
    await symlink(found, join(path, name));
  }
  return { path, [Symbol.asyncDispose]: async () => await rm(path, { recursive: true }) };
}
const enough = ["date", "tr", "fold", "od", "cat", "uname", "id", "timeout", "sh"];

test("where there is no cksum, the text has another sum, by which a change is seen too", async () => {
  await using tools = await onlyTools([...enough, "sha256sum"]);
  const without = printed(["/bin/sh"], tools.path);
  assert.match(without, /^Sum: sha256:[0-9a-f]{64} \d+$/m);
  assert.equal(read(without).ends.size, jobs.size);
  const changed = without.replace(/^([0-9a-f]{10})0/m, "$11").replace(/^([0-9a-f]{10})[2-9a-f]/m, "$11");
  assert.match(problemOf(changed), /do not fit their checksum/);
});

test("a host that lacks what a script takes is told so at once, and nothing is printed that could be carried", async () => {
  await using tools = await onlyTools(enough.filter((name) => name !== "fold"));
  const { status, stdout, stderr } = spawnSync("/bin/sh", ["-s"], {
    input: script,
    encoding: "utf8",
    env: { PATH: tools.path },
  });
  assert.deepEqual([status, stdout], [1, ""]);
  assert.match(stderr, /nothing was looked at: this host lacks fold cksum\./);
});

const text = printed(["sh"]);
const quotedOnce = text.replaceAll(/^/gm, "> ");

/** As a mail encodes a text (RFC 2045): signs as "=3D", spaces at ends of lines too, lines of at most 76 letters. */
function quotedPrintable(plain: string): string {
  const line = (one: string): string =>
    one
      .replaceAll(/[=!"#$@[\\\]^`{|}~]| $/g, (sign) => `=${sign.charCodeAt(0).toString(16).toUpperCase()}`)
      .replaceAll(/((?:=..|[^=]){70})(?=.)/g, "$1=\n");
  return `Content-Type: text/plain\nContent-Transfer-Encoding: quoted-printable\n\n${plain.split("\n").map(line).join("\n")}`;
}

const carriages: Readonly<Record<string, string>> = {
  "line ends of Windows": text.replaceAll("\n", "\r\n"),
  "a prompt before, and another after": `me@host:~$ sh ask.sh\n${text}me@host:~$ exit\n`,
  "quoted in a mail": `On Monday somebody wrote:\n${quotedOnce}`,
  "quoted twice": quotedOnce.replaceAll(/^/gm, "> "),
  "wrapped at 76 after quoting": text.replaceAll(/^/gm, ">>>>>>>> ").replaceAll(/(.{76})/g, "$1\n"),
  "wrapped shorter than a line": text.replaceAll(/^([A-Za-z0-9+/]{40})([A-Za-z0-9+/]+)$/gm, "$1\n$2"),
  "spaces at the ends of lines": text.replaceAll("\n", "   \n\u00a0"),
  "quoted-printable, as a mail has it": quotedPrintable(text),
  "quoted-printable of a quoted mail, broken within its marks": quotedPrintable(
    text.replaceAll(/^/gm, "> ".repeat(30)),
  ),
  "quoted-printable, with ends of lines of Windows and a letter encoded": quotedPrintable(text)
    .replaceAll("\n", "\r\n")
    .replaceAll("F", "=46"),
  "a byte order mark, and empty lines between": `\ufeff${text.replaceAll("\n", "\n\n")}`,
};
for (const [name, carriage] of Object.entries(carriages)) {
  test(`a text survives being carried: ${name}`, () => {
    assert.deepEqual(read(carriage), read(text));
  });
}

test("a text is found in UTF-8, and in UTF-16 with its mark, and nothing else is taken for one", () => {
  const wide = Buffer.from(`\ufeff${text.replaceAll("\n", "\r\n")}`, "utf16le");
  const found = (bytes: Uint8Array): Carried | string => {
    const one = carriedIn(bytes);
    return one === undefined ? "none" : read(one);
  };
  for (const bytes of [Buffer.from(text), wide, Buffer.from(wide).swap16(), Buffer.concat([wide, Buffer.from([0])])])
    assert.deepEqual(found(bytes), read(text));
  assert.deepEqual(found(Buffer.from(quotedPrintable(text))), read(text));
  for (const other of [
    Buffer.from('{"a": "=3D"}'),
    Buffer.from([0xff, 0xfe]),
    Buffer.from([0xfe, 0xff, 0]),
    Buffer.of(),
  ])
    assert.equal(found(other), "none");
});

test("a text is read in time that grows as it does, whatever stands in it", () => {
  for (const piece of ["=", "= ", "=\t \n", "=3D", "> =\r", "Coding: gzip base64 ", `${beginLine}=`]) {
    const long = piece.repeat(Math.ceil(1e6 / piece.length));
    const started = performance.now();
    carriedIn(Buffer.from(long));
    readCarried(`${beginLine}\n${long}\n${endLine}`);
    assert.ok(performance.now() - started < 5000, JSON.stringify(piece));
  }
});

test("a text that lost or changed anything is refused in words, whatever it was", () => {
  assert.match(problemOf(script), /it is the script itself/);
  assert.match(problemOf(text.replace(beginLine, "")), /BEGIN line is missing/);
  assert.match(problemOf(text.slice(0, -40)), /cut off/);
  assert.match(problemOf(`${text}${text}`), /more than one host/);
  assert.match(problemOf(text.replace("Sum:", "Total:")), /after BEGIN were changed/);
  const body = text.indexOf("\n\n") + 2;
  assert.match(problemOf(text.slice(0, body) + text.slice(body + 65)), /letters are here/);
  const other = text[body + 70] === "A" ? "B" : "A";
  assert.match(problemOf(text.slice(0, body + 70) + other + text.slice(body + 71)), /do not fit their checksum/);
});

/** A text that holds these bytes, with a checksum that fits: made by hand, not by a script. */
function forged(payload: Uint8Array): string {
  const body = Buffer.from(payload).toString("base64").replaceAll("=", "");
  return `${beginLine}\nCoding: gzip base64\nSum: ${posixChecksum(Buffer.from(body))} ${body.length}\n\n${body}\n${endLine}\n`;
}

test("a text that was made to harm is refused: a bomb, what is not packed, a script that did not end", () => {
  assert.match(problemOf(forged(gzipSync(Buffer.alloc(64 * 2 ** 20)))), /cannot be unpacked/);
  assert.match(problemOf(forged(Buffer.from("no gzip"))), /cannot be unpacked/);
  assert.match(problemOf(forged(gzipSync(Buffer.from("{}\n2026-01-01T00:00:00Z\n")))), /did not come to its end/);
});

test("a program that floods ends with what a text may hold, and is told as that", () => {
  const flood = run(["/bin/sh", "-c", "while :; do echo 0123456789012345678901234567890123456789; done", "made"]);
  const flooding = carriedScript({ head, jobs: new Map([["1111111111111111", flood]]), holds: [], about: [] });
  const flooded = execFileSync("sh", ["-s"], { input: flooding, encoding: "utf8", stdio: ["pipe", "pipe", "ignore"] });
  assert.match(problemOf(flooded), /wrote more there than the 16 MiB/);
});

test("half of a script does nothing", () => {
  const half = script.slice(0, script.lastIndexOf("footing_main"));
  const ended = execFileSync("sh", ["-s"], { input: half, encoding: "utf8", stdio: ["pipe", "pipe", "ignore"] });
  assert.equal(ended, "");
});

test("the checksum is that of cksum(1)", () => {
  for (const one of ["", "a", "123456789", "x".repeat(100_000)]) {
    const [sum] = execFileSync("cksum", { input: one, encoding: "utf8" }).split(" ");
    assert.equal(String(posixChecksum(Buffer.from(one))), sum);
  }
});

test("an instant that is none is refused, not taken for the machine's time", () => {
  const at = "2026-99-99T00:00:00Z";
  const { mark } = head;
  const frames = `\n${mark} hello Linux\t0\tvm\n\n${mark} done 1\n`;
  assert.match(
    problemOf(forged(gzipSync(`${JSON.stringify(head)}\n${at}\n${frames}${at}\n`))),
    /did not come to its end/,
  );
});

test("what an operator wrote is no line by which a text is taken apart", () => {
  const holds = ["disk /tmp/Coding: gzip hex Sum: 1 2", "disk /-----BEGIN FOOTING FACTS-----"];
  const hostile = carriedScript({ head, jobs, holds, about: [] });
  const printedThere = execFileSync("sh", ["-s"], {
    input: hostile,
    encoding: "utf8",
    stdio: ["pipe", "pipe", "ignore"],
  });
  assert.deepEqual([...read(printedThere).ends.keys()], [...jobs.keys()]);
});
