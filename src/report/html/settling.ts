import type { ReasonCode } from "../../facts/reasons.ts";
import type { NextStep } from "../../judge/judge.ts";
import type { Result } from "../../judge/outcome.ts";
import type { Report } from "../report.ts";
import { whyUnknown } from "../rows.ts";
import type { Steps } from "../steps.ts";
import type { Mark } from "../style.ts";
import { lookAgainWords, unsettledByReason } from "../unsettled.ts";
import { counted } from "../words.ts";
import { entry } from "./entry.ts";
import { element, joined, longText, type Child, type Markup } from "./markup.ts";
import { copied } from "./remedy.ts";
import { fewOf, namesOf, statedAt } from "./view.ts";

/** What would end the unknowns: answers together, everything else by its own words; musts first. */
export function settling({ open, answers, others }: Steps, report: Report): readonly Markup[] {
  const notYet = open.filter(({ reasonCode }) => reasonCode === "not-yet");
  const steps = [
    ...byAnswers(answers, open, report),
    ...others.map((one) => byOther(one, report)),
    ...unsettledByReason(open, report)
      .toReversed()
      .map(([code, results]) => unsettled(code, results, report)),
    ...(notYet.length === 0 ? [] : [lookYourself(notYet, report)]),
  ];
  return [...steps.filter(({ isMild }) => !isMild), ...steps.filter(({ isMild }) => isMild)].map(({ shown }) => shown);
}

type Step = { readonly isMild: boolean; readonly shown: Markup };

type About = { readonly results: readonly Result[]; readonly title: string };

/** An entry about unknowns: a warning where no must is among them. */
function step({ results, title }: About, report: Report, ...children: Child[]): Step {
  const isMild = results.every(({ level }) => level !== "must");
  const mark: Mark = isMild ? "warning" : "unknown";
  return { isMild, shown: entry(mark, { word: "unknown", title }, children, askedBy(results, report)) };
}

/** So many requirements may be behind one entry for their statements to be named in it; each has them in its line too. */
const fewRequirements = 3;

function askedBy(results: readonly Result[], report: Report): Child {
  const byId = new Map(results.map((result) => [result.id, result]));
  const asked = statedAt(
    [...byId.values()].flatMap(({ from }) => from),
    report,
  );
  return byId.size > fewRequirements || asked.length === 0
    ? null
    : element("p", { class: "quiet" }, "Asked by ", joined(asked, "; "), ".");
}

function byAnswers(steps: readonly NextStep[], open: readonly Result[], report: Report): readonly Step[] {
  const settled = (some: readonly NextStep[]): readonly Result[] =>
    open.filter(({ id, settle }) => some.some((one) => one.do === settle && one.settles.includes(id)));
  const byOption = new Map<string, NextStep[]>();
  for (const one of steps) {
    for (const option of one.do.split(/ (?=--set )/)) byOption.set(option, [...(byOption.get(option) ?? []), one]);
  }
  if (byOption.size === 0) return [];
  const results = settled(steps);
  const ids = new Set(results.map(({ id }) => id)).size;
  const title = `${counted(ids, "requirement")} ${ids === 1 ? "depends" : "depend"} on ${counted(byOption.size, "answer")}`;
  const options = [...byOption].map(([option, some]): Child => [
    element("dt", {}, element("code", {}, longText(option))),
    element("dd", {}, longText(namesOf(settled(some), report))),
  ]);
  const how = element(
    "p",
    {},
    element("code", {}, "footing init"),
    byOption.size === 1
      ? " asks for it; or give it to the same command."
      : " asks for them; or give them to the same command.",
  );
  const anew =
    report.evidence.from === "file"
      ? element(
          "p",
          {},
          "What an answer says to look at is not in these facts: take them anew with it on that host, by ",
          element("code", {}, "footing facts"),
          ".",
        )
      : null;
  return [step({ results, title }, report, how, anew, element("dl", { class: "pairs" }, options))];
}

function byOther({ settles, do: words }: NextStep, report: Report): Step {
  const results = report.results.filter(
    ({ id, outcome, settle }) => outcome === "unknown" && settle === words && settles.includes(id),
  );
  const why = [...new Set(results.map((result) => whyUnknown(result, report)))];
  const how = words.startsWith("attest ")
    ? attesting(settles, report)
    : [element("p", {}, "It settles with"), copied([words])];
  return step({ results, title: namesOf(results, report) }, report, element("p", {}, longText(fewOf(why))), how);
}

/** The question of an attestation, and the lines that answer it in the site file. */
function attesting(ids: readonly string[], report: Report): Child {
  const questions = ids.map((id): Child => {
    const asked = report.facts.find(({ kind, subject }) => kind === "attest" && subject === id)?.arguments["question"];
    return typeof asked === "string" ? element("p", {}, longText(asked)) : null;
  });
  const on = report.finishedAt.slice(0, 10);
  return [
    questions,
    element("p", {}, "In ", element("code", {}, "footing.yaml"), ", below ", element("code", {}, "attestations:")),
    copied(ids.map((id) => `- { requirement: ${id}, answer: yes, by: NAME, on: ${on} }`)),
  ];
}

function unsettled(code: ReasonCode, results: readonly Result[], report: Report): Step {
  const byWhy = new Map<string, Result[]>();
  for (const result of results) {
    const why = whyUnknown(result, report);
    byWhy.set(why, [...(byWhy.get(why) ?? []), result]);
  }
  const partly = [...new Set(results.flatMap((result) => result.partly ?? []))];
  const again = lookAgainWords[code];
  const reasons = [...byWhy].map(([why, some]) =>
    element("li", {}, byWhy.size === 1 ? null : [longText(namesOf(some, report)), ": "], longText(why)),
  );
  return step(
    { results, title: namesOf(results, report) },
    report,
    again === undefined
      ? element("ul", {}, reasons)
      : element("p", {}, `${again.charAt(0).toUpperCase()}${again.slice(1)}: look again.`),
    partly.length === 0
      ? null
      : element(
          "p",
          {},
          "Partly settles with ",
          joined(
            partly.map((one) => element("code", {}, longText(one))),
            ", ",
          ),
        ),
    element("p", {}, "What it means, and how to mend it:"),
    copied([`footing explain ${code}`]),
  );
}

const lookYourself = (results: readonly Result[], report: Report): Step =>
  step(
    { results, title: namesOf(results, report) },
    report,
    element("p", {}, "This version cannot look at this yet, so look yourself."),
  );
