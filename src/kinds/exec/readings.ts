import { absent, seen, type Fact } from "../../facts/fact.ts";
import { evidenceOf, type Raws, type Readings } from "../../facts/reading.ts";
import { hostLook, type Answer, type Question } from "../declaration.ts";
import { blind } from "../looking.ts";
import { exec } from "./kind.ts";

const readings = ({ asked }: Question<typeof exec>) =>
  ({ run: { run: [asked.command, ...(asked.args ?? [])], authored: true } }) satisfies Readings;

type ExecRaws = Raws<ReturnType<typeof readings>>;

function understand({ run }: ExecRaws): Answer<typeof exec> {
  if (run.is === "missing") {
    const none = absent({ ...evidenceOf(run), note: "there is no such program" });
    return { exitCode: none, stdout: none };
  }
  const stdout: Fact<string> = run.is === "text" ? seen(run.text, evidenceOf(run)) : blind(run);
  const exitCode: Fact<number> =
    run.is === "text" && run.exit !== undefined ? seen(run.exit, evidenceOf(run)) : blind(run);
  return { exitCode, stdout };
}

export const execLook = hostLook(exec, { readings, understand });
