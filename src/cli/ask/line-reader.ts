import { StringDecoder } from "node:string_decoder";
import { setTimeout as pause } from "node:timers/promises";
import { widthOf } from "../../report/width.ts";
import type { InputStream } from "../context.ts";

/** One line that somebody typed; or the end of what there is to read (Ctrl-D), or of the wish to answer (Ctrl-C). */
export type Line =
  | { readonly is: "line"; readonly text: string }
  | { readonly is: "end" }
  | { readonly is: "interrupted" };

export type LineReaderOptions = {
  readonly signal: AbortSignal;
  /** Called for a Ctrl-C that the terminal does not turn into a signal, since it hands every key over. */
  readonly interrupt: () => void;
};

/** How long nothing comes any more behind a paste; nobody types so soon. */
const pasteMs = 60;
/** Longer lines are cut: a terminal takes no more either. */
const longest = 4096;

const keys = { enter: /^[\r\n]/, end: "\u0004", interrupt: "\u0003", erase: /^[\u007f\b]/, clear: "\u0015" } as const;
/** What a key without a letter sends: ESC and a sequence of ECMA-48. */
// oxlint-disable-next-line no-control-regex -- it is the very character that is meant
const sequence = /^\u001b(?:\[[0-9;?]*[ -/]*[@-~]?|O.?|.)?/s;

/**
 * Reads lines from a terminal that edits and echoes them itself. Nothing is ever drawn anew, so a screen reader hears
 * each text once, and a terminal without any abilities is enough.
 */
export class LineReader {
  readonly #input: InputStream;
  readonly #options: LineReaderOptions;
  readonly #decoder = new StringDecoder("utf8");
  #typed = "";
  #ended = false;
  #wake: () => void = () => undefined;

  constructor(input: InputStream, options: LineReaderOptions) {
    this.#input = input;
    this.#options = options;
    input.on("data", this.#heard);
    input.on("end", this.#stopped);
    input.on("error", this.#stopped);
    options.signal.addEventListener("abort", this.#woken);
  }

  readonly #heard = (piece: Uint8Array | string): void => {
    this.#typed += typeof piece === "string" ? piece : this.#decoder.write(Buffer.from(piece));
    this.#wake();
  };
  readonly #stopped = (): void => {
    this.#ended = true;
    this.#wake();
  };
  readonly #woken = (): void => this.#wake();

  /** The next line, echoed and edited by the terminal. */
  async line(): Promise<Line> {
    return await this.#next(() => {
      const end = this.#typed.indexOf("\n");
      if (end < 0) return undefined;
      const text = this.#typed.slice(0, end).replace(/\r$/, "").slice(0, longest);
      this.#typed = this.#typed.slice(end + 1);
      return { is: "line", text };
    });
  }

  /**
   * The next line, of which the terminal shows nothing. What begins with one of `shownBehind` is shown from there on:
   * it says where a secret lies, and is none.
   */
  async hidden(prompt: () => void, { shownBehind, echo }: Hidden): Promise<Line> {
    const line = new HiddenLine(shownBehind, echo);
    this.#input.setRawMode?.(true);
    try {
      prompt();
      return await this.#next(() => {
        while (this.#typed !== "") {
          const [key, rest] = firstKey(this.#typed);
          this.#typed = rest;
          if (key === keys.interrupt) this.#options.interrupt();
          if (this.#options.signal.aborted) return { is: "interrupted" };
          const done = line.press(key);
          if (done !== undefined) return done;
        }
        return undefined;
      });
    } finally {
      await this.#forget();
      this.#input.setRawMode?.(false);
    }
  }

  /** Drops what came together with a secret, such as the other lines of a paste: it must answer no other question. */
  async #forget(): Promise<void> {
    do {
      this.#typed = "";
      await pause(pasteMs);
    } while (this.#typed !== "" && !this.#options.signal.aborted);
  }

  async #next(take: () => Line | undefined): Promise<Line> {
    this.#input.resume();
    for (;;) {
      if (this.#options.signal.aborted) return { is: "interrupted" };
      const line = take();
      if (line !== undefined) return line;
      if (this.#ended) return { is: "end" };
      await new Promise<void>((woken) => {
        this.#wake = woken;
      });
    }
  }

  /** Lets the input go, so that it holds the program up no longer. */
  close(): void {
    this.#input.off("data", this.#heard);
    this.#input.off("end", this.#stopped);
    this.#input.off("error", this.#stopped);
    this.#options.signal.removeEventListener("abort", this.#woken);
    this.#input.pause();
  }
}

export type Hidden = { readonly shownBehind: readonly string[]; readonly echo: (text: string) => void };

function firstKey(typed: string): readonly [key: string, rest: string] {
  const [key = ""] = sequence.exec(typed) ?? Array.from(typed.slice(0, 2));
  return [key, typed.slice(key.length)];
}

/** A line that is typed key by key, and shown only as far as it holds no secret. */
class HiddenLine {
  readonly #shownBehind: readonly string[];
  readonly #echo: (text: string) => void;
  #text = "";
  #shown = "";

  constructor(shownBehind: readonly string[], echo: (text: string) => void) {
    this.#shownBehind = shownBehind;
    this.#echo = echo;
  }

  press(key: string): Line | undefined {
    if (keys.enter.test(key)) return this.#finish({ is: "line", text: this.#text });
    if (key === keys.end) return this.#text === "" ? this.#finish({ is: "end" }) : undefined;
    if (keys.erase.test(key)) this.#become(Array.from(this.#text).slice(0, -1).join(""));
    else if (key === keys.clear) this.#become("");
    else if (!/^\p{C}/u.test(key) && this.#text.length < longest) this.#become(this.#text + key);
    return undefined;
  }

  #finish(line: Line): Line {
    this.#echo("\n");
    return line;
  }

  #become(text: string): void {
    this.#text = text;
    const shown = this.#shownBehind.some((start) => text.startsWith(start)) ? text : "";
    if (shown.startsWith(this.#shown)) this.#echo(shown.slice(this.#shown.length));
    else this.#echo("\b \b".repeat(widthOf(this.#shown) - widthOf(shown)));
    this.#shown = shown;
  }
}
