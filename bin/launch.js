// Finds a Node that is new enough and starts a file on it.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { constants } from "node:os";
import { fileURLToPath } from "node:url";

const least = 24;
const thisIsEnough = Number(process.versions.node.split(".")[0]) >= least;

/** How long one key press may take to reach us twice: once from the terminal, once from npm, which passes it on. */
const sameSignal = 500;

/** Runs `main` in this process if its Node is new enough, else on the Node that npm brought, else says what to do. */
export async function enter(main, words) {
  if (thisIsEnough) {
    await import(main.href);
    return;
  }
  const node = broughtNode();
  if (node === undefined) complain();
  else await start(node, [fileURLToPath(main), ...words]);
}

/** The Node for tools and tests: the pinned one, so that everybody runs the same, else this one if it is new enough. */
export function chosenNode() {
  return broughtNode() ?? (thisIsEnough ? process.execPath : undefined);
}

/** Exit 2 with the way out, since nothing here is broken: the machine lacks something. */
export function complain() {
  process.stderr.write(
    `footing needs Node.js ${least} or newer, and this is ${process.version}. ` +
      "Install one from https://nodejs.org; in a clone, `npm ci` brings one for " +
      "Linux (x64 and arm64), macOS (arm64) and Windows (x64).\n",
  );
  process.exitCode = 2;
}

/** Starts `words` on `node` in our place: same terminal, same signals, same end. */
export async function start(node, words) {
  const { spawn } = await import("node:child_process");
  // NODE_OPTIONS was meant for the Node that reads this; another version may refuse its words.
  const { NODE_OPTIONS: _, ...environment } = process.env;
  const child = spawn(node, words, { stdio: "inherit", env: environment });
  const seen = new Map();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.on(signal, () => {
      const now = Date.now();
      const before = seen.get(signal);
      seen.set(signal, now);
      if (before === undefined ? signal === "SIGINT" && terminalTellsAll() : now - before < sameSignal) return;
      child.kill(signal);
    });
  }
  child.on("error", (error) => {
    process.stderr.write(`footing could not start ${node}: ${error.message}\n`);
    complain();
  });
  child.on("exit", (code, signal) => {
    process.exitCode = code ?? 128 + constants.signals[signal];
  });
}

/** The Node that `npm ci` installed for this platform, if any. */
function broughtNode() {
  const names = { linux: "node-linux", darwin: "node-bin-darwin", win32: "node-win" };
  const program = process.platform === "win32" ? "node.exe" : "node";
  try {
    const require = createRequire(import.meta.url);
    return require.resolve(`${names[process.platform]}-${process.arch}/bin/${program}`);
  } catch {
    return undefined;
  }
}

/**
 * Whether Ctrl-C reaches the child without us: a terminal sends it to its whole foreground group (proc_pid_stat(5),
 * fields pgrp and tpgid). A second, later Ctrl-C is passed on all the same: it means "now".
 */
function terminalTellsAll() {
  try {
    const text = readFileSync("/proc/self/stat", "utf8");
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    return fields[2] === fields[5];
  } catch {
    return process.stdin.isTTY === true || process.stdout.isTTY === true;
  }
}
