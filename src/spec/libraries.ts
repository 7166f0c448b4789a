import { loadConditions } from "./condition-tree.ts";
import { loadPatterns } from "./pattern.ts";

/** Loads what reading a foreign file takes. Files of the catalog were parsed when the program was built. */
export async function loadLibraries(): Promise<void> {
  await Promise.all([loadConditions(), loadPatterns()]);
}
