import { Reader } from "./problem.ts";
import type { RequirementsFile } from "./requirements-file.ts";
import { reportUnknown } from "./shape.ts";
import type { Statements } from "./statements.ts";

/** Checks that every statement that a requirement comes from stands in the statements beside it. Throws BadFile. */
export function checkOrigins({ source, requirements }: RequirementsFile, { statements }: Statements): void {
  const reader = new Reader(source);
  const words = [...statements.keys()];
  for (const { from, at, places } of requirements) {
    for (const id of "statements" in from ? from.statements : []) {
      if (statements.has(id)) continue;
      const message = `statements.yaml has no statement \`${id}\``;
      reportUnknown(reader, places["from"] ?? at, { word: id, message, words });
    }
  }
  reader.finish();
}
