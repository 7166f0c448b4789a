#!/usr/bin/env node
// The program's door. Plain JavaScript, because the first Node to read it may be a distribution's old one.
import { existsSync, readFileSync } from "node:fs";

if (process.argv[2] === "--version") {
  const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
  // As in the program itself: a reader that has gone is no failure, and a full disk is one.
  process.stdout.on("error", (error) => {
    if (["EPIPE", "ERR_STREAM_DESTROYED", "EIO"].includes(error.code)) return;
    process.exitCode = 2;
    process.stderr.write(`footing: the output could not be written: ${error.message}\n`);
  });
  process.stderr.on("error", () => undefined);
  process.stdout.write(`${version}\n`);
} else {
  // A clone runs from source, the published package from its bundle; both stand one folder below the root.
  const source = new URL("../src/main.ts", import.meta.url);
  const main = existsSync(source) ? source : new URL("../dist/main.js", import.meta.url);
  const { enter } = await import("./launch.js");
  await enter(main, process.argv.slice(2));
}
