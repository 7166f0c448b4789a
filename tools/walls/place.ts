import { basename } from "node:path/posix";

/** Where a file of the project stands, read from its path relative to the root (with `/`). */
export type Place = {
  readonly path: string;
  /** The first folder: src, tools, test, bench, bin, web. */
  readonly top: string;
  /** The room of src, or undefined outside src and for src/main.ts. */
  readonly room: string | undefined;
  /** The folder of one kind in src/kinds, or undefined. */
  readonly kind: string | undefined;
  readonly isLook: boolean;
  readonly isTest: boolean;
};

/** Reads a path such as `src/kinds/memory/kind.ts`. */
export function placeOf(path: string): Place {
  const [top = "", second, third, ...deeper] = path.split("/");
  const inRoom = top === "src" && third !== undefined;
  const kind = inRoom && second === "kinds" && deeper.length > 0 ? third : undefined;
  return {
    path,
    top,
    room: inRoom ? second : undefined,
    kind,
    isLook: kind !== undefined && basename(path) === "look.ts",
    isTest: path.endsWith(".test.ts"),
  };
}
