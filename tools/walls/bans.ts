import { Visitor } from "rolldown/utils";
import type { Program } from "./imports.ts";
import { placeOf } from "./place.ts";
import { rooms } from "./table.ts";

/** Something that may not be written where it stands, and where that is. */
export type Banned = { readonly why: string; readonly start: number };

/** What the file at `path` says that it may not: shells everywhere, and in pure rooms clock, randomness and locale. */
export function banned(path: string, program: Program): readonly Banned[] {
  const place = placeOf(path);
  const found: Banned[] = [];
  const add = (node: { readonly start: number }, why: string): void => void found.push({ why, start: node.start });
  shells(program, add);
  if (place.top === "src" && !place.isTest) {
    backDoors(program, add);
    const pure = place.room !== undefined && rooms.get(place.room)?.world === false && !place.isLook;
    if (pure) clocks(program, add);
  }
  return found;
}

type Add = (node: { readonly start: number }, why: string) => void;

const lineWords = "a program is started with an array of arguments, never through a shell's command line";

function shells(program: Program, add: Add): void {
  new Visitor({
    ImportDeclaration: (node) => {
      if (!/^(node:)?child_process$/.test(node.source.value)) return;
      for (const specifier of node.specifiers) {
        if (specifier.type !== "ImportSpecifier") add(specifier, "import the functions of node:child_process by name");
        else if (/^exec(Sync)?$/.test(nameOf(specifier.imported) ?? "")) add(specifier, `no exec: ${lineWords}`);
      }
    },
    ImportExpression: (node) => {
      if (node.source.type === "Literal" && /^(node:)?child_process$/.test(String(node.source.value)))
        add(node, "import the functions of node:child_process by name, with a plain import");
    },
    Property: (node) => {
      if (nameOf(node.key) === "shell" && node.value.type === "Literal" && node.value.value === true)
        add(node, `no shell: true: ${lineWords}`);
    },
    CallExpression: (node) => {
      if (!/^(spawn|spawnSync|execFile|execFileSync)$/.test(nameOf(node.callee) ?? "")) return;
      for (const argument of node.arguments) {
        if (argument.type !== "ObjectExpression") continue;
        for (const property of argument.properties)
          if (property.type === "Property" && nameOf(property.key) === "shell" && property.value.type !== "Literal")
            add(property, `no shell that may be true: ${lineWords}`);
      }
    },
  }).visit(program);
}

const otherDoors = "modules are imported with import, where the walls can see it";

function backDoors(program: Program, add: Add): void {
  new Visitor({
    CallExpression: (node) => {
      const name = nameOf(node.callee.type === "MemberExpression" ? node.callee.property : node.callee) ?? "";
      if (/^(createRequire|getBuiltinModule|_load)$/.test(name)) add(node, `no ${name}: ${otherDoors}`);
      if (node.callee.type === "Identifier" && name === "eval") add(node, "no eval");
    },
    NewExpression: (node) => {
      if (nameOf(node.callee) === "Function") add(node, "no new Function");
    },
    ExportAllDeclaration: (node) => add(node, "no barrel: whoever needs a name imports it from its own file"),
    TSEnumDeclaration: (node) => add(node, "no enum: write a union of strings"),
    TSModuleDeclaration: (node) => add(node, "no namespace, and no declaration of another module"),
  }).visit(program);
}

const now = "a pure room has no clock: take the instant as an argument";
const random = "a pure room has no randomness: take it as an argument";

function clocks(program: Program, add: Add): void {
  new Visitor({
    MemberExpression: (node) => {
      const why = wrongMember(nameOf(node.object) ?? "", nameOf(node.property) ?? "");
      if (why !== undefined) add(node, why);
    },
    NewExpression: (node) => {
      if (nameOf(node.callee) === "Date" && node.arguments.length === 0) add(node, now);
    },
    CallExpression: (node) => {
      if (nameOf(node.callee) === "Date") add(node, now);
    },
    VariableDeclarator: (node) => {
      const source = node.init === null ? undefined : nameOf(node.init);
      if (source === "Date") add(node, now);
      if (source === "Math") add(node, random);
    },
    Identifier: (node) => {
      if (node.name === "globalThis") add(node, "no globalThis in a pure room");
    },
  }).visit(program);
}

const harmless = new Set(["Date.parse", "Date.UTC"]);

function wrongMember(owner: string, property: string): string | undefined {
  if (/^toLocale\w*String$|^localeCompare$/.test(property))
    return `no ${property} in a pure room: its answer depends on the machine's language`;
  const member = `${owner}.${property}`;
  if (/^(Date|performance)\.|^Temporal\.Now$/.test(member)) return harmless.has(member) ? undefined : now;
  // What is computed cannot be read here: Math[name] may be anything.
  return /^(Math\.(random)?$|crypto\.)/.test(member) ? random : undefined;
}

/** The name that an identifier, or a string in its place, says. */
function nameOf(node: { readonly type: string }): string | undefined {
  if (node.type === "Identifier" && "name" in node && typeof node.name === "string") return node.name;
  if (node.type === "Literal" && "value" in node && typeof node.value === "string") return node.value;
  return undefined;
}
