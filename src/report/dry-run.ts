import type { JsonValue } from "../facts/json.ts";
import type { Reason } from "../facts/reasons.ts";
import { own, shown, type Style } from "./style.ts";
import { padded, wrapped } from "./width.ts";
import { counted } from "./words.ts";

/** What a run would touch: what `run/dry-run.ts` tells, and Footing's own files beside it. */
export type ToldDryRun = {
  readonly product: string;
  readonly touches: readonly {
    readonly is: "read" | "run" | "write" | "bind" | "reach";
    readonly what: string;
    readonly target: string;
    readonly for: readonly (string | null)[];
  }[];
  readonly withheld: readonly { readonly requirement: string; readonly what: string; readonly why: Reason }[];
  readonly removes: readonly string[];
  readonly open: readonly {
    readonly requirement: string;
    readonly kind: string;
    readonly why: string;
    readonly settle?: string;
  }[];
  readonly depending: readonly {
    readonly requirement: string;
    readonly onlyIf: string | null;
    readonly after: readonly string[];
  }[];
  /** Files of Footing's own, or that the command line names: read or written by Footing itself. */
  readonly own: readonly { readonly is: "read" | "write"; readonly what: string }[];
};

/** The dry run as data. */
export const dryRunData = (told: ToldDryRun): JsonValue => ({
  schema: "footing/dry-run/1",
  product: told.product,
  touches: told.touches.map(({ is, what, target, for: ids }) => ({ is, what, target, for: ids })),
  own: told.own.map(({ is, what }) => ({ is, what })),
  withheld: told.withheld.map(({ requirement, what, why }) => ({
    requirement,
    what,
    why: { code: why.code, text: why.text },
  })),
  removes: told.removes,
  open: told.open.map(({ requirement, kind, why, settle = null }) => ({ requirement, kind, why, settle })),
  depending: told.depending.map(({ requirement, onlyIf, after }) => ({ requirement, onlyIf, after })),
});

/** The dry run in words: every file, program, port and host, grouped by what would be done with it. */
export function writeDryRun(told: ToldDryRun, style: Style): string {
  const lines = [
    `This run would (${told.product})`,
    // What changes something or is seen by others first: the files that are read fill the screen.
    ...group("write", told, style),
    ...section("remove", told.removes, style),
    ...(["bind", "reach", "run", "read"] as const).flatMap((is) => group(is, told, style)),
    ...ownLines(told, style),
    ...section("later", laterWords(told), style),
    ...section("open", openWords(told), style),
    ...section("not without leave", withheldWords(told), style),
    ...section("only if", dependingWords(told), style),
    "Nothing was touched.",
  ];
  return own(`${lines.join("\n")}\n`, style);
}

const margin = 20;

/** A word at the left, and its texts below one another beside it. */
function section(head: string, texts: readonly string[], style: Style): readonly string[] {
  const lines = texts.flatMap((text) =>
    wrapped(shown(text, style, 600), style.columns - margin - 2).map((line, index) =>
      index === 0 ? line : `  ${line}`,
    ),
  );
  return lines.map((line, index) => `${padded(index === 0 ? `  ${head}` : "", margin)}${line}`);
}

function group(is: ToldDryRun["touches"][number]["is"], { touches }: ToldDryRun, style: Style): readonly string[] {
  const found = [...new Set(touches.flatMap((one) => (one.is === is ? [one.what] : [])))].map((what) => {
    const targets = touches.filter((one) => one.is === is && one.what === what).map(({ target }) => target);
    return `${what}${whereWords([...new Set(targets)])}`;
  });
  // "FILE, or …" tells of FILE too.
  const once = found.filter((what) => !found.some((other) => other.startsWith(`${what}, or `)));
  return section(is, once.toSorted(), style);
}

/** Where it would be, unless that is this host alone. */
function whereWords(targets: readonly string[]): string {
  if (targets.every((target) => target === "local")) return "";
  const words = targets.map((target) => (target === "local" ? "this host" : target));
  return words.length > 3 ? ` (on ${words.length} hosts)` : ` (on ${words.join(" and ")})`;
}

const ownLines = ({ own: files }: ToldDryRun, style: Style): readonly string[] =>
  section(
    "by Footing itself",
    files.map(({ is, what }) => `${is} ${what}`),
    style,
  );

/** What is known only on the way: "disk: the disk of the dataRoot that docker answers". */
const laterWords = ({ open }: ToldDryRun): readonly string[] =>
  open.flatMap(({ requirement, kind, why, settle }) => {
    if (settle !== undefined) return [];
    return [`${requirement}: ${why.startsWith("the ") ? `the ${kind} of ${why}` : why}`];
  });

const openWords = ({ open }: ToldDryRun): readonly string[] =>
  open.flatMap(({ requirement, settle }) => (settle === undefined ? [] : [`${requirement}: needs ${settle}`]));

const withheldWords = ({ withheld }: ToldDryRun): readonly string[] =>
  withheld.map(({ requirement, what, why }) => `${requirement}: ${what} (${why.settle ?? why.text})`);

function dependingWords({ depending }: ToldDryRun): readonly string[] {
  const waits = depending.filter(({ after }) => after.length > 0);
  const words = waits.map(
    ({ requirement, after }) => `${requirement}: after ${after.join(" and ")} ${after.length === 1 ? "is" : "are"} met`,
  );
  const conditions = depending.flatMap(({ requirement, onlyIf }) =>
    onlyIf === null ? [] : [`${requirement}: ${onlyIf}`],
  );
  const all = [...new Set([...words, ...conditions])];
  return all.length > 12 ? [...all.slice(0, 12), `${counted(all.length - 12, "other")}, with -o json`] : all;
}
