import { seen, unknown, type Evidence, type Fact, type Unknown } from "../facts/fact.ts";
import type { JsonValue } from "../facts/json.ts";
import { evidenceOf, type Raws, type Readings } from "../facts/reading.ts";
import { joinDocker, reason } from "../facts/reasons.ts";
import type { Answer, Declaration, HostLook, Look, Understood } from "./declaration.ts";
import { askDocker, silenceOf } from "./docker-client.ts";
import { engineOf, machineReadings, whereIs, type Engine } from "./engine.ts";
import { blind, unsure } from "./looking.ts";

/**
 * What an engine is asked, and what tells whether it is this host's: its kernel, and whether it sees the same host. A
 * kernel may be shared by containers, whose folders and limits are not the engine's.
 */
const readings = {
  engineVersion: askDocker("version"),
  engineInfo: askDocker("info"),
  engineKernel: machineReadings.kernel,
  engineMemory: machineReadings.memory,
  enginePlatform: machineReadings.platform,
  engineHost: machineReadings.hostname,
  engineDaemon: machineReadings.daemon,
} as const satisfies Readings;

type EngineRaws = Raws<typeof readings>;

/**
 * An engine that is not known to be this host's own: what it says of itself, and who said so of its machine, and of it
 * too. `isAlike`: its machine has the same kernel and memory.
 */
export type Elsewhere = {
  readonly engine: Engine;
  readonly evidence: Evidence;
  readonly ofBoth: Evidence;
  readonly isAlike: boolean;
};

type At = { readonly is: "here" } | ({ readonly is: "elsewhere" } & Elsewhere) | Unknown;

/** Where the engine is. An engine that says nothing is nowhere: its containers may run on any kernel. */
function engineAt(raws: EngineRaws): At {
  const engine = engineOf(raws.engineVersion, raws.engineInfo);
  if (engine === undefined) return silence(raws);
  const where = whereIs(engine, {
    kernel: raws.engineKernel,
    memory: raws.engineMemory,
    platform: raws.enginePlatform,
    hostname: raws.engineHost,
    daemon: raws.engineDaemon,
  });
  if (where === undefined) {
    const evidence = evidenceOf([raws.engineInfo, raws.engineKernel, raws.engineMemory]);
    return unsure("cannot-tell", "whether the engine runs on this host's kernel does not show", evidence);
  }
  if (where === "here") return { is: "here" };
  const evidence = evidenceOf(raws.engineInfo);
  const ofBoth = evidenceOf([raws.engineInfo, raws.engineVersion]);
  return { is: "elsewhere", engine, evidence, ofBoth, isAlike: where === "alike" };
}

/** Why no engine says anything. */
export function silence({ engineVersion }: Pick<EngineRaws, "engineVersion">): Unknown {
  if (engineVersion.is === "missing") {
    const words = "there is no command docker, by which an engine is asked";
    return unsure("no-means", words, evidenceOf(engineVersion));
  }
  if (engineVersion.is !== "text") return blind(engineVersion);
  const { is, words } = silenceOf(engineVersion);
  const evidence = evidenceOf(engineVersion);
  if (is === "refused")
    return unknown(reason("permission-denied", `the engine does not let this user in: ${words}`, joinDocker), evidence);
  return is === "nobody"
    ? unsure("no-means", `no engine answers: ${words}`, evidence)
    : unsure("cannot-tell", words, evidence);
}

/** What an engine says of itself; 0 and nothing are the same there. */
export const toldBy = (
  { evidence }: Elsewhere,
  value: number | undefined,
  better: Pick<Evidence, "tolerance" | "note"> = {},
): Fact<number> => (value === undefined || value <= 0 ? notTold(evidence) : seen(value, { ...evidence, ...better }));

export const notTold = (evidence: Evidence): Unknown =>
  unsure("cannot-tell", "an engine elsewhere does not tell it", evidence);

/** Said beside the figures of an engine elsewhere. */
export const machineOfEngine = "the machine that the engine runs on, as it says; limits around the engine do not show";

/** A look that is understood at once. */
type PlainLook = Omit<HostLook, "understand"> & {
  readonly understand: (...given: Parameters<Look["understand"]>) => Understood;
};

/**
 * A kind that is answered from the engine's vantage too. Where the engine is this host's own, what its containers get is
 * what this host has; elsewhere it is asked what it knows, and the rest is unknown. `own` is what this host answers of
 * itself.
 */
export function withEngine<D extends Declaration, L extends PlainLook>(
  kind: D,
  look: L,
  elsewhere: (at: Elsewhere, own: Understood) => Answer<D>,
): L & { readonly engine: Look } {
  const every = (fact: Fact<JsonValue>): Understood =>
    Object.fromEntries(
      Object.entries(kind.answers).flatMap(([field, { derived }]) => (derived === undefined ? [[field, fact]] : [])),
    );
  const engine: Look = {
    readings: (...question) => ({ ...look.readings(...question), ...readings }),
    understand: (raws, ...question) => {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- one raw for each reading named above
      const at = engineAt(raws as unknown as EngineRaws);
      if (at.is === "unknown") return every(at);
      const own = look.understand(raws, ...question);
      return at.is === "here" ? own : elsewhere(at, own);
    },
  };
  return { ...look, engine };
}
