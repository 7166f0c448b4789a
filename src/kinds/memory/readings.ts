import { seen, type Evidence, type Fact } from "../../facts/fact.ts";
import { evidenceOf, type Raw, type Raws, type Readings } from "../../facts/reading.ts";
import { wholeNumber } from "../control-groups.ts";
import { hostLook, type Answer } from "../declaration.ts";
import { machineOfEngine, notTold, toldBy, withEngine } from "../from-engine.ts";
import { blind, fromRun, unsure } from "../looking.ts";
import { memory } from "./kind.ts";
import { askSysctl, sysctlCount } from "../macos.ts";
import { isWindowsContainer, numberIn, propertiesIn, windowsContainer, windowsSystem } from "../windows.ts";
import { parseLimits, type GroupLimit } from "./limits.ts";

const readings = () =>
  ({
    meminfo: { file: "/proc/meminfo" },
    blocks: { list: "/sys/devices/system/memory" },
    blockSize: { file: "/sys/devices/system/memory/block_size_bytes" },
    crash: { file: "/sys/kernel/kexec_crash_size" },
    groups: { cgroup: "memory" },
    platform: { platform: true },
    apple: askSysctl("hw.memsize"),
    windows: windowsSystem,
    container: windowsContainer,
  }) satisfies Readings;

type MemoryRaws = Raws<ReturnType<typeof readings>>;

/** Kernel, firmware and graphics take up to this share of what was sold. */
const share = 0.08;

/** A figure of /proc/meminfo in bytes; it writes kB and means KiB (proc(5)). */
function figure(raw: Raw, name: string): Fact<number> {
  if (raw.is !== "text") return blind(raw);
  const [, kib] = new RegExp(`^${name}:\\s+(\\d{1,15}) kB$`, "m").exec(raw.text) ?? [];
  if (kib === undefined) return unsure("no-means", `${raw.by} does not say ${name}`, evidenceOf(raw));
  return seen(Number(kib) * 1024, evidenceOf(raw));
}

/** Memory by the kernel's blocks (sysfs-devices-memory). Undefined: this kernel, or this user, does not see them. */
function inBlocks({ blocks, blockSize }: MemoryRaws): number | undefined {
  if (blocks.is !== "text" || blockSize.is !== "text" || !/^[0-9a-f]{1,13}\s*$/i.test(blockSize.text)) return undefined;
  const count = blocks.text.split("\n").filter((name) => /^memory\d+$/.test(name)).length;
  return count === 0 ? undefined : count * Number.parseInt(blockSize.text, 16);
}

/**
 * What the machine has. Blocks are exact, but a block that is memory in part counts whole, and a container may see the
 * blocks of its host: they count only where MemTotal comes near them. What a crash kernel holds is added back first.
 */
function machine(raws: MemoryRaws): Fact<number> {
  const total = figure(raws.meminfo, "MemTotal");
  if (total.is !== "seen") return total;
  const crash = raws.crash.is === "text" ? (wholeNumber(raws.crash.text.trim()) ?? 0) : 0;
  const blocks = inBlocks(raws);
  if (blocks !== undefined && blocks >= total.value && total.value + crash >= (1 - share) * blocks) {
    return seen(blocks, evidenceOf([raws.blocks, raws.meminfo]));
  }
  // With blocks in sight and MemTotal far from them, the host's crash kernel is not what takes memory away here.
  const added = blocks === undefined ? crash : 0;
  const note = added === 0 ? {} : { note: "with what is set aside for a crash kernel" };
  return seen(total.value + added, { ...total.evidence, tolerance: share, ...note });
}

function groupLimits(raw: Raw): readonly GroupLimit[] | Fact<never> {
  if (raw.is === "missing") return [];
  if (raw.is !== "text") return blind(raw);
  return parseLimits(raw.text) ?? unsure("garbled", "a limit of a control group is not a number", evidenceOf(raw));
}

type Part = "memory" | "swap" | "left";

/** The least of what groups grant, and who grants it. */
function least(limits: readonly GroupLimit[], part: Part): { readonly by: string; readonly bytes: number } | undefined {
  let found: { by: string; bytes: number } | undefined;
  for (const limit of limits) {
    const bytes = limit[part];
    if (bytes !== undefined && (found === undefined || bytes < found.bytes)) found = { by: limit.by, bytes };
  }
  return found;
}

/** The figure of the machine, or the limit where that is less. A limit is exact. */
function limited(whole: Fact<number>, part: Part, raws: MemoryRaws): Fact<number> {
  if (whole.is !== "seen") return whole;
  const limits = groupLimits(raws.groups);
  if ("is" in limits) return limits;
  const limit = least(limits, part);
  // What the machine may have at most by its tolerance: a limit below that is the narrower of the two.
  const most = whole.value / (1 - (whole.evidence.tolerance ?? 0));
  if (limit === undefined || limit.bytes >= most) return whole;
  const evidence: Evidence = { ...evidenceOf([raws.groups, raws.meminfo]), by: limit.by };
  const words = part === "left" ? "what a control group leaves" : "limit of a control group";
  return seen(limit.bytes, { ...evidence, note: words });
}

/** macOS counts what is built in, to the byte. */
function onMac({ apple }: MemoryRaws): Fact<number> {
  return fromRun(apple, (_, evidence) => {
    const bytes = sysctlCount(apple, "hw.memsize");
    return bytes === undefined ? undefined : seen(bytes, evidence);
  });
}

/** Windows counts what it may use, in KiB: firmware and graphics have taken their share before. */
function onWindows({ windows, container }: MemoryRaws): Fact<number> {
  return fromRun(windows, (_, evidence) => {
    const kib = numberIn(propertiesIn(windows), "TotalVisibleMemorySize");
    if (kib === undefined || kib === 0) return undefined;
    if (isWindowsContainer(container) !== false)
      return unsure("cannot-tell", "what a container may use of the machine's memory does not show", evidence);
    return seen(kib * 1024, { ...evidence, tolerance: share });
  });
}

function installed(raws: MemoryRaws): Fact<number> {
  const system = raws.platform.is === "text" ? raws.platform.text.trim() : "";
  if (system === "macos") return onMac(raws);
  return system === "windows" ? onWindows(raws) : limited(machine(raws), "memory", raws);
}

const understand = (raws: MemoryRaws): Answer<typeof memory> => ({
  installed: installed(raws),
  available: limited(figure(raws.meminfo, "MemAvailable"), "left", raws),
  swap: limited(figure(raws.meminfo, "SwapTotal"), "swap", raws),
});

export const memoryLook = withEngine(memory, hostLook(memory, { readings, understand }), (at) => ({
  installed: toldBy(at, at.engine.memory, { tolerance: share, note: machineOfEngine }),
  available: notTold(at.evidence),
  swap: notTold(at.evidence),
}));
