import type { Argument } from "../kinds/declaration.ts";
import { argumentsIn } from "./command-arguments.ts";
import type { DraftInput } from "./input.ts";
import type { Profile } from "./product.ts";
import type { Reader } from "./problem.ts";
import type { DraftRequirement } from "./requirement.ts";
import { reportUnknown } from "./shape.ts";
import { isUnread, type Unread } from "./unread.ts";

type Context = {
  readonly reader: Reader;
  readonly profiles: readonly Profile[];
  readonly inputs: ReadonlyMap<string, DraftInput>;
  readonly unread: Unread;
};

/** Checks what requirements say of one another and of the file: ids, needs, profiles, texts. */
export function checkRequirements(drafts: readonly DraftRequirement[], context: Context): void {
  const byId = new Map<string, DraftRequirement>();
  for (const draft of drafts) {
    if (draft.id.startsWith("sizing-assumption-")) {
      context.reader.report(draft.places["id"] ?? draft.at, `\`${draft.id}\` is reserved for what the sizing assumes`);
    }
    if (!byId.has(draft.id)) byId.set(draft.id, draft);
    else context.reader.report(draft.places["id"] ?? draft.at, `the id \`${draft.id}\` stands here twice`);
  }
  for (const draft of drafts) {
    if (!context.unread.profiles) checkProfiles(draft, context);
    checkTexts(draft, context);
    checkCommands(draft, context.reader);
    checkNeeds(draft, byId, context);
  }
  reportRings(byId, context.reader);
}

function checkProfiles(draft: DraftRequirement, { profiles, reader }: Context): void {
  const words = profiles.map((profile) => profile.name);
  for (const name of draft.profiles ?? []) {
    if (words.includes(name)) continue;
    const at = draft.places["profiles"] ?? draft.at;
    reportUnknown(reader, at, { word: name, message: `\`${name}\` is not a profile of this file`, words });
  }
}

/** References mean something in arguments and expectations only; elsewhere they would be printed as they stand. */
function checkTexts(draft: DraftRequirement, { inputs, reader }: Context): void {
  const texts = [
    ["title", [draft.title]],
    ["because", [draft.because]],
    ["remedy", [draft.remedy?.text, ...Object.values(draft.remedy?.commands ?? {}).flat(), draft.remedy?.docs]],
  ] as const;
  for (const [key, values] of texts) {
    const found = referenceIn(values.join("\n"));
    if (found !== undefined) reader.report(draft.places[key] ?? draft.at, wrongText(key, found, inputs));
  }
}

/** What stands in braces in a command is an argument of the look: a name that is none would be shown as it is. */
function checkCommands(draft: DraftRequirement, reader: Reader): void {
  const looks = draft.clauses.filter((clause) => clause.is === "look");
  const all = looks.flatMap(({ kind }) => Object.entries(kind.arguments));
  const words = [...new Set(all.filter(([, argument]) => mayBeShown(argument)).map(([name]) => name))];
  const named = Object.values(draft.remedy?.commands ?? {}).flatMap((commands) => commands.flatMap(argumentsIn));
  for (const word of new Set(named)) {
    if (words.includes(word)) continue;
    const kinds = looks.map(({ kind }) => kind.name).join(" or ") || "a pending kind";
    const message = `\`{${word}}\` in a command is no argument of ${kinds} that can be shown`;
    const at = draft.places["remedy"] ?? draft.at;
    if (words.length > 0) reportUnknown(reader, at, { word, message, words });
    else reader.report(at, message, { hint: "write the word without braces" });
  }
}

const mayBeShown = ({ type, secret }: Argument): boolean => secret !== true && type !== "list" && type !== "boolean";

function wrongText(key: string, { root, name }: Named, inputs: Context["inputs"]): string {
  const isSecret = root === "inputs" && inputs.get(name)?.secret === true;
  return isSecret
    ? `${name} is a secret and cannot stand in a ${key}`
    : `a reference in \`${key}\`: references are for arguments and \`expect\``;
}

type Named = { readonly root: string; readonly name: string };

function referenceIn(text: string): Named | undefined {
  const [found, root = "", name = ""] = /\$\{?(inputs|sizing|answers|for)\.(\w+)/.exec(text) ?? [];
  return found === undefined ? undefined : { root, name };
}

function checkNeeds(draft: DraftRequirement, byId: ReadonlyMap<string, DraftRequirement>, context: Context): void {
  for (const id of draft.needs) {
    if (byId.has(id) || isUnread(id, context.unread)) continue;
    reportUnknown(context.reader, draft.places["needs"] ?? draft.at, {
      word: id,
      message: `no requirement \`${id}\` in this file`,
      words: [...byId.keys()],
    });
  }
}

/** Reports each ring of needs once, at the requirement that comes first in the file. */
function reportRings(byId: ReadonlyMap<string, DraftRequirement>, reader: Reader): void {
  const done = new Set<string>();
  for (const start of byId.values()) {
    const ring = findRing(start.id, byId, done);
    if (ring === undefined) continue;
    for (const id of ring) done.add(id);
    reader.report(start.places["needs"] ?? start.at, `a ring of needs: ${[...ring, ring[0]].join(" needs ")}`);
  }
}

/** Walks without recursion, since 2,000 requirements in a row are a legal file. */
function findRing(
  start: string,
  byId: ReadonlyMap<string, DraftRequirement>,
  done: Set<string>,
): readonly string[] | undefined {
  const path: { id: string; next: number }[] = [{ id: start, next: 0 }];
  const onPath = new Set([start]);
  for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
    const needs = byId.get(top.id)?.needs ?? [];
    const id = done.has(top.id) ? undefined : needs[top.next];
    if (id === undefined) {
      done.add(top.id);
      onPath.delete(top.id);
      path.pop();
      continue;
    }
    top.next++;
    if (onPath.has(id)) return path.slice(path.findIndex((step) => step.id === id)).map((step) => step.id);
    path.push({ id, next: 0 });
    onPath.add(id);
  }
  return undefined;
}
