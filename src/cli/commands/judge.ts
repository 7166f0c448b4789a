import { buildCommand } from "@stricli/core";
import { whenCalled } from "../call.ts";
import type { Context } from "../context.ts";
import type { JudgeFlags } from "../flags.ts";
import { everywhere, formatAlias, options, parseSubject, selecting, showing } from "../options.ts";

const about = `Judges facts that were observed earlier or elsewhere: a file that footing facts
wrote, a report, or the text that a script of footing facts --print-script
printed, pasted or mailed as it may have been. Nothing is looked at. Facts
older than --max-age are unknown. Waivers are taken from --site only.

Examples:
  footing judge cht --facts facts.json
  footing judge cht --facts pasted.txt
  footing judge cht --facts report.json --max-age 30d
  ssh host sh -s <ask.sh | footing judge cht --facts -
  footing judge cht --facts facts.json --since report.json
  footing judge ./mine.yaml --facts facts.json --set users=20

Formats and exit codes: as of footing check.`;

export const judgeCommand = buildCommand<JudgeFlags, [string], Context>({
  loader: whenCalled(async () => (await import("./judge-run.ts")).runJudge),
  parameters: {
    flags: {
      facts: {
        kind: "parsed",
        parse: (value: string) => value,
        brief: "FILE: facts file, json report or pasted text; - is stdin",
        placeholder: "FILE",
      },
      maxAge: options.maxAge,
      ...selecting,
      ...showing,
      since: options.since,
      strict: options.strict,
      ...everywhere,
    },
    positional: {
      kind: "tuple",
      parameters: [{ brief: "A product of the catalog, or a file", parse: parseSubject, placeholder: "PRODUCT|FILE" }],
    },
    aliases: formatAlias,
  },
  docs: {
    brief: "Judge facts from a file",
    fullDescription: about,
    customUsage: ["PRODUCT|FILE --facts FILE [options]"],
  },
});
