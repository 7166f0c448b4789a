import { dryRunData, writeDryRun, type ToldDryRun } from "../report/dry-run.ts";
import { harmlessJson } from "../report/text.ts";
import { dryRun } from "../run/dry-run.ts";
import type { Subject } from "../run/subject.ts";
import type { Context } from "./context.ts";
import { lookRequest, type LookFlags } from "./look.ts";
import type { Everywhere } from "./options.ts";
import type { Output } from "./outputs.ts";
import { styleOf } from "./style.ts";

type Telling = { readonly flags: LookFlags & Everywhere; readonly outputs: readonly Output[] };

/** Tells what a run would touch, and touches nothing: files that it would write are named, and not written. */
export function tellDryRun(subject: Subject, { flags, outputs }: Telling, context: Context): void {
  const planned = dryRun({
    ...lookRequest(subject, flags, context),
    ...(flags.visit === undefined ? {} : { visitMs: flags.visit }),
    now: new Date().toISOString(),
  });
  const told: ToldDryRun = {
    ...planned,
    product: subject.found.file.product.name,
    own: ownFiles(subject, planned.secretFiles, { outputs, context }),
  };
  const isJson = outputs.some(({ format, path }) => format === "json" && path === null);
  const style = styleOf(context.process.stdout, context.environment, flags.noColor === true);
  const text = isJson ? `${harmlessJson(JSON.stringify(dryRunData(told), null, 2))}\n` : writeDryRun(told, style);
  context.process.stdout.write(text);
}

type Naming = { readonly outputs: readonly Output[]; readonly context: Context };

function ownFiles(
  { found, site }: Subject,
  secretFiles: readonly string[],
  { outputs, context }: Naming,
): ToldDryRun["own"] {
  const read = [
    "its own program and catalog",
    ...(found.origin === "file"
      ? [
          `${found.file.source.name} (where that may hang in a child: sh, with head, ls and readlink)`,
          `${found.folder}/statements.yaml (if it is there)`,
        ]
      : []),
    ...(site === null ? [] : [site.source.name]),
    ...secretFiles.map((path) => `${path} (a secret: only whether it is there)`),
  ];
  const cache = context.environment["XDG_CACHE_HOME"] ?? "~/.cache";
  const write = [
    `${cache}/footing/ (the program, compiled, for the next start)`,
    ...outputs.flatMap(({ path }) => (path === null ? [] : [path])),
  ];
  return [
    ...read.map((what) => ({ is: "read", what }) as const),
    ...write.map((what) => ({ is: "write", what }) as const),
  ];
}
