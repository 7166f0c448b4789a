import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { decodeReply, encodeQuery, type DnsQuery } from "./dns-message.ts";
import { entryBytes, nameBytes, replyBytes, type MadeReply } from "./made-dns.ts";

const query: DnsQuery = { id: 0x1234, name: "app.example.org", type: "A" };
const asked = encodeQuery(query, true);
const address = Buffer.from([192, 0, 2, 10]);
const entry = { owner: "app.example.org", type: "A", data: address } as const;

const decoded = (made: MadeReply, of: DnsQuery = query): ReturnType<typeof decodeReply> =>
  decodeReply(replyBytes(encodeQuery(of, false), made), of);

/** The one entry of an answer. */
function dataOf(made: MadeReply, of: DnsQuery = query): string {
  const found = decoded(made, of);
  assert.equal(found.is, "reply", JSON.stringify(found));
  return found.is === "reply" ? (found.reply.answers[0]?.data ?? "") : "";
}

test("a question asks for recursion, once, and says how much it can take", () => {
  assert.equal(
    asked.toString("hex"),
    "12340100000100000000000103617070076578616d706c65036f7267000001000100002904d0000000000000",
  );
  assert.deepEqual(encodeQuery({ ...query, name: "app.example.org." }, false), encodeQuery(query, false));
});

test("each type of entry is read as a zone writes it", () => {
  const of = (type: DnsQuery["type"], data: Buffer): string =>
    dataOf({ answers: [{ owner: "app.example.org", type, data }] }, { ...query, type });
  assert.equal(of("A", address), "192.0.2.10");
  assert.equal(of("AAAA", Buffer.from("20010db8000000000000000000000010", "hex")), "2001:db8::10");
  assert.equal(of("CNAME", nameBytes("LB.Example.NET")), "lb.example.net");
  assert.equal(of("NS", nameBytes("ns1.example.net")), "ns1.example.net");
  assert.equal(of("MX", Buffer.concat([Buffer.from([0, 10]), nameBytes("mx.example.net")])), "10 mx.example.net");
  assert.equal(
    of("SRV", Buffer.concat([Buffer.from([0, 1, 0, 2, 1, 187]), nameBytes("a.example.net")])),
    "1 2 443 a.example.net",
  );
  assert.equal(of("TXT", Buffer.from("\u0003a=b\u0001c", "latin1")), "a=bc");
  assert.equal(of("CAA", Buffer.from("\u0000\u0005issueca.test", "latin1")), "0 issue ca.test");
});

test("what is no plain letter in a name or a text is shown by its number, and a dot within a label is none between", () => {
  const label = Buffer.from([5, 0x61, 0x2e, 0x1b, 0x5c, 0xff, 0]);
  assert.equal(
    dataOf({ answers: [{ ...entry, type: "CNAME", data: label }] }, { ...query, type: "CNAME" }),
    "a\\.\\027\\\\\\255",
  );
  const text = Buffer.from([4, 0x1b, 0x5b, 0x32, 0x4a]);
  assert.equal(dataOf({ answers: [{ ...entry, type: "TXT", data: text }] }, { ...query, type: "TXT" }), "\\027[2J");
});

test("what is no answer to this question counts for nothing", () => {
  const other = (made: MadeReply): void => assert.equal(decoded({ answers: [entry], ...made }).is, "other");
  other({ id: 0x4321 });
  other({ flags: 0x0100 });
  other({ flags: 0x9180 });
  other({ question: Buffer.concat([nameBytes("app.example.com"), Buffer.from([0, 1, 0, 1])]) });
  other({ question: Buffer.concat([nameBytes("app.example.org"), Buffer.from([0, 28, 0, 1])]) });
  assert.equal(decodeReply(Buffer.alloc(11), query).is, "other");
  assert.equal(
    decoded({ answers: [entry], question: Buffer.concat([nameBytes("APP.EXAMPLE.org"), Buffer.from([0, 1, 0, 1])]) })
      .is,
    "reply",
  );
});

test("a pointer that leads in a circle, forward or out of the message ends the reading at once", () => {
  const head = replyBytes(asked, { answers: [] });
  const withOwner = (owner: readonly number[]): Buffer => {
    const plain = entryBytes({ ...entry, owner: "" }).subarray(1);
    const bytes = Buffer.concat([head, Buffer.from(owner), plain]);
    bytes.writeUInt16BE(1, 6);
    return bytes;
  };
  const at = head.length;
  assert.equal(decodeReply(withOwner([0xc0, 12]), query).is, "reply");
  for (const owner of [
    [0xc0 | (at >> 8), at & 0xff],
    [0xc0, 0xff],
    [0xff, 0xff],
    [0x80, 12],
    [0x40, 1],
    [3, 0x61, 0x62, 0x63, 0xc0 | (at >> 8), at & 0xff],
  ])
    assert.equal(decodeReply(withOwner(owner), query).is, "garbled", String(owner));
});

test("a name longer than names are, an entry that is longer or shorter than it says, and a flood of entries are garbled", () => {
  const garbled = (made: MadeReply): void => assert.equal(decoded(made).is, "garbled");
  garbled({ answers: [{ ...entry, owner: Array.from({ length: 130 }, () => "a").join(".") }] });
  garbled({ answers: [{ ...entry, data: Buffer.from([1, 2, 3]) }] });
  garbled({ answers: [{ ...entry, data: Buffer.from([1, 2, 3, 4, 5]) }] });
  garbled({ answers: Array.from({ length: 513 }, () => entry) });
  const cut = replyBytes(asked, { answers: [entry] });
  assert.equal(decodeReply(cut.subarray(0, cut.length - 1), query).is, "garbled");
});

test("a TTL with its highest bit set is none", () => {
  const found = decoded({ answers: [{ ...entry, ttl: 0xffff_ffff }] });
  assert.equal(found.is === "reply" && found.reply.answers[0]?.ttl, 0);
});

test("whatever comes is answered for, and what is read has only plain letters", () => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 600 }),
    // A right answer with some of its bytes changed reaches further.
    fc.tuple(fc.array(fc.tuple(fc.nat(200), fc.nat(255)), { maxLength: 8 }), fc.nat(120)).map(([changes, length]) => {
      const answers = [
        entry,
        { ...entry, type: "CNAME", data: Buffer.from([0xc0, 12]) },
        { ...entry, type: "TXT", data: Buffer.from([1, 65]) },
      ] as const;
      const whole = replyBytes(asked, { answers });
      for (const [at, value] of changes) if (at < whole.length && at > 3) whole[at] = value;
      return whole.subarray(0, Math.max(12, whole.length - (length > 60 ? length - 60 : 0)));
    }),
  );
  fc.assert(
    fc.property(bytes, (given) => {
      const found = decodeReply(Buffer.from(given), query);
      if (found.is !== "reply") return;
      for (const { owner, data } of found.reply.answers) assert.match(owner + data, /^[ -~]*$/);
    }),
    { numRuns: 3000 },
  );
});
