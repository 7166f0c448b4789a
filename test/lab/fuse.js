// A file system in memory that misbehaves as it is told, spoken by hand to the kernel (fuse(4), include/uapi/linux/fuse.h):
// `bash -c 'exec 3<>/dev/fuse; mount -i -t fuse -o fd=3,… ; exec node fuse.js MODE'`. MODE is `well`, `quota` (writing is
// EDQUOT), `full-at-fsync` (ENOSPC only when it is brought to the disk), `differs` (what is read is not what was written),
// `slow-fsync` (fsync takes its time), or `hangs` (once a probe has
// made its file nobody is answered any more, for as long as a probe has time; then it is gone).
import { readSync, writeSync } from "node:fs";

const mode = process.argv[2] ?? "well";
const device = 3;
const codes = { noEntry: -2, input: -5, exists: -17, full: -28, noCall: -38, quota: -122 };
const root = 1n;
const file = { mode: 0o100600 };
const folder = { mode: 0o40755 };
/** Files by name and by number; the folder is number 1. */
const names = new Map();
const files = new Map();
let next = 2n;

function attributes(number) {
  const entry = files.get(number);
  const bytes = Buffer.alloc(88);
  bytes.writeBigUInt64LE(number, 0);
  bytes.writeBigUInt64LE(BigInt(entry?.size ?? 0), 8);
  bytes.writeUInt32LE(number === root ? folder.mode : file.mode, 60);
  bytes.writeUInt32LE(1, 64);
  bytes.writeUInt32LE(entry?.uid ?? 0, 68);
  bytes.writeUInt32LE(entry?.gid ?? 0, 72);
  bytes.writeUInt32LE(4096, 80);
  return bytes;
}

// What is said of an entry holds for no time at all, so that the kernel asks again.
function entry(number) {
  const head = Buffer.alloc(40);
  head.writeBigUInt64LE(number, 0);
  return Buffer.concat([head, attributes(number)]);
}
const attribute = (number) => Buffer.concat([Buffer.alloc(16), attributes(number)]);

function answer(unique, error, body = Buffer.alloc(0)) {
  const head = Buffer.alloc(16);
  head.writeUInt32LE(16 + body.length, 0);
  head.writeInt32LE(error, 4);
  head.writeBigUInt64LE(unique, 8);
  try {
    writeSync(device, Buffer.concat([head, body]));
  } catch (error_) {
    // Who asked was ended meanwhile.
    if (error_.code !== "ENOENT") throw error_;
  }
}

const sleep = (ms) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
const text = (bytes) => bytes.toString("utf8", 0, bytes.indexOf(0));

function create({ unique, body, uid, gid }) {
  const name = text(body.subarray(16));
  if (names.has(name)) return answer(unique, codes.exists);
  const number = next++;
  names.set(name, number);
  files.set(number, { size: 0, bytes: Buffer.alloc(0), uid, gid });
  // Opened with direct I/O: what is read comes from here, not from what the kernel remembers.
  const opened = Buffer.alloc(16);
  opened.writeUInt32LE(1, 8);
  answer(unique, 0, Buffer.concat([entry(number), opened]));
  // Nothing is read from the kernel any more, since whoever waits for what was read cannot even be killed.
  if (mode === "hangs" && name.startsWith("footing-probe-")) {
    sleep(6500);
    process.exit(0);
  }
  return undefined;
}

function write({ unique, node, body }) {
  if (mode === "quota") return answer(unique, codes.quota);
  const one = files.get(node);
  const [offset, size] = [Number(body.readBigUInt64LE(8)), body.readUInt32LE(16)];
  const bytes = Buffer.alloc(Math.max(one.size, offset + size));
  one.bytes.copy(bytes);
  body.copy(bytes, offset, 40, 40 + size);
  Object.assign(one, { bytes, size: bytes.length });
  const written = Buffer.alloc(8);
  written.writeUInt32LE(size, 0);
  return answer(unique, 0, written);
}

function read({ unique, node, body }) {
  const [offset, size] = [Number(body.readBigUInt64LE(8)), body.readUInt32LE(16)];
  const bytes = Buffer.from((files.get(node)?.bytes ?? Buffer.alloc(0)).subarray(offset, offset + size));
  if (mode === "differs" && offset === 0 && bytes.length > 0) bytes[0] ^= 1;
  return answer(unique, 0, bytes);
}

function fsync({ unique }) {
  if (mode === "full-at-fsync") return answer(unique, codes.full);
  if (mode === "slow-fsync") sleep(2500);
  return answer(unique, 0);
}

function lookUp({ unique, body }) {
  const number = names.get(text(body));
  return number === undefined ? answer(unique, codes.noEntry) : answer(unique, 0, entry(number));
}

function remove({ unique, body }) {
  return answer(unique, names.delete(text(body)) ? 0 : codes.noEntry);
}

function list({ unique, body }) {
  if (body.readBigUInt64LE(8) !== 0n) return answer(unique, 0);
  const entries = [...names].map(([name, number], index) => {
    const length = Buffer.byteLength(name);
    const bytes = Buffer.alloc(24 + Math.ceil(length / 8) * 8);
    bytes.writeBigUInt64LE(number, 0);
    bytes.writeBigUInt64LE(BigInt(index + 1), 8);
    bytes.writeUInt32LE(length, 16);
    bytes.writeUInt32LE(8, 20);
    bytes.write(name, 24);
    return bytes;
  });
  return answer(unique, 0, Buffer.concat(entries));
}

function begin({ unique, body }) {
  const reply = Buffer.alloc(64);
  reply.writeUInt32LE(7, 0);
  reply.writeUInt32LE(Math.min(31, body.readUInt32LE(4)), 4);
  reply.writeUInt32LE(body.readUInt32LE(8), 8);
  reply.writeUInt16LE(16, 16);
  reply.writeUInt16LE(12, 18);
  reply.writeUInt32LE(65_536, 20);
  return answer(unique, 0, reply);
}

function room({ unique }) {
  const reply = Buffer.alloc(80);
  for (const at of [0, 8, 16, 24, 32]) reply.writeBigUInt64LE(1_000_000n, at);
  for (const at of [40, 44, 48]) reply.writeUInt32LE(4096, at);
  return answer(unique, 0, reply);
}

const done = ({ unique }) => answer(unique, 0);
const opened = ({ unique }) => answer(unique, 0, Buffer.alloc(16));
const silent = () => undefined;
const told = ({ unique, node }) => answer(unique, 0, attribute(node));

// prettier-ignore
const calls = {
  1: lookUp, 2: silent, 3: told, 4: told, 10: remove, 14: ({ unique }) => answer(unique, 0, Buffer.from([0,0,0,0,0,0,0,0,1,0,0,0,0,0,0,0])),
  15: read, 16: write, 17: room, 18: done, 20: fsync, 25: done, 26: begin, 27: opened, 28: list, 29: done, 35: create,
  36: silent, 38: silent, 42: silent,
};

const request = Buffer.alloc(2 ** 20 + 4096);
function serve() {
  let length;
  try {
    length = readSync(device, request);
  } catch (error) {
    if (error.code === "ENOENT" || error.code === "EINTR") return setImmediate(serve);
    process.exit(error.code === "ENODEV" ? 0 : 1);
  }
  const bytes = Buffer.from(request.subarray(0, length));
  const call = {
    unique: bytes.readBigUInt64LE(8),
    node: bytes.readBigUInt64LE(16),
    uid: bytes.readUInt32LE(24),
    gid: bytes.readUInt32LE(28),
    body: bytes.subarray(40),
  };
  const act = calls[bytes.readUInt32LE(4)];
  if (act === undefined) answer(call.unique, codes.noCall);
  else act(call);
  return setImmediate(serve);
}
serve();
