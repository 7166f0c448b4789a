import { levels } from "../spec/requirement.ts";
import { outcomes, verdicts } from "../judge/outcome.ts";
import type { Report } from "./report.ts";
import { visible } from "./text.ts";

type Labels = Readonly<Record<string, string | null>>;
type Sample = { readonly labels: Labels; readonly value: number };

/** What stands in the text format between the quotes of a label (https://prometheus.io, exposition formats). */
const escaped = (text: string): string =>
  visible(text, { most: mostOfLabel }).replaceAll(/[\\"]/g, (sign) => `\\${sign}`);

/** A label that is cut would be another's too: what is longer is no id, name or path. */
const mostOfLabel = 2000;

/** An empty label and none are the same to Prometheus, so an empty one is left out. */
const written = (labels: Labels): string =>
  Object.entries(labels)
    .flatMap(([name, value]) => (value === null || value === "" ? [] : [`${name}="${escaped(value)}"`]))
    .join(",");

function metric(name: string, help: string, samples: readonly Sample[]): readonly string[] {
  if (samples.length === 0) return [];
  return [
    `# HELP ${name} ${help}`,
    `# TYPE ${name} gauge`,
    // A sample that stands there twice makes a collector refuse the whole file; two texts may be the same once visible.
    ...new Set(samples.map(({ labels, value }) => `${name}{${written(labels)}} ${value}`)),
  ];
}

/** The report for the textfile collector: no time stamps in samples, help that is the same in every file. */
export function writePrometheus(report: Report): string {
  const { product, profile, site, moment, results, countsByLevel } = report;
  const place: Labels = { product: product.id, profile, moment, site };
  const lines = [
    ...metric(
      "footing_verdict",
      "The verdict of the last run: 1 for the one that holds, 0 for the others.",
      verdicts.map((verdict) => ({
        labels: { ...place, edition: product.edition, verdict },
        value: Number(report.verdict === verdict),
      })),
    ),
    ...metric(
      "footing_outcome",
      "The outcome of a requirement in the last run; its value is always 1.",
      results.map(({ id, target, vantage, subject, level, outcome }) => ({
        labels: { ...place, id, target, vantage, subject, level, outcome },
        value: 1,
      })),
    ),
    ...metric(
      "footing_results",
      "How many results of the last run have this level and outcome.",
      levels.flatMap((level) =>
        outcomes.map((outcome) => ({ labels: { ...place, level, outcome }, value: countsByLevel[level][outcome] })),
      ),
    ),
    ...metric(
      "footing_last_run_timestamp_seconds",
      "When the last run ended, or the facts were seen that were judged.",
      [{ labels: place, value: Date.parse(report.finishedAt) / 1000 }],
    ),
  ];
  return `${lines.join("\n")}\n`;
}
