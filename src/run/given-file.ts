import { readGivenFile, type FileProblem } from "../reach/files.ts";
import { BadFile, UsageError, type SourceText } from "../spec/problem.ts";
import { loadLibrariesFor } from "../spec/libraries.ts";
import { yamlLimits } from "../facts/yaml-count.ts";

export type Reading = {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
  /** What to do instead where there is no such file; without, what a file of requirements asks for. */
  readonly missing?: string;
};

const timeoutMs = 5000;

/** The bytes of a file that a person named, or an error that says why there are none. */
export async function readGivenBytes(path: string, reading: Reading, limitBytes: number): Promise<Uint8Array> {
  const read = await readGivenFile(path, { limitBytes, timeoutMs, platform: process.platform, ...reading });
  if (read.is !== "read") throw new UsageError(`${path}: ${read.text}`, helpFor(read, limitBytes, reading.missing));
  return read.bytes;
}

/** The text of a file that a person named, or an error that says what is wrong with it and where. Nothing of it is executed. */
export async function readGivenText(
  path: string,
  reading: Reading,
  limitBytes: number = yamlLimits.bytes,
): Promise<SourceText> {
  const source = decode(path, await readGivenBytes(path, reading, limitBytes));
  await loadLibrariesFor(source.text);
  return source;
}

function helpFor(problem: FileProblem, limitBytes: number, missing: string | undefined): string | undefined {
  if (problem.is === "missing")
    return missing ?? "Name a product of the catalog (footing list) or a file that is there.";
  if (problem.is === "too-large") return `A file of this sort has at most ${limitBytes / 2 ** 20} MiB.`;
  return undefined;
}

const byteOrderMarks: readonly (readonly [readonly number[], string])[] = [
  [[0xff, 0xfe], "UTF-16"],
  [[0xfe, 0xff], "UTF-16"],
];

/** UTF-8, strictly: a file in another encoding is refused, since words of it might be taken for others. */
export function decode(name: string, bytes: Uint8Array): SourceText {
  const wrong = (message: string): BadFile =>
    new BadFile([{ source: { name, text: "" }, at: { start: 0, end: 1 }, message, hint: "expected text in UTF-8" }]);
  for (const [mark, encoding] of byteOrderMarks) {
    if (mark.every((byte, index) => bytes[index] === byte)) throw wrong(`the file is in ${encoding}`);
  }
  try {
    return { name, text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch {
    throw wrong("the file is not text in UTF-8");
  }
}
