// The lab: `npm run lab` tries every fault, `npm run lab -- only ID…` some. See docs/how-to/lab.md.
import { once } from "node:events";
import { shellWord } from "../../src/facts/shell-word.ts";
import type { Finding } from "./classify.ts";
import { type Fault, loadFaults } from "./fault.ts";
import { footingWords } from "./footing.ts";
import { removeAbandoned } from "./leftovers.ts";
import { makeProgram } from "./program.ts";
import { lackingFor, runLab } from "./run.ts";
import { isClean, lastLine } from "./tally.ts";
import { World } from "./world.ts";

const say = (words: string): void => void process.stdout.write(`${words}\n`);

const stopping = new AbortController();
let stoppedBy = 0;
for (const [signal, code] of [
  ["SIGINT", 130],
  ["SIGTERM", 143],
  ["SIGHUP", 129],
] as const) {
  process.on(signal, () => {
    stoppedBy ||= code;
    stopping.abort();
  });
}

const usage = `npm run lab                      every fault
npm run lab -- only ID…          these; * stands for any characters
npm run lab -- witness [ID…]     builds the worlds and asks the witnesses alone
npm run lab -- up ID [twin]      builds one world, says how to enter it, waits
npm run lab -- list              every fault in one line
npm run lab -- clean             removes what runs left that were killed`;

/** Faults by id or pattern; a word that names none is a mistake, not an empty run. */
function chosen(words: readonly string[]): readonly Fault[] {
  const faults = loadFaults();
  if (words.length === 0) return faults;
  const patterns = words.map((word) => new RegExp(`^${word.replaceAll("*", ".*")}$`));
  const unknown = words.filter((_, index) => !faults.some(({ id }) => patterns[index]?.test(id) === true));
  if (unknown.length > 0) throw new UsageMistake(`no fault is called ${unknown.join(", ")}: npm run lab -- list`);
  return faults.filter(({ id }) => patterns.some((pattern) => pattern.test(id)));
}

/** One fault by its id, or by the end of it where no other ends so: `dead-ipv6`. */
function chosenOne(word: string): Fault {
  const faults = loadFaults();
  const exact = faults.find(({ id }) => id === word);
  if (exact !== undefined) return exact;
  const [first, ...others] = word === "" ? [] : faults.filter(({ id }) => id.endsWith(`-${word}`));
  if (first === undefined) throw new UsageMistake(`no fault is called ${word}: npm run lab -- list`);
  if (others.length === 0) return first;
  throw new UsageMistake(`several faults are called ${word}: ${[first, ...others].map(({ id }) => id).join(", ")}`);
}

class UsageMistake extends Error {}

async function runAll(faults: readonly Fault[], witnessOnly: boolean): Promise<number> {
  const result = await runLab(faults, {
    signal: stopping.signal,
    ...(witnessOnly ? { witnessOnly: true } : {}),
    onDone: (fault: Fault, { is, why }: Finding, ms) => {
      say(`${is === "ok" ? "ok  " : "FAIL"} ${fault.id} (${ms} ms)`);
      if (is !== "ok") say(`     ${is}: ${why.replaceAll("\n", "\n     ")}\n     tempts: ${fault.tempts}`);
    },
    onSkipped: ({ id, lacks }) => say(`skip ${id}: this machine lacks ${lacks.join(", ")}`),
  });
  for (const [name, brings] of result.lacking) say(`${name} would be: ${brings}`);
  say(lastLine(result));
  return isClean(result) ? 0 : 1;
}

/** Builds one world and keeps it until Ctrl-C, or until standard input ends. */
async function keepUp([id = "", phase = "fault"]: readonly string[]): Promise<number> {
  if (id === "" || (phase !== "fault" && phase !== "twin")) throw new UsageMistake(usage);
  const fault = chosenOne(id);
  const lacking = await lackingFor([fault]);
  const program = await makeProgram();
  let world: World | undefined;
  try {
    world = await World.build(fault[phase], {
      program,
      signal: stopping.signal,
      namespaces: !lacking.has("namespaces"),
    });
    for (const witness of fault[phase].witness) await world.check(witness, fault[phase].enter);
    const environment = Object.entries(world.environment).map(([name, value]) => `${name}=${value}`);
    if (fault.recorded) environment.push(`FOOTING_TEST_ROOT=${world.folder}/root`);
    const shell = world.command(fault[phase].enter, ["sh", "-i"]).map(shellWord).join(" ");
    const words = footingWords(world, fault, phase).map(shellWord).join(" ");
    say(`${fault.title} (${phase}) stands in ${world.folder}. Enter it:\n`);
    say(`env -i ${environment.map(shellWord).join(" ")} TERM="$TERM" \\\n  ${shell}\n`);
    say(`In there:\n\n${world.footing.join(" ")} ${words}\n\nCtrl-C removes it.`);
    process.stdin.resume();
    await Promise.race([once(stopping.signal, "abort"), once(process.stdin, "end")]);
    process.stdin.pause();
  } finally {
    await world?.end();
    program.remove();
  }
  return 0;
}

async function main([command, ...words]: readonly string[]): Promise<number> {
  switch (command) {
    case undefined:
      return await runAll(chosen([]), false);
    case "only":
      if (words.length === 0) throw new UsageMistake(usage);
      return await runAll(chosen(words), false);
    case "witness":
      return await runAll(chosen(words), true);
    case "up":
      return await keepUp(words);
    case "list":
      for (const { id, area, title } of loadFaults()) say(`${area.padEnd(10)} ${id.padEnd(34)} ${title}`);
      return 0;
    case "clean": {
      const removed = await removeAbandoned();
      say(removed.length === 0 ? "nothing was left" : removed.map((one) => `removed ${one}`).join("\n"));
      return 0;
    }
    default:
      throw new UsageMistake(usage);
  }
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.exitCode = error instanceof UsageMistake ? 2 : 1;
  if (!stopping.signal.aborted) process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
}
if (stoppedBy !== 0) process.exitCode = stoppedBy;
