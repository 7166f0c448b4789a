import type { Clause } from "./clause.ts";
import { Reader, type Span } from "./problem.ts";
import type { RequirementsFile } from "./requirements-file.ts";
import { reportUnknown } from "./shape.ts";
import type { Statements } from "./statements.ts";

/** Checks that every statement that a requirement comes from stands in the statements beside it. Throws BadFile. */
export function checkOrigins({ source, requirements }: RequirementsFile, { statements }: Statements): void {
  const reader = new Reader(source);
  const words = [...statements.keys()];
  const check = (id: string, at: Span): void => {
    if (statements.has(id)) return;
    reportUnknown(reader, at, { word: id, message: `statements.yaml has no statement \`${id}\``, words });
  };
  for (const { from, at, places, clauses } of requirements) {
    for (const id of "statements" in from ? from.statements : []) check(id, places["from"] ?? at);
    const looks = clauses.filter((clause: Clause) => clause.is === "look");
    for (const aside of looks.flatMap((look) => look.asides ?? [])) {
      for (const id of aside.from ?? []) check(id, aside.at);
    }
  }
  reader.finish();
}
