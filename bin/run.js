#!/usr/bin/env node
// Runs a file of this checkout on the Node that npm brought, for the scripts of package.json:
// `node bin/run.js tools/walls.ts`. What comes before the file goes to Node: `node bin/run.js --test FILE`.
import { chosenNode, complain, start } from "./launch.js";

const node = chosenNode();
if (node === undefined) complain();
else await start(node, process.argv.slice(2));
