import { seen, type Fact } from "../../facts/fact.ts";
import { notTold, type Elsewhere } from "../from-engine.ts";
import { cut, unsure, wholeText } from "../looking.ts";
import { named, narrowOf, onWiderKernel } from "./names.ts";

/**
 * What the images of an engine elsewhere must be built for: the same as its own programs. Its kernel may have 64 bits
 * and its programs 32, so the kernel names nothing; but where the two contradict one another, neither is believed.
 */
export function nameByEngine({ engine, ofBoth: evidence }: Elsewhere): Fact<string> {
  const kernel = engine.architecture === undefined ? undefined : named(engine.architecture);
  const name = programsOf(engine.builtFor, kernel);
  if (name === undefined) return notTold(evidence);
  if (kernel === undefined || kernel === name) return seen(wholeText(name), evidence);
  if (narrowOf(kernel) === name) return seen(name, { ...evidence, note: onWiderKernel(kernel) });
  const words = `its kernel is one for ${cut(kernel)}, and the engine itself is built for ${cut(name)}`;
  return unsure("conflict", words, evidence);
}

/** Go has one word for all ARM of 32 bits; only the kernel tells which. */
function programsOf(builtFor: string | undefined, kernel: string | undefined): string | undefined {
  if (builtFor !== "arm") return builtFor === undefined ? undefined : named(builtFor);
  if (kernel === "aarch64") return narrowOf(kernel);
  return kernel === undefined || kernel.startsWith("arm") ? kernel : builtFor;
}
