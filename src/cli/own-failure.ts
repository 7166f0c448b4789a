import { visible } from "../report/text.ts";

type Circumstances = {
  readonly words: readonly string[];
  readonly version: string;
  readonly process: { readonly versions: { readonly node: string }; readonly platform: string; readonly arch: string };
};

/** What to say where Footing itself is at fault: no more than helps to mend it, and no value that somebody typed. */
export function ownFailure(error: unknown, { words, version, process }: Circumstances): string {
  const what = error instanceof Error ? wordsOf(error) : "something that is no error was thrown";
  const where = error instanceof Error ? frame.exec(framesOf(error)) : null;
  const line = words.map(withoutValue).join(" ");
  return [
    `footing broke: ${visible(what, { most: 400 })}`,
    "This is a fault of footing, not of this place. Please report it with:",
    `  footing ${version}, Node.js ${process.versions.node}, ${process.platform} ${process.arch}`,
    `  footing ${line}`,
    ...(where === null ? [] : [`  ${visible(`in ${where[1] ?? "?"}, ${where[2] ?? "?"}`)}`]),
    "",
  ].join("\n");
}

const frame = /\bat (.+?) \(?(?:file:\/\/)?[^\s()]*\/((?:src|dist)\/[^\s()]+)\)?/;

/** The trace without the message that it begins with, which may look like a line of it. */
function framesOf({ stack = "", message }: Error): string {
  const start = stack.indexOf(message);
  return start === -1 ? "" : stack.slice(start + message.length);
}

/** Messages of the language that name code of ours, as far as they do. */
const ofCode = [
  /^(?:\(intermediate value\)|[\w$]+)(?:[\w$.]|\(\.\.\.\)|\(intermediate value\))* is not (?:a function|a constructor|iterable|defined)/,
  /^Cannot (?:read|set) properties of (?:undefined|null)/,
  /^Cannot access '[\w$]+' before initialization/,
  /^Assignment to constant variable/,
  /^Maximum call stack size exceeded/,
  /^Invalid (?:array|string) length/,
];

/** A message may quote whatever was at hand when it was made: a name, a line of a file, a secret. */
function wordsOf({ name, message }: Error): string {
  const known = ofCode.flatMap((pattern) => pattern.exec(message)?.[0] ?? [])[0];
  return `${name}: ${known ?? "what it says is not shown, since that may hold a value"}`;
}

/** What follows `=` may be private, or worse. */
const withoutValue = (word: string): string => visible(word.replace(/=.*$/s, "=…"), { most: 80 });
