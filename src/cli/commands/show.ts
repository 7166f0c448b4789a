import { buildCommand } from "@stricli/core";
import { whenCalled } from "../call.ts";
import type { Context } from "../context.ts";
import { everywhere, formatAlias, options, parseSubject } from "../options.ts";
import type { ShowFlags } from "../flags.ts";

const about = `Shows what a product requires: every requirement with its level, what must be,
and which statement asks for it; the questions, profiles and sizing.
As csv or markdown it is a list to hand to others: one line each, of services
one line a host. What the answers leave open stands there as *.

Examples:
  footing show cht
  footing show ./mine.yaml
  footing show scot4 -o json
  footing show carto --only 'egress*' --set cloud=gcp -o csv=allow.csv`;

export const showCommand = buildCommand<ShowFlags, [string], Context>({
  loader: whenCalled(async () => (await import("./show-run.ts")).runShow),
  parameters: {
    flags: {
      profile: options.profile,
      set: options.set,
      only: options.only,
      format: options.format,
      ...everywhere,
    },
    positional: {
      kind: "tuple",
      parameters: [{ brief: "A product of the catalog, or a file", parse: parseSubject, placeholder: "PRODUCT|FILE" }],
    },
    aliases: formatAlias,
  },
  docs: { brief: "What a product requires", fullDescription: about, customUsage: ["PRODUCT|FILE [options]"] },
});
