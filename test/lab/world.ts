import { mkdirSync, mkdtempSync, chmodSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Phase, Step, Witness } from "./fault.ts";
import { Holder } from "./holder.ts";
import { groupsNamed, kill, namespaceOf, processesIn, removeGroup } from "./leftovers.ts";
import { folderPrefix } from "./owner.ts";
import { filled } from "./placeholders.ts";
import type { Program } from "./program.ts";
import { type Ended, runCommand } from "./shell.ts";

/** How long one step or witness may take, in milliseconds. */
const stepMs = 120_000;
/** How long a state is waited for. */
const stateMs = 60_000;

/** A world that could not be made, or is not as meant: nothing about Footing. */
export class BrokenWorld extends Error {}

export type Surroundings = {
  readonly program: Program;
  readonly signal: AbortSignal;
  /** Whether this user may make mount namespaces: without, only worlds that mount nothing are built. */
  readonly namespaces: boolean;
};

/** The environment of all that the lab starts; nothing of the caller's own gets in. */
export const plainEnvironment: Readonly<Record<string, string>> = {
  PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
  LANG: "C.UTF-8",
};

/** A folder, and round it a mount namespace, control groups and processes that all go when it ends. */
export class World {
  readonly folder: string;
  readonly #surroundings: Surroundings;
  readonly #holders: Holder[] = [];
  readonly #undo: string[] = [];
  #namespace: Holder | undefined;

  private constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings;
    this.folder = mkdtempSync(folderPrefix);
    // Worlds are entered by users other than their maker.
    chmodSync(this.folder, 0o755);
    mkdirSync(join(this.folder, "out"));
    chmodSync(join(this.folder, "out"), 0o1777);
  }

  /** Builds the world of one phase; what was made is removed again where a step fails. */
  static async build(phase: Phase, surroundings: Surroundings): Promise<World> {
    const world = new World(surroundings);
    try {
      if (surroundings.namespaces) await world.#enclose();
      for (const step of phase.world) await world.#take(step);
      return world;
    } catch (error) {
      await world.end();
      throw error;
    }
  }

  /** Footing's launcher, and the Node that runs it, as they are seen in this world. */
  get footing(): readonly [string, string] {
    const node = this.#namespace === undefined ? process.execPath : join(this.folder, "node");
    return [node, join(this.#program, "bin/footing.js")];
  }

  get #program(): string {
    return this.#namespace === undefined ? this.#surroundings.program.folder : join(this.folder, "footing");
  }

  get environment(): Readonly<Record<string, string>> {
    const group = basename(this.folder);
    return {
      ...plainEnvironment,
      HOME: this.folder,
      WORLD: this.folder,
      GROUP: group,
      STEPS: join(this.#program, "steps.sh"),
    };
  }

  /** Starts words in this world, behind the phase's command prefix. */
  command(enter: string, words: readonly string[]): readonly [string, ...string[]] {
    const script = `. "$STEPS"\nentered() { ${enter} "$@"; }\nentered "$@"`;
    return this.#inside(["sh", "-ec", script, "lab", ...words]);
  }

  async check(witness: Witness, enter: string): Promise<void> {
    const ended = await this.#run(this.command(enter, ["sh", "-c", witness.run]), this.#surroundings.signal);
    const printed = ended.stdout.trimEnd();
    const wrong =
      ended.exit !== witness.exit
        ? `exit ${ended.exit}, not ${witness.exit}`
        : witness.prints !== undefined && !new RegExp(witness.prints, "m").test(printed)
          ? `not /${witness.prints}/`
          : undefined;
    if (wrong === undefined) return;
    throw new BrokenWorld(`witness \`${witness.run.trim()}\`: ${wrong}: ${printed} ${ended.stderr.trim()}`.trim());
  }

  /** Processes of this world, by number. Empty where it has no namespace of its own. */
  processes(): readonly number[] {
    const namespace = this.#namespace === undefined ? undefined : namespaceOf(this.#namespace.pid);
    return namespace === undefined ? [] : processesIn(namespace);
  }

  /** Removes everything. Says what could not be removed. */
  async end(): Promise<readonly string[]> {
    const problems: string[] = [];
    for (const command of this.#undo.toReversed()) {
      const { exit, stderr } = await this.#run(this.command("", ["sh", "-ec", `. "$STEPS"\n${command}`]));
      if (exit !== 0) problems.push(`undo \`${command}\`: exit ${exit}: ${stderr.trim()}`);
    }
    for (const holder of this.#holders.toReversed()) await holder.end();
    for (const pid of this.processes()) kill(pid);
    await this.#namespace?.end();
    for (const folder of groupsNamed(basename(this.folder))) {
      await removeGroup(folder).catch((error: unknown) => problems.push(String(error)));
    }
    rmSync(this.folder, { recursive: true, force: true });
    return problems;
  }

  /** Mounts made in here are seen in here alone, and go with the last process. */
  async #enclose(): Promise<void> {
    const script = `cd "$WORLD"
      mkdir footing && mount --bind -o ro "$PROGRAM" footing
      : >node && mount --bind -o ro "$NODE" node`;
    const { folder } = this.#surroundings.program;
    const environment = { ...plainEnvironment, WORLD: this.folder, PROGRAM: folder, NODE: process.execPath };
    this.#namespace = await Holder.start(
      ["unshare", "--mount", "--propagation", "private", "--"],
      script,
      environment,
    ).catch(broken);
  }

  async #take(step: Step): Promise<void> {
    if ("files" in step) {
      for (const [path, text] of Object.entries(step.files)) this.#write(path, text);
    } else if ("hold" in step) {
      const script = `. "$STEPS"\n${step.hold}`;
      this.#holders.push(await Holder.start(this.#inside([]), script, this.environment).catch(broken));
    } else if ("until" in step) {
      await this.#wait(step.until);
    } else {
      if (step.undo !== undefined) this.#undo.push(step.undo);
      const ended = await this.#run(this.#inside(["sh", "-ec", `. "$STEPS"\n${step.run}`]), this.#surroundings.signal);
      if (ended.exit !== 0) throw new BrokenWorld(`step \`${step.run.trim()}\`: exit ${ended.exit}: ${ended.stderr}`);
    }
  }

  #write(path: string, text: string): void {
    const file = join(this.folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, filled(text, this.folder));
  }

  async #wait(command: string): Promise<void> {
    const giveUpAt = performance.now() + stateMs;
    for (;;) {
      const ended = await this.#run(this.#inside(["sh", "-ec", `. "$STEPS"\n${command}`]), this.#surroundings.signal);
      if (ended.exit === 0) return;
      if (performance.now() > giveUpAt) throw new BrokenWorld(`\`${command}\` did not come to hold: ${ended.stderr}`);
      await pause(50);
    }
  }

  #inside(words: readonly string[]): readonly [string, ...string[]] {
    const [first = "env", ...rest] = words;
    if (this.#namespace === undefined) return [first, ...rest];
    return ["nsenter", `--mount=/proc/${this.#namespace.pid}/ns/mnt`, "--", ...words];
  }

  #run(words: readonly [string, ...string[]], signal?: AbortSignal): Promise<Ended> {
    const options = { environment: this.environment, timeoutMs: stepMs };
    return runCommand(words, signal === undefined ? options : { ...options, signal });
  }
}

function broken(error: unknown): never {
  throw new BrokenWorld(error instanceof Error ? error.message : String(error));
}
