import { shown } from "../report/style.ts";
import { widthOf, wrapped } from "../report/width.ts";
import { tookWords } from "../report/words.ts";
import type { OnProgress, Progress } from "../run/progress.ts";
import type { Context } from "./context.ts";
import type { Showing } from "./options.ts";
import { readsControls, styleOf } from "./style.ts";

/** `say`: words that stay, whatever else is told. */
export type ProgressTeller = {
  readonly tell: OnProgress;
  readonly say: (words: string) => void;
  readonly end: () => void;
};

/** A run that is done by then needs no progress; a line that flashes up only disturbs. */
const quietMs = 300;
const redrawMs = 200;

type Place = Pick<Context, "process" | "environment">;

/** Tells how a run goes on: a line that is replaced on a terminal that can do that, a line a probe with --verbose, else nothing. */
export function tellProgress(context: Place, { quiet, verbose }: Pick<Showing, "quiet" | "verbose">): ProgressTeller {
  const say = (words: string): void => {
    context.process.stderr.write(words);
  };
  if (verbose === true) return { tell: (event) => tellLine(event, context), say, end: () => undefined };
  const isLive = context.process.stderr.isTTY === true && readsControls(context.environment);
  if (quiet === true || !isLive) return { tell: () => undefined, say, end: () => undefined };
  return liveLine(context);
}

function tellLine(event: Progress, { process, environment }: Place): void {
  if (event.is === "started") return;
  const style = styleOf(process.stderr, environment, true);
  const why = event.unknown === null ? "" : `  unknown: ${shown(event.unknown, style)}`;
  const lead = `${`${Math.round(event.ms)}`.padStart(6)} ms  `;
  const lines = wrapped(`${shown(event.words, style)}${why}`, style.columns - lead.length);
  process.stderr.write(`${lead}${lines.join(`\n${" ".repeat(lead.length)}`)}\n`);
}

function liveLine({ process, environment }: Place): ProgressTeller {
  const { stderr } = process;
  const style = styleOf(stderr, environment, true);
  const waiting = new Map<string, { readonly words: string; readonly since: number }>();
  const begun = performance.now();
  let finished = 0;
  let isDrawn = false;
  const draw = (): void => {
    const now = performance.now();
    if (now - begun < quietMs) return;
    const probes = [...waiting.values()].map(({ words, since }) => {
      const took = now - since;
      return took < 1000 ? shown(words, style, 60) : `${shown(words, style, 60)} (${tookWords(took)})`;
    });
    const dot = style.unicode ? "·" : "-";
    const line = `${finished} of ${finished + waiting.size} ${dot} waiting for: ${probes.join(", ")}`;
    stderr.write(`\r\u001b[K${fitted(line, style.columns - 1)}`);
    isDrawn = true;
  };
  const timer = setInterval(draw, redrawMs);
  timer.unref();
  const clear = (): void => {
    if (isDrawn) stderr.write("\r\u001b[K");
    isDrawn = false;
  };
  return {
    say: (words) => {
      clear();
      stderr.write(words);
    },
    tell: (event) => {
      if (event.is === "started") waiting.set(event.probe, { words: event.words, since: performance.now() });
      else if (waiting.delete(event.probe)) finished += 1;
      draw();
    },
    end: () => {
      clearInterval(timer);
      clear();
    },
  };
}

function fitted(line: string, columns: number): string {
  if (widthOf(line) <= columns) return line;
  let cut = line;
  while (widthOf(cut) > columns - 3) cut = Array.from(cut).slice(0, -1).join("");
  return `${cut}...`;
}
