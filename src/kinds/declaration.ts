import type { Fact, Grade, Vantage } from "../facts/fact.ts";
import type { JsonValue } from "../facts/json.ts";
import type { Raw, Raws, Readings, Touch } from "../facts/reading.ts";
import type { Arguments } from "../facts/snapshot.ts";
import type { TypeName, ValueOf } from "../facts/types.ts";

export const moments = ["install", "run", "upgrade"] as const;
export type Moment = (typeof moments)[number];

/** Groups of a report, in the order in which an operator works. */
export const areas = [
  "machine",
  "docker",
  "kubernetes",
  "network",
  "database",
  "storage",
  "license",
  "people",
  "running",
] as const;
export type Area = (typeof areas)[number];

/** Who can be asked. `nobody`: the answer is an input or an attestation, and one result speaks for all targets. */
export type Askable = "host" | "cluster" | "controller" | "nobody";

/** Where a field's value may be shown: anywhere, not in a report that is shared, or nowhere (docs/reference/report.md). */
export type Visibility = "public" | "local" | "never";

/**
 * What to do about a shortfall. Commands are keyed by distribution (`debian`, `ubuntu`, `fedora` …), by family of
 * systems (`macos`, `windows`), or `any`; one is shown only where it fits the target. A distribution counts for those
 * that say they are like it too (ID_LIKE of os-release(5)), and with `=` before it (`=fedora`) alone: what is like Fedora
 * may well lack a package of Fedora's. `{path}` in a command stands for
 * the argument `path` of the look, quoted for the shell; in the text of a kind's remedy it stands as it is.
 */
export type Remedy = {
  readonly text: string;
  readonly commands?: Readonly<Record<string, readonly string[]>>;
  readonly docs?: string;
};

export type Argument = {
  readonly type: TypeName;
  readonly says: string;
  readonly of?: readonly string[];
  readonly required?: true;
  /** A text must match it whole; `says` is what a person is told who wrote another ("a name without /"). */
  readonly pattern?: { readonly source: string; readonly says: string };
  /** Where its value may be shown, if its type does not say it: a path, a host, an address and a URL are local. */
  readonly visibility?: "local";
  /** May hold a secret input; its value never stands in a fact. */
  readonly secret?: true;
  /** Of a list: what each item has, where an item is a map and no text. */
  readonly items?: Readonly<Record<string, Argument>>;
  /** Left out where the input that it refers to is not answered, or with none: the look then finds its own way. */
  readonly ifAnswered?: true;
  /**
   * Asks for more of the same look: with and without it, it is one look, and facts are shared. Two values of it are two
   * looks; `false` is the same as nothing said.
   */
  readonly extends?: true;
};

export type Field = {
  readonly type: TypeName;
  readonly says: string;
  readonly visibility: Visibility;
  readonly of?: readonly string[];
  /** What an expected value must look like, so that a slip is told and not judged: `Debian` is never an id. */
  readonly pattern?: { readonly source: string; readonly says: string };
  /** Answered only with this argument: expecting it without is an error in the file. */
  readonly with?: string;
  /** How well it must be known, where that is another grade than the kind's own. */
  readonly grade?: Grade;
  /** Looked at only if an expectation reads it, because looking costs or runs something. */
  readonly onDemand?: true;
  /**
   * Not observed but made from another field when it is judged, so that an old snapshot does not stay green.
   * `after-now`: true while the instant `from` is to come, and `since`, if there is one, has passed. `age`: seconds since
   * it. `days-left`: days until it, none where it has passed.
   */
  readonly derived?: {
    readonly from: string;
    readonly since?: string;
    readonly how: "after-now" | "age" | "days-left";
  };
  readonly remedy?: Remedy;
  /**
   * Remedies that go before `remedy`: by the cause that the observation carries, by the value that is expected, or `less`
   * where there is something and more of it is expected: a version that is too old. Where the contrary of what is usual
   * is expected (no for yes, less than there is) only the value counts.
   */
  readonly remedies?: Readonly<Record<string, Remedy>>;
};

export type Declaration = {
  readonly name: string;
  readonly says: string;
  readonly area: Area;
  readonly askedOf: readonly [Askable, ...Askable[]];
  readonly moments: readonly Moment[];
  /** From where it can be looked at; the first is meant where a requirement names none. */
  readonly vantages: readonly Vantage[];
  /** Least grade that a requirement of this kind accepts, unless it says otherwise. */
  readonly grade: Grade;
  readonly arguments: Readonly<Record<string, Argument>>;
  /** How its arguments stand in a fact, where a part of them may be a secret; given what it made it gives the same. */
  readonly kept?: (given: Arguments) => Arguments;
  /** At least one of these arguments has to be given. */
  readonly needsOneOf?: readonly [string, string, ...string[]];
  /** It answers of several things, each with a result of its own; absent: there is one answer. */
  readonly subjects?: Subjects;
  readonly answers: Readonly<Record<string, Field>>;
  /** Expectations that count beside a requirement's own, written as in a file; may be a `$arguments.name`. */
  readonly expect: Readonly<Record<string, JsonValue>>;
  /**
   * What the look does beyond looking, always or only with an argument: a FILE from outside the catalog needs leave.
   * `otherwise`: it answers without leave too, and this is how, in words for the reference.
   */
  readonly touches?: { readonly how: Touch; readonly with?: string; readonly otherwise?: string };
  readonly remedy?: Remedy;
  /** A requirement as an example, in YAML, for the reference. */
  readonly example: string;
};

/** What a kind answers of, where that is more than one thing. */
export type Subjects = {
  /** The word for one of them: "endpoint". */
  readonly word: string;
  /** The field that lists them by name. It is a fact of the look itself, and nothing is expected of it; all other fields are facts of each. */
  readonly list: string;
  /** The argument whose items they are, where the question names them; an item may say `why`, `when` and `from` besides. */
  readonly argument?: string;
  /** Their names, in the order of that argument, where the question says which there are; without it only the look can tell. */
  readonly named?: (asked: Arguments) => readonly string[];
  /** What is asked of each, in the same order, however it was written: two of one name that differ in it are a mistake. */
  readonly askedOfEach?: (asked: Arguments) => readonly Arguments[];
  /** What of a question is asked of one of them. Its facts are kept under that, whatever else was asked with it. */
  readonly askedOfOne?: (asked: Arguments, name: string) => Arguments;
};

export const defineKind = <const D extends Declaration>(declaration: D): D => declaration;

type ArgumentValue<A extends Argument> = A extends {
  items: infer Items extends Readonly<Record<string, Argument>>;
}
  ? readonly ItemOf<Items>[]
  : ValueOf<A["type"]>;
type ItemOf<Items extends Readonly<Record<string, Argument>>> = {
  readonly [Name in keyof Items as Items[Name] extends { required: true } ? Name : never]: ArgumentValue<Items[Name]>;
} & {
  readonly [Name in keyof Items as Items[Name] extends { required: true } ? never : Name]?: ArgumentValue<Items[Name]>;
};
type RequiredNames<D extends Declaration> = {
  [Name in keyof D["arguments"]]: D["arguments"][Name] extends { required: true } ? Name : never;
}[keyof D["arguments"]];

/** The arguments of one look, as values. */
export type Asked<D extends Declaration> = {
  readonly [Name in RequiredNames<D>]: ArgumentValue<D["arguments"][Name]>;
} & {
  readonly [Name in Exclude<keyof D["arguments"], RequiredNames<D>>]?: ArgumentValue<D["arguments"][Name]> | undefined;
};

/** One look to take: its arguments, and the fields that some expectation reads. */
export type Question<D extends Declaration> = {
  readonly asked: Asked<D>;
  readonly fields: ReadonlySet<string>;
};

type MayBeLeftOut<F extends Field> = F extends { with: string } | { onDemand: true } | { derived: object }
  ? true
  : false;
type LeftOutNames<D extends Declaration> = {
  [Name in keyof D["answers"]]: MayBeLeftOut<D["answers"][Name]> extends true ? Name : never;
}[keyof D["answers"]];
/** One observer, or several who looked at the same thing: the judge lets them agree, a look does not. */
type Sight<T> = Fact<T> | readonly Fact<T>[];

/** Every field of a kind, each a fact. The compiler refuses an answer that leaves one out. */
export type Answer<D extends Declaration> = {
  readonly [Name in Exclude<keyof D["answers"], LeftOutNames<D>>]: Sight<ValueOf<D["answers"][Name]["type"]>>;
} & {
  readonly [Name in LeftOutNames<D>]?: Sight<ValueOf<D["answers"][Name]["type"]>>;
};

type ListOf<D extends Declaration> = D extends { subjects: { list: infer List extends string } } ? List : never;

/** The answer of a kind with subjects: which there are, and what is known of each. */
export type AnswerOfMany<D extends Declaration> = {
  readonly list: Fact<readonly string[]>;
  readonly each: ReadonlyMap<string, Omit<Answer<D>, ListOf<D>>>;
};

/** What run knows of a kind that looks at a host: types erased, for all kinds alike. */
export type HostLook = Look & {
  readonly kind: string;
  /** The same from the engine's vantage, where a kind is answered from there. */
  readonly engine?: Look;
};

/** What is read from one vantage, and how it is understood. */
export type Look = {
  readonly readings: (asked: Arguments, fields: ReadonlySet<string>) => Readings;
  readonly understand: (
    raws: Readonly<Record<string, Raw>>,
    asked: Arguments,
    fields: ReadonlySet<string>,
  ) => AnyUnderstood | Promise<AnyUnderstood>;
};

export type Understood = Readonly<Record<string, Fact<JsonValue> | readonly Fact<JsonValue>[] | undefined>>;
/** The same of a kind with subjects, by their names. */
export type UnderstoodOfMany = {
  readonly list: Fact<readonly string[]>;
  readonly each: ReadonlyMap<string, Understood>;
};
export type AnyUnderstood = Understood | UnderstoodOfMany;

export const isOfMany = (understood: AnyUnderstood): understood is UnderstoodOfMany =>
  understood["each"] instanceof Map;

type AnyAnswer<D extends Declaration> = D extends { subjects: object } ? AnswerOfMany<D> : Answer<D>;

/** A look whose understanding waits only where that of its kind does. */
type LookOf<A> = Omit<HostLook, "understand"> & {
  readonly understand: (...given: Parameters<HostLook["understand"]>) => A;
};

/**
 * Joins a kind with what it reads and how it understands that. The types are erased here, once: arguments were parsed
 * against the declaration before a question is made, and an answer is checked again, field by field, when it is judged.
 */
export function hostLook<D extends Declaration, R extends Readings, A extends AnyAnswer<D> | Promise<AnyAnswer<D>>>(
  kind: D,
  parts: {
    readonly readings: (question: Question<D>) => R;
    /** A promise only where a library has to be loaded first; nothing else may be waited for. */
    readonly understand: (raws: Raws<R>, question: Question<D>) => A;
  },
): LookOf<A> {
  const question = (asked: Arguments, fields: ReadonlySet<string>): Question<D> => ({
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- parsed by the kind's own declaration before
    asked: asked as unknown as Asked<D>,
    fields,
  });
  return {
    kind: kind.name,
    readings: (asked, fields) => parts.readings(question(asked, fields)),
    understand: (raws, asked, fields) =>
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- one raw for each reading that the kind named
      parts.understand(raws as Raws<R>, question(asked, fields)),
  };
}
