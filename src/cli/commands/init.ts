import { buildCommand } from "@stricli/core";
import { whenCalled } from "../call.ts";
import type { Context } from "../context.ts";
import type { InitFlags } from "../flags.ts";
import { everywhere, options, subject } from "../options.ts";

const about = `Asks what the requirements of a product depend on, and writes the answers into
footing.yaml. It asks only what can still change an outcome. Enter leaves a
question open, ? tells more, Ctrl-D ends and keeps the answers, Ctrl-C ends and
writes nothing. Of a secret it takes only where it lies: env:NAME or file:PATH.

What stands in the file is kept, comments too; only what is new is written.
Without a terminal it asks nothing and writes what --set gave.

Examples:
  footing init cht                              ask, and write ./footing.yaml
  footing init                                  go on with ./footing.yaml
  footing init scot4 --set users=20             an answer beforehand
  footing init scot4 --set db=env:DATABASE_URL  a secret, by reference
  footing init cht --site web01.yaml            into another file
  footing init cht --no-input                   only lay the file out

Exit codes: 0 written, or nothing to write; 2 asked wrongly, 130 interrupted.`;

export const initCommand = buildCommand<InitFlags, [string?], Context>({
  loader: whenCalled(async () => (await import("./init-run.ts")).runInit),
  parameters: {
    flags: { profile: options.profile, set: options.set, site: options.site, ...everywhere },
    positional: subject,
  },
  docs: {
    brief: "Ask the questions, write footing.yaml",
    fullDescription: about,
    customUsage: ["[PRODUCT | FILE] [options]"],
  },
});
