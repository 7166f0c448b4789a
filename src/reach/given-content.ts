import { failed, text, type Bare } from "./bare.ts";
import type { GivenFile } from "./files.ts";

/** What a file that a person named comes to as a reading. */
export function contentOf(given: GivenFile, path: string): Bare {
  if (given.is === "read") return text(given.bytes.toString("utf8"));
  if (given.is === "missing" || given.is === "folder") return { is: "missing" };
  const codes = {
    special: "cannot-tell",
    denied: "permission-denied",
    "too-large": "too-much-output",
    timeout: "timeout",
    stopped: "interrupted",
    broken: "no-means",
  } as const;
  return failed(codes[given.is], `${path}: ${given.text}`);
}
