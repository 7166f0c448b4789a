import type { BoundNames, NameBounds } from "../../facts/certificate-shape.ts";
import { firstValue, identifierOf, tags, within, type Value } from "./der.ts";

/** What node:crypto does not tell of a certificate (RFC 5280, 4.2). */
export type Extensions = {
  readonly hosts: readonly string[];
  readonly addresses: readonly string[];
  readonly usage?: readonly string[];
  readonly purposes?: readonly string[];
  readonly authority?: boolean;
  readonly pathLength?: number;
  readonly unknownCritical: readonly string[];
  readonly bounds?: NameBounds;
};

type Extension = { readonly id: string; readonly isCritical: boolean; readonly content: Buffer };

const ids = {
  usage: "2.5.29.15",
  names: "2.5.29.17",
  constraints: "2.5.29.19",
  nameConstraints: "2.5.29.30",
  purposes: "2.5.29.37",
} as const;

/** Critical ones that are weighed, or that say nothing which a TLS client would refuse (policies without demands). */
const weighed: ReadonlySet<string> = new Set([
  ...Object.values(ids),
  "2.5.29.32",
  "2.5.29.33",
  "2.5.29.36",
  "2.5.29.54",
]);

const usages = [
  "digitalSignature",
  "nonRepudiation",
  "keyEncipherment",
  "dataEncipherment",
  "keyAgreement",
  "keyCertSign",
  "cRLSign",
  "encipherOnly",
  "decipherOnly",
] as const;

/** Reads the extensions of a certificate that node:crypto has taken for one. */
export function extensionsOf(raw: Buffer): Extensions {
  const all = extensionsIn(raw);
  const content = (id: string): Buffer | undefined => all.find((one) => one.id === id)?.content;
  const names = namesIn(content(ids.names));
  const usage = usageIn(content(ids.usage));
  const purposes = purposesIn(content(ids.purposes));
  return {
    ...names,
    ...(usage === undefined ? {} : { usage }),
    ...(purposes === undefined ? {} : { purposes }),
    ...constraintsIn(content(ids.constraints)),
    unknownCritical: all.filter(({ id, isCritical }) => isCritical && !weighed.has(id)).map(({ id }) => id),
    ...boundsIn(content(ids.nameConstraints)),
  };
}

/** TBSCertificate ends with `[3] EXPLICIT Extensions`, where it has some. */
const extensionsTag = 0xa3;

function extensionsIn(raw: Buffer): readonly Extension[] {
  const [toBeSigned] = within(firstValue(raw));
  const wrapped = within(toBeSigned).find(({ tag }) => tag === extensionsTag);
  const [list] = within(wrapped);
  return within(list).flatMap((one): readonly Extension[] => {
    const parts = within(one);
    const [id, content] = [parts[0], parts.at(-1)];
    if (id?.tag !== tags.identifier || content?.tag !== tags.octets) return [];
    const isCritical = parts.some(({ tag, content: [byte = 0] }) => tag === tags.boolean && byte !== 0);
    return [{ id: identifierOf(id), isCritical, content: content.content }];
  });
}

const hostTag = 0x82;
const addressTag = 0x87;
const directoryTag = 0xa4;

function namesIn(content: Buffer | undefined): Pick<Extensions, "hosts" | "addresses"> {
  const names = content === undefined ? [] : within(firstValue(content));
  const tagged = (wanted: number, encoding: "latin1" | "hex"): readonly string[] =>
    names.filter(({ tag }) => tag === wanted).map((name) => name.content.toString(encoding));
  return { hosts: tagged(hostTag, "latin1"), addresses: tagged(addressTag, "hex") };
}

function usageIn(content: Buffer | undefined): readonly string[] | undefined {
  const value = content === undefined ? undefined : firstValue(content);
  if (value?.tag !== tags.bits) return undefined;
  // The first byte counts the bits that are not used; bit 0 is the highest of the next.
  const bits = value.content.subarray(1);
  return usages.filter((_, bit) => ((bits[bit >> 3] ?? 0) & (0x80 >> (bit & 7))) !== 0);
}

function purposesIn(content: Buffer | undefined): readonly string[] | undefined {
  const value = content === undefined ? undefined : firstValue(content);
  return value === undefined ? undefined : within(value).map(identifierOf);
}

function constraintsIn(content: Buffer | undefined): Pick<Extensions, "authority" | "pathLength"> {
  const value = content === undefined ? undefined : firstValue(content);
  if (value === undefined) return {};
  const parts = within(value);
  const authority = parts.some(({ tag, content: [byte = 0] }) => tag === tags.boolean && byte !== 0);
  const length = parts.find(({ tag }) => tag === tags.integer);
  return { authority, ...(length === undefined ? {} : { pathLength: numberOf(length) }) };
}

/** A list of subtrees, each with a name as its first part; bounds of mail and URLs do not concern a TLS server. */
function boundsIn(content: Buffer | undefined): Pick<Extensions, "bounds"> {
  if (content === undefined) return {};
  const parts = within(firstValue(content));
  const names = (wanted: number): readonly Value[] =>
    parts
      .filter(({ tag }) => tag === wanted)
      .flatMap((part) => within(part).flatMap((tree) => within(tree).slice(0, 1)));
  const [permitted, excluded] = [names(0xa0), names(0xa1)];
  const told = (all: readonly Value[]): BoundNames => ({
    hosts: all.filter(({ tag }) => tag === hostTag).map((name) => name.content.toString("latin1")),
    addresses: all.filter(({ tag }) => tag === addressTag).map((name) => name.content.toString("hex")),
  });
  const hasOthers = [...permitted, ...excluded].some(({ tag }) => tag === directoryTag);
  return { bounds: { permitted: told(permitted), excluded: told(excluded), hasOthers } };
}

const numberOf = ({ content }: Value): number =>
  content.length === 0 || content.length > 4 ? Number.MAX_SAFE_INTEGER : content.readUIntBE(0, content.length);

/** True of a key whose curve is written out in place of being named, which TLS does not allow (RFC 5480, 2.1.1). */
export function hasOwnCurve(raw: Buffer): boolean {
  const [toBeSigned] = within(firstValue(raw));
  const fields = within(toBeSigned);
  const first = fields.findIndex(({ tag }) => tag === tags.integer);
  const [algorithm] = within(fields[first + 5]);
  const [id, parameters] = within(algorithm);
  return id !== undefined && identifierOf(id) === "1.2.840.10045.2.1" && parameters?.tag === tags.sequence;
}

/** The parameters of RSASSA-PSS name the hash (RFC 4055, 3.1); SHA-1 where they say nothing. */
export function pssHash(raw: Buffer): string {
  const [, algorithm] = within(firstValue(raw));
  const [, parameters] = within(algorithm);
  const [hash] = within(within(parameters).find(({ tag }) => tag === 0xa0));
  const [id] = within(hash);
  return id === undefined ? "1.3.14.3.2.26" : identifierOf(id);
}
