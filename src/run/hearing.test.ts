import assert from "node:assert/strict";
import { test } from "node:test";
import { Hearing, type Came } from "./hearing.ts";

const { signal } = new AbortController();
const own = ["10.77.0.2", "203.0.113.7"];

function hearing(waitsFor: "internet" | "private"): { readonly heard: Hearing; readonly told: Came[] } {
  const told: Came[] = [];
  return { heard: new Hearing(waitsFor, { own, tell: (came) => told.push(came) }), told };
}

test("the first who counts ends the waiting, and who comes before is told", async () => {
  const { heard, told } = hearing("internet");
  const waiting = heard.wait(10_000, signal);
  for (const from of ["10.77.0.2", "10.77.0.9", "203.0.113.7", "198.51.100.2", "198.51.100.3"]) heard.arrive({ from });
  assert.deepEqual(await waiting, { from: "198.51.100.2", source: "internet" });
  assert.deepEqual(
    told.map(({ source }) => source),
    ["own", "private", "own", "internet", "internet"],
  );
});

test("a private network counts where it is waited for, the place itself never", async () => {
  const { heard } = hearing("private");
  heard.arrive({ from: "127.0.0.1" });
  heard.arrive({ from: "10.77.0.9", forwardedFor: "198.51.100.2" });
  assert.deepEqual(await heard.wait(10_000, signal), { from: "10.77.0.9", source: "private", through: "198.51.100.2" });
});

test("time and Ctrl-C end it with nobody", async () => {
  const { heard } = hearing("internet");
  heard.arrive({ from: "10.77.0.9" });
  assert.equal(await heard.wait(5, signal), undefined);
  assert.equal(await heard.wait(10_000, AbortSignal.abort()), undefined);
});

test("who comes a thousand times is told once, and a thousand others fill no screen", () => {
  const { heard, told } = hearing("internet");
  for (let count = 0; count < 1000; count++) heard.arrive({ from: "10.77.0.9" });
  for (let count = 0; count < 1000; count++) heard.arrive({ from: `10.78.${count % 250}.${count >> 8}` });
  assert.equal(told.length, 20);
  for (let count = 0; count < 1000; count++) heard.connect("198.51.100.2");
  assert.deepEqual(heard.others, [{ from: "198.51.100.2", source: "internet" }]);
});
