import { canonical } from "../../facts/json.ts";
import { moments, type Moment } from "../../kinds/declaration.ts";
import type { Result } from "../../judge/outcome.ts";
import type { Report, ReportedInput } from "../report.ts";
import { counted, momentWords, tookWords } from "../words.ts";
import { pair, waiverWords } from "./evidence.ts";
import { looks } from "./facts.ts";
import { element, joined, longText, type Child, type Markup } from "./markup.ts";
import { badge, linked, nameOf, namesOf, part, statedAt, timeWords } from "./view.ts";

/** What counts at another moment, and what does not apply here, each with why. */
export function aside(report: Report): Markup | null {
  const set = report.results.filter(({ outcome }) => outcome === "not-applicable");
  if (set.length === 0) return null;
  const isLater = ({ reasonCode }: Result): boolean => reasonCode === "later";
  const later = moments.map((moment): Child => {
    const some = set.filter((result) => isLater(result) && firstMoment(result) === moment);
    if (some.length === 0) return null;
    const how = ["Check it with ", element("code", {}, `--moment ${moment}`), "."];
    return folded(`${counted(some.length, "requirement")} about ${momentWords[moment]}`, some, { report, how });
  });
  const others = set.filter((result) => !isLater(result));
  return part("aside", "Set aside", [
    later,
    others.length === 0
      ? null
      : folded(`${counted(others.length, "requirement")} not applicable`, others, { report, how: null }),
  ]);
}

/** The moment under which a later requirement is listed: the first at which it counts. */
const firstMoment = (result: Result): Moment => moments.find((moment) => result.moments.includes(moment)) ?? "run";

type Folding = { readonly report: Report; readonly how: Child };

function folded(title: string, results: readonly Result[], { report, how }: Folding): Markup {
  const byReason = new Map<string, Result[]>();
  for (const result of results) {
    const key = canonical([nameOf(result), result.reason]);
    byReason.set(key, [...(byReason.get(key) ?? []), result]);
  }
  const items = [...byReason.values()].map((some) => {
    const asked = statedAt(some[0]?.from ?? [], report);
    return element(
      "li",
      {},
      element("b", {}, longText(namesOf(some, report))),
      ` (${some[0]?.level ?? ""}): `,
      longText(some[0]?.reason ?? ""),
      asked.length === 0 ? null : element("small", {}, " Asked by ", joined(asked, "; ")),
    );
  });
  return element(
    "details",
    {},
    element("summary", {}, title),
    how === null ? null : element("p", {}, how),
    element("ul", {}, items),
  );
}

export function waivers(report: Report): Markup | null {
  const waived = report.results.filter(({ waiver }) => waiver !== null);
  if (waived.length === 0) return null;
  const items = waived.map(({ waiver, ...result }) =>
    element(
      "li",
      {},
      badge("warning", "waived"),
      " ",
      element("b", {}, longText(namesOf([{ ...result, waiver }], report))),
      ": ",
      waiver === null ? null : waiverWords(waiver),
    ),
  );
  return part("waivers", "Waivers", element("ul", { class: "plain" }, items));
}

const inputSources: Readonly<Record<ReportedInput["from"], string>> = {
  set: "given with --set",
  site: "from the site file",
  environment: "from the environment",
  report: "from the report that was judged",
  default: "assumed: the file's default",
  open: "",
};

const sourceWords = ({ from, applies }: ReportedInput): string =>
  from === "default" && applies === false ? "" : inputSources[from];

export function inputs(report: Report): Markup | null {
  if (report.inputs.length === 0) return null;
  const words = ({ value, from, secret, applies }: ReportedInput): Child => {
    if (applies === false && (from === "open" || from === "default")) return "does not apply";
    if (from === "open") return badge("note", "open");
    if (secret) return "a secret";
    if (value === undefined || value === null) return "none";
    return element("bdi", {}, longText(typeof value === "string" ? value : canonical(value)));
  };
  const pairs = report.inputs.map((input) =>
    pair(input.name, [words(input), element("small", {}, ` ${sourceWords(input)}`)]),
  );
  return part("inputs", "Answers", element("dl", { class: "pairs" }, pairs));
}

/** Facts that were seen too and decided nothing: whatever was looked at is told. Answers have a part of their own. */
export function otherFacts({ facts, results }: Report): Markup | null {
  const decided = new Set(results.flatMap((result) => result.facts));
  const others = facts.filter(({ id, kind }) => kind !== "input" && !decided.has(id));
  if (others.length === 0) return null;
  const targets = [...new Set(others.map(({ target }) => target))];
  const shown = targets.map((target) => {
    const some = others.filter((fact) => fact.target === target);
    return element(
      "details",
      {},
      element(
        "summary",
        {},
        longText(`${counted(some.length, "fact")} ${target === null ? "of no target" : `of ${target}`}`),
      ),
      element("div", { class: "evidence" }, looks(some)),
    );
  });
  return part("facts", "Seen, and decided nothing", shown);
}

export function sources(report: Report): Markup | null {
  if (report.sources.length === 0) return null;
  const items = report.sources.map(({ title, url }) =>
    element("li", {}, linked(url, title), " ", element("small", {}, element("bdi", {}, longText(url)))),
  );
  return part("sources", "Sources of the requirements", element("ul", {}, items));
}

/** What made this page, of what, and how it can be made again. */
export function about(report: Report): Markup {
  const { tool, product, evidence, startedAt, finishedAt, durationMs } = report;
  const code = (text: string): Markup => element("code", {}, longText(text));
  return element(
    "footer",
    { id: "about" },
    element("h2", {}, "About this report"),
    element(
      "dl",
      { class: "pairs" },
      pair("Made by", [`${tool.name} ${tool.version} `, code(tool.digest)]),
      pair("Requirements", [longText(`${product.name} (${product.id}) `), code(product.digest)]),
      report.site === null ? null : pair("Site file", longText(report.site)),
      pair("Time", `${timeWords(startedAt)} to ${timeWords(finishedAt)}, ${tookWords(durationMs)}`),
      evidence.oldestAt === null ? null : pair("Oldest fact", timeWords(evidence.oldestAt)),
      pair("Facts", evidence.from === "live" ? "observed in this run" : "taken from a file"),
      pair("Signed", evidence.signed ? "yes" : "no"),
      pair("Exit code", String(report.exitCode)),
      report.removed.length === 0
        ? null
        : pair("Removed", longText(`left by an earlier run: ${report.removed.join(", ")}`)),
    ),
    element(
      "p",
      { class: "quiet" },
      "Long texts are cut here with …, and signs that would hide or reorder text are written as escapes. The JSON report of the same run has every value whole, and can be judged again.",
    ),
  );
}
