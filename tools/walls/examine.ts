import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path/posix";
import { banned } from "./bans.ts";
import { type Import, parse } from "./imports.ts";
import { placeOf } from "./place.ts";
import { type Graph, rings } from "./rings.ts";
import { wrongImport, wrongPlace } from "./rules.ts";
import { lazily } from "./table.ts";

/** What the walls found under one root. */
export type Examined = {
  readonly files: number;
  /** One line each: `path:line  why`. */
  readonly wrong: readonly string[];
};

/** Looks at every TypeScript file of the project that stands at `root`. */
export function examine(root: string): Examined {
  const paths = globSync("{src,tools,test,bench,bin,web}/**/*.ts", {
    cwd: root,
    exclude: ["**/node_modules/**", "**/fixtures/**"],
  })
    .map((path) => path.replaceAll("\\", "/"))
    .toSorted();
  const graph = new Map<string, readonly string[]>();
  const wrong = paths.flatMap((path) => {
    const { imports, lines } = lookAt(path, readFileSync(join(root, path), "utf8"));
    graph.set(
      path,
      imports.flatMap((one) => target(path, one)),
    );
    return lines;
  });
  return { files: paths.length, wrong: [...wrong, ...ringLines(graph)] };
}

function lookAt(path: string, text: string): { imports: readonly Import[]; lines: readonly string[] } {
  const misplaced = wrongPlace(path);
  const parsed = parse(path, text);
  const lines = misplaced === undefined ? [] : [`${path}:1  ${misplaced}`];
  for (const one of parsed.imports) {
    const why = wrongForm(one) ?? wrongImport(path, one.specifier) ?? tooEarly(path, one);
    if (why !== undefined) lines.push(`${path}:${one.line}  ${why}`);
  }
  for (const one of banned(path, parsed.program)) lines.push(`${path}:${parsed.lineOf(one.start)}  ${one.why}`);
  return { imports: parsed.imports, lines };
}

/** Forms that have no place in a module, whatever they import. */
function wrongForm(one: Import): string | undefined {
  if (one.form === "reference") return `no reference comment (${one.specifier ?? ""}): import what you need`;
  if (one.form === "require()" || one.form === "import =") return `no ${one.form}: write import … from`;
  return undefined;
}

/** Why a package may not be loaded with the file that names it. */
function tooEarly(path: string, { form, specifier = "" }: Import): string | undefined {
  const { top, room = "", isTest } = placeOf(path);
  if (top !== "src" || isTest || !lazily.has(room) || !/^[a-z@]/.test(specifier)) return undefined;
  const isEarly = form === "import" || form === "export from";
  return isEarly ? `${room} may load ${specifier} only where it is needed: await import("${specifier}")` : undefined;
}

function target(path: string, one: Import): readonly string[] {
  return one.specifier?.startsWith(".") === true ? [join(dirname(path), one.specifier)] : [];
}

function ringLines(graph: Graph): readonly string[] {
  return rings(graph).map((ring) => `${ring[0] ?? ""}:1  imports go round in a ring: ${ring.join(" → ")}`);
}
