import type { Result } from "../judge/outcome.ts";
import { alike } from "./alike.ts";
import { commandLines } from "./command-lines.ts";
import type { Report, ReportedTarget } from "./report.ts";
import type { Row } from "./row.ts";
import { inset } from "./entry.ts";
import { shown, type Style } from "./style.ts";
import { counted, listed } from "./words.ts";

/** More hosts than these are not told by name in a row: the JSON report has them all. */
const mostNamed = 8;

/** A target as it is called between people: `ssh://` says only how it was reached. */
export const hostName = (name: string): string => name.replace(/^ssh:\/\//, "");

export function hostNames(names: readonly string[]): string {
  const short = names.map(hostName);
  if (short.length <= mostNamed) return listed(short);
  return listed([...short.slice(0, mostNamed - 1), counted(short.length - mostNamed + 1, "other")]);
}

const isLost = ({ state }: ReportedTarget): boolean => state === "lost";

/** Names of targets that could not be reached: nothing else is to be said of them. */
export const lostTargets = (report: Pick<Report, "targets">): ReadonlySet<string> =>
  new Set(report.targets.filter(isLost).map(({ name }) => name));

/** What is told with its host, and not with each requirement: one cause reads as one cause. */
export const isOfLost = ({ target, outcome }: Result, lost: ReadonlySet<string>): boolean =>
  outcome === "unknown" && target !== null && lost.has(target);

/** Why a target was lost, without its own name and address: where many are lost for one cause, only these differ. */
const plainCause = ({ name, why }: ReportedTarget): string =>
  `${why?.code ?? ""} ${(why?.text ?? "").replaceAll(name, "").replaceAll(hostName(name), "")}`.replaceAll(
    /[0-9a-f:.]*\d[0-9a-f:.]*/gi,
    "",
  );

/** Targets by why they were lost, in the order of the report. */
const lostByWhy = ({ targets }: Report): readonly (readonly ReportedTarget[])[] =>
  alike(targets.filter(isLost), plainCause);

/** The hosts that could not be asked, each cause once, before what was found on the others. */
export function hostRows(report: Report): readonly Row[] {
  const lost = lostByWhy(report);
  if (lost.length === 0) return [];
  const reached = report.targets.filter((target) => !isLost(target)).map(({ name }) => name);
  const ok: readonly Row[] =
    reached.length === 0
      ? []
      : [{ mark: "met", title: "Reached", expected: "", observed: hostNames(reached), below: [] }];
  return [
    ...ok,
    ...lost.map((targets): Row => ({
      mark: "unknown",
      title: "Not reached",
      expected: "",
      observed: whyOf(targets),
      below: [],
    })),
  ];
}

/** "app1 and app2 could not be reached: …" */
function whyOf(targets: readonly ReportedTarget[]): string {
  const [first] = targets;
  const names = hostNames(targets.map(({ name }) => name));
  const name = first?.name ?? "";
  const others = new Set(targets.map((one) => (one.why?.text ?? "").replaceAll(one.name, ""))).size > 1;
  const text = `${first?.why?.text ?? "could not be reached"}${others ? " (and the like)" : ""}`;
  return name !== "" && text.includes(name) ? text.replaceAll(name, names) : `${names}: ${text}`;
}

/** What to do about hosts that could not be asked. */
export function hostAdvice(report: Report, style: Style): readonly (readonly string[])[] {
  return lostByWhy(report).map((targets) => {
    const [first] = targets;
    const names = new Set(targets.map(({ name }) => name));
    const open = report.results.filter((result) => isOfLost(result, names) && result.level !== "may");
    const settle = first?.why?.settle;
    const text = `${whyOf(targets)}; ${counted(open.length, "requirement")} unknown for that`;
    return [
      shown(text, style, 2000),
      ...(settle === undefined ? [] : [`${inset}${shown(settle, style, 600)}`]),
      ...commandLines(`footing explain ${first?.why?.code ?? "target-lost"}`, style),
    ];
  });
}
