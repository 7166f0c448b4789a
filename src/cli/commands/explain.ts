import { buildCommand } from "@stricli/core";
import { whenCalled } from "../call.ts";
import type { Context } from "../context.ts";
import type { ExplainFlags } from "../flags.ts";
import { everywhere, formatAlias, options, parseSubject, truth } from "../options.ts";

const about = `Explains a word of a report or a requirements file. A word that means several
things is explained in each of them.

Examples:
  footing explain cht/disk        a requirement of a product
  footing explain ./a.yaml disk   a requirement of a file
  footing explain memory          a kind: what it asks and answers
  footing explain falls-short     a reason code of a report
  footing explain --kinds         all kinds`;

export const explainCommand = buildCommand<ExplainFlags, [string?, string?], Context>({
  loader: whenCalled(async () => (await import("./explain-run.ts")).runExplain),
  parameters: {
    flags: {
      kinds: truth("List the kinds of requirements"),
      format: options.format,
      ...everywhere,
    },
    positional: {
      kind: "tuple",
      parameters: [
        {
          brief: "PRODUCT/REQUIREMENT, a kind, a reason code, a FILE",
          parse: parseSubject,
          placeholder: "ID",
          optional: true,
        },
        {
          brief: "A requirement of the file or product",
          parse: parseSubject,
          placeholder: "REQUIREMENT",
          optional: true,
        },
      ],
    },
    aliases: formatAlias,
  },
  docs: {
    brief: "What a word of a report means",
    fullDescription: about,
    customUsage: ["ID [options]", "PRODUCT|FILE REQUIREMENT [options]", "--kinds"],
  },
});
