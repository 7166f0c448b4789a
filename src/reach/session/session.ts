import { randomBytes } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import type { Why } from "../../facts/fact.ts";
import { reason } from "../../facts/reasons.ts";
import { seconds, stopped } from "../bare.ts";
import { outputLimit } from "../child.ts";
import { onAbort } from "../on-abort.ts";
import { farWords } from "./far-shell.ts";
import { FrameReader, type FrameEvent } from "./frames.ts";
import { JobWriter, limitOf, type Job } from "./jobs.ts";
import { Line, type LineEnd } from "./line.ts";
import { Patience } from "./patience.ts";
import { cut, nextBatch, Sent, settle, type Piece, type Waiting } from "./sent.ts";
import type { SessionOptions } from "./session-options.ts";

/** What a far shell says of the place that it is in. */
export type Hello = { readonly system: string; readonly user: string; readonly host: string };

/** How often a connection is made anew because a job hung: what hangs must not take everything after it along. */
const mostConnections = 3;
/** How long the far shell may take between two jobs, in milliseconds. */
const betweenMs = 10_000;
/** What is kept of what others print before our first word, in characters. */
const keptNoise = 400;

/**
 * One far shell, which does jobs one after another. All looks that are asked for at the same time go there in one message,
 * so a host is observed in one round trip; what is asked later goes the same way. Nothing rejects: a connection that failed
 * is an answer.
 */
export class Session {
  readonly #options: SessionOptions;
  #queue: Waiting[] = [];
  readonly #sent = new Sent();
  #line: Line | undefined;
  #reader = new FrameReader("");
  #writer = new JobWriter();
  #release: (() => void) | undefined;
  readonly #patience = new Patience();
  #connections = 0;
  #messages = 0;
  #numbers = 0;
  #bytes = 0;
  #noise = "";
  #isBusy = false;
  /** The far shell has answered on this connection. */
  #isGreeted = false;
  #isPumping = false;
  #isClosed = false;
  #lost: Why | undefined;
  #hello: Hello | undefined;
  /** What the far shell has to be told before anything else. */
  #preamble = "";

  constructor(options: SessionOptions) {
    this.#options = options;
  }

  /** What the far shell said of itself, once it has answered. */
  get hello(): Hello | undefined {
    return this.#hello;
  }

  /** Why the target cannot be reached, if it cannot. */
  get lost(): Why | undefined {
    return this.#lost;
  }

  do(job: Job, signal: AbortSignal): Promise<Piece> {
    return new Promise((resolve) => {
      if (signal.aborted) {
        resolve(cut(stopped(signal)));
        return;
      }
      const waiting: Waiting = { job, signal, resolve, unheard: onAbort(signal, () => this.#abort(waiting)) };
      this.#queue.push(waiting);
      this.#connectEarly();
      void this.#pump();
    });
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    const why = reason("interrupted", "the run was stopped before this was seen");
    // What is making something is asked to end by the end of its input, and takes away what it made.
    for (const waiting of [...this.#queue.splice(0), ...this.#sent.takeAll()]) settle(waiting, cut(why));
    await this.#hangUp();
  }

  /** Logging in takes longest of all: it begins before all that is to be asked is known. */
  #connectEarly(): void {
    if (this.#isPumping || this.#line !== undefined || this.#lost !== undefined || this.#isClosed) return;
    const release = this.#options.slots.takeNow();
    if (release !== undefined) this.#connect(release);
  }

  /** Sends what waits, once all that is asked in this turn is asked. */
  async #pump(): Promise<void> {
    if (this.#isPumping) return;
    this.#isPumping = true;
    try {
      // Looks that begin together ask in the turns that follow one another at once.
      await setImmediate();
      await setImmediate();
      while (this.#queue.length > 0 && !this.#isBusy) {
        if (this.#lost !== undefined || this.#isClosed) return this.#loseAll();
        if (this.#line === undefined) {
          const release = await this.#options.slots.take();
          if (this.#isClosed) {
            release();
            return this.#loseAll();
          }
          this.#connect(release);
        }
        this.#send();
      }
    } finally {
      this.#isPumping = false;
    }
  }

  #connect(release: () => void): void {
    this.#release = release;
    this.#connections += 1;
    this.#bytes = 0;
    this.#noise = "";
    this.#isGreeted = false;
    this.#writer = new JobWriter();
    const mark = randomBytes(16).toString("hex");
    this.#reader = new FrameReader(mark);
    const { command, environment } = this.#options;
    let line: Line | undefined;
    try {
      line = new Line({
        command,
        environment,
        onOutput: (chunk) => (this.#line === line ? this.#take(chunk) : undefined),
        onEnd: (end) => (this.#line === line ? this.#onEnd(end) : undefined),
      });
    } catch (error) {
      this.#lose(this.#understand({ is: "not-started", code: error instanceof Error ? error.message : String(error) }));
      return;
    }
    this.#line = line;
    this.#preamble = farWords(mark);
    this.#waitForHello();
  }

  #waitForHello(): void {
    const { helloMs } = this.#options;
    this.#patience.wait(helloMs, () => this.#lose(reason("timeout", this.#silent(helloMs))));
  }

  #silent(ms: number): string {
    const { name } = this.#options;
    return this.#noise === ""
      ? `${name} did not answer within ${seconds(ms)}`
      : `${name} answered, but no shell did what it was asked within ${seconds(ms)}`;
  }

  #send(): void {
    if (this.#line === undefined) return;
    const batch = nextBatch(this.#queue);
    this.#queue = this.#queue.filter((one) => !batch.includes(one));
    this.#messages += 1;
    const lines = batch.map((waiting) => {
      this.#numbers += 1;
      const number = String(this.#numbers);
      this.#sent.add(number, waiting);
      return this.#writer.write(waiting.job, number);
    });
    const script = `${this.#preamble}${lines.join("")}footing_done ${this.#messages}\n`;
    this.#preamble = "";
    this.#isBusy = true;
    this.#line.write(`${Buffer.byteLength(script)}\n${script}`);
    if (this.#isGreeted) this.#waitForNext();
    else this.#waitForHello();
  }

  #take(chunk: Buffer): void {
    this.#bytes += chunk.length;
    if (!this.#isGreeted) this.#noise = (this.#noise + chunk.toString("utf8")).slice(0, keptNoise);
    for (const event of this.#reader.feed(chunk)) this.#on(event);
    if (this.#bytes > outputLimit) {
      const words = `${this.#options.name} sent more than ${outputLimit / 2 ** 20} MiB`;
      this.#lose(reason("too-much-output", words));
    }
  }

  #on(event: FrameEvent): void {
    if (event.is === "hello") {
      this.#isGreeted = true;
      this.#hello = { system: event.system, user: event.user, host: event.host };
      this.#waitForNext();
    } else if (event.is === "begin") this.#begin(event.job);
    else if (event.is === "end") {
      this.#sent.finish(event);
      this.#waitForNext();
    } else this.#onDone();
  }

  #begin(number: string): void {
    const waiting = this.#sent.begin(number);
    if (waiting !== undefined) this.#patience.wait(limitOf(waiting.job), () => this.#hung(waiting));
  }

  #onDone(): void {
    this.#patience.end();
    this.#sent.settleFinished();
    // The shell went on without them: what they were asked for was garbled on the way.
    for (const waiting of this.#sent.takeAll())
      settle(waiting, cut(reason("garbled", `${this.#options.name} did not answer this`)));
    this.#isBusy = false;
    if (this.#queue.length > 0) void this.#pump();
    else if (this.#options.slots.isWanted) void this.#hangUp();
  }

  #waitForNext(): void {
    this.#patience.wait(betweenMs, () => this.#hung(this.#sent.first()));
  }

  /** A job that does not end holds up all behind it: they are asked again on another connection. */
  #hung(waiting: Waiting | undefined): void {
    this.#sent.settleFinished();
    const { name } = this.#options;
    if (waiting !== undefined) {
      const why = reason("timeout", `no answer within ${seconds(waiting.job.timeoutMs)}`);
      this.#sent.remove(waiting);
      settle(waiting, cut(why, this.#reader.unfinished()?.stdout));
    }
    if (this.#connections >= mostConnections) {
      this.#lose(reason("target-lost", `${name} stopped answering, ${mostConnections} times`));
      return;
    }
    this.#queue.unshift(...this.#sent.takeAll());
    void this.#hangUp().then(() => this.#pump());
  }

  #onEnd(end: LineEnd): void {
    this.#sent.settleFinished();
    this.#line = undefined;
    const isIdle = this.#sent.size === 0 && this.#queue.length === 0;
    if (isIdle && this.#hello !== undefined) this.#afterLine();
    else this.#lose(this.#understand(end));
  }

  #understand(end: LineEnd): Why {
    return this.#options.understandEnd(end, { hello: this.#isGreeted, noise: this.#noise });
  }

  #lose(why: Why): void {
    this.#sent.settleFinished();
    this.#lost ??= why;
    void this.#hangUp();
    this.#loseAll();
  }

  #loseAll(): void {
    const why = this.#lost ?? reason("interrupted", "the run was stopped before this was seen");
    const begun = this.#reader.unfinished();
    const waiting = begun === undefined ? undefined : this.#sent.at(begun.job);
    if (waiting !== undefined && begun !== undefined) settle(waiting, cut(why, begun.stdout));
    for (const one of this.#sent.takeAll()) settle(one, cut(why));
    for (const one of this.#queue.splice(0)) settle(one, cut(why));
  }

  #abort(waiting: Waiting): void {
    const why = stopped(waiting.signal);
    this.#queue = this.#queue.filter((one) => one !== waiting);
    const { beganAt, job } = waiting;
    const tidyMs = job.is === "run" && beganAt !== undefined ? job.run.tidyMs : undefined;
    if (tidyMs === undefined) settle(waiting, cut(why));
    else {
      // Asked to end, it takes away what it made, and says so.
      this.#line?.write("\n");
      setTimeout(() => settle(waiting, cut(why, this.#reader.unfinished()?.stdout)), tidyMs).unref();
    }
  }

  async #hangUp(): Promise<void> {
    const line = this.#line;
    this.#line = undefined;
    this.#afterLine();
    await line?.close();
  }

  #afterLine(): void {
    this.#patience.end();
    this.#isBusy = false;
    this.#release?.();
    this.#release = undefined;
  }
}
