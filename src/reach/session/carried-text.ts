import { gunzipSync } from "node:zlib";
import { beginLine, endLine } from "./carried-script.ts";
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

export const isCarried = (text: string): boolean => text.includes(beginLine) || text.includes(endLine);

/**
 * Reads what a person carried over. Whatever mail and terminals add is left aside: line breaks of their own, marks of
 * quoting, a prompt before and after. What they take away or change is seen by the checksum.
 */
export function readCarried(text: string): Carried | CarriedProblem {
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
  const head = /Coding: (gzip|plain) (base64|hex)[\s>]+Sum: (\d+) (\d+)/.exec(text);
  if (head === null) return problem("the lines after BEGIN were changed on the way", again);
  const [whole, packed, coding, sum, length = ""] = head;
  const body = text.slice(head.index + whole.length).replaceAll(/[^A-Za-z0-9+/]/g, "");
  if (body.length !== Number(length))
    return problem(`${body.length} of its ${length} letters are here: it was changed on the way`, again);
  if (posixChecksum(Buffer.from(body)) !== Number(sum))
    return problem("its letters do not fit their checksum: it was changed on the way", again);
  const bytes = unpacked(Buffer.from(body, coding === "hex" ? "hex" : "base64"), packed === "gzip");
  if (bytes === undefined) return problem("it cannot be unpacked", again);
  return understandPayload(bytes) ?? problem("the script did not come to its end there", "Run the script again.");
}

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
