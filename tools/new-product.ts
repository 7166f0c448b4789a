// Lays out the folder of a new product in the catalog: `npm run new:product NAME`.
import { fileURLToPath } from "node:url";
import { type Files, lay, writeFolder } from "./new/write.ts";

/** The files of a product with one statement, treated by one requirement, and a case for each outcome. */
export function productFiles(name: string): Files {
  return {
    "requirements.yaml": requirements(name),
    "statements.yaml": statements,
    "cases.yaml": cases,
    "README.md": `# ${name}\n\nTODO: which product and page this is, which edition, and what is not looked at yet.\n`,
  };
}

const requirements = (name: string): string => `# yaml-language-server: $schema=../../schema/requirements.schema.json
footing: 1
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
    because: "TODO: what happens with less"
`;

const statements = `footing: 1
sources:
  - { id: page, title: TODO, url: "https://example.org/requirements", retrieved: 2026-01-01 }

statements:
  # The fingerprint is that of the page's own sentence: node bin/run.js tools/fingerprint.ts PAGE
  - { id: P01, source: page, section: TODO, item: 1, level: must, fingerprint: "sha256:0000000000000000", gist: "TODO: in your own words", treatedBy: [requirement] }
`;

const cases = `cases:
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
