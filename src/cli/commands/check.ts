import { buildCommand } from "@stricli/core";
import { whenCalled } from "../call.ts";
import type { Context } from "../context.ts";
import type { CheckFlags } from "../flags.ts";
import { everywhere, formatAlias, looking, options, selecting, showing, subject } from "../options.ts";

const about = `Looks at this place, compares it with what a product requires, and says what
is met, what is not, what could not be seen and why, and what to do next.
It leaves nothing behind, and asks nothing unless --ask is given.

Examples:
  footing check cht                             a product of the catalog
  footing check scot4 --set users=20            with an answer
  footing check cht@4                           the edition for version 4
  footing check ./mine.yaml                     a requirements file of your own
  footing check scot4 --ask                     asks what is open, then looks
  footing check                                 what ./footing.yaml says
  footing check cht --only disk,memory          two requirements
  footing check cht --moment run                what counts once it runs
  footing check carto --visit 5m                a phone shows who gets in
  footing check cht -o json=report.json         and a report for programs
  footing check cht -o junit=a.xml -o markdown=a.md      several at once
  footing check cht --share -o markdown         to show to somebody else
  footing check cht --since report.json         what changed since then

Formats: tty (words), json, junit, sarif, markdown, html, prometheus.

A name with a / or ending in .yaml is a file. A FILE from outside the catalog
may look but not touch, unless --yes is given.

Exit codes: 0 ready (also with warnings; see --strict), 1 not ready,
3 not verified, 2 asked wrongly, 130 interrupted.`;

export const checkCommand = buildCommand<CheckFlags, [string?], Context>({
  loader: whenCalled(async () => (await import("./check-run.ts")).runCheck),
  parameters: {
    flags: {
      ...selecting,
      ...looking,
      ...showing,
      since: options.since,
      ask: options.ask,
      strict: options.strict,
      ...everywhere,
    },
    positional: subject,
    aliases: formatAlias,
  },
  docs: {
    brief: "Is this place ready?",
    fullDescription: about,
    customUsage: ["[PRODUCT[@VERSION|:EDITION] | FILE] [options]"],
  },
});
