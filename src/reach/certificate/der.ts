/** One value of ASN.1 in DER (X.690): its tag, its content, and all its bytes. */
export type Value = { readonly tag: number; readonly content: Buffer; readonly whole: Buffer };

export const tags = {
  boolean: 0x01,
  integer: 0x02,
  bits: 0x03,
  octets: 0x04,
  identifier: 0x06,
  sequence: 0x30,
} as const;

/** The values that stand one after another, or undefined where the bytes are no DER to their end. */
export function valuesIn(bytes: Buffer): readonly Value[] | undefined {
  const values: Value[] = [];
  for (let at = 0; at < bytes.length;) {
    const value = valueAt(bytes, at);
    if (value === undefined) return undefined;
    values.push(value);
    at += value.whole.length;
  }
  return values;
}

/** The first value of some bytes. Numbers of tags above 30 and lengths that are not known before are no part of X.509. */
export function firstValue(bytes: Buffer): Value | undefined {
  return valueAt(bytes, 0);
}

function valueAt(bytes: Buffer, at: number): Value | undefined {
  const [tag, first] = [bytes[at], bytes[at + 1]];
  if (tag === undefined || first === undefined || (tag & 0x1f) === 0x1f || first === 0x80) return undefined;
  const count = first < 0x80 ? 0 : first & 0x7f;
  if (count > 4 || at + 2 + count > bytes.length) return undefined;
  const length = count === 0 ? first : bytes.readUIntBE(at + 2, count);
  const begin = at + 2 + count;
  if (begin + length > bytes.length) return undefined;
  return { tag, content: bytes.subarray(begin, begin + length), whole: bytes.subarray(at, begin + length) };
}

/** The values within one that is made of others. */
export const within = (value: Value | undefined): readonly Value[] =>
  value === undefined ? [] : (valuesIn(value.content) ?? []);

/** An object identifier in digits and dots (X.690, 8.19). */
export function identifierOf({ content }: Value): string {
  const numbers: number[] = [];
  let number = 0;
  for (const byte of content) {
    number = number * 128 + (byte & 0x7f);
    if (byte < 0x80) {
      numbers.push(number);
      number = 0;
    }
  }
  const [first = 0, ...rest] = numbers;
  const root = Math.min(2, Math.floor(first / 40));
  return [root, first - root * 40, ...rest].join(".");
}
