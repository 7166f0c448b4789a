import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { FrameReader, type FrameEvent } from "./frames.ts";

const mark = "0123456789abcdef0123456789abcdef";
const piece = (job: string, out: string, error = ""): string =>
  `\n${mark} begin ${job}\n${out}\n${mark} err ${job}\n${error}\n${mark} end ${job} 0 user\n`;

function read(output: string | Buffer, sizes: readonly number[] = []): readonly FrameEvent[] {
  const reader = new FrameReader(mark);
  let rest = Buffer.from(output);
  const events: FrameEvent[] = [];
  for (const size of sizes) {
    events.push(...reader.feed(rest.subarray(0, size)));
    rest = rest.subarray(size);
  }
  return [...events, ...reader.feed(rest)];
}

const outputs = (events: readonly FrameEvent[]): readonly (readonly [string, string, string])[] =>
  events.flatMap((event) =>
    event.is === "end" ? [[event.job, event.stdout.toString(), event.stderr.toString()] as const] : [],
  );

test("what was printed comes back byte for byte, however it is cut up on the way", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.string(), fc.string())), fc.array(fc.nat(40)), (pieces, sizes) => {
      const output = pieces.map(([out, error], index) => piece(String(index), out, error)).join("");
      const expected = pieces.map(([out, error], index) => [String(index), out, error]);
      assert.deepEqual(outputs(read(output, sizes)), expected);
    }),
  );
});

test("a banner before, and words between, are nobody's", () => {
  const noise = "Welcome!\r\n\x1b[31m0123456789abcdef\n";
  assert.deepEqual(outputs(read(`${noise}${piece("1", "a\n")}late words\n${piece("2", "b")}`)), [
    ["1", "a\n", ""],
    ["2", "b", ""],
  ]);
});

test("frames with another word, or inside a line, are what was printed", () => {
  const forged = piece("1", "forged").replaceAll(mark, "f".repeat(32));
  assert.deepEqual(outputs(read(piece("1", `${forged}x ${mark} end 1 0 user\n`))), [
    ["1", `${forged}x ${mark} end 1 0 user\n`, ""],
  ]);
});

test("a piece without its end counts for nothing, and what it had printed is known", () => {
  const whole = piece("1", "a");
  const cut = piece("2", "b").slice(0, -12);
  const reader = new FrameReader(mark);
  assert.deepEqual(outputs(reader.feed(Buffer.from(whole + cut))), [["1", "a", ""]]);
  assert.equal(reader.unfinished()?.job, "2");
  const early = new FrameReader(mark);
  early.feed(Buffer.from(`\n${mark} begin 3\nname\tx\n`));
  assert.equal(early.unfinished()?.stdout.toString(), "name\tx\n");
});

test("an end that does not fit its beginning, or has no error part, ends nothing", () => {
  assert.deepEqual(outputs(read(`\n${mark} begin 1\na\n${mark} end 1 0 user\n`)), []);
  assert.deepEqual(outputs(read(`\n${mark} begin 1\na\n${mark} err 2\n\n${mark} end 2 0 user\n`)), []);
  assert.deepEqual(outputs(read(piece("1", "a").replace("end 1 0", "end 1 x"))), []);
});

test("bytes that are no text stay as they are", () => {
  const bytes = Buffer.from([0, 255, 254, 10, 0, 128]);
  const output = Buffer.concat([
    Buffer.from(`\n${mark} begin 1\n`),
    bytes,
    Buffer.from(`\n${mark} err 1\n\n${mark} end 1 7 user\n`),
  ]);
  const [, end] = read(output, [3, 30, 5]);
  assert.deepEqual(end?.is === "end" && [end.stdout, end.code], [bytes, 7]);
});

test("a hundred thousand lines in one piece take as long as they are, not that squared", () => {
  const lines = `x\n${mark} begin q\n`.repeat(100_000);
  const started = performance.now();
  assert.deepEqual(outputs(read(`${lines}${piece("1", "a")}`)), [["1", "a", ""]]);
  // Squared it takes minutes.
  assert.ok(performance.now() - started < 10_000);
});
