import { randomInt } from "node:crypto";
import { dnsTypes, type DnsType } from "../../facts/dns.ts";
import { DnsReader, type DnsRecord } from "./dns-reader.ts";

/** What is asked of a nameserver in one message. */
export type DnsQuery = { readonly id: number; readonly name: string; readonly type: DnsType };

export type DnsReply = {
  readonly rcode: number;
  readonly isTruncated: boolean;
  /** The nameserver speaks for the zone itself, or resolves for others: then an empty answer says that there is none. */
  readonly isCompetent: boolean;
  readonly answers: readonly DnsRecord[];
  /** It names the zone that it speaks of (SOA), so nothing is left to follow. */
  readonly hasZone: boolean;
};

/** `other`: it is no answer to this question, and a right one may still come. */
export type DnsDecoded =
  | { readonly is: "reply"; readonly reply: DnsReply }
  | { readonly is: "other" }
  | { readonly is: "garbled"; readonly words: string };

export const newId = (): number => randomInt(0x1_0000);

const classInternet = 1;
const typeSoa = 6;
const typeOpt = 41;
/** What fits into a packet that no network cuts (DNS flag day 2020). */
const ednsBytes = 1232;
/** More entries than any name has that people open. */
const mostRecords = 512;

/** A question in the form of RFC 1035, 4; with a larger size for the answer, if that is wished (RFC 6891). */
export function encodeQuery({ id, name, type }: DnsQuery, withEdns: boolean): Buffer {
  const labels = name.split(".").filter((label) => label !== "");
  const header = Buffer.alloc(12);
  header.writeUInt16BE(id, 0);
  // Recursion desired, nothing else.
  header.writeUInt16BE(0x0100, 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(withEdns ? 1 : 0, 10);
  const question = Buffer.alloc(4);
  question.writeUInt16BE(dnsTypes[type], 0);
  question.writeUInt16BE(classInternet, 2);
  const encoded = labels.flatMap((label) => [Buffer.from([label.length]), Buffer.from(label, "latin1")]);
  const message = [header, ...encoded, Buffer.from([0]), question];
  return Buffer.concat(withEdns ? [...message, optRecord()] : message);
}

function optRecord(): Buffer {
  const record = Buffer.alloc(11);
  record.writeUInt16BE(typeOpt, 1);
  record.writeUInt16BE(ednsBytes, 3);
  return record;
}

/** Reads an answer. Nothing in it is trusted: neither lengths, nor pointers, nor whose it is. */
export function decodeReply(bytes: Buffer, query: DnsQuery): DnsDecoded {
  if (bytes.length < 12) return { is: "other" };
  const reader = new DnsReader(bytes);
  const header = readHeader(reader);
  // QR must be set, and the opcode be that of a plain question.
  if (header.id !== query.id || (header.flags & 0xf800) !== 0x8000) return { is: "other" };
  try {
    return isOurs(reader, header, query) ? { is: "reply", reply: readReply(reader, header) } : { is: "other" };
  } catch (error) {
    if (error instanceof RangeError) return { is: "garbled", words: error.message };
    throw error;
  }
}

type Header = ReturnType<typeof readHeader>;

/** RFC 1035, 4.1.1. */
const readHeader = (reader: DnsReader) => ({
  id: reader.number(2),
  flags: reader.number(2),
  questions: reader.number(2),
  answers: reader.number(2),
  authorities: reader.number(2),
  others: reader.number(2),
});

/** It repeats the question. One that could not read it may leave it out. */
function isOurs(reader: DnsReader, { questions, flags }: Header, { name, type }: DnsQuery): boolean {
  if (questions === 0) return (flags & 0x0f) !== 0;
  if (questions !== 1) return false;
  const asked = name.toLowerCase().replace(/\.$/, "");
  return reader.name() === asked && reader.number(2) === dnsTypes[type] && reader.number(2) === classInternet;
}

const truncated = 0x0200;
/** The nameserver speaks for the zone itself (AA), or resolves for others (RA). */
const competent = 0x0480;

function readReply(reader: DnsReader, { flags, answers, authorities, others }: Header): DnsReply {
  const rcode = flags & 0x0f;
  // What was cut is asked for again as a whole.
  if ((flags & truncated) !== 0) return { rcode, isTruncated: true, isCompetent: true, answers: [], hasZone: false };
  const [found, zones, more] = [records(reader, answers), records(reader, authorities), records(reader, others)];
  // The upper bits of the code stand in the TTL of the record OPT (RFC 6891, 6.1.3).
  const extended = more.find(({ type }) => type === typeOpt)?.ttl ?? 0;
  const hasZone = zones.some(({ type }) => type === typeSoa);
  return {
    rcode: ((extended >>> 24) << 4) | rcode,
    isTruncated: false,
    isCompetent: (flags & competent) !== 0 || hasZone,
    answers: found.filter((record) => record.class === classInternet),
    hasZone,
  };
}

function records(reader: DnsReader, count: number): readonly DnsRecord[] {
  if (count > mostRecords) throw new RangeError(`it holds more than ${mostRecords} entries`);
  return Array.from({ length: count }, () => reader.record());
}
