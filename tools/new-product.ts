// Lays out the folder of a new product in the catalog: `npm run new:product NAME`.
import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import { normaliseSentence } from "../src/spec/fingerprint.ts";
import { type Files, lay, writeFolder } from "./new/write.ts";

/** The files of a product with one statement, treated by one requirement, and a case for each outcome. */
export function productFiles(name: string): Files {
  return {
    "requirements.yaml": requirements(name),
    "statements.yaml": statements,
    "cases.yaml": cases,
    "README.md": `# ${name}\n\nTODO: which product and page this is, which edition, and what is not looked at yet. What stands in the files is an example.\n`,
  };
}

/** The line by which an editor finds the schema of a file. */
const schemaLine = (sort: string): string => `# yaml-language-server: $schema=../../schema/${sort}.schema.json\n`;

const requirements = (name: string): string => `${schemaLine("requirements")}footing: 1
product: { id: ${name}, name: ${name}, versions: ">=1", edition: 2026-01 }

profiles:
  host: { title: One machine, default: true, targets: [local] }

requirements:
  - id: memory
    level: must
    title: Memory
    memory: {}
    expect: { installed: ">= 4 GB" }
    from: P01
    because: what happens with less
`;

/** A sentence as an example, so that the folder is whole and its cases hold before anything is written in it. */
const sentence = "The machine needs at least 4 GB of memory.";

const fingerprint = `sha256:${createHash("sha256").update(normaliseSentence(sentence)).digest("hex").slice(0, 16)}`;

const statements = `${schemaLine("statements")}footing: 1
sources:
  - { id: page, title: Example, url: "https://example.org/requirements", retrieved: 2026-01-01 }

statements:
  # An example: "${sentence}"
  # Section, item and fingerprint of each sentence of a page: node bin/run.js tools/fingerprint.ts PAGE
  - { id: P01, source: page, section: Hardware, item: 1, level: must, fingerprint: "${fingerprint}", gist: memory of 4 GB or more, treatedBy: [requirement] }
`;

const cases = `${schemaLine("cases")}footing: 1
cases:
  - name: a machine of just the size
    facts: { memory: { installed: 4 GB } }
    expect: { outcomes: { memory: met } }
  - name: a machine that is smaller
    facts: { memory: { installed: 3.9 GB } }
    expect: { outcomes: { memory: unmet } }
  - name: a machine that nobody looked at
    expect: { outcomes: { memory: unknown } }
`;

if (import.meta.main) {
  lay("npm run new:product NAME", (name) => {
    writeFolder(fileURLToPath(new URL(`../catalog/${name}/`, import.meta.url)), name, productFiles(name));
    return [
      `catalog/${name}/ has requirements.yaml, statements.yaml, cases.yaml and README.md.`,
      `Then: npx footing test catalog/${name}, which runs its cases, and npm run check.`,
    ];
  });
}
