import { kinds } from "../kinds/all.ts";
import type { Declaration } from "../kinds/declaration.ts";
import { loadRequirements } from "../spec/requirements-file.ts";
import type { Found } from "./catalog.ts";
import { digestOf } from "./digest.ts";

/**
 * What `footing facts` looks at where no product is named: every host kind that needs no argument, and the disk of `/`.
 * It stands as a requirements file, so that it goes the same way through the house as any other.
 */
export async function everythingFile(): Promise<Found> {
  const free = kinds.filter(
    (kind) =>
      kind.askedOf.includes("host") &&
      !Object.values(kind.arguments).some((one) => one.required === true) &&
      kind.needsOneOf === undefined &&
      (kind.touches === undefined || kind.touches.with !== undefined),
  );
  const requirements = [
    ...free.map(
      (kind) =>
        `  - { id: ${kind.name}, level: may, ${kind.name}: {}, expect: { ${firstField(kind)}: { present: true } } }`,
    ),
    "  - { id: disk, level: may, disk: { path: / }, expect: { size: { present: true } } }",
  ];
  const text = `footing: 1\nproduct: { id: host, name: This host }\nrequirements:\n${requirements.join("\n")}\n`;
  const file = loadRequirements({ name: "everything", text });
  return { file, statements: null, digest: await digestOf(text), origin: "catalog", folder: ".", version: null };
}

const firstField = (kind: Declaration): string => Object.keys(kind.answers)[0] ?? "";
