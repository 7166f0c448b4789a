import type { Controller } from "../../facts/reading.ts";
import { failed, missing, text, type Bare } from "../bare.ts";
import { readControlGroups } from "../cgroups.ts";
import { noNullDevice, withoutNullDevice } from "../null-device.ts";
import type { Programs } from "../programs.ts";
import { controlGroupsScript } from "../scripts/control-groups.ts";
import { processesScript } from "../scripts/processes.ts";
import { variableExits, variableScript } from "../scripts/variable.ts";
import type { SystemFiles } from "../system-files.ts";
import type { FetchOptions } from "../target.ts";
import type { Doing } from "./far-programs.ts";
import type { Piece } from "./sent.ts";

/** What the words of cat(1) and ls(1) in the language C mean for whoever looked. */
function understandWords(words: string, path: string): Bare {
  if (/No such file or directory|Not a directory|does not exist/.test(words)) return missing;
  if (/Permission denied|Operation not permitted/.test(words))
    return failed("permission-denied", `this user may not read ${path}`);
  const last = words.trim().split(": ").at(-1) ?? "";
  return failed("no-means", `${path} could not be read${last === "" ? "" : `: ${last}`}`);
}

function understandPiece(piece: Piece, path: string): Bare {
  if (piece.is === "cut") return { is: "failed", why: piece.why };
  if (piece.how === "missing") return missing;
  if (piece.how === noNullDevice) return { is: "failed", why: withoutNullDevice };
  const bare =
    piece.code === 0 ? text(piece.stdout.toString("utf8")) : understandWords(piece.stderr.toString("utf8"), path);
  return { ...bare, ms: piece.ms };
}

/** Files of the system there. */
export async function farFile(doing: Doing, path: string, { signal, timeoutMs }: FetchOptions): Promise<Bare> {
  return understandPiece(await doing.do({ is: "file", path, timeoutMs }, signal), path);
}

export async function farList(doing: Doing, path: string, { signal, timeoutMs }: FetchOptions): Promise<Bare> {
  const bare = understandPiece(await doing.do({ is: "list", path, timeoutMs }, signal), path);
  if (bare.is !== "text") return bare;
  // What Node gives: sorted, without the line break at the end.
  return text(
    bare.text
      .split("\n")
      .filter((name) => name !== "")
      .toSorted()
      .join("\n"),
  );
}

/**
 * What control groups say there. Their files are found by what other files say, so one script collects all that could be
 * meant, and the same reader as on this host picks.
 */
export async function farControlGroups(
  controller: Controller,
  { doing, programs }: { readonly doing: Doing; readonly programs: Programs },
  limits: FetchOptions,
): Promise<Bare> {
  const [own, mounts, collected] = await Promise.all([
    farFile(doing, "/proc/self/cgroup", limits),
    farFile(doing, "/proc/self/mountinfo", limits),
    programs.script(["footing-groups"], controlGroupsScript, { limits, cannotHang: true }),
  ]);
  if (own.is !== "text") return own;
  if (collected.is !== "text") return collected;
  const told = collectedFiles(collected.text);
  if (told === undefined) return failed("garbled", "the control groups were not read to their end");
  const direct = new Map([
    ["/proc/self/cgroup", own],
    ["/proc/self/mountinfo", mounts],
  ]);
  return await readControlGroups(controller, {
    ...told,
    read: async (path) => direct.get(path) ?? (await told.read(path)),
  });
}

/** What the script collected, as files. Undefined where it did not come to its end. */
function collectedFiles(output: string): SystemFiles | undefined {
  const lines = output.split("\n");
  if (lines.at(-2) !== "end") return undefined;
  const [files, folders] = [new Map<string, Bare>(), new Set<string>()];
  let namespace: string | undefined;
  for (const line of lines) {
    const [word, path = "", ...content] = line.split("\t");
    if (word === "folder") folders.add(path);
    else if (word === "file") files.set(path, joined(files.get(path), content.join("\t")));
    else if (word === "denied") files.set(path, failed("permission-denied", `this user may not read ${path}`));
    else if (word === "namespace") namespace = path;
  }
  return {
    read: async (path) => files.get(path) ?? missing,
    list: async (path) => (folders.has(path) ? text("") : missing),
    link: async () => namespace,
  };
}

/** A file may come in several lines. */
const joined = (before: Bare | undefined, line: string): Bare =>
  text(before?.is === "text" ? `${before.text.trim()} ${line}` : line);

export async function farVariable(programs: Programs, name: string, limits: FetchOptions): Promise<Bare> {
  const bare = await programs.script(["footing-variable", name], variableScript, { limits, cannotHang: true });
  if (bare.is !== "text" || bare.exit === variableExits.missing) return bare.is === "text" ? missing : bare;
  if (bare.exit === variableExits.denied) return failed("permission-denied", "this user may not read /proc/1/environ");
  return bare.text === "" ? missing : text(bare.text.replace(/\n$/, ""));
}

export async function farProcesses(programs: Programs, names: readonly string[], limits: FetchOptions): Promise<Bare> {
  const bare = await programs.script(["footing-processes", ...names], processesScript, {
    limits,
    cannotHang: true,
  });
  if (bare.is !== "text") return bare;
  if (bare.text === "hidden\n") return failed("permission-denied", "this user does not see the processes of others");
  if (bare.text === "none\n") return missing;
  return bare.text.endsWith("end\n") ? text(bare.text) : failed("garbled", "the processes were not read to their end");
}
