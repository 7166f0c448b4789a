import type { Reader, Span } from "./problem.ts";
import { parseRange, type Range } from "./range.ts";
import { list, named, object, present, text, truth, word, type Named, type ObjectOf, type Shape } from "./shape.ts";

/** What a requirements file is about: one product, a range of its versions, one dated wording of its requirements. */
export type About = {
  readonly id: string;
  readonly name: string;
  readonly versions?: Range;
  readonly edition?: string;
  /** What whoever uses this edition should know of it, in one line: that a newer page asks for more. */
  readonly notice?: string;
};

const versionsShape: Shape<Range> = {
  read: (node, reader) => {
    const range = parseRange("version", node.is === "scalar" ? node.source : "");
    return "wrong" in range ? reader.report(node.at, range.wrong) : range;
  },
  schema: { type: "string", description: 'a range such as ">=4 <5"' },
};

const productKeys = {
  id: {
    shape: word("an id: lower-case letters, digits and -", /^[a-z][a-z0-9-]{0,59}$/),
    says: "the product's id",
    required: true,
  },
  name: { shape: text("the product's name"), says: "as people call it", required: true },
  versions: {
    shape: versionsShape,
    says: "the versions of the product that it covers",
  },
  edition: {
    shape: word("a date such as 2026-10", /^\d{4}(-\d\d){0,2}$/),
    says: "the date of this wording of the requirements",
  },
  notice: { shape: text("one line"), says: "what whoever uses this edition should know of it" },
} as const;
export const productShape = object(productKeys, "the product's id and name");

export function readAbout(read: ObjectOf<typeof productKeys>): About {
  const { id, name, versions, edition, notice } = read;
  return { id, name, ...present({ versions, edition, notice }) };
}

/** A shape of deployment, and where its facts are observed unless the operator says otherwise. */
export type Profile = {
  readonly name: string;
  readonly title: string;
  readonly default: boolean;
  readonly targets: readonly string[];
  readonly at: Span;
};

const profileKeys = {
  title: { shape: text("a title"), says: "a few words for a report" },
  default: { shape: truth, says: "true: this one unless the operator names another" },
  targets: { shape: list(text("a target such as local")), says: "where facts are observed; default: local" },
} as const;

export const profilesShape = named(object(profileKeys), /^[a-z][a-z0-9-]{0,59}$/, "profiles");

/** At most one profile is the default; of several without one, none is, and the operator must say. */
export function readProfiles(read: readonly Named<ObjectOf<typeof profileKeys>>[], reader: Reader): readonly Profile[] {
  const profiles = read.map(({ name, at, value }): Profile => ({
    name,
    title: value.title ?? name,
    default: value.default ?? false,
    targets: value.targets ?? ["local"],
    at,
  }));
  const [, second] = profiles.filter((profile) => profile.default);
  if (second !== undefined) reader.report(second.at, "a second default profile");
  return profiles;
}
