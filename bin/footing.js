#!/usr/bin/env node
// The program's door. Plain JavaScript, because the first Node to read it may be a distribution's old one.
import { existsSync, readFileSync } from "node:fs";

if (process.argv[2] === "--version") {
  const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
  process.stdout.write(`${version}\n`);
} else {
  // A clone runs from source, the published package from its bundle; both stand one folder below the root.
  const source = new URL("../src/main.ts", import.meta.url);
  const main = existsSync(source) ? source : new URL("../dist/main.js", import.meta.url);
  const { enter } = await import("./launch.js");
  await enter(main, process.argv.slice(2));
}
