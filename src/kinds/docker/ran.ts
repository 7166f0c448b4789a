import { seen, type Fact } from "../../facts/fact.ts";
import { evidenceOf, type Raw } from "../../facts/reading.ts";
import { blind, cut, cutAhead, unsure } from "../looking.ts";

type Step = { readonly name: string; readonly said: readonly string[]; readonly exit: number | undefined };

/** What the script of the probe container printed, step by step. */
export type Told = {
  readonly steps: readonly Step[];
  readonly nonce: string | undefined;
  readonly architecture: string | undefined;
};

export function readSteps(text: string): Told {
  const lines = text.split("\n").map((line) => /^(\w+)\t(.*)$/.exec(line) ?? []);
  const of = (key: string): string | undefined => lines.find(([, word]) => word === key)?.[2];
  const starts = [...lines.keys()].filter((index) => lines[index]?.[1] === "step");
  const steps = starts.map((start, index): Step => {
    const own = lines.slice(start, starts[index + 1]);
    const code = own.find(([, word]) => word === "exit")?.[2];
    return {
      name: own[0]?.[2] ?? "",
      said: own.flatMap(([, word, words = ""]) => (word === "said" ? [words] : [])),
      exit: code === undefined ? undefined : Number(code),
    };
  });
  return { steps, nonce: of("nonce"), architecture: of("arch") };
}

const doing: Readonly<Record<string, string>> = {
  import: "an image could not be made",
  create: "a container could not be created",
  start: "the container did not run",
};

/** Whether a container really ran: it printed the word that was made for it. */
export function ranContainer(raw: Raw): Fact<boolean> {
  if (raw.is !== "text") return blind(raw);
  const evidence = evidenceOf(raw, { grade: "proven" });
  const { steps, nonce, architecture } = readSteps(raw.text);
  const failed = steps.find(({ name, exit }) => exit !== 0 && name !== "logs");
  if (architecture !== undefined) {
    const words = `there is no program of ours for an engine on ${cut(architecture)}`;
    return unsure("no-probe-image", words, evidence);
  }
  if (failed === undefined) return output(steps, nonce, raw);
  const words = cutAhead(failed.said.at(-1) ?? `exit code ${failed.exit ?? "none"}`);
  const what = doing[failed.name];
  // Before anything was tried, and where a step did not come to its end, nothing is known of containers.
  if (what === undefined || failed.exit === undefined)
    return unsure("cannot-tell", `no container was tried: ${words}`, evidence);
  return seen(false, { ...evidence, note: `${what}: ${words}` });
}

function output(steps: readonly Step[], nonce: string | undefined, raw: Raw): Fact<boolean> {
  const evidence = evidenceOf(raw, { grade: "proven" });
  const started = steps.find(({ name }) => name === "start");
  if (started === undefined || nonce === undefined)
    return unsure("garbled", "the probe did not come to its end", evidence);
  if (started.said.some((line) => line === nonce)) return seen(true, evidence);
  return seen(false, { ...evidence, note: "the container ran, and what it printed did not come back" });
}

/** What the engine gave the container for its logs: its default, as it is in force. */
export function defaultLogs(raw: Raw | undefined): string | undefined {
  if (raw?.is !== "text") return undefined;
  const step = readSteps(raw.text).steps.find(({ name }) => name === "logs");
  // Its client may warn of something beside it.
  return step?.exit === 0 ? step.said.find((line) => line.startsWith("{")) : undefined;
}
