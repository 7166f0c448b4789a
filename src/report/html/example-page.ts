// Reports for looking at a page, judged from made-up facts: one with everything that a report can have, one of many hosts.
import type { FactRecord } from "../../facts/snapshot.ts";
import { judge } from "../../judge/judge.ts";
import { madeFact, madeFile, madeNow, madeSituation, seenFact, type Making } from "../../judge/made-situation.ts";
import type { Target } from "../../judge/situation.ts";
import { makeReport } from "../make.ts";
import type { Report } from "../report.ts";

function judged(requirements: string, { before = "", ...making }: Making): Report {
  const situation = madeSituation(madeFile(requirements, before), making);
  const facts = making.facts ?? [];
  const report = makeReport(
    {
      found: { digest: "sha256:1", origin: "catalog" },
      site: null,
      situation,
      judgement: judge(situation),
      facts,
      only: [],
      skip: [],
      startedAt: madeNow,
      finishedAt: madeNow,
      durationMs: 900,
      interrupted: false,
      evidence: "live",
      remains: [{ is: "left", what: "container footing-probe-1" }],
      root: null,
    },
    { tool: { version: "0.1.0", digest: "sha256:0" }, noWrite: false },
  );
  const from = [{ statement: "K08", source: "page", section: "Hardware", item: 3 }];
  return {
    ...report,
    sources: [
      { id: "page", title: "Requirements to run it", url: "https://docs.example.org/requirements" },
      { id: "old", title: "A page without TLS", url: "http://docs.example.org/" },
    ],
    results: report.results.map((result) => ({ ...result, from })),
  };
}

const whole = `- { id: memory, level: must, title: Memory, because: the database keeps its indexes there, memory: {}, expect: { installed: ">= \${sizing.memory}" } }
- { id: disk, level: must, title: Disk, disk: { path: /srv }, expect: { size: ">= 60 GB" } }
- id: disk-type
  level: should
  title: SSD
  anyOf: [{ disk: { path: /srv }, expect: { type: ssd } }, { attest: { question: Does the provider keep it on SSD? } }]
- { id: os, level: must, title: System, os: {}, expect: { family: linux } }
- { id: arch, level: may, title: Architecture, arch: {}, expect: { name: aarch64 } }
- { id: docker, level: must, title: Engine, docker: {} }
- { id: compose, level: must, title: Compose, needs: [docker], compose: {}, expect: { plugin: ">= 2" } }
- { id: uploads, level: must, title: Place for uploads, directory: { path: $inputs.uploads } }
- { id: time-sync, level: should, title: Clock, time-sync: {} }
- { id: backup, level: must, title: Backup, area: running, moments: [run], attest: { question: "Is there one, and a machine with \${sizing.cpu} processors to restore it on?" } }
- { id: hyper-v, level: must, title: Hyper-V, when: "inputs.stage == 'development'", os: {}, expect: { family: windows } }
- { id: bucket, level: must, title: Bucket, pending: bucket }`;

const before = `inputs:
  users: { type: integer, min: 1 }
  stage: { type: choice, of: [production, development], default: production }
  uploads: { type: path }
  db: { type: database-url, secret: true }
sizing:
  by: users
  rows:
    - { upTo: 4, cpu: 4, memory: 16 GB }
    - { upTo: 8, startsAt: 4, cpu: 8, memory: 16 GB }
    - { upTo: 16, cpu: 8, memory: 24 GB, when: "inputs.stage == 'development'" }
    - { upTo: 32, startsAt: 8, cpu: 8, memory: 32 GB }
    - { startsAt: 32, cpu: 16, memory: 64 GB }`;

const onDisk = { arguments: { path: "/srv" } };
const seenHere: readonly FactRecord[] = [
  seenFact("memory.installed", 8_053_063_680, { tolerance: 0.08, by: "/proc/meminfo" }),
  seenFact("disk.size", 55e9, { ...onDisk, note: "nearest existing parent: /" }),
  seenFact("disk.inodesFree", 97.049, onDisk),
  seenFact("disk.readOnly", false, onDisk),
  madeFact("disk", "type", { ...onDisk, state: "unknown", why: { code: "cannot-tell", text: "virtual disk (vda)" } }),
  seenFact("os.family", "linux"),
  seenFact("os.name", "Debian GNU/Linux 12 (bookworm)", { by: "/etc/os-release" }),
  seenFact("arch.name", "x86_64"),
  seenFact("docker.answers", false, { by: "/var/run/docker.sock" }),
  seenFact("docker.engine", "docker"),
  madeFact("compose", "plugin", { state: "absent" }),
  seenFact("time-sync.synchronised", false, { by: "chronyc" }),
];

const waivers = `- { requirement: disk, accept: { size: ">= 50 GB" }, reason: a bigger one is ordered, by: A. Person, until: 2026-12-31 }`;

const since: NonNullable<Report["since"]> = {
  file: "before.json",
  startedAt: "2026-05-01T08:00:00.000Z",
  verdict: { from: "unverified", to: "not-ready" },
  complete: true,
  differs: [{ what: "answer", name: "users", from: "4", to: "6" }],
  changes: [
    {
      id: "memory",
      target: "local",
      subject: null,
      title: "Memory",
      vantage: "host",
      level: "must",
      from: { outcome: "met", reasonCode: "met", reason: "", observed: "24 GB installed", expected: ">= 16 GB" },
      to: { outcome: "unmet", reasonCode: "falls-short", reason: "", observed: "8 GB installed", expected: ">= 16 GB" },
      why: "24 GB → 8 GB installed",
    },
  ],
  values: [
    {
      id: "disk",
      target: "local",
      subject: null,
      title: "Disk",
      vantage: "host",
      level: "must",
      from: null,
      to: null,
      why: "81 GB → 80 GB free",
    },
  ],
};

/** A report with one of everything. */
export function wholeExample(): Report {
  const inputs = { users: "6", db: "env:DATABASE_URL" };
  const report = judged(whole, { before, inputs, facts: seenHere, waivers });
  const leftovers = [...report.leftovers, "/srv/footing-probe-2"];
  return { ...report, profile: "docker", site: "footing.yaml", leftovers, earlier: ["/srv/footing-probe-2"], since };
}

const names = ["Memory", "Processors", "Swap", "Buffers", "Cache"];
const asked = (["machine", "docker", "network", "storage", "running"] as const).flatMap((area) =>
  names.map((name, index) => ({ id: `${area}-${index}`, area, title: `${name} for ${area}`, gigabytes: 4 + index })),
);

/** 25 requirements on each of so many hosts: some are short of something, one was never reached. */
export function hostsExample(hosts: number): Report {
  const targets = Array.from({ length: hosts }, (_, index): Target => {
    const state = index === 3 ? "lost" : "reached";
    return { name: `ssh://app${index + 1}.example.org`, type: "host", role: "app", hostname: `app${index + 1}`, state };
  });
  const requirements = asked.map(
    ({ id, area, title, gigabytes }) =>
      `- { id: ${id}, level: must, area: ${area}, title: ${title}, memory: {}, expect: { installed: ">= ${gigabytes} GB" } }`,
  );
  const facts = targets.flatMap(({ name, state }, index) =>
    state === "lost" ? [] : [seenFact("memory.installed", index % 5 === 1 ? 6e9 : 16e9, { target: name })],
  );
  return judged(requirements.join("\n"), { targets, facts });
}
