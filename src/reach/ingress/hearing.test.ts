import assert from "node:assert/strict";
import { test } from "node:test";
import type { Came } from "../../facts/ingress.ts";
import { Hearing } from "./hearing.ts";

const { signal } = new AbortController();
const own = ["10.77.0.2", "203.0.113.7"];

function hearing(): { readonly heard: Hearing; readonly told: Came[] } {
  const told: Came[] = [];
  return { heard: new Hearing({ own, tell: (came) => told.push(came) }), told };
}

test("the first who counts ends the waiting, and who comes before is told", async () => {
  const { heard, told } = hearing();
  const waiting = heard.wait("internet", 10_000, signal);
  for (const from of ["10.77.0.2", "10.77.0.9", "203.0.113.7", "198.51.100.2", "198.51.100.3"]) heard.arrive({ from });
  assert.deepEqual(await waiting, { from: "198.51.100.2", source: "internet" });
  assert.deepEqual(
    told.map(({ source }) => source),
    ["own", "private", "own", "internet", "internet"],
  );
});

test("a private network counts where it is waited for, the place itself never", async () => {
  const { heard } = hearing();
  heard.arrive({ from: "127.0.0.1" });
  heard.arrive({ from: "10.77.0.9", forwardedFor: "198.51.100.2" });
  assert.deepEqual(await heard.wait("private", 10_000, signal), {
    from: "10.77.0.9",
    source: "private",
    through: "198.51.100.2",
  });
});

test("each waits for whom it needs, and who comes late is heard by those who still wait", async () => {
  const { heard } = hearing();
  const [near, far] = [heard.wait("private", 10_000, signal), heard.wait("internet", 10_000, signal)];
  heard.arrive({ from: "10.77.0.9" });
  assert.equal((await near)?.from, "10.77.0.9");
  heard.arrive({ from: "198.51.100.2" });
  assert.equal((await far)?.from, "198.51.100.2");
  assert.equal((await heard.wait("internet", 0, signal))?.from, "198.51.100.2");
});

test("time and Ctrl-C end it with nobody", async () => {
  const { heard } = hearing();
  heard.arrive({ from: "10.77.0.9" });
  assert.equal(await heard.wait("internet", 5, signal), undefined);
  assert.equal(await heard.wait("internet", 10_000, AbortSignal.abort()), undefined);
});

test("who comes a thousand times is told once, and a thousand others fill no screen", () => {
  const { heard, told } = hearing();
  for (let count = 0; count < 1000; count++) heard.arrive({ from: "10.77.0.9" });
  for (let count = 0; count < 1000; count++) heard.arrive({ from: `10.78.${count % 250}.${count >> 8}` });
  assert.equal(told.length, 20);
  for (let count = 0; count < 1000; count++) heard.connect("198.51.100.2");
  assert.deepEqual(heard.others, [{ from: "198.51.100.2", source: "internet" }]);
});
