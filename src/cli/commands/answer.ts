import { buildCommand } from "@stricli/core";
import { whenCalled } from "../call.ts";
import type { Context } from "../context.ts";
import type { AnswerFlags } from "../flags.ts";
import { everywhere, options, parseName } from "../options.ts";

const about = `Listens on a port of this machine in the place of the product, and prints an
address to open from outside, with a phone for instance. That it arrives is
the proof that the port is open; from where it came says for whom.

Nothing is left behind: the port is free again when the command ends.

Examples:
  sudo footing answer maps.example.org             on port 443, for 10 minutes
  sudo footing answer maps.example.org --port 80   without TLS
  sudo footing answer maps.example.org --cert c.pem --key k.pem
  footing answer --port 8443 --for 2m              where 443 leads to 8443

Exit codes: 0 somebody came from outside, 1 nobody did, 2 asked wrongly,
3 the port is held or not permitted, 130 interrupted.`;

export const answerCommand = buildCommand<AnswerFlags, [string?], Context>({
  loader: whenCalled(async () => (await import("./answer-run.ts")).runAnswer),
  parameters: {
    flags: {
      port: options.port,
      for: options.for,
      from: options.from,
      cert: options.cert,
      key: options.key,
      ...everywhere,
    },
    positional: {
      kind: "tuple",
      parameters: [
        { brief: "The name or address that users open", parse: parseName, placeholder: "HOST", optional: true },
      ],
    },
  },
  docs: { brief: "Listen, to see who reaches this machine", fullDescription: about, customUsage: ["[HOST] [options]"] },
});
