import type { Report } from "../report.ts";
import { about, aside, inputs, otherFacts, sources, waivers } from "./about.ts";
import { changes } from "./changes.ts";
import { head, titleWords } from "./head.ts";
import { Link, type Id } from "./link.ts";
import { element, longText, Markup } from "./markup.ts";
import { requirements } from "./results.ts";
import { sizing } from "./sizing.ts";
import { styleSheetHash } from "./style-sheet.ts";
import { targetsAtAGlance } from "./targets.ts";
import { toDo } from "./to-do.ts";

export type PageOptions = {
  /** ISO 8601, UTC: what the age of facts is counted from. */
  readonly now: string;
};

/**
 * A report as one page: the verdict and what to do first, then everything that it rests on. It stands alone: no script,
 * nothing fetched, and a policy that forbids both; it can be printed, mailed and kept.
 */
export function writeHtml(report: Report, { now }: PageOptions): string {
  const parts: readonly (readonly [Id, string, Markup | null])[] = [
    ["what-to-do", "What to do", toDo(report)],
    ["targets", "Targets", targetsAtAGlance(report)],
    ["changes", "What changed", changes(report)],
    ["requirements", "Requirements", requirements(report)],
    ["waivers", "Waivers", waivers(report)],
    ["aside", "Set aside", aside(report)],
    ["sizing", "Sizing", sizing(report)],
    ["inputs", "Answers", inputs(report)],
    ["facts", "Other facts", otherFacts(report)],
    ["sources", "Sources", sources(report)],
  ];
  const there = parts.flatMap(([id, title, markup]) => (markup === null ? [] : [{ id, title, markup }]));
  const places = [...there, { id: "about", title: "About this report" } as const];
  const contents = element(
    "nav",
    { "aria-label": "On this page" },
    element(
      "ul",
      {},
      places.map(({ id, title }) => element("li", {}, element("a", { href: Link.toPlace(id) }, title))),
    ),
  );
  const page = element(
    "html",
    { lang: "en" },
    headOf(report),
    element(
      "body",
      {},
      head(report, now),
      contents,
      element(
        "main",
        {},
        there.map(({ markup }) => markup),
      ),
      about(report),
    ),
  );
  return `<!DOCTYPE html>${page.html}\n`;
}

const headOf = (report: Report): Markup =>
  element(
    "head",
    {},
    element("meta", { charset: "utf-8" }),
    element("meta", {
      "http-equiv": "Content-Security-Policy",
      content: `default-src 'none'; style-src '${styleSheetHash}'; base-uri 'none'; form-action 'none'`,
    }),
    element("meta", { name: "viewport", content: "width=device-width, initial-scale=1" }),
    element("meta", { name: "referrer", content: "no-referrer" }),
    element("meta", { name: "color-scheme", content: "light dark" }),
    element("title", {}, longText(titleWords(report))),
    Markup.sheet(),
  );
