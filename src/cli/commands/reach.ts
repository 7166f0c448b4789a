import { buildCommand } from "@stricli/core";
import { whenCalled } from "../call.ts";
import type { Context } from "../context.ts";
import type { ReachFlags } from "../flags.ts";
import { everywhere, options, parseAnswerUrl } from "../options.ts";

const about = `Opens an address that footing answer printed on another machine, and says
how far it came: the name, the connection, TLS, and whether it is that footing
which answers. Nothing else is asked for, no proxy is used, and no redirect is
followed.

Example:
  footing reach https://maps.example.org/footing-k3f9-x2m7-q8wd-5zhp

Exit codes: 0 reached, 1 not reached, 2 asked wrongly, 130 interrupted.`;

export const reachCommand = buildCommand<ReachFlags, [string], Context>({
  loader: whenCalled(async () => (await import("./reach-run.ts")).runReach),
  parameters: {
    flags: { timeout: options.timeout, ...everywhere },
    positional: {
      kind: "tuple",
      parameters: [{ brief: "The address that footing answer printed", parse: parseAnswerUrl, placeholder: "URL" }],
    },
  },
  docs: { brief: "Visit a footing answer from here", fullDescription: about, customUsage: ["URL [options]"] },
});
