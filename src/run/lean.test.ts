import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const lean = fileURLToPath(new URL("lean.ts", import.meta.url));

/** What V8 says of the room of its youngest objects, in MiB, after it was filled many times over. */
function youngRoom(targets: number): number {
  const program = `
    import { getHeapSpaceStatistics } from "node:v8";
    import { stayLean } from ${JSON.stringify(lean)};
    await stayLean(${targets});
    const kept = [];
    for (let round = 0; round < 200; round++) kept[round % 20] = Array.from({ length: 20_000 }, (_, index) => ({ index }));
    console.log(getHeapSpaceStatistics().find((space) => space.space_name === "new_space").space_size / 2 ** 20);
  `;
  return Number(execFileSync(process.execPath, ["--input-type=module", "-e", program]));
}

test("with many targets the room of the youngest objects does not grow", () => {
  assert.ok(youngRoom(20) < youngRoom(1) / 2);
});
