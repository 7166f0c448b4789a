import type { FactRecord } from "../facts/snapshot.ts";
import type { Result } from "../judge/outcome.ts";
import { countAll, countByLevel } from "../judge/verdict.ts";
import type { Report, ReportedResult } from "./report.ts";

/** Made-up reports for the tests of this room: only what a test is about needs to be said. */
export function exampleResult(more: Partial<ReportedResult> & Pick<Result, "id" | "outcome">): ReportedResult {
  return {
    kind: "memory",
    level: "must",
    area: "machine",
    title: "Memory",
    target: "local",
    vantage: "host",
    subject: null,
    reasonCode: more.outcome === "met" ? "met" : "falls-short",
    reason: "because it is so",
    expected: ">= 4 GiB",
    observed: "7.8 GiB installed",
    grade: "observed",
    observedAt: "2026-01-01T00:00:00.000Z",
    because: null,
    remedy: null,
    waiver: null,
    needs: [],
    moments: ["install", "run", "upgrade"],
    from: [],
    facts: [],
    ...more,
  };
}

export function exampleFact(more: Partial<FactRecord> & Pick<FactRecord, "id" | "kind" | "field">): FactRecord {
  return {
    target: "local",
    arguments: {},
    subject: null,
    state: "seen",
    value: "x",
    vantage: "host",
    grade: "observed",
    by: "/proc/meminfo",
    at: "2026-01-01T00:00:00.000Z",
    ms: 4,
    ...more,
  };
}

export function exampleReport(results: readonly ReportedResult[], more: Partial<Report> = {}): Report {
  return {
    schema: "footing/report/1",
    tool: { name: "footing", version: "0.1.0", digest: "sha256:0" },
    product: { id: "cht", name: "CHT", edition: "2024-05", digest: "sha256:1", version: null },
    profile: null,
    site: null,
    moment: "install",
    scope: { complete: true, only: [], skip: [], noWrite: false, requirements: results.length },
    startedAt: "2026-01-01T00:00:00.000Z",
    finishedAt: "2026-01-01T00:00:00.900Z",
    durationMs: 900,
    inputs: [],
    sizing: null,
    evidence: { from: "live", signed: false, oldestAt: "2026-01-01T00:00:00.000Z" },
    interrupted: false,
    targets: [{ name: "local", type: "host", role: "app", hostname: "web01", state: "reached" }],
    sources: [],
    verdict: "ready",
    exitCode: 0,
    counts: countAll(results),
    countsByLevel: countByLevel(results),
    next: [],
    leftovers: [],
    earlier: [],
    removed: [],
    results,
    facts: [],
    ...more,
  };
}
