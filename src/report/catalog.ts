import type { JsonValue } from "../facts/json.ts";
import type { RequirementsFile } from "../spec/requirements-file.ts";
import type { Statements } from "../spec/statements.ts";
import { isPending } from "./expectation.ts";
import { own, shown, type Style } from "./style.ts";
import { padded, widthOf } from "./width.ts";

/** An entry of the catalog: the name that a command takes, and what it holds. */
export type Listed = {
  readonly entry: string;
  readonly file: RequirementsFile;
  readonly statements: Statements | null;
};

const pendingIn = ({ requirements }: RequirementsFile): number => requirements.filter(isPending).length;

export const listData = (listed: readonly Listed[]): JsonValue => ({
  schema: "footing/catalog/1",
  products: listed.map(({ entry, file, statements }) => ({
    entry,
    id: file.product.id,
    name: file.product.name,
    edition: file.product.edition ?? null,
    versions: file.product.versions?.text ?? null,
    profiles: file.profiles.map((profile) => profile.name),
    requirements: file.requirements.length,
    pending: pendingIn(file),
    statements: statements?.statements.size ?? null,
  })),
});

/** The catalog as a table. */
export function writeList(listed: readonly Listed[], style: Style): string {
  const rows = listed.map(({ entry, file, statements }) => [
    entry,
    file.product.name,
    file.product.edition ?? "",
    file.product.versions?.text ?? "all",
    `${file.requirements.length} (${pendingIn(file)})`,
    String(statements?.statements.size ?? ""),
  ]);
  const head = ["product", "name", "edition", "versions", "requirements (not yet)", "statements"];
  const cells = [head, ...rows].map((row) => row.map((cell) => shown(cell, style, 40)));
  const widths = head.map((_, column) => Math.max(...cells.map((row) => widthOf(row[column] ?? ""))));
  const lines = cells.map((row) =>
    row
      .map((cell, column) => padded(cell, (widths[column] ?? 0) + 2))
      .join("")
      .trimEnd(),
  );
  const after = "(not yet): this version cannot look at them.\nNext: footing check PRODUCT, footing show PRODUCT";
  return own(`${lines.join("\n")}\n\n${after}\n`, style);
}
