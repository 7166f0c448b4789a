// How quick and how large Footing is, as ratios to an empty start on the same machine in the same run: `npm run bench`.
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "rolldown";
import { bundle } from "../tools/build.ts";
import { median, peakMemory, ratio, type Ratio, type Words } from "./measure.ts";

const rounds = 21;
const root = fileURLToPath(new URL("../", import.meta.url));
const empty = fileURLToPath(new URL("empty.js", import.meta.url));
/** The Node that a newcomer has: the one that runs npm. */
const theirs = process.env["npm_node_execpath"] ?? (existsSync("/usr/bin/node") ? "/usr/bin/node" : process.execPath);
const ours = process.execPath;
/** What a machine tells of itself; how long Docker's and Compose's own programs take is theirs. */
const machine = "memory,cpu,disk,disk-type,disk-encryption,os,privilege";
const check: Words = [ours, `${root}dist/main.js`, "check", "cht", "--only", machine];

const table: string[][] = [["what", "measured", "beside", "figure", "target"]];

function timeRow(what: string, measured: Ratio, target: number): void {
  const shown = (time: number): string => `${time.toFixed(0)} ms`;
  table.push([what, shown(measured.first), shown(measured.second), `${measured.times.toFixed(2)}x`, `${target}x`]);
}

/** Bundled as the program is: from source, stripping types would count too. */
async function hundreds(): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), "footing-bench-"));
  try {
    const output = { dir: folder, format: "esm", entryFileNames: "hundreds.js" } as const;
    await build({ cwd: root, input: "bench/hundreds.ts", platform: "node", output, logLevel: "silent" });
    return (await peakMemory([ours, join(folder, "hundreds.js"), `${root}catalog/`])) ?? Number.NaN;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function own(): Promise<void> {
  await bundle(root);
  timeRow(
    "footing --version, an empty start",
    ratio([theirs, `${root}bin/footing.js`, "--version"], [theirs, empty], rounds),
    1.3,
  );
  timeRow("footing check, an empty start", ratio(check, [ours, empty], rounds), 4);
  const peaks: number[] = [];
  for (let round = 0; round < 5; round += 1) peaks.push((await peakMemory(check)) ?? Number.NaN);
  table.push(["memory of footing check", "", "", `${(median(peaks) / 1e6).toFixed(0)} MB`, "120 MB"]);

  table.push(["memory of 500 simulated hosts", "", "", `${((await hundreds()) / 1e6).toFixed(0)} MB`, "300 MB"]);

  for (const row of table)
    process.stdout.write(`${row.map((cell, at) => (at === 0 ? cell.padEnd(36) : cell.padStart(10))).join("")}\n`);
  process.stdout.write(`medians of ${rounds} rounds in turn; ${theirs} starts --version, ${ours} the bundle\n`);
}

const [what, where] = process.argv.slice(2);
if (what === "peers") await (await import("./peers.ts")).peers(where === "inside");
else await own();
