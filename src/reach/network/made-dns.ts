// Answers of nameservers as tests write them down, byte by byte, and a nameserver that sends them.
import { createSocket, type RemoteInfo } from "node:dgram";
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { dnsTypes, type DnsType } from "../../facts/dns.ts";

export type MadeEntry = {
  readonly owner: string;
  readonly type: DnsType | "SOA";
  readonly data: Buffer;
  readonly ttl?: number;
};

export const nameBytes = (name: string): Buffer =>
  Buffer.concat([
    ...name
      .split(".")
      .filter((label) => label !== "")
      .map((label) => Buffer.concat([Buffer.from([label.length]), Buffer.from(label, "latin1")])),
    Buffer.from([0]),
  ]);

const two = (...numbers: readonly number[]): Buffer => {
  const bytes = Buffer.alloc(numbers.length * 2);
  for (const [index, number] of numbers.entries()) bytes.writeUInt16BE(number, index * 2);
  return bytes;
};

export function entryBytes({ owner, type, data, ttl = 300 }: MadeEntry): Buffer {
  const life = Buffer.alloc(4);
  life.writeUInt32BE(ttl);
  const number = type === "SOA" ? 6 : dnsTypes[type];
  return Buffer.concat([nameBytes(owner), two(number, 1), life, two(data.length), data]);
}

export type MadeReply = {
  readonly rcode?: number;
  /** The other flags: an answer of one that resolves for others, if nothing is said. */
  readonly flags?: number;
  readonly answers?: readonly MadeEntry[];
  readonly authorities?: readonly MadeEntry[];
  readonly id?: number;
  readonly question?: Buffer;
};

/** The question of a message: all behind the header, up to the record OPT. */
export function questionOf(query: Buffer): Buffer {
  let at = 12;
  for (let size = query[at] ?? 0; size !== 0; size = query[at] ?? 0) at += size + 1;
  return query.subarray(12, at + 5);
}

/** The name and the number of the type that a message asks for. */
export function askedOf(query: Buffer): { readonly name: string; readonly type: number } {
  const question = questionOf(query);
  const labels: string[] = [];
  let at = 0;
  for (let size = question[at] ?? 0; size !== 0; size = question[at] ?? 0) {
    labels.push(question.toString("latin1", at + 1, at + 1 + size));
    at += size + 1;
  }
  return { name: labels.join("."), type: question.readUInt16BE(at + 1) };
}

export function replyBytes(query: Buffer, made: MadeReply): Buffer {
  const { rcode = 0, flags = 0x8180, answers = [], authorities = [] } = made;
  return Buffer.concat([
    two(made.id ?? query.readUInt16BE(0), flags | rcode, 1, answers.length, authorities.length, 0),
    made.question ?? questionOf(query),
    ...answers.map(entryBytes),
    ...authorities.map(entryBytes),
  ]);
}

/** What to send back, one packet after another; `by` is how it was asked. */
export type Answering = (query: Buffer, by: "udp" | "tcp") => readonly Buffer[];

export type MadeNameserver = { readonly port: number; readonly asked: readonly string[]; close(): void };

/** A nameserver of 127.0.0.1, by UDP and by TCP on one port. */
export async function madeNameserver(answer: Answering): Promise<MadeNameserver> {
  const asked: string[] = [];
  const stream = createServer((socket) => {
    socket.on("error", () => socket.destroy());
    socket.on("data", (chunk: Buffer) => {
      asked.push(`tcp ${askedOf(chunk.subarray(2)).name}`);
      for (const reply of answer(chunk.subarray(2), "tcp")) socket.write(Buffer.concat([two(reply.length), reply]));
      socket.end();
    });
  }).listen(0, "127.0.0.1");
  await once(stream, "listening");
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it listens on a port, not on a path
  const { port } = stream.address() as AddressInfo;
  const packets = createSocket("udp4");
  packets.on("message", (query: Buffer, from: RemoteInfo) => {
    asked.push(`udp ${askedOf(query).name}`);
    for (const reply of answer(query, "udp")) packets.send(reply, from.port, from.address);
  });
  packets.bind(port, "127.0.0.1");
  await once(packets, "listening");
  return {
    port,
    asked,
    close: () => {
      packets.close();
      stream.close();
    },
  };
}
