import { classify, type Finding, worst } from "./classify.ts";
import { type ComponentName, missingComponents } from "./components.ts";
import { type Fault, type Phase, type PhaseName, phases } from "./fault.ts";
import { runFooting } from "./footing.ts";
import { ownPrefix } from "./owner.ts";
import { makeProgram } from "./program.ts";
import type { Skipped, Tally } from "./tally.ts";
import { BrokenWorld, plainEnvironment, type Surroundings, World } from "./world.ts";

/** Worlds that are up at the same time: each has its own namespace, groups and folder. */
const atOnce = 2;
/** How often a world is tried to be built. A verdict is never tried again. */
const builds = 2;

export type LabOptions = {
  readonly signal: AbortSignal;
  /** Builds the worlds and asks their witnesses, and never Footing. */
  readonly witnessOnly?: true;
  /** Told of each fault when it is done, and how long it took in milliseconds. */
  readonly onDone?: (fault: Fault, finding: Finding, ms: number) => void;
  readonly onSkipped?: (skipped: Skipped) => void;
};

type Running = Surroundings & LabOptions;

export type LabResult = Tally & { readonly lacking: ReadonlyMap<ComponentName, string> };

/** Tries faults in both their phases. Rejects only where the lab itself is at fault, or was stopped. */
export async function runLab(faults: readonly Fault[], options: LabOptions): Promise<LabResult> {
  const lacking = await lackingFor(faults);
  const skipped = faults.flatMap(({ id, needs }): Skipped[] => {
    const lacks = needs.filter((name) => lacking.has(name));
    return lacks.length === 0 ? [] : [{ id, lacks }];
  });
  for (const one of skipped) options.onSkipped?.(one);
  const left = new Set(skipped.map(({ id }) => id));
  const queue = faults.filter(({ id }) => !left.has(id));
  const tried = new Map<string, Finding["is"]>();
  const program = await makeProgram();
  const running = { ...options, program, namespaces: !lacking.has("namespaces") };
  const worker = async (): Promise<void> => {
    for (let fault = queue.shift(); fault !== undefined; fault = queue.shift()) {
      options.signal.throwIfAborted();
      const started = performance.now();
      const finding = await tryFault(fault, running);
      tried.set(fault.id, finding.is);
      options.onDone?.(fault, finding, Math.round(performance.now() - started));
    }
  };
  try {
    const ended = await Promise.allSettled(Array.from({ length: atOnce }, worker));
    for (const one of ended) if (one.status === "rejected") throw one.reason;
  } finally {
    program.remove();
  }
  return { tried, skipped, lacking };
}

/** What this machine lacks of what the faults need. Every world is built in a namespace where that can be had. */
export async function lackingFor(faults: readonly Fault[]): Promise<ReadonlyMap<ComponentName, string>> {
  const needed = new Set<ComponentName>(["namespaces", ...faults.flatMap(({ needs }) => needs)]);
  return await missingComponents(needed, { ...plainEnvironment, GROUP: `${ownPrefix}check` });
}

async function tryFault(fault: Fault, running: Running): Promise<Finding> {
  const findings: Finding[] = [];
  for (const phase of phases) {
    const { is, why } = await tryPhase(fault, phase, running);
    findings.push({ is, why: why === "" ? "" : `${phase}: ${why}` });
  }
  return worst(findings);
}

async function tryPhase(fault: Fault, name: PhaseName, running: Running): Promise<Finding> {
  let world: World | undefined;
  let finding: Finding;
  try {
    world = await buildWorld(fault, name, running);
    finding =
      running.witnessOnly === true ? { is: "ok", why: "" } : await ask(world, fault, { phase: name, ...running });
  } catch (error) {
    running.signal.throwIfAborted();
    if (!(error instanceof BrokenWorld)) throw error;
    finding = { is: "broken case", why: error.message };
  } finally {
    const problems = (await world?.end()) ?? [];
    if (problems.length > 0) finding = { is: "broken case", why: problems.join("; ") };
  }
  return finding;
}

async function ask(world: World, fault: Fault, run: Running & { readonly phase: PhaseName }): Promise<Finding> {
  const observed = await runFooting(world, fault, run);
  // A run that we ended ourselves says nothing.
  run.signal.throwIfAborted();
  return worst([classify(fault[run.phase].expect, observed), ...(await touched(world, fault[run.phase]))]);
}

/** What Footing did that it should not have done, or not what it should: no fault of the world. */
async function touched(world: World, phase: Phase): Promise<readonly Finding[]> {
  try {
    for (const witness of phase.after) await world.check(witness, "");
    return [];
  } catch (error) {
    if (!(error instanceof BrokenWorld)) throw error;
    return [{ is: "bad report", why: `afterwards: ${error.message}` }];
  }
}

async function buildWorld(fault: Fault, name: PhaseName, surroundings: Surroundings): Promise<World> {
  const phase = fault[name];
  for (let attempt = 1; ; attempt++) {
    let world: World | undefined;
    try {
      world = await World.build(phase, surroundings);
      for (const witness of phase.witness) await world.check(witness, phase.enter);
      return world;
    } catch (error) {
      await world?.end();
      surroundings.signal.throwIfAborted();
      if (!(error instanceof BrokenWorld) || attempt === builds) throw error;
    }
  }
}
