import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { SpawnOptions } from "./spawn.ts";

const launcher = fileURLToPath(new URL("../../bin/footing.js", import.meta.url));

/** What is typed once a text has come: keys, so Enter is `\r`, Ctrl-C `\u0003`; or what is done before it is typed. */
export type Step = readonly [wait: string, keys: string | (() => string)];
export type Talk = { readonly output: string; readonly code: number | null };

const quoted = (word: string): string => `'${word.replaceAll("'", String.raw`'\''`)}'`;
const longestMs = 40_000;

/** Runs the program at a terminal of its own, made by script(1), and types what a person would when asked. */
export async function atTerminal(
  words: readonly string[],
  { folder, environment = {} }: SpawnOptions,
  steps: readonly Step[],
): Promise<Talk> {
  const command = [process.execPath, launcher, ...words].map(quoted).join(" ");
  const child = spawn("script", ["-q", "-e", "-c", command, "/dev/null"], {
    cwd: folder,
    env: { ...process.env, LC_ALL: "C.UTF-8", TERM: "xterm", ...environment },
    stdio: ["pipe", "pipe", "inherit"],
  });
  let output = "";
  let seen = 0;
  const left = [...steps];
  const type = (): void => {
    for (let [next] = left; next !== undefined; [next] = left) {
      const [wait, keys] = next;
      const found = output.indexOf(wait, seen);
      if (found < 0) return;
      seen = found + wait.length;
      left.shift();
      child.stdin.write(typeof keys === "string" ? keys : keys());
    }
  };
  child.stdout.setEncoding("utf8").on("data", (piece: string) => {
    output += piece;
    type();
  });
  child.stdin.on("error", () => undefined);
  const tooLong = setTimeout(() => child.kill("SIGKILL"), longestMs);
  const code = await new Promise<number | null>((ended) => child.on("close", ended));
  clearTimeout(tooLong);
  if (left.length > 0) throw new Error(`never came: ${left.map(([wait]) => wait).join(", ")}, in:\n${output}`);
  return { output: output.replaceAll("\r\n", "\n"), code };
}
