import { canonical } from "../facts/json.ts";
import type { Report } from "./report.ts";
import type { Difference, DifferenceSort, Earlier } from "./since.ts";

/** A report without what changed since another: what is compared with it. */
export type Compared = Omit<Report, "since">;

/** What the two runs did not have in common, apart from what they saw. */
export function differencesOf(earlier: Earlier, report: Compared): readonly Difference[] {
  return [
    differing({ what: "moment" }, earlier.moment, report.moment),
    differing({ what: "profile" }, earlier.profile, report.profile),
    requirementsChanged(earlier, report),
    differing({ what: "version" }, earlier.product.version, report.product.version),
    differing({ what: "footing" }, earlier.tool.version, report.tool.version),
    ...otherHosts(earlier, report),
    ...otherAnswers(earlier, report),
  ].flatMap((one) => one ?? []);
}

type Named = { readonly what: DifferenceSort; readonly name?: string };

const differing = ({ what, name }: Named, from: string | null, to: string | null): Difference | undefined =>
  from === to ? undefined : { what, name: name ?? null, from: cut(from), to: cut(to) };

/** Texts of another file do not fill this one: what is longer stands whole where it comes from. */
const longest = 2000;
export const cut = <Text extends string | null>(text: Text): Text | string =>
  text === null || text.length <= longest ? text : `${text.slice(0, longest - 1)}…`;

const requirementsChanged = (earlier: Earlier, { product }: Compared): Difference | undefined =>
  differing({ what: "edition" }, earlier.product.edition, product.edition) ??
  differing({ what: "requirements" }, earlier.product.digest, product.digest);

/** A target of the same name on another machine: what was seen there is not what is seen here. */
function otherHosts(earlier: Earlier, { targets }: Compared): readonly (Difference | undefined)[] {
  const before = new Map(earlier.targets.map(({ name, hostname }) => [name, hostname]));
  return targets.map(({ name, hostname }) => {
    const then = before.get(name);
    return then === undefined ? undefined : differing({ what: "host", name }, then, hostname);
  });
}

type Input = Earlier["inputs"][number];

/** Of the inputs that there are now: what is not asked any more decides nothing. */
function otherAnswers(earlier: Earlier, { inputs }: Compared): readonly (Difference | undefined)[] {
  const before = new Map(earlier.inputs.map((input) => [input.name, input]));
  return inputs.map((to) => {
    const from = before.get(to.name);
    // Of a secret it is not known whether it is still the same, only whether there is one.
    const isSecret = to.secret || from?.secret === true;
    return differing({ what: "answer", name: to.name }, answerWords(from, isSecret), answerWords(to, isSecret));
  });
}

function answerWords(input: Input | undefined, isSecret: boolean): string | null {
  if (input === undefined) return null;
  if (input.from === "open") return "open";
  if (isSecret) return "given";
  const { value = null } = input;
  if (value === null || (Array.isArray(value) && value.length === 0)) return "none";
  if (Array.isArray(value)) return value.map((one) => textOf(one)).join(",");
  return textOf(value);
}

const textOf = (value: unknown): string => (typeof value === "string" ? value : canonical(value));
