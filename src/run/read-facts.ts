import { carriedIn } from "../reach/session/carried-text.ts";
import { loadLibraries } from "../spec/libraries.ts";
import type { CarriedRequest } from "./carried-facts.ts";
import { parseSnapshot, type Snapshot } from "./facts-file.ts";
import { decode, readGivenBytes } from "./given-file.ts";
import { jsonLimitBytes } from "./json-file.ts";

const anew = "Make it anew with footing facts.";

/** Where facts stand: in a file, or in bytes that came otherwise, which are called by that name. */
export type FactsSource = { readonly path: string; readonly bytes?: Uint8Array };

/** Reads facts in whatever form somebody has them: a facts file, a report, or the text that a script printed. */
export async function readFacts(source: FactsSource, request: Omit<CarriedRequest, "path">): Promise<Snapshot> {
  const { environment, signal } = request;
  const { path } = source;
  const bytes = source.bytes ?? (await readGivenBytes(path, { environment, signal, missing: anew }, jsonLimitBytes));
  await loadLibraries();
  const carried = carriedIn(bytes);
  if (carried === undefined) return parseSnapshot(path, decode(path, bytes).text);
  const { carriedSnapshot } = await import("./carried-facts.ts");
  return await carriedSnapshot(carried, { ...request, path });
}
