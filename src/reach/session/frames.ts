/**
 * What a far shell prints, taken apart. Every line of ours begins with a word that was made for this connection alone, so
 * that no banner, no start-up file and no program can print one by chance; a piece counts only once its end has come.
 *
 *   MARK hello SYSTEM<TAB>USER<TAB>HOST
 *   MARK begin NUMBER        what a job prints follows
 *   MARK err NUMBER          what it said on its error stream follows
 *   MARK end NUMBER CODE HOW
 *   MARK done NUMBER         the message with this number is worked off
 */
export type FrameEvent =
  | { readonly is: "hello"; readonly system: string; readonly user: string; readonly host: string }
  | { readonly is: "begin"; readonly job: string }
  | {
      readonly is: "end";
      readonly job: string;
      readonly code: number;
      readonly how: string;
      readonly stdout: Buffer;
      readonly stderr: Buffer;
    }
  | { readonly is: "done"; readonly message: string };

type Open = { readonly job: string; stdout: Buffer | undefined };

/** A frame's line is short; where none ends within this many bytes, somebody else wrote it. */
const longestLine = 1024;

/** Takes output in any pieces, and gives what is whole. */
export class FrameReader {
  readonly #mark: Buffer;
  #pending: Buffer = Buffer.alloc(0);
  /** Up to here nothing of ours was found. */
  #searched = 0;
  #open: Open | undefined;

  constructor(mark: string) {
    this.#mark = Buffer.from(`\n${mark} `);
  }

  feed(chunk: Buffer): readonly FrameEvent[] {
    const output = this.#pending.length === 0 ? chunk : Buffer.concat([this.#pending, chunk]);
    const events: FrameEvent[] = [];
    // What is behind stays where it is until all is read: thousands of lines in one piece cost no more than it is long.
    let start = 0;
    let from = this.#searched;
    for (;;) {
      const at = output.indexOf(this.#mark, from);
      if (at === -1) {
        from = Math.max(start, output.length - this.#mark.length);
        break;
      }
      const lineEnd = output.indexOf(0x0a, at + this.#mark.length);
      if (lineEnd === -1 && output.length - at <= longestLine) {
        from = at;
        break;
      }
      const end = lineEnd === -1 ? at + this.#mark.length : lineEnd;
      const line = output.subarray(at + this.#mark.length, end).toString("utf8");
      const event = this.#understand(line.replace(/\r$/, ""), output.subarray(start, at));
      // The line break that ends a line of ours begins the next one, so that an empty piece is seen as that.
      start = end;
      from = end;
      if (event !== undefined) events.push(event);
    }
    this.#pending = start === 0 ? output : Buffer.from(output.subarray(start));
    this.#searched = from - start;
    return events;
  }

  /** What the job that has begun and not ended has printed so far. */
  unfinished(): { readonly job: string; readonly stdout: Buffer } | undefined {
    if (this.#open === undefined) return undefined;
    const { job, stdout } = this.#open;
    return { job, stdout: stdout ?? withoutBreak(this.#pending) };
  }

  #understand(line: string, before: Buffer): FrameEvent | undefined {
    const [word = "", job = "", ...rest] = line.split(" ");
    if (word === "hello") return hello(line.slice("hello ".length));
    if (word === "done") return { is: "done", message: job };
    if (word === "begin") {
      this.#open = { job, stdout: undefined };
      return { is: "begin", job };
    }
    if (this.#open?.job !== job) return undefined;
    if (word === "err") this.#open.stdout = withoutBreak(before);
    return word === "end" ? this.#end(job, rest, before) : undefined;
  }

  #end(job: string, [code = "", how = ""]: readonly string[], before: Buffer): FrameEvent | undefined {
    const stdout = this.#open?.stdout;
    this.#open = undefined;
    if (stdout === undefined || !/^\d{1,3}$/.test(code)) return undefined;
    return { is: "end", job, code: Number(code), how, stdout, stderr: withoutBreak(before) };
  }
}

/** The line break that ended our line before is not part of what was printed. */
const withoutBreak = (bytes: Buffer): Buffer => (bytes[0] === 0x0a ? bytes.subarray(1) : bytes);

function hello(words: string): FrameEvent {
  const [system = "", user = "", host = ""] = words.split("\t");
  return { is: "hello", system, user, host };
}
