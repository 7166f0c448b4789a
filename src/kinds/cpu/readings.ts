import { absent, seen, type Evidence, type Fact } from "../../facts/fact.ts";
import { evidenceOf, type Raw, type Raws, type Readings } from "../../facts/reading.ts";
import { byFolder, parseGroups } from "../control-groups.ts";
import { hostLook, type Answer } from "../declaration.ts";
import { machineOfEngine, notTold, toldBy, withEngine } from "../from-engine.ts";
import { blind, fromText, unsure, wholeText } from "../looking.ts";
import { cpu } from "./kind.ts";
import { parseCpuList } from "./list.ts";
import { askedElsewhere, elsewhere } from "./elsewhere.ts";

const readings = () =>
  ({
    online: { file: "/sys/devices/system/cpu/online" },
    status: { file: "/proc/self/status" },
    cpuset: { cgroup: "cpuset" },
    quota: { cgroup: "cpu" },
    cpuinfo: { file: "/proc/cpuinfo" },
    ...askedElsewhere,
  }) satisfies Readings;

type CpuRaws = Raws<ReturnType<typeof readings>>;

/** What one witness allows: a set of processors, or a share of their time. */
type Grant =
  | { readonly by: string; readonly cpus: ReadonlySet<number> }
  | { readonly by: string; readonly share: number };
type Grants = readonly Grant[] | Fact<never>;

const isFact = (grants: Grants): grants is Fact<never> => "is" in grants;

function online(raws: CpuRaws): Grants {
  const { online: raw, cpuinfo } = raws;
  if (raw.is === "missing") return onlineByCpuinfo(cpuinfo);
  if (raw.is !== "text") return blind(raw);
  const cpus = parseCpuList(raw.text);
  return cpus === undefined || cpus.size === 0 ? blind(raw) : [{ by: raw.by, cpus }];
}

/** Where /sys is not mounted, each block of /proc/cpuinfo is a processor that is online. */
function onlineByCpuinfo(raw: Raw): Grants {
  if (raw.is !== "text") return blind(raw);
  const numbers = [...raw.text.matchAll(/^processor\s*:\s*(\d{1,6})\s*$/gm)].map(([, number]) => Number(number));
  return numbers.length === 0 ? blind(raw) : [{ by: raw.by, cpus: new Set(numbers) }];
}

/** Which processors the scheduler may put this process on: taskset, systemd's CPUAffinity, cpusets. */
function affinity(raw: Raw): Grants {
  if (raw.is !== "text") return blind(raw);
  const [, list] = /^Cpus_allowed_list:\s*(\S+)\s*$/m.exec(raw.text) ?? [];
  const cpus = list === undefined ? undefined : parseCpuList(list);
  if (cpus === undefined || cpus.size === 0) {
    return unsure("no-means", `${raw.by} does not say on which processors it may run`, evidenceOf(raw));
  }
  return [{ by: `${raw.by} (affinity)`, cpus }];
}

function cpusets(raw: Raw): Grants {
  if (raw.is === "missing") return [];
  if (raw.is !== "text") return blind(raw);
  const files = parseGroups(raw.text);
  if (files === undefined) return blind(raw);
  const grants: Grant[] = [];
  for (const { folder, file, content } of files) {
    // An empty set says that the parent's counts (cgroup-v2.rst), and a version 1 group with tasks never has one.
    if (content === "") continue;
    const cpus = parseCpuList(content);
    if (cpus === undefined) return unsure("garbled", `${folder}/${file} is no list of processors`, evidenceOf(raw));
    grants.push({ by: `${folder}/${file}`, cpus });
  }
  return grants;
}

/** Time of processors per period, in processors. Version 1 has two files and -1 for none, version 2 one with `max`. */
function quotas(raw: Raw): Grants {
  if (raw.is === "missing") return [];
  if (raw.is !== "text") return blind(raw);
  const files = parseGroups(raw.text);
  if (files === undefined) return blind(raw);
  const grants: Grant[] = [];
  for (const [folder, contents] of byFolder(files)) {
    const max = contents.get("cpu.max");
    const file = max === undefined ? "cpu.cfs_quota_us" : "cpu.max";
    const words = max?.split(" ") ?? [contents.get("cpu.cfs_quota_us"), contents.get("cpu.cfs_period_us")];
    const share = parseShare(words);
    if (share === undefined) return unsure("garbled", `${folder}/${file} is no quota`, evidenceOf(raw));
    if (share !== null) grants.push({ by: `${folder}/${file}`, share });
  }
  return grants;
}

/** A share of processors, null where there is no limit, undefined where it is no quota. */
function parseShare([quota, period]: readonly (string | undefined)[]): number | null | undefined {
  if (period === undefined || !/^[1-9]\d{0,15}$/.test(period)) return undefined;
  if (quota === "max" || quota === "-1") return null;
  return quota !== undefined && /^[1-9]\d{0,15}$/.test(quota) ? Number(quota) / Number(period) : undefined;
}

function count(raws: CpuRaws): Fact<number> {
  const grants: Grant[] = [];
  for (const part of [online(raws), affinity(raws.status), cpusets(raws.cpuset), quotas(raws.quota)]) {
    if (isFact(part)) return part;
    grants.push(...part);
  }
  const evidence = evidenceOf([raws.online, raws.status, raws.cpuset, raws.quota]);
  return fewest(grants, evidence);
}

/** The processors that every set allows, then the least share of time. The last witness that took some away decides. */
function fewest(grants: readonly Grant[], evidence: Evidence): Fact<number> {
  const [first, ...others] = grants.filter((grant) => "cpus" in grant);
  let allowed = first;
  for (const grant of others) {
    const both = new Set([...grant.cpus].filter((number) => allowed?.cpus.has(number)));
    if (allowed !== undefined && both.size < allowed.cpus.size) allowed = { by: grant.by, cpus: both };
  }
  if (allowed === undefined || allowed.cpus.size === 0) {
    return unsure("conflict", "no processor is both online and allowed to this process", evidence);
  }
  const all = allowed.cpus.size;
  const quota = grants.filter((grant) => "share" in grant).toSorted((a, b) => a.share - b.share)[0];
  if (quota === undefined || quota.share >= all) return seen(all, { ...evidence, by: allowed.by });
  return seen(quota.share, { ...evidence, by: quota.by, note: `${all} processors, limited by quota` });
}

const model = (raw: Raw): Fact<string> =>
  fromText(raw, (text, evidence) => {
    const [, name] = /^model name\s*:\s*(\S.*?)\s*$/m.exec(text) ?? [];
    return name === undefined ? absent(evidence) : seen(wholeText(name), evidence);
  });

/** x86 calls them flags, ARM and RISC-V otherwise; a kernel that lists none says nothing about them. */
const flags = (raw: Raw): Fact<readonly string[]> =>
  fromText(raw, (text, evidence) => {
    const [, words] = /^(?:flags|Features)\s*:\s*(.*?)\s*$/m.exec(text) ?? [];
    if (words === undefined) return unsure("cannot-tell", `${raw.by} does not list features`, evidence);
    return seen(words === "" ? [] : words.split(/\s+/), evidence);
  });

const understand = (raws: CpuRaws): Answer<typeof cpu> => ({
  count: count(raws),
  model: model(raws.cpuinfo),
  flags: flags(raws.cpuinfo),
  ...elsewhere(raws),
});

export const cpuLook = withEngine(cpu, hostLook(cpu, { readings, understand }), (at) => ({
  count: toldBy(at, at.engine.processors, { note: machineOfEngine }),
  model: notTold(at.evidence),
  flags: notTold(at.evidence),
}));
