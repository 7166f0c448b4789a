import type { JsonValue } from "../facts/json.ts";
import type { Reason } from "../facts/reasons.ts";
import { alike } from "./alike.ts";
import { own, shown, type Style } from "./style.ts";
import { padded, wrapped } from "./width.ts";
import { counted, listed } from "./words.ts";

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
    ...byTarget(told).flatMap(({ head, touches }, index) => [
      ...head,
      // What changes something or is seen by others first: the files that are read fill the screen.
      ...group("write", touches, style),
      ...section("remove", index === 0 ? told.removes : [], style),
      ...(["bind", "reach", "run", "read"] as const).flatMap((is) => group(is, touches, style)),
    ]),
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

type Touches = ToldDryRun["touches"];

/** What is done where; hosts at which the same is done stand together. Without another host, no host is named. */
function byTarget({ touches }: ToldDryRun): readonly { readonly head: readonly string[]; readonly touches: Touches }[] {
  const targets = [...new Set(touches.map(({ target }) => target))];
  if (targets.every((target) => target === "local")) return [{ head: [], touches }];
  const done = (target: string): string =>
    of(touches, target)
      .map(({ is, what }) => `${is} ${what.replace(target.slice("ssh://".length), "")}`)
      .join("\n");
  return alike(targets, done).map((names) => ({
    head: [`  at ${listed(names)}`],
    touches: names.flatMap((name, index) => of(touches, name).filter(({ is }) => index === 0 || is === "reach")),
  }));
}

const of = (touches: Touches, target: string): Touches => touches.filter((one) => one.target === target);

function group(is: Touches[number]["is"], touches: Touches, style: Style): readonly string[] {
  const found = [...new Set(touches.flatMap((one) => (one.is === is ? [one.what] : [])))];
  // "FILE, or …" tells of FILE too.
  const once = found.filter((what) => !found.some((other) => other.startsWith(`${what}, or `)));
  return section(is, once.toSorted(), style);
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
