import { createHash } from "node:crypto";
import { gunzipSync } from "node:zlib";
import { beginLine, endLine, mostCarried } from "./carried-script.ts";
import { FrameReader, type FrameEvent } from "./frames.ts";

/** What a carried text holds, unpacked: see `carriedScript`. `head` is JSON that nobody has looked at yet. */
export type Carried = {
  readonly head: string;
  /** ISO 8601, UTC, by the clock there. */
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly hello: Extract<FrameEvent, { is: "hello" }>;
  /** What each job came to, by its key. */
  readonly ends: ReadonlyMap<string, Extract<FrameEvent, { is: "end" }>>;
};

/** Why a text is none that can be judged, for whoever carried it: what is wrong with it, and what to do. */
export type CarriedProblem = { readonly is: "problem"; readonly text: string; readonly help: string };

/** Far more than a script prints within its limits; a text that unpacks to more was made to. */
const mostUnpacked = 32 * 2 ** 20;

const again = "Copy all from the BEGIN line to the END line once more; or run the script again, with > facts.txt.";
const problem = (text: string, help: string): CarriedProblem => ({ is: "problem", text, help });

const hasMark = (text: string): boolean => text.includes(beginLine) || text.includes(endLine);

/** A line of either mark may have been broken by a mail. */
const isCarried = (text: string): boolean => hasMark(text) || (isEncoded(text) && hasMark(decoded(text)));

/**
 * The text of a file, where that is what a script printed: in UTF-8, or with a byte order mark in UTF-16, as some
 * terminals and editors of Windows write what was pasted into them. Undefined where it is neither.
 */
export function carriedIn(bytes: Uint8Array): string | undefined {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = textOf(buffer);
  return isCarried(text) ? text : undefined;
}

function textOf(bytes: Buffer): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return bytes.toString("utf16le", 2);
  if (first !== 0xfe || second !== 0xff) return bytes.toString("utf8");
  // Half a character at the end is none.
  const whole = bytes.subarray(2, bytes.length - (bytes.length % 2));
  return Buffer.from(whole).swap16().toString("utf16le");
}

const softBreak = /=[ \t]*\r?\n/g;
const encodedByte = /=([0-9A-Fa-f]{2})/g;

/** JSON is no mail. */
const isEncoded = (text: string): boolean => text.includes("=") && !/^\s*\{/.test(text);

/** Quoted-printable of mail taken back (RFC 2045, section 6.7): "=3D", and lines that were broken with "=". */
const decoded = (text: string): string =>
  text
    .replaceAll(softBreak, "")
    .replaceAll(encodedByte, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

/**
 * Reads what a person carried over. Whatever mail and terminals add is left aside: line breaks of their own, marks of
 * quoting, a prompt before and after, the encoding of a mail. What they take away or change is seen by the checksum.
 */
export function readCarried(text: string): Carried | CarriedProblem {
  const plain = readPlain(text);
  if (!("is" in plain) || !isEncoded(text)) return plain;
  const carried = readPlain(decoded(text));
  return "is" in carried ? plain : carried;
}

function readPlain(text: string): Carried | CarriedProblem {
  if (text.includes("footing_look() {"))
    return problem("it is the script itself, not what it printed", "Run it on the host with sh, and judge its output.");
  const begin = text.indexOf(beginLine);
  if (begin === -1) return problem("its BEGIN line is missing", again);
  const end = text.indexOf(endLine, begin);
  if (end === -1) return problem("it was cut off: its END line is missing", again);
  if (text.includes(beginLine, begin + 1))
    return problem("it holds more than one host's facts", "Judge one after another, each from a file of its own.");
  return unpack(text.slice(begin, end));
}

function unpack(text: string): Carried | CarriedProblem {
  const head = /Coding: (gzip|plain) (base64|hex)[\s>]+Sum: (\d+|sha256:[0-9a-f]{64}) (\d+)/.exec(text);
  if (head === null) return problem("the lines after BEGIN were changed on the way", again);
  const [whole, packed, coding, sum = "", length = ""] = head;
  const body = text.slice(head.index + whole.length).replaceAll(/[^A-Za-z0-9+/]/g, "");
  if (body.length !== Number(length))
    return problem(`${body.length} of its ${length} letters are here: it was changed on the way`, again);
  if (sumOf(Buffer.from(body), sum) !== sum)
    return problem("its letters do not fit their checksum: it was changed on the way", again);
  const bytes = unpacked(Buffer.from(body, coding === "hex" ? "hex" : "base64"), packed === "gzip");
  if (bytes === undefined) return problem("it cannot be unpacked", again);
  const flooded = `a program wrote more there than the ${mostCarried / 2 ** 20} MiB that a text may hold`;
  const unended = bytes.length >= mostCarried ? flooded : "the script did not come to its end there";
  return understandPayload(bytes) ?? problem(unended, "Run the script again, or check that host over ssh.");
}

/** The sum of the same sort as the one that is given. */
const sumOf = (bytes: Buffer, given: string): string =>
  given.startsWith("sha256:")
    ? `sha256:${createHash("sha256").update(bytes).digest("hex")}`
    : String(posixChecksum(bytes));

function unpacked(bytes: Buffer, isPacked: boolean): Buffer | undefined {
  if (!isPacked) return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: mostUnpacked });
  } catch {
    return undefined;
  }
}

const isInstant = (text: string): boolean =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text) && !Number.isNaN(Date.parse(text));

function understandPayload(bytes: Buffer): Carried | undefined {
  const text = bytes.toString("utf8");
  const [head = "", startedAt = ""] = text.split("\n", 2);
  const finishedAt = text.trimEnd().split("\n").at(-1) ?? "";
  const mark = /"mark":"([0-9a-f]{32})"/.exec(head)?.[1];
  if (mark === undefined || !isInstant(startedAt) || !isInstant(finishedAt)) return undefined;
  const events = new FrameReader(mark).feed(bytes);
  const hello = events.find((event) => event.is === "hello");
  if (hello === undefined || !events.some((event) => event.is === "done")) return undefined;
  const ends = events.flatMap((event) => (event.is === "end" ? [[event.job, event] as const] : []));
  const instant = (at: string): string => new Date(at).toISOString();
  return { head, startedAt: instant(startedAt), finishedAt: instant(finishedAt), hello, ends: new Map(ends) };
}

const table = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index << 24;
  for (let bit = 0; bit < 8; bit++) value = (value & 0x8000_0000) === 0 ? value << 1 : (value << 1) ^ 0x04c1_1db7;
  return value >>> 0;
});

/** The checksum of cksum(1), POSIX.1-2017: the polynomial of Ethernet, the length of the text behind it. */
export function posixChecksum(bytes: Uint8Array): number {
  let sum = 0;
  const add = (byte: number): void => {
    sum = ((sum << 8) ^ (table[((sum >>> 24) ^ byte) & 0xff] ?? 0)) >>> 0;
  };
  bytes.forEach(add);
  for (let { length } = bytes; length > 0; length = Math.floor(length / 256)) add(length & 0xff);
  return ~sum >>> 0;
}
