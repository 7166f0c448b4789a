// A nameserver for the lab that misbehaves: liar.ts ADDRESS MODE [WORD]. It knows app.example.org, which is 192.0.2.10.
//   right           no lie at all
//   deaf N          does not hear the first N packets of each question
//   slow MS         answers after so many milliseconds
//   other-first     answers other questions first, with another address, and then the right one
//   other           answers nothing but other questions
//   no-edns         says that it cannot read a question with EDNS (FORMERR); `no-form` says so of every question
//   lame            answers for no zone: no error, no entry, no recursion
//   half CODE       answers for IPv4; for IPv6 it says only that code
//   circle          its entry's name is a pointer that leads to itself
//   short           its answer ends in the midst of an entry
//   control         its CNAME has escape sequences in it
//   flood           its answer is as long as TCP takes
import { createSocket, type RemoteInfo } from "node:dgram";
import { createServer } from "node:net";

const [here = "", mode = "", word = ""] = process.argv.slice(2);

type Bytes = Buffer<ArrayBuffer>;

const known = "app.example.org";
const types = { a: 1, cname: 5, aaaa: 28 };
const right = Buffer.from([192, 0, 2, 10]);
const heard = new Map<string, number>();

const name = (text: string): Bytes =>
  Buffer.concat([
    ...text.split(".").map((label) => Buffer.from(`${String.fromCharCode(label.length)}${label}`, "latin1")),
    Buffer.from([0]),
  ]);
const two = (...numbers: readonly number[]): Bytes => Buffer.from(numbers.flatMap((one) => [one >> 8, one & 0xff]));

type Question = {
  readonly id: number;
  readonly bytes: Bytes;
  readonly name: string;
  readonly type: number;
  readonly edns: boolean;
};

function read(query: Bytes): Question {
  const labels: string[] = [];
  let at = 12;
  for (let size = query[at] ?? 0; size !== 0; size = query[at] ?? 0) {
    labels.push(query.toString("latin1", at + 1, at + 1 + size));
    at += size + 1;
  }
  const bytes = query.subarray(12, at + 5);
  return {
    id: query.readUInt16BE(0),
    bytes,
    name: labels.join(".").toLowerCase(),
    type: query.readUInt16BE(at + 1),
    edns: query.readUInt16BE(10) > 0,
  };
}

const entry = (type: number, data: Bytes, owner = Buffer.from([0xc0, 12])): Bytes =>
  Buffer.concat([owner, two(type, 1, 0, 60, data.length), data]);

const answer = ({ id, bytes }: Question, entries: readonly Bytes[], flags = 0x8180): Bytes =>
  Buffer.concat([two(id, flags, 1, entries.length, 0, 0), bytes, ...entries]);

function truth(question: Question): Bytes {
  if (question.name !== known) return answer(question, [], 0x8183);
  return answer(question, question.type === types.a ? [entry(types.a, right)] : []);
}

const isAddress = (question: Question): boolean => question.name === known && question.type === types.a;
const unless = (holds: boolean, question: Question, lie: () => Bytes): Bytes => (holds ? lie() : truth(question));
const other = (question: Question): Bytes =>
  answer({ ...question, id: question.id ^ 1 }, [entry(types.a, Buffer.from([198, 51, 100, 66]))]);

function deaf(question: Question): readonly Bytes[] {
  const key = `${question.name} ${question.type}`;
  const count = (heard.get(key) ?? 0) + 1;
  heard.set(key, count);
  return count <= Number(word) ? [] : [truth(question)];
}

/** The owner of the entry is a pointer to itself. */
function circle(question: Question): Bytes {
  const at = 12 + question.bytes.length;
  return answer(question, [entry(types.a, right, Buffer.from([0xc0 | (at >> 8), at & 0xff]))]);
}

function control(question: Question): Bytes {
  const target = name("\u001B]0;met\u0007.\u001B[2J\u009Bm.example.net");
  return answer(question, [entry(types.cname, target), entry(types.a, Buffer.from([198, 51, 100, 66]), target)]);
}

const flood = (question: Question, by: "udp" | "tcp"): Bytes =>
  by === "udp"
    ? answer(question, [], 0x8380)
    : answer(
        question,
        Array.from({ length: 4000 }, () => entry(types.a, right)),
      );

/** What is sent for a question, one packet after another. */
const modes: Readonly<Record<string, (question: Question, by: "udp" | "tcp") => readonly Bytes[]>> = {
  deaf,
  "other-first": (question) => [other(question), Buffer.from("no answer"), truth(question)],
  other: (question) => [other(question)],
  "no-edns": (question) => [unless(question.edns, question, () => answer(question, [], 0x8181))],
  "no-form": (question) => [answer(question, [], 0x8181)],
  lame: (question) => [answer(question, [], 0x8100)],
  half: (question) => [
    unless(question.name === known && question.type === types.aaaa, question, () =>
      answer(question, [], 0x8180 | Number(word)),
    ),
  ],
  circle: (question) => [unless(isAddress(question), question, () => circle(question))],
  short: (question) => [unless(isAddress(question), question, () => truth(question).subarray(0, -1))],
  control: (question) => [unless(question.name === known, question, () => control(question))],
  flood: (question, by) => [unless(isAddress(question), question, () => flood(question, by))],
};

const lies = (question: Question, by: "udp" | "tcp"): readonly Bytes[] =>
  modes[mode]?.(question, by) ?? [truth(question)];

const delay = mode === "slow" ? Number(word) : 0;

const packets = createSocket(here.includes(":") ? "udp6" : "udp4");
packets.on("message", (query: Bytes, from: RemoteInfo) => {
  const replies = lies(read(query), "udp");
  setTimeout(() => {
    for (const reply of replies) packets.send(reply, from.port, from.address);
  }, delay);
});
packets.bind(53, here, () => {
  createServer((socket) => {
    socket.on("error", () => socket.destroy());
    socket.on("data", (query: Bytes) => {
      for (const reply of lies(read(query.subarray(2)), "tcp")) socket.write(Buffer.concat([two(reply.length), reply]));
    });
  }).listen(53, here);
});
