import { isBuiltin } from "node:module";
import { dirname, join } from "node:path/posix";
import { placeOf, type Place } from "./place.ts";
import { emptyNames, entry, look, reachOnly, type Room, rooms, seenFromWeb } from "./table.ts";

/** Why the file at `path` may not import `specifier` (undefined: computed), in words; undefined if it may. */
export function wrongImport(path: string, specifier: string | undefined): string | undefined {
  const from = placeOf(path);
  // Tools and tests join what the rooms keep apart; that is what they are for.
  const free = (from.top !== "src" && from.top !== "web") || from.isTest;
  if (specifier === undefined) return free ? undefined : "an import must name its module as a plain string";
  if (specifier.startsWith(".")) return wrongFile(from, specifier, free);
  if (/^[/\\]|^file:|^data:|^https?:/.test(specifier)) return `no import of ${specifier}: name a file relative to this`;
  if (specifier.startsWith("#")) return `no import map: ${specifier}`;
  return isBuiltin(specifier) ? wrongModule(from, specifier, free) : wrongPackage(from, specifier, free);
}

/** Why no file may stand at `path`, in words; undefined if it may. */
export function wrongPlace(path: string): string | undefined {
  const place = placeOf(path);
  if (place.top !== "src") return undefined;
  const empty = path
    .split("/")
    .map((name) => name.replace(/(\.test)?\.ts$/, ""))
    .find((name) => emptyNames.includes(name));
  if (empty !== undefined) return `nothing is named ${empty}: a helper lives in the room whose noun it serves`;
  if (place.room === undefined) return path === "src/main.ts" ? undefined : "only main.ts stands directly in src";
  return rooms.has(place.room) ? undefined : `there is no room ${place.room} in tools/walls/table.ts`;
}

function wrongFile(from: Place, specifier: string, free: boolean): string | undefined {
  const to = placeOf(join(dirname(from.path), specifier));
  if (to.isTest) return `nobody may import a test (${to.path})`;
  if (!/\.(ts|json)$/.test(to.path) && from.top !== "bin") return `${specifier}: write the ending, .ts`;
  if (free) return undefined;
  if (to.top !== from.top) return outside(from, to);
  if (from.top === "web") return undefined;
  return wrongRoom(from, to) ?? wrongKind(from, to);
}

function outside(from: Place, to: Place): string | undefined {
  if (from.top !== "web") return `src may not import ${to.path}: only what stands in src is shipped`;
  return seenFromWeb.includes(to.path) ? undefined : `web may import ${seenFromWeb.join(", ")}, not ${to.path}`;
}

function wrongRoom(from: Place, to: Place): string | undefined {
  if (to.room === undefined) return `nobody may import ${to.path}`;
  if (to.room === from.room) return undefined;
  if (to.room === "cli" && from.room !== undefined) return `${nameOf(from)} may not import cli: only main.ts does`;
  const allowed = roomOf(from)?.rooms ?? [];
  return allowed.includes(to.room) ? undefined : `${nameOf(from)} may import ${list(allowed, "room")}, not ${to.room}`;
}

function wrongKind(from: Place, to: Place): string | undefined {
  if (to.isLook && from.room !== "run") return `only run may import a look.ts (${to.path})`;
  if (from.kind === undefined || to.kind === undefined || from.kind === to.kind) return undefined;
  return `one kind may not import another (${to.kind}): what both need stands in src/kinds itself`;
}

function wrongModule(from: Place, specifier: string, free: boolean): string | undefined {
  if (!specifier.startsWith("node:")) return `write node:${specifier}`;
  if (free) return undefined;
  if (roomOf(from)?.world !== true) return `${nameOf(from)} is pure: no ${specifier}`;
  const name = specifier.slice("node:".length).split("/")[0] ?? "";
  if (from.room === "reach" || !reachOnly.includes(name)) return undefined;
  return `only reach may use ${specifier}, not ${nameOf(from)}`;
}

function wrongPackage(from: Place, specifier: string, free: boolean): string | undefined {
  if (free || from.top === "web") return undefined;
  const name = specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
  const allowed = roomOf(from)?.packages ?? [];
  return allowed.includes(name) ? undefined : `${nameOf(from)} may use ${list(allowed, "package")}, not ${name}`;
}

function roomOf(place: Place): Room | undefined {
  if (place.isLook) return look;
  return place.room === undefined ? entry : rooms.get(place.room);
}

function nameOf(place: Place): string {
  if (place.isLook) return "a look.ts";
  return place.room ?? place.path;
}

function list(names: readonly string[], noun: string): string {
  return names.length === 0 ? `no ${noun}` : names.join(", ");
}
