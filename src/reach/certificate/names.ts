import { firstValue, identifierOf, tags, within, type Value } from "./der.ts";

/** What people call a subject or an issuer by: the common name, else the organisation, else its unit (RFC 5280, 4.1.2.4). */
export type Names = { readonly subject: string | undefined; readonly issuer: string | undefined };

const called = ["2.5.4.3", "2.5.4.10", "2.5.4.11"];

/**
 * Reads both names of a certificate. Node's own reader of them (`toLegacyObject`) ends the whole process where a key lies on
 * a curve that it has no name for.
 */
export function namesIn(raw: Buffer): Names {
  const [toBeSigned] = within(firstValue(raw));
  const fields = within(toBeSigned);
  // Version, which may be left out, serial number, algorithm, issuer, validity, subject.
  const first = fields.findIndex(({ tag }) => tag === tags.integer);
  return { issuer: nameIn(fields[first + 2]), subject: nameIn(fields[first + 4]) };
}

function nameIn(name: Value | undefined): string | undefined {
  const parts = within(name)
    .flatMap(within)
    .flatMap((part): readonly (readonly [id: string, text: string])[] => {
      const [id, value] = within(part);
      return id?.tag === tags.identifier && value !== undefined ? [[identifierOf(id), textIn(value)]] : [];
    });
  // The last common name is the most specific.
  return called
    .map((wanted) => parts.findLast(([id]) => id === wanted)?.[1])
    .find((text) => text !== undefined && text !== "");
}

const wide = 0x1e;
const universal = 0x1c;

/** Texts of X.680, 41: two or four bytes a character in two of them, UTF-8 or what is like it in the others. */
function textIn({ tag, content }: Value): string {
  if (tag === wide && content.length % 2 === 0) return Buffer.from(content).swap16().toString("utf16le");
  if (tag === universal && content.length % 4 === 0) {
    const points = Array.from({ length: content.length / 4 }, (_, at) => content.readUInt32BE(at * 4));
    return points.map((point) => (point > 0x10ffff ? "\uFFFD" : String.fromCodePoint(point))).join("");
  }
  return content.toString("utf8");
}
