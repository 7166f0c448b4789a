import type { Raw, Reading } from "../facts/reading.ts";
import { cutAhead } from "./looking.ts";

/** What Docker's client is asked, in the one way in which every kind asks it: so the same question is put once. */
export const askDocker = (...words: readonly string[]): Reading => ({
  run: ["docker", ...words, "--format", "{{json .}}"],
  as: "root-if-refused",
  passes: "docker",
});

const refusals = /permission denied|access is denied/i;
/**
 * What Docker's clients say, from 1.12 to 29, where nobody listens: no socket, or one that refuses. That a pipe is not
 * there Windows says in its own language, so in others it stays unclear.
 */
const silences =
  /cannot connect to the docker daemon|failed to connect to the docker api|connection refused|connection reset|no such file or directory|cannot connect to podman|open \/\/\.\/pipe\/\S+: The system cannot find the file specified/i;

/** Where a client looked for its engine, as far as its words tell. */
export const endpointIn = (words: string): string | undefined =>
  /\b((?:unix|tcp|ssh|npipe|https?):\/\/[^\s;"]*[^\s;".,])/.exec(words)?.[1];

/** Where clients look by themselves: on Linux, of Docker Desktop on macOS, on Windows. */
const usual =
  /^(?:unix|https?):\/\/(?:\/|%2f)(?:var(?:\/|%2f))?run(?:\/|%2f)docker\.sock(?:\/|$)|\/\.docker\/run\/docker\.sock$|^npipe:|^https?:\/\/%2f%2f\.%2fpipe%2f/i;

/** Whether the client asked where it does so unless it is told otherwise. */
export const isUsualEndpoint = (endpoint: string): boolean => usual.test(endpoint);

/** Why no engine answered: nobody is there, this user is not let in, or words that decide nothing. */
export type Silence = { readonly is: "nobody" | "refused" | "unclear"; readonly words: string };

export function silenceOf(raw: Raw & { readonly is: "text" }): Silence {
  const lines = (raw.stderr ?? "").split("\n").filter((line) => line.trim() !== "" && !line.startsWith("WARNING: "));
  const words = cutAhead(lines.at(-1) ?? "its client says nothing");
  if (lines.some((line) => refusals.test(line))) return { is: "refused", words };
  return { is: lines.some((line) => silences.test(line)) ? "nobody" : "unclear", words };
}
