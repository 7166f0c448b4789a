import { shellWord } from "../facts/shell-word.ts";
import { isFileName } from "../run/catalog.ts";
import type { Site } from "../spec/site.ts";
import type { NameValue } from "./options.ts";

export type Again = {
  readonly profile?: string;
  readonly site?: string;
  readonly set?: readonly NameValue[];
  readonly on?: readonly string[];
  readonly yes?: boolean;
  readonly allowExec?: boolean;
  readonly share?: boolean;
};

/** The command that was given, as far as the next one has to say the same: what was answered stays answered. */
export function againWords(command: readonly string[], again: Again): string {
  const { profile, site, set = [], on = [], yes, allowExec, share } = again;
  const words = [
    "footing",
    ...command,
    ...(profile === undefined ? [] : ["--profile", profile]),
    ...(site === undefined ? [] : ["--site", site]),
    ...set.flatMap(([name, value]) => ["--set", `${name}=${value}`]),
    ...on.flatMap((target) => ["--on", target]),
    ...(yes === true ? ["--yes"] : []),
    ...(allowExec === true ? ["--allow-exec"] : []),
    ...(share === true ? ["--share"] : []),
  ];
  return words.map(shellWord).join(" ");
}

/** The command that asks for what is open: of the site file that was named, or of the product. */
export function initWords(
  named: string | undefined,
  site: Pick<Site, "source"> | null,
  { profile, site: siteOption, set = [] }: Again,
): string {
  const isSite = named !== undefined && siteOption === undefined && site?.source.name === named;
  const path = isSite ? named : siteOption;
  return againWords(["init", ...(named === undefined || isSite ? [] : [named])], {
    set,
    ...(profile === undefined ? {} : { profile }),
    ...(path === undefined ? {} : { site: path }),
  });
}

type Naming = {
  readonly named: string | undefined;
  readonly site?: string;
  readonly facts?: string;
  readonly since?: string;
};

/** The files that a command line names. */
export const filesOf = ({ named, site, facts, since }: Naming): readonly string[] =>
  [named !== undefined && isFileName(named) ? named : undefined, site, facts === "-" ? undefined : facts, since].filter(
    (file) => file !== undefined,
  );
