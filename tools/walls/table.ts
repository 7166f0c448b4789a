/** What one room may do. Rooms that stand nowhere in the table do not exist. */
export type Room = {
  /** Rooms it may import, besides itself. */
  readonly rooms: readonly string[];
  /** npm packages it may use. */
  readonly packages: readonly string[];
  /** Whether it may touch the world (node: modules, clock, randomness). */
  readonly world: boolean;
};

const pure = (rooms: string, packages = ""): Room => ({ rooms: words(rooms), packages: words(packages), world: false });
const world = (rooms: string, packages = ""): Room => ({ ...pure(rooms, packages), world: true });

/** The one table of who may import whom. `plan`, `drafts`, `watch` and `hub` are known here before they exist. */
export const rooms: ReadonlyMap<string, Room> = new Map([
  ["facts", pure("", "zod")],
  // `yaml` for files that a kind looks into on a host: imported where such a file is understood, and not before.
  ["kinds", pure("facts", "yaml")],
  ["spec", pure("facts kinds", "yaml @marcbachmann/cel-js re2js")],
  ["judge", pure("facts kinds spec")],
  ["plan", pure("facts kinds spec")],
  ["drafts", pure("facts kinds spec")],
  ["report", pure("facts kinds spec judge plan")],
  ["reach", world("facts")],
  ["run", world("facts kinds spec judge reach")],
  ["watch", world("facts kinds spec judge run report")],
  ["hub", world("facts kinds spec judge plan report drafts")],
  ["cli", world("facts kinds spec judge plan drafts report reach run watch hub", "@stricli/core zod")],
]);

/** Rooms that load their packages by import() alone: every run loads all kinds, and few need a library. */
export const lazily: ReadonlySet<string> = new Set(["kinds"]);

/** A `look.ts` in a folder of kinds: the one file of a kind that may touch the world, and only through reach. */
export const look = world("facts reach");

/** The program's entry, src/main.ts. */
export const entry = world("cli");

/** The console is a thin client: it sees these files of src and nothing else. */
export const seenFromWeb: readonly string[] = ["src/hub/contract.ts", "src/report/view.ts"];

/** node: modules that start programs or open connections: reach alone has them, so that limits and refusals hold. */
export const reachOnly: readonly string[] = words(
  "child_process cluster dgram dns http http2 https inspector net tls worker_threads",
);

/** Names that say nothing about what belongs in them. */
export const emptyNames: readonly string[] = words("util utils lib libs common helper helpers misc");

function words(text: string): readonly string[] {
  return text.split(" ").filter((word) => word !== "");
}
