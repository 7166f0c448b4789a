import type { ToldDryRun } from "./dry-run.ts";
import { visible } from "./text.ts";

export type ScriptAbout = Pick<ToldDryRun, "product" | "touches" | "withheld" | "open"> & {
  readonly version: string;
  /** What is not asked, since its answer is not carried about. */
  readonly leftOut: readonly { readonly requirement: string; readonly what: string; readonly why: string }[];
  /** The command that judges what the script prints. */
  readonly judge: string;
};

const doing = { write: "write", bind: "bind", reach: "reach", run: "run", read: "read" } as const;

/**
 * What a script that is carried to a host says of itself at its beginning: whoever is asked to run it there reads first
 * what it does. One line each, nothing of it can end a comment.
 */
export function scriptAbout(about: ScriptAbout): readonly string[] {
  const { version, product, touches, withheld, leftOut, open, judge } = about;
  const isSilent = !touches.some(({ is }) => is === "reach");
  const lines = [
    `Footing ${version}: asks this host what ${product} requires of it.`,
    "Run it with sh, as the user who runs the product. Nothing needs to be",
    `installed${isSilent ? ", and it connects to nobody" : ""}:  sh ask.sh > facts.txt`,
    `Then carry the text over, and there:  ${judge}`,
    "",
    "It would",
    ...Object.keys(doing).flatMap((is) => touchLines(touches.filter((touch) => touch.is === is))),
    ...withheld.map(({ requirement, what }) => `  not: ${what} (${requirement}: without leave)`),
    ...leftOut.map(({ requirement, what, why }) => `  not: ${what} (${requirement}: ${why})`),
    ...open.map(({ requirement, why }) => `  not: ${requirement}: ${why}`),
  ];
  return lines.map((line) => visible(line).replaceAll(/[\r\n]/g, " "));
}

function touchLines(touches: ToldDryRun["touches"]): readonly string[] {
  return [...new Set(touches.map(({ is, what }) => `  ${doing[is].padEnd(5)} ${what}`))];
}
