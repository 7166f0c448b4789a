import type { FactRecord } from "../facts/snapshot.ts";
import { notAskedWords } from "./not-asked.ts";
import type { Report } from "./report.ts";
import { own, shown, type Style } from "./style.ts";
import { spread } from "./table.ts";
import { wrapped } from "./width.ts";
import { counted } from "./words.ts";

/** Whose requirements were compared with what place, and what was taken for granted. */
export function writeHead(report: Report, style: Style): readonly string[] {
  return [...spread(productWords(report, style), placeWords(report, style), style), ...remarks(report, style)];
}

export function productWords({ product, profile }: Pick<Report, "product" | "profile">, style: Style): string {
  const version = product.version === null ? "" : ` ${product.version}`;
  const edition = product.edition === null ? "" : `, requirements of ${product.edition}`;
  return shown(`${product.name}${version}${edition}${profile === null ? "" : `, ${profile}`}`, style);
}

const fieldOf = (report: Report, kind: string, field: string): FactRecord | undefined =>
  report.facts.find((record) => record.kind === kind && record.field === field && record.state === "seen");

const textOf = (record: FactRecord | undefined): readonly string[] =>
  typeof record?.value === "string" ? [record.value] : [];

/** "web01 · Debian GNU/Linux 12 · x86_64", as far as it was seen. */
export function placeWords(report: Report, style: Style): string {
  if (report.targets.length > 1) return counted(report.targets.length, "target");
  const [target] = report.targets;
  const [system = ""] = [...textOf(fieldOf(report, "os", "name")), ...textOf(fieldOf(report, "os", "id"))];
  // A release's nickname in brackets takes the room of what matters.
  const parts = [
    target?.hostname ?? target?.name ?? "",
    system.replace(/ \([^)]*\)$/, ""),
    ...textOf(fieldOf(report, "arch", "name")),
  ];
  return parts
    .filter((part) => part !== "")
    .map((part) => shown(part, style, 40))
    .join(own(" · ", style));
}

export const remarks = (report: Report, style: Style): readonly string[] =>
  remarksOf(report).flatMap((line) => wrapped(own(shown(line, style, 600), style), style.columns));

/** What was taken for granted, and what part was looked at: a sentence each, not yet visible. */
export function remarksOf(report: Report): readonly string[] {
  const roots = report.targets.flatMap(({ name, root }) =>
    root === undefined ? [] : [`${name} stands for the recorded tree ${root}`],
  );
  const notice = report.product.notice === undefined ? [] : [report.product.notice];
  const shared =
    report.shared === true ? ["shared: names, paths and addresses of this place were replaced by words"] : [];
  return [
    ...roots,
    ...notice,
    ...shared,
    ...assumed(report),
    ...sized(report),
    ...partOf(report),
    ...notAskedWords(report),
    ...judgedLater(report),
  ];
}

function assumed(report: Report): readonly string[] {
  const defaults = report.inputs.filter(
    (input) => input.from === "default" && input.applies !== false && !input.secret,
  );
  if (defaults.length === 0) return [];
  const words = defaults.map((input) => `${input.name} ${valueWords(input.value)}`);
  return [`assumed: ${words.join(", ")} (--set ${defaults[0]?.name ?? ""}=…)`];
}

const valueWords = (value: unknown): string =>
  Array.isArray(value)
    ? value.join(",")
    : typeof value === "string" || typeof value === "number" || typeof value === "boolean"
      ? String(value)
      : "none";

function sized({ sizing }: Report): readonly string[] {
  if (sizing === null) return [];
  const row = (values: Readonly<Record<string, string>>): string =>
    Object.entries(values)
      .map(([name, value]) => `${name} ${value}`)
      .join(", ");
  const also =
    sizing.alsoClaimedBy === null
      ? ""
      : `; the source gives ${sizing.value} to another row too: ${row(sizing.alsoClaimedBy)}`;
  const { unread } = sizing;
  const blind = unread.length === 0 ? "" : `; nobody looks at ${unread.join(", ")}`;
  return [`sized for ${sizing.by} ${sizing.value}: ${row(sizing.row)}${also}${blind}`];
}

/** What part of the requirements was looked at, and why more than was named. */
function partOf({ scope, results }: Report): readonly string[] {
  const ids = [...new Set(results.map((result) => result.id))];
  const only = `${ids.length} of ${counted(scope.requirements, "requirement")} (--only)`;
  const added = ids.filter((id) => !scope.only.some((glob) => fits(glob, id)));
  const because = added.flatMap((id) => {
    const needing = results.find((result) => result.needs.includes(id));
    return needing === undefined ? [] : [`${id} because ${needing.id} needs it`];
  });
  return [
    ...(scope.only.length === 0 ? [] : [[only, ...because].join("; ")]),
    ...(scope.noWrite ? ["nothing was written (--no-write)"] : []),
  ];
}

/** Whether an id fits a pattern in which `*` stands for any characters and `?` for one. */
function fits(glob: string, id: string): boolean {
  const source = glob
    .replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
    .replaceAll(/\*+/g, ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}$`).test(id);
}

const judgedLater = ({ evidence, moment }: Report): readonly string[] => [
  ...(evidence.from === "file" ? ["judged from a file of facts; nothing was looked at now"] : []),
  ...(moment === "install" ? [] : [`moment: ${moment}`]),
];
