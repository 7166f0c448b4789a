import { constants, open } from "node:fs/promises";
import { seconds } from "./bare.ts";
import { findLocalPath } from "./local-path.ts";
import { runChild, type ChildResult } from "./child.ts";
import { childEnvironment, type Environment } from "./environment.ts";
import { givenFileExits, givenFileScript } from "./scripts/given-file.ts";
import { understandFileError } from "./system-files.ts";
import { within } from "./within.ts";

const { O_NOFOLLOW, O_NONBLOCK, O_RDONLY } = constants;

export type GivenFileOptions = {
  readonly limitBytes: number;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  readonly environment: Environment;
  readonly platform: NodeJS.Platform;
};

/** Why a file that a person named could not be read. `text` says it without the path, for a sentence that names it. */
export type FileProblem = {
  readonly is: "missing" | "folder" | "special" | "denied" | "too-large" | "timeout" | "stopped" | "broken";
  readonly text: string;
};

export type GivenFile = { readonly is: "read"; readonly bytes: Buffer } | FileProblem;

const problems: Readonly<Record<keyof typeof givenFileExits, string>> = {
  missing: "there is no such file",
  denied: "this user may not read it",
  folder: "it is a folder, not a file",
  special: "it is not a regular file (a pipe, a socket or a device)",
  broken: "it could not be read",
};

const isProblem = (name: string): name is keyof typeof givenFileExits => Object.hasOwn(givenFileExits, name);

/**
 * Reads a file that a person named: requirements, a site, a secret, facts. What is no plain file on a file system of this
 * machine's own is opened in a child, because a pipe or a dead mount would hang this process beyond any limit (the file
 * threads of Node cannot be stopped). Never rejects.
 */
export async function readGivenFile(path: string, options: GivenFileOptions): Promise<GivenFile> {
  if (path.includes("\0") || path === "") return problem("missing");
  if (options.platform === "win32") return await readHere(() => readBytes(path, options.limitBytes), options);
  if (options.platform === "linux") {
    const plain = await readHere(() => readPlainly(path, options.limitBytes), options);
    if (plain !== undefined) return plain;
  }
  const result = await runChild({
    command: ["/bin/sh", "-c", givenFileScript, "footing-read", path, String(options.limitBytes + 1)],
    environment: childEnvironment(options.environment, options.platform),
    timeoutMs: options.timeoutMs,
    outputLimitBytes: options.limitBytes + 64 * 2 ** 10,
    signal: options.signal,
  });
  return understandGivenFile(result, options);
}

/** What the script that reads a given file came to, wherever it ran. */
export function understandGivenFile(
  result: ChildResult,
  { limitBytes, timeoutMs }: Pick<GivenFileOptions, "limitBytes" | "timeoutMs">,
): GivenFile {
  if (result.is === "not-started") return { is: "broken", text: `/bin/sh did not start to read it: ${result.code}` };
  if (result.is === "timeout") return { is: "timeout", text: `it gave nothing within ${seconds(timeoutMs)}` };
  if (result.is === "stopped") return { is: "stopped", text: "reading it was stopped" };
  if (result.is === "too-much-output") return tooLarge(limitBytes);
  if (result.exit !== 0) return problemOf(result.exit, result.stderr.toString("utf8").trim());
  return result.stdout.length > limitBytes ? tooLarge(limitBytes) : { is: "read", bytes: result.stdout };
}

const tooLarge = (limitBytes: number): FileProblem => ({
  is: "too-large",
  text: `it has more than ${limitBytes} bytes`,
});
const problem = (is: keyof typeof problems): FileProblem => ({ is, text: problems[is] });

function problemOf(exit: number, words: string): FileProblem {
  const name = Object.entries(givenFileExits).find(([, known]) => known === exit)?.[0] ?? "broken";
  if (isProblem(name) && name !== "broken") return problem(name);
  return words === "" ? problem("broken") : { is: "broken", text: words };
}

async function readHere<Read extends GivenFile | undefined>(
  read: () => Promise<Read>,
  options: GivenFileOptions,
): Promise<Read | FileProblem> {
  const answer = await within(read(), options);
  if (answer === undefined || answer.is !== "failed") return answer;
  return { is: answer.why.code === "timeout" ? "timeout" : "stopped", text: answer.why.text };
}

/** What is no file of a person's, whatever it says that it is. */
const ofTheKernel = /^\/(?:proc|sys|dev)\//;

/**
 * Reads a plain file that lies where nothing can hang. Undefined where it may lie elsewhere, or is not plain: that is left to
 * a child, which also tells why.
 */
async function readPlainly(path: string, limitBytes: number): Promise<GivenFile | undefined> {
  const found = await findLocalPath(path.startsWith("/") ? path : `${process.cwd()}/${path}`);
  if (found?.climbed === true) return problem("missing");
  return found?.sort === "file" && !ofTheKernel.test(found.at) ? await readFound(found.at, limitBytes) : undefined;
}

async function readFound(path: string, limitBytes: number): Promise<GivenFile | undefined> {
  try {
    // Somebody may put a pipe in its place meanwhile: it is not waited for.
    await using file = await open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
    const about = await file.stat();
    if (!about.isFile()) return undefined;
    if (about.size > limitBytes) return tooLarge(limitBytes);
    const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(about.size + 1), 0, about.size + 1, 0);
    // Who writes to it now may not be done.
    return bytesRead === about.size ? { is: "read", bytes: buffer.subarray(0, bytesRead) } : undefined;
  } catch {
    return undefined;
  }
}

/** On Windows there is no sh; named pipes are not among the paths of files there, and a dead share ends by itself. */
async function readBytes(path: string, limitBytes: number): Promise<GivenFile> {
  try {
    await using file = await open(path, "r");
    const about = await file.stat();
    if (about.isDirectory()) return problem("folder");
    if (!about.isFile()) return problem("special");
    return about.size > limitBytes ? tooLarge(limitBytes) : { is: "read", bytes: await file.readFile() };
  } catch (error) {
    const bare = understandFileError(error, path);
    if (bare.is === "missing") return problem("missing");
    return problem(bare.is === "failed" && bare.why.code === "permission-denied" ? "denied" : "broken");
  }
}
