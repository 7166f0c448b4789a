/**
 * Prints where each sentence of a requirements page stands, its fingerprint and its text, separated by tabs: what
 * `statements.yaml` of a product needs. The page is Markdown; nothing is fetched and nothing is written.
 *
 *   node bin/run.js tools/fingerprint.ts PAGE
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { normaliseSentence, sentencesOf } from "../src/spec/fingerprint.ts";

const [path] = process.argv.slice(2);
if (path === undefined) {
  process.stderr.write("usage: node bin/run.js tools/fingerprint.ts PAGE\n");
  process.exit(2);
}
for (const { section, item, text } of sentencesOf(readFileSync(path, "utf8"))) {
  const digest = createHash("sha256").update(normaliseSentence(text)).digest("hex").slice(0, 16);
  process.stdout.write(`${section}\t${item}\tsha256:${digest}\t${text}\n`);
}
