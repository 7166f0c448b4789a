// The walls between rooms: `npm run walls` fails on the first import that tools/walls/table.ts does not allow.
import { fileURLToPath } from "node:url";
import { examine } from "./walls/examine.ts";

const { files, wrong } = examine(fileURLToPath(new URL("../", import.meta.url)));
for (const line of wrong) process.stderr.write(`${line}\n`);
process.stdout.write(`walls: ${files} files, ${wrong.length} wrong\n`);
// Walls that saw no file have shown nothing.
process.exitCode = wrong.length === 0 && files > 0 ? 0 : 1;
