import { buildCommand } from "@stricli/core";
import { whenCalled } from "../call.ts";
import type { Context } from "../context.ts";
import type { TestFlags } from "../flags.ts";
import { everywhere, formatAlias, options, truth } from "../options.ts";

const about = `Runs the cases beside a requirements file (cases.yaml): facts that are made up,
and the outcomes that they must have. Nothing is looked at.

Examples:
  footing test .                  requirements.yaml and cases.yaml here
  footing test catalog/cht
  footing test . -o junit=cases.xml      also for a CI server

Exit codes: 0 all cases hold, 1 not all, 2 asked wrongly.`;

export const testCommand = buildCommand<TestFlags, [string], Context>({
  loader: whenCalled(async () => (await import("./test-run.ts")).runTest),
  parameters: {
    flags: {
      format: options.caseFormat,
      quiet: options.quiet,
      verbose: truth("Also the cases that hold"),
      ...everywhere,
    },
    aliases: formatAlias,
    positional: {
      kind: "tuple",
      parameters: [
        {
          brief: "A folder with requirements.yaml and cases.yaml",
          parse: (value: string) => value,
          placeholder: "DIR",
        },
      ],
    },
  },
  docs: { brief: "Test a requirements file by its cases", fullDescription: about, customUsage: ["DIR [options]"] },
});
