import assert from "node:assert/strict";
import { test } from "node:test";
import { attestationRecords, inputRecords } from "./declared.ts";
import { localHost, madeFile, madeNow, madeSituation } from "./made-situation.ts";

const file = madeFile(
  `- id: encrypted
  level: must
  anyOf: [{ disk: { path: / }, expect: { encrypted: true } }, { attest: { question: Is it so? } }]
- { id: each, level: must, for: { part: [a, b] }, attest: { question: "Is \${for.part} so?" } }`,
  `inputs:
  users: { type: integer }
  cert: { type: path, optional: true }
  parts: { type: list, of: [x], optional: true }
  db: { type: database-url, secret: true }`,
);

const attestation = { requirement: "each", answer: true, by: "Nadia", on: "2026-06-01", at: { start: 0, end: 1 } };

test("an attestation is one fact however many targets there are, and one for each value of for", () => {
  const situation = madeSituation(file, { targets: [localHost, { ...localHost, name: "db1" }] });
  const records = attestationRecords(situation, [attestation], madeNow);
  assert.deepEqual(
    records.map(({ subject, field, state }) => `${subject ?? "-"} ${field} ${state}`),
    [
      "encrypted answer unknown",
      ...["each[a]", "each[b]"].flatMap((subject) => ["answer", "by", "on"].map((field) => `${subject} ${field} seen`)),
    ],
  );
  const own = { ...attestation, subject: "b", answer: false };
  for (const both of [[attestation, own], [own, attestation], [own]]) {
    const answers = attestationRecords(situation, both, madeNow).filter(({ field }) => field === "answer");
    assert.deepEqual(
      answers.map(({ subject, value }) => [subject, value]),
      [
        ["encrypted", undefined],
        ["each[a]", both.length === 1 ? undefined : true],
        ["each[b]", false],
      ],
    );
  }
  assert.ok(records.every(({ grade, target, vantage }) => grade === "declared" && target === null && vantage === null));
});

test("inputs are facts as they were answered; a secret is none, whatever is known of it", () => {
  const { answers } = madeSituation(file, { inputs: { cert: "none", parts: "none", db: "env:DATABASE_URL" } });
  const records = inputRecords(answers, madeNow);
  assert.deepEqual(
    records.map(({ arguments: { name }, state, value }) => [name, state, value]),
    [
      ["users", "unknown", undefined],
      ["cert", "absent", undefined],
      ["parts", "seen", []],
    ],
  );
  assert.ok(!JSON.stringify(records).includes("DATABASE_URL"));
});
