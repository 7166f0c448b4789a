import { visible } from "../report/text.ts";

type Circumstances = {
  readonly words: readonly string[];
  readonly version: string;
  readonly process: { readonly versions: { readonly node: string }; readonly platform: string; readonly arch: string };
};

/** What to say where Footing itself is at fault: no more than helps to mend it, and no value that somebody typed. */
export function ownFailure(error: unknown, { words, version, process }: Circumstances): string {
  const what = error instanceof Error ? `${error.name}: ${error.message}` : "something that is no error was thrown";
  const where =
    error instanceof Error
      ? /\bat (.+?) \(?(?:file:\/\/)?[^\s()]*\/((?:src|dist)\/[^\s()]+)\)?/.exec(error.stack ?? "")
      : null;
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

/** What follows `=` may be private, or worse. */
const withoutValue = (word: string): string => visible(word.replace(/=.*$/s, "=…"), { most: 80 });
