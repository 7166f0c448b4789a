import { buildCommand } from "@stricli/core";
import { whenCalled } from "../call.ts";
import type { Context } from "../context.ts";
import type { PlainFlags } from "../flags.ts";
import { everywhere, formatAlias, options } from "../options.ts";

const about = `Lists the products of the catalog: edition, versions covered, how many
requirements, and how many of these this version cannot look at yet.

Examples:
  footing list
  footing list -o json`;

export const listCommand = buildCommand<PlainFlags, [], Context>({
  loader: whenCalled(async () => (await import("./list-run.ts")).runList),
  parameters: { flags: { format: options.format, ...everywhere }, aliases: formatAlias },
  docs: { brief: "Which products are known", fullDescription: about, customUsage: ["[options]"] },
});
