import { seen, type Fact } from "../../facts/fact.ts";
import type { Answer, Understood } from "../declaration.ts";
import { notTold, type Elsewhere } from "../from-engine.ts";
import { unsure } from "../looking.ts";
import type { timeSync } from "./kind.ts";

/**
 * What the clock of an engine elsewhere shows: its time, and not who keeps it right. Two clocks that agree may
 * both be wrong, so this host's is a measure only while something keeps that right.
 */
export function clockElsewhere(at: Elsewhere, own: Understood): Answer<typeof timeSync> {
  const { evidence } = at;
  const words = "what keeps the clock of an engine elsewhere does not show";
  const synchronised = unsure("cannot-tell", words, evidence);
  return { synchronised, daemon: synchronised, offset: offset(at, own) };
}

function offset({ engine, evidence }: Elsewhere, own: Understood): Fact<number> {
  const [engines, heard] = [Date.parse(engine.time ?? ""), Date.parse(evidence.at)];
  if (Number.isNaN(engines) || Number.isNaN(heard)) return notTold(evidence);
  if (!isKept(own)) {
    const words = "this host's clock, with which the engine's could be compared, is not known to be right";
    return unsure("cannot-tell", words, evidence);
  }
  // It was told at some moment between the question and the answer: the farther of the two counts.
  const most = Math.max(Math.abs(heard - engines), Math.abs(heard - evidence.ms - engines));
  return seen(most / 1000, { ...evidence, note: "at most, against this host's clock" });
}

/** Every daemon here says that it follows its source. */
function isKept(own: Understood): boolean {
  const sight = own["synchronised"];
  if (sight === undefined) return false;
  const facts = "is" in sight ? [sight] : sight;
  return facts.length > 0 && facts.every((fact) => fact.is === "seen" && fact.value === true);
}
