import { hashOf } from "../facts/hash.ts";
import type { Outcome } from "../judge/outcome.ts";
import { doingOf, isFinding, unexplained } from "./finding.ts";
import { percentEncoded } from "./link.ts";
import type { ReportedPlace } from "./places.ts";
import type { Report, ReportedResult } from "./report.ts";
import { levelOf, plainMessage, rulesOf, type SarifLevel, type SarifRule } from "./sarif-rules.ts";
import { findingSentence } from "./sentence.ts";
import { harmlessJson, visible } from "./text.ts";

/** The folder in which the catalog stands: that of the program, wherever it is installed. */
const programFolder = "FOOTING";

type Finding = Readonly<Record<string, unknown>> & { readonly ruleId: string };

/** The report as SARIF 2.1.0: a rule for each requirement, a result for each that is not met or is waived. */
export function writeSarif(report: Report): string {
  const rules = rulesOf(report);
  const results = report.results.filter((result) => isFinding(result) || result.outcome === "waived");
  const findings = results.map((result) => findingOf(result, report, rules));
  const isSaid = results.some((result) => result.level === "must" && isFinding(result));
  const why = unexplained(report, isSaid);
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: driverOf(report, why === undefined ? rules : [...rules, verdictRule]) },
        automationDetails: { id: automationId(report) },
        invocations: [invocationOf(report)],
        originalUriBaseIds: {
          [programFolder]: { description: { text: "The folder of the program footing, in which its catalog stands." } },
        },
        columnKind: "utf16CodeUnits",
        results: why === undefined ? findings : [...findings, verdictFinding(report, why, rules.length)],
        properties: propertiesOf(report),
      },
    ],
  };
  return `${harmlessJson(JSON.stringify(log, null, 2))}\n`;
}

const driverOf = ({ tool }: Report, rules: readonly SarifRule[]): object => ({
  name: "footing",
  semanticVersion: tool.version,
  rules,
});

/** Runs of one product, profile and moment belong together; what stands behind the last `/` would be one run's own. */
const automationId = ({ product, profile, moment }: Report): string =>
  `footing/${[product.id, ...(profile === null ? [] : [profile]), moment].map((one) => visible(one)).join("/")}/`;

const invocationOf = (report: Report): object => ({
  executionSuccessful: !report.interrupted,
  exitCode: report.exitCode,
  exitCodeDescription: report.verdict,
  startTimeUtc: report.startedAt,
  endTimeUtc: report.finishedAt,
});

const propertiesOf = ({ verdict, counts, countsByLevel, moment, scope, product, targets, shared }: Report): object => ({
  verdict,
  counts,
  countsByLevel,
  moment,
  complete: scope.complete,
  shared: shared === true,
  product: visible(product.name),
  edition: product.edition === null ? null : visible(product.edition),
  targets: targets.map(({ name }) => visible(name)),
});

function findingOf(result: ReportedResult, report: Report, rules: readonly SarifRule[]): Finding {
  const { words } = doingOf(result);
  const sentence = findingSentence(result, report, visible);
  const isWaived = result.outcome === "waived";
  return {
    ruleId: result.id,
    ruleIndex: rules.findIndex(({ id }) => id === result.id),
    // `open` would say it better of what is unknown, and a reader that counts failures alone would not see it.
    kind: "fail",
    level: isWaived ? "note" : (levelOf(result) satisfies SarifLevel),
    message: { text: plainMessage(outcomeWords(result.outcome) + sentences([sentence, ...words])) },
    locations: [{ physicalLocation: physical(result.place), logicalLocations: [logical(result)] }],
    partialFingerprints: fingerprints([report.product.id, result.id, result.target, result.vantage, result.subject]),
    ...(isWaived ? { suppressions: [suppression(result)] } : {}),
    properties: propertyBag(result),
  };
}

const sentences = (texts: readonly string[]): string =>
  texts.map((text) => (/[.!?…]$/.test(text) ? text : `${text}.`)).join(" ");

const outcomeWords = (outcome: Outcome): string =>
  outcome === "unknown" ? "Not known. " : outcome === "waived" ? "Waived. " : "";

/** The same finding in the next run has the same: neither lines nor words of the file count. */
function fingerprints(identity: readonly (string | null)[]): object {
  const hash = hashOf(JSON.stringify(identity));
  return { "footing/v1": hash, primaryLocationLineHash: `${hash}:1` };
}

function physical(place: ReportedPlace | undefined): object {
  const { in: origin = "catalog", file = "catalog", line = 1 } = place ?? {};
  const base = origin === "catalog" ? { uriBaseId: programFolder } : {};
  return { artifactLocation: { uri: uriOf(file), ...base }, region: { startLine: line } };
}

/** A path as it was named, as a reference that resolves to the same file. */
function uriOf(file: string): string {
  const named = visible(file, { most: 4096 })
    .split("/")
    .map((part) => part.replaceAll(/[^A-Za-z0-9\-._~@+,=]/gu, percentEncoded));
  if (named[0] === "" && named.length > 1) return `file://${named.join("/")}`;
  return named[0] === "." ? named.slice(1).join("/") : named.join("/");
}

const logical = ({ target, subject }: ReportedResult): object => ({
  name: visible(target ?? "answers"),
  fullyQualifiedName: visible([target ?? "answers", ...(subject === null ? [] : [subject])].join("/")),
  kind: target === null ? "answers" : "target",
});

const suppression = ({ waiver }: ReportedResult): object => ({
  kind: "external",
  status: "accepted",
  justification:
    waiver === null
      ? "waived"
      : plainMessage(visible(`accepted by ${waiver.by} until ${waiver.until}: ${waiver.reason}`)),
});

const propertyBag = (result: ReportedResult): object => ({
  outcome: result.outcome,
  reasonCode: result.reasonCode,
  level: result.level,
  ...(result.subject === null ? {} : { subject: visible(result.subject) }),
  ...(result.vantage === null ? {} : { vantage: result.vantage }),
  ...(result.expected === null ? {} : { expected: visible(result.expected) }),
  ...(result.observed === null ? {} : { observed: visible(result.observed) }),
});

/** Where no result says it, a reader of results alone would take the place for ready. */
const verdictRule: SarifRule = {
  id: "footing-verdict",
  shortDescription: { text: "Something was observed" },
  fullDescription: { text: "A place is ready only if a must is met by an observation, in a run that came to its end." },
  help: { text: "Look at the verdict of the run.", markdown: "Look at the verdict of the run." },
  defaultConfiguration: { level: "error" },
  properties: { tags: ["verdict"] },
};

const verdictFinding = (report: Report, why: string, ruleIndex: number): Finding => ({
  ruleId: verdictRule.id,
  ruleIndex,
  kind: "fail",
  level: "error",
  message: { text: why },
  locations: [{ physicalLocation: physical(report.results[0]?.place) }],
  partialFingerprints: fingerprints([report.product.id, verdictRule.id]),
});
