import type { Reader, SourceText, Span } from "./problem.ts";
import { Reader as FileReader, BadFile } from "./problem.ts";
import { cut, describe, type Placed } from "./placed.ts";
import { identifier } from "./requirement.ts";
import { inputName, readItems } from "./input.ts";
import {
  asPlaced,
  checked,
  day,
  either,
  expected,
  formatVersion,
  list,
  named,
  object,
  orNothing,
  present,
  readSome,
  text,
  word,
  type Named,
  type Shape,
} from "./shape.ts";
import type { SecretReference } from "./answers.ts";
import { parseYaml } from "./yaml.ts";

/** One deployment: what `footing.yaml` says (docs/reference/site-file.md). */
export type Site = {
  readonly source: SourceText;
  readonly product: string;
  readonly productAt: Span;
  readonly profile?: string;
  readonly inputs: ReadonlyMap<string, SiteAnswer>;
  readonly targets: readonly { readonly at: string; readonly role: string; readonly place: Span }[];
  readonly waivers: readonly Waiver[];
  readonly attestations: readonly Attestation[];
};

/** An answer as it was written: text, none, or where the secret lies. */
export type SiteAnswer = Written & { readonly at: Span; readonly nameAt: Span };

/** Somebody accepts less for a time: the requirement is judged again with `accept` in place of those fields. */
export type Waiver = {
  readonly requirement: string;
  readonly subject: string | null;
  readonly target: string | null;
  readonly accept: readonly { readonly field: string; readonly at: Span; readonly node: Placed }[];
  readonly reason: string;
  readonly by: string;
  /** The last day on which it counts, UTC. */
  readonly until: string;
  readonly at: Span;
  readonly source: SourceText;
};

export type Attestation = {
  readonly requirement: string;
  /** Of a requirement with `for`: the one value that it is about; absent: all that have none of their own. */
  readonly subject?: string | null;
  readonly answer: boolean;
  readonly by: string;
  /** The day on which it was given, UTC. */
  readonly on: string;
  readonly note?: string;
  readonly at: Span;
};

const answerWord: Shape<boolean> = {
  read: (node, reader) => {
    if (node.is === "scalar" && typeof node.value === "boolean") return node.value;
    if (node.is === "scalar" && node.source === "yes") return true;
    if (node.is === "scalar" && node.source === "no") return false;
    return expected(reader, node, "yes or no");
  },
  schema: { enum: ["yes", "no", true, false] },
};

const requirementId = word("an id of a requirement", identifier);
const subjectShape: Shape<string | null> = {
  read: (node, reader) =>
    node.is === "scalar" ? (node.value === null ? null : node.source) : expected(reader, node, "a subject, or null"),
  schema: { type: ["string", "number", "null"] },
};

const waiverShape = object({
  requirement: { shape: requirementId, says: "what is waived", required: true },
  subject: { shape: subjectShape, says: "of many, the one" },
  target: { shape: subjectShape, says: "of many, the one" },
  accept: { shape: asPlaced, says: "what is accepted in place of the expectation, by field", required: true },
  reason: { shape: text(), says: "why", required: true },
  by: { shape: text("a name"), says: "who answers for it", required: true },
  until: { shape: day, says: "the last day on which it counts (UTC)", required: true },
});

const attestationShape = object({
  requirement: { shape: requirementId, says: "what is attested", required: true },
  subject: { shape: subjectShape, says: "of a requirement with `for`, the one value" },
  answer: { shape: answerWord, says: "yes or no", required: true },
  by: { shape: text("a name"), says: "who answers for it", required: true },
  on: { shape: day, says: "the day on which it was given (UTC)", required: true },
  note: { shape: text(), says: "what was looked at" },
});

const waiversShape = list(waiverShape);
const attestationsShape = list(attestationShape);

/** Reads waivers and attestations where they stand outside a site file: in a case. */
export const readWaivers = (node: Placed, reader: Reader): readonly Waiver[] =>
  finishWaivers(waiversShape.read(node, reader) ?? [], reader);
export const readAttestations = (node: Placed, reader: Reader): readonly Attestation[] =>
  attestationsShape.read(node, reader) ?? [];

/** On the command line a role stands before the target; here it has a key of its own, and would be lost in `at`. */
const place = checked(text("a target such as local"), (at) => {
  const [, role, where] = /^([a-z][a-z0-9-]*)=(.*)$/s.exec(at) ?? [];
  if (role === undefined || where === undefined) return undefined;
  return `\`at\` says where, and the role has a key of its own: write { at: ${cut(where)}, role: ${cut(role)} }`;
});

const targetShape = object({
  at: { shape: place, says: "where", required: true },
  role: { shape: word("the name of a role", identifier), says: "what it is to the product; default: app" },
});

const secretShape = either(
  (node: Placed) => node.is === "map" && node.entries.some(({ key }) => key === "file"),
  object({ file: { shape: text("a path"), says: "the file that holds the secret", required: true } }),
  object(
    {
      env: {
        shape: word("the name of a variable", /^[A-Za-z_]\w*$/),
        says: "the variable that holds the secret",
        required: true,
      },
    },
    "{ env: NAME } or { file: PATH }",
  ),
);

export const siteKeys = {
  footing: {
    shape: formatVersion,
    says: "the format's version",
    required: true,
  },
  product: {
    shape: text("a product of the catalog, or a file"),
    says: "catalog id, id@version, id:edition, or ./file.yaml",
    required: true,
  },
  profile: { shape: text("a profile"), says: "the shape of deployment" },
  inputs: { shape: orNothing(named(asPlaced, inputName, "inputs")), says: "the answers" },
  targets: { shape: list(targetShape), says: "where facts are observed" },
  waivers: { shape: waiversShape, says: "what is accepted for a time" },
  attestations: { shape: attestationsShape, says: "what somebody answers for" },
} as const;

export const siteShape = object(siteKeys, "a site file with footing and product");

/** Loads a site file, or throws BadFile. What it says of inputs and requirements is checked against the product later. */
export function loadSite(given: SourceText): Site {
  const source: SourceText = { ...given, confidential: true };
  const reader = new FileReader(source);
  const root = parseYaml(source);
  if (root.is !== "map") expected(reader, root, "a site file with footing and product");
  if (root.is !== "map") throw new BadFile(reader.problems);
  const { found, whole } = readSome(root, siteKeys, { reader });
  const inputs = readSiteAnswers(found.inputs ?? [], reader);
  const waivers = finishWaivers(found.waivers ?? [], reader);
  reader.finish();
  if (whole === undefined) throw new BadFile([]);
  const { product, profile, attestations = [], targets = [] } = whole;
  const read = targets.map(({ at, role = "app", places }) => ({ at, role, place: places["at"] ?? whole.at }));
  const productAt = whole.places["product"] ?? whole.at;
  return { source, product, productAt, inputs, targets: read, waivers, attestations, ...present({ profile }) };
}

function readSiteAnswers(answers: readonly Named<Placed>[], reader: Reader): ReadonlyMap<string, SiteAnswer> {
  return new Map(
    answers.flatMap(({ name, at, value }) => {
      const answer = readSiteAnswer(value, reader);
      return answer === undefined ? [] : [[name, { ...answer, at: value.at, nameAt: at }] as const];
    }),
  );
}

type Written =
  | { readonly is: "text"; readonly text: string }
  | { readonly is: "none" }
  | { readonly is: "secret"; readonly reference: SecretReference };

function readSiteAnswer(node: Placed, reader: Reader): Written | undefined {
  if (node.is === "map") {
    const reference = secretShape.read(node, reader);
    if (reference === undefined) return undefined;
    return { is: "secret", reference: "file" in reference ? { file: reference.file } : { env: reference.env } };
  }
  if (node.is === "scalar") return node.value === null ? { is: "none" } : { is: "text", text: node.source };
  const items = readItems(node, reader);
  if (items === undefined) return undefined;
  return items.length === 0 ? { is: "none" } : { is: "text", text: items.join(",") };
}

type ReadWaiver = Omit<Waiver, "accept" | "subject" | "target" | "source"> & {
  readonly subject?: string | null;
  readonly target?: string | null;
  readonly accept: Placed;
};

function finishWaivers(read: readonly ReadWaiver[], reader: Reader): readonly Waiver[] {
  return read.flatMap((waiver): Waiver[] => {
    if (waiver.accept.is !== "map" || waiver.accept.entries.length === 0) {
      reader.report(waiver.accept.at, `expected fields and what is accepted of them, found ${describe(waiver.accept)}`);
      return [];
    }
    const accept = waiver.accept.entries.map(({ key, keyAt, value }) => ({ field: key, at: keyAt, node: value }));
    return [
      { ...waiver, subject: waiver.subject ?? null, target: waiver.target ?? null, accept, source: reader.source },
    ];
  });
}
