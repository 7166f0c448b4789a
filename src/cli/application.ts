import { buildApplication, buildRouteMap, type Application } from "@stricli/core";
import { answerCommand } from "./commands/answer.ts";
import { checkCommand } from "./commands/check.ts";
import { explainCommand } from "./commands/explain.ts";
import { factsCommand } from "./commands/facts.ts";
import { judgeCommand } from "./commands/judge.ts";
import { initCommand } from "./commands/init.ts";
import { listCommand } from "./commands/list.ts";
import { reachCommand } from "./commands/reach.ts";
import { showCommand } from "./commands/show.ts";
import { testCommand } from "./commands/test.ts";
import type { Context } from "./context.ts";
import { textFor } from "./words.ts";

const about = `Is this place ready for the software you want to run on it?

Start with:
  footing list                      which products are known
  footing check cht                 is this machine ready for CHT?
  footing check cht -o json=a.json  the same, and a report for programs
  footing init cht                  answer its questions, once for all
  footing show cht                  what CHT requires, and who says so
  footing COMMAND --help            options and examples

Exit codes: 0 ready, 1 not ready, 2 asked wrongly (nothing was checked),
3 not verified, 70 footing broke, 130 interrupted.`;

/** The commands with their options. What a command does is loaded only when it is called. */
export function makeApplication(version: string, columns: number): Application<Context> {
  const routes = {
    check: checkCommand,
    init: initCommand,
    facts: factsCommand,
    judge: judgeCommand,
    list: listCommand,
    show: showCommand,
    explain: explainCommand,
    answer: answerCommand,
    reach: reachCommand,
    test: testCommand,
  };
  const root = buildRouteMap<string, Context>({
    routes,
    docs: { brief: "Is this place ready?", fullDescription: about },
  });
  return buildApplication(root, {
    name: "footing",
    scanner: { caseStyle: "allow-kebab-for-camel", allowArgumentEscapeSequence: true },
    documentation: {
      disableAnsiColor: true,
      caseStyle: "convert-camel-to-kebab",
      useAliasInUsageLine: false,
      onlyRequiredInUsageLine: true,
    },
    localization: { text: textFor(version, Object.keys(routes), columns) },
  });
}
