import { isCarried } from "../reach/session/carried-text.ts";
import type { CarriedRequest } from "./carried-facts.ts";
import { parseSnapshot, type Snapshot } from "./facts-file.ts";
import { readGivenText } from "./given-file.ts";
import { jsonLimitBytes } from "./json-file.ts";

const anew = "Make it anew with footing facts.";

/** Reads facts in whatever form somebody has them: a facts file, a report, or the text that a script printed. */
export async function readFacts(path: string, request: Omit<CarriedRequest, "path">): Promise<Snapshot> {
  const { environment, signal } = request;
  const { text } = await readGivenText(path, { environment, signal, missing: anew }, jsonLimitBytes);
  if (!isCarried(text)) return parseSnapshot(path, text);
  const { carriedSnapshot } = await import("./carried-facts.ts");
  return await carriedSnapshot(text, { ...request, path });
}
