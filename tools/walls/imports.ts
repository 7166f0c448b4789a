import { parseSync, Visitor } from "rolldown/utils";

/** One place where a file names another module, in whatever form. */
export type Import = {
  /** What is imported as written, or undefined where it is computed and cannot be known. */
  readonly specifier: string | undefined;
  readonly line: number;
  readonly form: "import" | "export from" | "import()" | "import type()" | "import =" | "require()" | "reference";
};

/** A parsed file: what the walls look at. */
export type Parsed = {
  readonly program: Program;
  readonly imports: readonly Import[];
  /** The line, from 1, of an offset in the text. */
  readonly lineOf: (offset: number) => number;
};

export type Program = ReturnType<typeof parseSync>["program"];

/** Parses TypeScript text and finds every form of import in it. Throws with file and line if it does not parse. */
export function parse(file: string, text: string): Parsed {
  const { program, comments, errors } = parseSync(file, text);
  const lineOf = (offset: number): number => text.slice(0, offset).split("\n").length;
  const first = errors[0];
  if (first !== undefined) {
    throw new Error(`${file}:${lineOf(first.labels[0]?.start ?? 0)}  does not parse: ${first.message}`);
  }
  const imports = importsIn(program, lineOf);
  for (const comment of comments) {
    const reference = /^\/\s*<reference\s+\w+\s*=\s*["']([^"']*)["']/.exec(comment.value);
    if (reference !== null) imports.push({ specifier: reference[1], line: lineOf(comment.start), form: "reference" });
  }
  return { program, imports: imports.toSorted((one, other) => one.line - other.line), lineOf };
}

type Node = { readonly type: string; readonly start: number };

function importsIn(program: Program, lineOf: (offset: number) => number): Import[] {
  const imports: Import[] = [];
  const add = (form: Import["form"], source: Node | null | undefined): void => {
    if (source !== null && source !== undefined)
      imports.push({ specifier: literal(source), line: lineOf(source.start), form });
  };
  new Visitor({
    ImportDeclaration: (node) => add("import", node.source),
    ExportNamedDeclaration: (node) => add("export from", node.source),
    ExportAllDeclaration: (node) => add("export from", node.source),
    ImportExpression: (node) => add("import()", node.source),
    TSImportType: (node) => add("import type()", node.source),
    TSExternalModuleReference: (node) => add("import =", node.expression),
    CallExpression: (node) => {
      if (node.callee.type === "Identifier" && node.callee.name === "require")
        add("require()", node.arguments[0] ?? node.callee);
    },
  }).visit(program);
  return imports;
}

/** The text of a string or of a template without holes. */
function literal(node: Node): string | undefined {
  if (node.type === "Literal" && "value" in node && typeof node.value === "string") return node.value;
  if (node.type !== "TemplateLiteral" || !("quasis" in node) || !Array.isArray(node.quasis)) return undefined;
  const pieces = node.quasis as readonly { readonly value: { readonly cooked: string | null } }[];
  return pieces.length === 1 ? (pieces[0]?.value.cooked ?? undefined) : undefined;
}
