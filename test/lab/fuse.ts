// A file system in memory that misbehaves as it is told, spoken by hand to the kernel on descriptor 3 (fuse(4),
// include/uapi/linux/fuse.h): see `misbehaves` in steps.sh. The modes:
//   well           as it should
//   quota          writing is EDQUOT
//   full-at-fsync  ENOSPC comes only when a file is brought to the disk
//   differs        what is read is not what was written
//   slow-fsync     fsync takes longer than a probe that is in a hurry has; the file `syncing` says that it has begun
//   hangs          once a probe has made its file nobody is answered, for as long as a probe has time; then it is gone
import { readSync, writeFileSync, writeSync } from "node:fs";

const mode = process.argv[2] ?? "well";
const device = 3;
const codes = { noEntry: -2, exists: -17, full: -28, noCall: -38, quota: -122 } as const;
const root = 1n;
const modes = { file: 0o100600, folder: 0o40755 } as const;

type File = { bytes: Buffer; readonly uid: number; readonly gid: number };
type Call = {
  readonly unique: bigint;
  readonly node: bigint;
  readonly uid: number;
  readonly gid: number;
  readonly body: Buffer;
};

const names = new Map<string, bigint>();
const files = new Map<bigint, File>();
let next = 2n;

const sleep = (ms: number): void => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
const words = (...values: readonly number[]): Buffer => Buffer.from(new Uint32Array(values).buffer);
const textOf = (bytes: Buffer): string => bytes.toString("utf8", 0, bytes.indexOf(0));
const codeOf = (error: unknown): string => (error instanceof Error && "code" in error ? String(error.code) : "");

function answer({ unique }: Call, error: number, ...parts: readonly Buffer[]): void {
  const body = Buffer.concat(parts);
  const head = Buffer.alloc(16);
  head.writeUInt32LE(16 + body.length, 0);
  head.writeInt32LE(error, 4);
  head.writeBigUInt64LE(unique, 8);
  try {
    writeSync(device, Buffer.concat([head, body]));
  } catch (problem) {
    // Whoever asked was ended meanwhile.
    if (codeOf(problem) !== "ENOENT") throw problem;
  }
}

function attributes(number: bigint): Buffer {
  const file = files.get(number);
  const bytes = Buffer.alloc(88);
  bytes.writeBigUInt64LE(number, 0);
  bytes.writeBigUInt64LE(BigInt(file?.bytes.length ?? 0), 8);
  words(number === root ? modes.folder : modes.file, 1, file?.uid ?? 0, file?.gid ?? 0, 0, 4096).copy(bytes, 60);
  return bytes;
}

/** What is said of an entry holds for no time at all, so that the kernel asks again. */
function entry(number: bigint): Buffer {
  const head = Buffer.alloc(40);
  head.writeBigUInt64LE(number, 0);
  return Buffer.concat([head, attributes(number)]);
}

function create(call: Call): void {
  const name = textOf(call.body.subarray(16));
  if (names.has(name)) {
    answer(call, codes.exists);
    return;
  }
  const number = next;
  next += 1n;
  names.set(name, number);
  files.set(number, { bytes: Buffer.alloc(0), uid: call.uid, gid: call.gid });
  // Opened with direct I/O: what is read comes from here, not from what the kernel remembers.
  answer(call, 0, entry(number), words(0, 0, 1, 0));
  if (mode !== "hangs" || !name.startsWith("footing-probe-")) return;
  // Nothing is read from the kernel any more: whoever waits for what was read could not even be killed.
  sleep(6500);
  process.exit(0);
}

function write(call: Call): void {
  const file = files.get(call.node);
  if (mode === "quota" || file === undefined) {
    answer(call, codes.quota);
    return;
  }
  const [offset, size] = [Number(call.body.readBigUInt64LE(8)), call.body.readUInt32LE(16)];
  const bytes = Buffer.alloc(Math.max(file.bytes.length, offset + size));
  file.bytes.copy(bytes);
  call.body.copy(bytes, offset, 40, 40 + size);
  file.bytes = bytes;
  answer(call, 0, words(size, 0));
}

function read(call: Call): void {
  const [offset, size] = [Number(call.body.readBigUInt64LE(8)), call.body.readUInt32LE(16)];
  const bytes = Buffer.from((files.get(call.node)?.bytes ?? Buffer.alloc(0)).subarray(offset, offset + size));
  if (mode === "differs" && offset === 0 && bytes.length > 0) bytes[0] = (bytes[0] ?? 0) ^ 1;
  answer(call, 0, bytes);
}

function bringToDisk(call: Call): void {
  if (mode === "slow-fsync") {
    writeFileSync("syncing", "");
    sleep(2500);
  }
  answer(call, mode === "full-at-fsync" ? codes.full : 0);
}

function lookUp(call: Call): void {
  const number = names.get(textOf(call.body));
  if (number === undefined) answer(call, codes.noEntry);
  else answer(call, 0, entry(number));
}

const remove = (call: Call): void => answer(call, names.delete(textOf(call.body)) ? 0 : codes.noEntry);

function list(call: Call): void {
  const isFirst = call.body.readBigUInt64LE(8) === 0n;
  const entries = [...(isFirst ? names : [])].map(([name, number], index) => {
    const length = Buffer.byteLength(name);
    const bytes = Buffer.alloc(24 + Math.ceil(length / 8) * 8);
    bytes.writeBigUInt64LE(number, 0);
    bytes.writeBigUInt64LE(BigInt(index + 1), 8);
    words(length, 8).copy(bytes, 16);
    bytes.write(name, 24);
    return bytes;
  });
  answer(call, 0, ...entries);
}

function begin(call: Call): void {
  const reply = Buffer.alloc(64);
  // Version 7.31, no more flags than are asked for, 64 KiB in one write.
  words(7, Math.min(31, call.body.readUInt32LE(4)), call.body.readUInt32LE(8), 0, 0x000c_0010, 65_536).copy(reply);
  answer(call, 0, reply);
}

function room(call: Call): void {
  const reply = Buffer.alloc(80);
  for (const at of [0, 8, 16, 24, 32]) reply.writeBigUInt64LE(1_000_000n, at);
  words(4096, 255, 4096).copy(reply, 40);
  answer(call, 0, reply);
}

const done = (call: Call): void => answer(call, 0);
const opened = (call: Call): void => answer(call, 0, words(0, 0, 1, 0));
const told = (call: Call): void => answer(call, 0, Buffer.alloc(16), attributes(call.node));
const silent = (): void => undefined;

/** By the numbers of the kernel's calls. */
const calls = new Map<number, (call: Call) => void>([
  [1, lookUp],
  [2, silent],
  [3, told],
  [4, told],
  [10, remove],
  [14, opened],
  [15, read],
  [16, write],
  [17, room],
  [18, done],
  [20, bringToDisk],
  [25, done],
  [26, begin],
  [27, opened],
  [28, list],
  [29, done],
  [35, create],
  [36, silent],
  [38, silent],
  [42, silent],
]);

const request = Buffer.alloc(2 ** 20 + 4096);

/** The next request; undefined where the one that was to come was taken back. */
function received(): Buffer | undefined {
  try {
    return Buffer.from(request.subarray(0, readSync(device, request)));
  } catch (error) {
    if (codeOf(error) === "ENOENT" || codeOf(error) === "EINTR") return undefined;
    // ENODEV: it was unmounted.
    return process.exit(codeOf(error) === "ENODEV" ? 0 : 1);
  }
}

for (;;) {
  const bytes = received();
  if (bytes === undefined) continue;
  const call: Call = {
    unique: bytes.readBigUInt64LE(8),
    node: bytes.readBigUInt64LE(16),
    uid: bytes.readUInt32LE(24),
    gid: bytes.readUInt32LE(28),
    body: bytes.subarray(40),
  };
  const act = calls.get(bytes.readUInt32LE(4));
  if (act === undefined) answer(call, codes.noCall);
  else act(call);
}
