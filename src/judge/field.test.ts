import assert from "node:assert/strict";
import { test } from "node:test";
import type { FactRecord } from "../facts/snapshot.ts";
import { judgeMade, madeFact, madeNow, resultOf, seenFact, type Making } from "./made-situation.ts";
import { matchedKey } from "./matched.ts";

const memory = '- { id: memory, level: must, memory: {}, expect: { installed: ">= 4 GiB" } }';
const disk = '- { id: disk, level: must, disk: { path: / }, expect: { size: ">= 60 GB" } }';
const onRoot = { arguments: { path: "/" } } as const;

const memoryWith = (facts: readonly FactRecord[], more: Making = {}) =>
  resultOf(judgeMade(memory, { ...more, facts }), "memory");

test("one field that falls short makes it unmet, also beside one that is not known", () => {
  const facts = [
    seenFact("disk.size", 50e9, onRoot),
    madeFact("disk", "inodesFree", { ...onRoot, state: "unknown", why: { code: "timeout", text: "slow" } }),
  ];
  const result = resultOf(judgeMade(disk, { facts }), "disk");
  assert.equal(result.outcome, "unmet");
  assert.equal(result.reasonCode, "falls-short");
  assert.deepEqual(result.facts, [facts[0]?.id]);
});

test("one field that is not known keeps all others from being enough", () => {
  const facts = [seenFact("disk.size", 60e9, onRoot), seenFact("disk.readOnly", false, onRoot)];
  const result = resultOf(judgeMade(disk, { facts }), "disk");
  assert.equal(result.outcome, "unknown");
  assert.equal(result.reasonCode, "not-observed");
});

test("what is met names what shows it, how well that is known and since when", () => {
  const fact = seenFact("memory.installed", 8 * 2 ** 30);
  const result = memoryWith([fact]);
  assert.equal(result.outcome, "met");
  assert.deepEqual(result.facts, [fact.id]);
  assert.equal(result.grade, "observed");
  assert.equal(result.observedAt, madeNow);
  assert.equal(result.observed, "8 GiB installed");
  assert.equal(result.expected, ">= 4 GiB");
});

test("a clear shortfall beats grade, and a word is not enough where more is demanded", () => {
  const proven = memory.replace("expect:", "grade: proven, expect:");
  const outcome = (facts: readonly FactRecord[]): string => {
    const { outcome: came, reasonCode } = resultOf(judgeMade(proven, { facts }), "memory");
    return `${came} ${reasonCode}`;
  };
  assert.equal(outcome([seenFact("memory.installed", 2e9, { grade: "declared" })]), "unmet falls-short");
  assert.equal(outcome([seenFact("memory.installed", 8e9, { grade: "declared" })]), "unknown grade-too-low");
  assert.equal(outcome([seenFact("memory.installed", 8e9, { grade: "observed" })]), "unknown grade-too-low");
  assert.equal(outcome([seenFact("memory.installed", 8e9, { grade: "proven" })]), "met met");
});

test("two observers that agree are as good as the better one, and their least tolerance counts", () => {
  const two = (value: number, other: number): string =>
    memoryWith([
      seenFact("memory.installed", value, { tolerance: 0.08 }),
      seenFact("memory.installed", other, { by: "another" }),
    ]).outcome;
  assert.equal(two(4 * 2 ** 30, 4 * 2 ** 30), "met");
  assert.equal(two(3.9 * 2 ** 30, 3.9 * 2 ** 30), "unmet");
});

test("two observers that disagree make it unknown, both named", () => {
  const facts = [
    seenFact("memory.installed", 8e9, { by: "the kernel" }),
    seenFact("memory.installed", 2e9, { by: "the firmware" }),
  ];
  const result = memoryWith(facts);
  assert.equal(`${result.outcome} ${result.reasonCode}`, "unknown conflict");
  assert.match(result.reason, /the kernel.*the firmware/);
  assert.deepEqual(
    result.facts,
    facts.map(({ id }) => id),
  );
});

test("an observer who could not see does not speak against one who saw", () => {
  const blind = madeFact("memory", "installed", { state: "unknown", why: { code: "timeout", text: "slow" } });
  assert.equal(memoryWith([blind, seenFact("memory.installed", 8e9)]).outcome, "met");
});

const wrong: readonly (readonly [string, FactRecord["value"]])[] = [
  ["a text", "8 GB"],
  ["a truth", true],
  ["a negative size", -1],
  ["no number", Number.NaN],
  ["an endless size", Number.POSITIVE_INFINITY],
  ["an empty text", ""],
  ["an empty list", []],
  ["null", null],
];

test("a value that is none of its type is unknown, as garbled", () => {
  for (const [words, value] of wrong) {
    const result = memoryWith([madeFact("memory", "installed", value === undefined ? {} : { value })]);
    assert.equal(`${result.outcome} ${result.reasonCode}`, "unknown garbled", words);
  }
});

test("a record that says seen and has no value is unknown", () => {
  assert.equal(memoryWith([madeFact("memory", "installed")]).reasonCode, "garbled");
});

test("a tolerance that is no share is garbled, and not taken for a shortfall", () => {
  for (const tolerance of [Number.NaN, -0.1, 0.09, 1, 2, Number.POSITIVE_INFINITY]) {
    const result = memoryWith([seenFact("memory.installed", 8e9, { tolerance })]);
    assert.equal(`${result.outcome} ${result.reasonCode}`, "unknown garbled", String(tolerance));
    assert.match(result.reason, /installed came with a tolerance of \S+: it is a share from 0 to 0\.08/);
  }
});

test("a word that is none of the field's words is garbled", () => {
  const requirement = "- { id: os, level: must, os: {}, expect: { family: { not: windows } } }";
  const outcome = (value: string): string =>
    resultOf(judgeMade(requirement, { facts: [seenFact("os.family", value)] }), "os").outcome;
  assert.equal(outcome("linux"), "met");
  assert.equal(outcome("windows"), "unmet");
  assert.equal(outcome("templeos"), "unknown");
});

test("what is known not to be there is unmet, unless that is what is asked for", () => {
  const absent = madeFact("memory", "installed", { state: "absent" });
  assert.equal(memoryWith([absent]).reasonCode, "absent");
  assert.equal(memoryWith([absent]).outcome, "unmet");
  const none = "- { id: swap, level: must, memory: {}, expect: { swap: { present: false } } }";
  const swap = madeFact("memory", "swap", { state: "absent" });
  const result = resultOf(judgeMade(none, { facts: [swap] }), "swap");
  assert.equal(result.outcome, "met");
  assert.deepEqual(result.facts, [swap.id]);
});

test("a fact from another vantage is another fact", () => {
  assert.equal(memoryWith([seenFact("memory.installed", 8e9, { vantage: "container" })]).outcome, "unknown");
});

test("an unknown keeps its reason, and a code of another version is kept in the words", () => {
  const why = (code: string): string => {
    const fact = madeFact("memory", "installed", { state: "unknown", why: { code, text: "nobody may look" } });
    const { reasonCode, reason } = memoryWith([fact]);
    return `${reasonCode}: ${reason}`;
  };
  assert.equal(why("permission-denied"), "permission-denied: nobody may look");
  assert.equal(why("moon-phase"), "not-observed: nobody may look (moon-phase)");
  assert.equal(why("met"), "not-observed: nobody may look (met)");
});

const supported = "- { id: os, level: must, os: {}, expect: { supported: true } }";
const ends = (value: string, now: string): string => {
  const facts = [seenFact("os.supportEnds", value)];
  return resultOf(judgeMade(supported, { facts, now }), "os").outcome;
};

test("what is relative to now is made when it is judged, so that an old snapshot does not stay green", () => {
  assert.equal(ends("2026-06-15T12:00:01Z", "2026-06-15T12:00:00Z"), "met");
  assert.equal(ends("2026-06-15T12:00:00Z", "2026-06-15T12:00:00Z"), "unmet");
  assert.equal(ends("2026-06-15", "2026-06-15T23:59:59Z"), "met");
  assert.equal(ends("2026-06-15", "2026-06-16T00:00:00Z"), "unmet");
});

test("what is derived is not known while its source is not, and is not believed of a fact that claims it", () => {
  const blind = madeFact("os", "supportEnds", {
    state: "unknown",
    why: { code: "cannot-tell", text: "not in the table" },
  });
  const claimed = seenFact("os.supported", true);
  const result = resultOf(judgeMade(supported, { facts: [blind, claimed] }), "os");
  assert.equal(`${result.outcome} ${result.reasonCode}`, "unknown cannot-tell");
});

test("a fact that is older than is accepted is unknown, so is one that is dated ahead; five minutes between two clocks are forgiven", () => {
  const at = (when: string): string => {
    const { outcome, reasonCode } = memoryWith([seenFact("memory.installed", 8e9, { at: when })], {
      maxAge: 7 * 86_400,
    });
    return `${outcome} ${reasonCode}`;
  };
  assert.equal(at("2026-06-08T12:00:00Z"), "met met");
  assert.equal(at("2026-06-08T11:59:59Z"), "unknown old");
  assert.equal(at("2026-06-15T12:05:00Z"), "met met");
  assert.equal(at("2026-06-15T12:05:01Z"), "unknown ahead");
  assert.equal(at("2027-06-15T12:00:00Z"), "unknown ahead");
  assert.equal(at("not a time"), "unknown garbled");
});

test("what a place was asked ages also where its record calls it declared", () => {
  const declared = memory.replace("expect:", "grade: declared, expect:");
  for (const [when, reasonCode] of [
    ["2001-01-01T00:00:00Z", "old"],
    ["2027-06-15T12:00:00Z", "ahead"],
  ] as const) {
    const facts = [seenFact("memory.installed", 8e9, { grade: "declared", at: when })];
    assert.equal(resultOf(judgeMade(declared, { facts, maxAge: 7 * 86_400 }), "memory").reasonCode, reasonCode);
  }
});

const printed = "- { id: ok, level: must, exec: { command: /bin/true }, expect: { stdout: { contains: ok } } }";
const ran = { arguments: { command: "/bin/true" } } as const;
const matched = matchedKey({ is: "contains", part: "ok", text: "contains ok" });
const kept = (more: Partial<FactRecord> & { readonly held?: boolean; readonly length?: number }): FactRecord => {
  const { held, length = 3, ...rest } = more;
  return madeFact("exec", "stdout", {
    ...ran,
    kept: { length, matched: held === undefined ? {} : { [matched]: held } },
    ...rest,
  });
};
const judgedPrint = (facts: readonly FactRecord[], more: Making = {}): string => {
  const all = [seenFact("exec.exitCode", 0, ran), ...facts];
  const { outcome, reasonCode } = resultOf(judgeMade(printed, { ...more, facts: all }), "ok");
  return `${outcome} ${reasonCode}`;
};

test("of what is not kept only that counts which was matched while it was seen", () => {
  assert.equal(judgedPrint([kept({ held: true })]), "met met");
  assert.equal(judgedPrint([kept({ held: false })]), "unmet falls-short");
  assert.equal(judgedPrint([kept({})]), "unknown not-observed");
  assert.equal(judgedPrint([kept({ length: 5000 })]), "unknown limit");
  assert.equal(judgedPrint([kept({ held: true }), kept({ held: false })]), "unknown not-observed");
  assert.equal(
    judgedPrint([kept({ held: true }), madeFact("exec", "stdout", { ...ran, state: "absent" })]),
    "unknown conflict",
  );
});

test("what is not kept ages, and has a grade, as everything else", () => {
  const old = "2026-05-01T00:00:00Z";
  assert.equal(judgedPrint([kept({ held: true, at: old })], { maxAge: 86_400 }), "unknown old");
  assert.equal(judgedPrint([kept({ held: true, grade: "declared" })]), "unknown grade-too-low");
});

const enough = (that: string, facts: readonly FactRecord[]): string => {
  const { outcome, reasonCode } = resultOf(
    judgeMade(`- { id: a, level: must, os: {}, that: "${that}" }`, { facts }),
    "a",
  );
  return `${outcome} ${reasonCode}`;
};

test("a condition over the answer is met by what was seen, unmet by what is absent, unknown by what is not known", () => {
  const id = seenFact("os.id", "debian");
  const noVersion = madeFact("os", "version", { state: "absent" });
  assert.equal(enough("id == 'debian'", [id]), "met met");
  assert.equal(enough("id == 'ubuntu'", [id]), "unmet falls-short");
  assert.equal(enough("id == 'debian' && inRange(version, '>=12')", [id, noVersion]), "unmet absent");
  assert.equal(enough("version == null", [noVersion]), "met met");
  assert.equal(enough("id == 'debian' && kernel != null", [id]), "unknown not-observed");
  assert.equal(enough("id == 'debian' || kernel != null", [id]), "met met");
  assert.equal(enough("id == 'ubuntu' && kernel != null", [id]), "unmet falls-short");
});

test("a condition that reads nothing has no witness, so it is not met", () => {
  assert.equal(enough("true", [seenFact("os.id", "debian")]), "unknown not-observed");
});

test("a condition that does not hold says so in its reason", () => {
  const judged = judgeMade(`- { id: a, level: must, os: {}, that: "id == 'ubuntu'" }`, {
    facts: [seenFact("os.id", "debian")],
  });
  assert.match(resultOf(judged, "a").reason, /does not hold/);
});

test("a condition concludes nothing from a list that was cut, and a long value leaves room for what was asked", () => {
  const names = Array.from({ length: 1001 }, (_, index) => `h${index}.example.org`);
  const onCertificate = { arguments: { cert: "/c.pem" } } as const;
  const asked = (expecting: string) =>
    resultOf(
      judgeMade(`- { id: names, level: must, certificate: { cert: /c.pem }, defaults: false, ${expecting} }`, {
        facts: [seenFact("certificate.names", names, onCertificate)],
      }),
      "names",
    );
  const condition = asked("that: \"!('other.example.org' in names)\"");
  assert.deepEqual([condition.outcome, condition.reasonCode], ["unknown", "limit"]);
  const plain = asked("expect: { names: { not: { contains: h5.example.org } } }");
  assert.equal(plain.outcome, "unmet");
  assert.ok((plain.observed?.length ?? 0) < 200 && plain.reason.length < 400, plain.reason);
  assert.match(plain.reason, /, and must .*h5\.example\.org/);
});
