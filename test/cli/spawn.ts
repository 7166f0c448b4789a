import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { fileURLToPath } from "node:url";

export const launcher = fileURLToPath(new URL("../../bin/footing.js", import.meta.url));

export type Ended = { readonly stdout: string; readonly stderr: string; readonly code: number | null };
export type SpawnOptions = {
  readonly folder: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** What comes on standard input; nothing where it is not said. */
  readonly input?: string;
};

/** What a command line ends with: the launcher is started as a user starts it, in a folder of its own. */
export function footing(words: readonly string[], { folder, environment = {}, input = "" }: SpawnOptions): Ended {
  const env = { ...process.env, LC_ALL: "C.UTF-8", NO_COLOR: "", ...environment };
  const { stdout, stderr, status } = spawnSync(process.execPath, [launcher, ...words], {
    cwd: folder,
    env,
    encoding: "utf8",
    input,
  });
  return { stdout, stderr, code: status };
}

/** Started and left running, to be interrupted. */
export const started = (words: readonly string[], { folder }: SpawnOptions): ChildProcess =>
  spawn(process.execPath, [launcher, ...words], { cwd: folder, env: { ...process.env, LC_ALL: "C.UTF-8" } });

/** A folder with the files given, gone with the test. */
export function folderWith(context: TestContext, files: Readonly<Record<string, string>> = {}): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "footing-cli-")));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

/** A port of TCP on which nobody listens. */
export async function freePort(): Promise<string> {
  const server = createServer().listen(0);
  await once(server, "listening");
  const address = server.address();
  server.close();
  if (address === null || typeof address === "string") throw new Error("no port was given");
  return String(address.port);
}

/** Requirements that any Linux machine answers at once: one met, and whatever the test adds. */
export const requirements = (more = "", name = "Mine"): string => `footing: 1
product: { id: mine, name: ${name}, edition: 2026-01 }
inputs:
  domain: { type: domain, ask: Which domain? }
  db: { type: database-url, secret: true, ask: Which database? }
requirements:
  - { id: cpu, level: must, title: Processors, cpu: {}, expect: { count: ">= 1" } }
${more}`;

export const tooMuchMemory = `  - { id: memory, level: must, title: Memory, memory: {}, expect: { installed: ">= 900 TiB" } }
`;
