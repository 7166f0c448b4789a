import { buildCommand } from "@stricli/core";
import { whenCalled } from "../call.ts";
import type { Context } from "../context.ts";
import type { FactsFlags } from "../flags.ts";
import { everywhere, formatAlias, looking, options, selecting, showing, subject } from "../options.ts";

const about = `Only looks, judges nothing, and writes what was seen into facts.json. Judge it
later or elsewhere with footing judge.

Examples:
  footing facts cht                       what CHT's requirements ask about
  footing facts                           ./footing.yaml, or else everything
                                          that can be asked of a host
  footing facts cht -o json=web01.json    into another file
  footing facts -o json=-                 to stdout
  footing facts cht --on ssh://web01      of another host
  footing facts cht --print-script >ask.sh
                                          for a host that nobody may connect
                                          to: run it there with sh, judge what
                                          it prints

Exit codes: 0 written, 3 a target could not be reached, 2 asked wrongly.`;

export const factsCommand = buildCommand<FactsFlags, [string?], Context>({
  loader: whenCalled(async () => (await import("./facts-run.ts")).runFacts),
  parameters: {
    flags: { ...selecting, ...looking, printScript: options.printScript, ...showing, ...everywhere },
    positional: subject,
    aliases: formatAlias,
  },
  docs: { brief: "Look, and write what was seen", fullDescription: about, customUsage: ["[PRODUCT | FILE] [options]"] },
});
