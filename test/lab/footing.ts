import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Observation } from "./classify.ts";
import type { Ask, Fault, PhaseName } from "./fault.ts";
import { filled } from "./placeholders.ts";
import type { Program } from "./program.ts";
import { shellWord } from "../../src/facts/shell-word.ts";
import { runCommand } from "./shell.ts";
import type { World } from "./world.ts";

/** How long what Footing started may take to be gone after Footing itself, in milliseconds. */
const goneMs = 2000;

/** Runs Footing in a world as a person would, and collects what it left: its report, its words, its exit code. */
export async function runFooting(
  world: World,
  fault: Fault,
  run: { readonly phase: PhaseName; readonly signal: AbortSignal; readonly program: Program },
): Promise<Observation> {
  const phase = fault[run.phase];
  const before = new Set(world.processes());
  const environment = {
    ...world.environment,
    XDG_CACHE_HOME: run.program.cache,
    ...(fault.recorded ? { FOOTING_TEST_ROOT: join(world.folder, "root") } : {}),
  };
  const words =
    fault.by === "text"
      ? byText(world, fault, run.phase)
      : [...world.footing, ...footingWords(world, fault, run.phase)];
  const ended = await runCommand(world.command(phase.enter, words), {
    environment,
    timeoutMs: phase.expect.within * 1000,
    signal: run.signal,
  });
  return {
    exit: ended.exit,
    late: ended.late,
    seconds: ended.ms / 1000,
    terminal: ended.stdout + ended.stderr,
    reportText: readReport(world),
    root: fault.recorded ? join(world.folder, "root") : undefined,
    leftBehind: await leftBehind(world, { before, stays: phase.expect.stays }),
  };
}

/** The command line behind `footing`; the requirements file is written on the way. */
export function footingWords(world: World, fault: Fault, phase: PhaseName): readonly string[] {
  const { ask } = fault;
  const words = fault[phase].words ?? fault.words;
  const asked = "product" in ask ? [ask.product, "--only", ask.only] : [writeRequirements(ask, world.folder)];
  const on = (fault[phase].on ?? fault.on).flatMap((target) => ["--on", target]);
  const outputs = ["-o", "tty", "-o", `json=${reportPath(world)}`];
  return ["check", ...asked, ...outputs, "--no-input", ...on, ...words.map((word) => filled(word, world.folder))];
}

/** As a person does it to whom a host is closed: a script is printed and run there, and what it prints is judged. */
function byText(world: World, fault: Fault, phase: PhaseName): readonly string[] {
  const [, asked = "", ...words] = footingWords(world, fault, phase);
  const ownWords = (fault[phase].words ?? fault.words).map((word) => filled(word, world.folder));
  const judging = words.slice(0, words.indexOf("--no-input"));
  const footing = world.footing.map(shellWord).join(" ");
  const line = [
    `${footing} facts ${[asked, "--print-script", "--quiet", ...ownWords].map(shellWord).join(" ")}`,
    `sh | tee ${shellWord(join(world.folder, "out/facts.txt"))}`,
    `${footing} judge ${[asked, "--facts", "-", ...judging].map(shellWord).join(" ")}`,
  ].join(" | ");
  return ["sh", "-c", line];
}

/** Every JSON text is YAML too. */
function writeRequirements(ask: Exclude<Ask, { readonly product: string }>, folder: string): string {
  const requirements = "requirement" in ask ? [ask.requirement] : ask.requirements;
  const file = {
    footing: 1,
    product: { id: "lab", name: "Lab" },
    ...(ask.inputs === undefined ? {} : { inputs: ask.inputs }),
    requirements: requirements.map((one) => ({ level: "must", title: String(one["id"]), ...one })),
  };
  const path = join(folder, "requirements.yaml");
  writeFileSync(path, filled(JSON.stringify(file, undefined, 2), folder));
  return path;
}

const reportPath = (world: World): string => join(world.folder, "out/report.json");

function readReport(world: World): string | undefined {
  try {
    return readFileSync(reportPath(world), "utf8");
  } catch {
    return undefined;
  }
}

/** What Footing started and did not end, once it had its time to go. */
async function leftBehind(
  world: World,
  { before, stays }: { readonly before: ReadonlySet<number>; readonly stays: string | undefined },
): Promise<readonly string[]> {
  const giveUpAt = performance.now() + goneMs;
  for (;;) {
    const left = world
      .processes()
      .filter((pid) => !before.has(pid))
      .map(commandOf)
      .filter((command) => stays === undefined || !new RegExp(stays).test(command));
    if (left.length === 0 || performance.now() > giveUpAt) return left;
    await pause(20);
  }
}

function commandOf(pid: number): string {
  try {
    return `${pid} ${readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim()}`;
  } catch {
    return String(pid);
  }
}
