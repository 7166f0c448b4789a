import { loadConditions } from "./condition-tree.ts";
import { loadPatterns } from "./pattern.ts";

/** A key or a function that stands in a text as it is, unless an escape hides it. */
const conditions = /\b(?:when|that)\b|\\/;
const patterns = /\b(?:like|matches)\b|\\/;

/** Loads what reading this foreign text may take: most texts do without one or the other. */
export async function loadLibrariesFor(text: string): Promise<void> {
  await Promise.all([conditions.test(text) && loadConditions(), patterns.test(text) && loadPatterns()]);
}

/** Loads what reading any foreign file takes. Files of the catalog were parsed when the program was built. */
export async function loadLibraries(): Promise<void> {
  await Promise.all([loadConditions(), loadPatterns()]);
}
