import assert from "node:assert/strict";
import { test } from "node:test";
import type { FactRecord } from "../facts/snapshot.ts";
import { judgeMade, resultOf, seenFact } from "./made-situation.ts";

const before = `inputs:
  sz: { type: size }
  standing: { type: size, default: 4 GB }
  left: { type: duration, default: 3 days }
  room: { type: size, default: 4 GiB }`;
const installed = (bytes: number): readonly FactRecord[] => [seenFact("memory.installed", bytes)];
const memory = (bound: string): string => `- { id: a, level: must, memory: {}, expect: { installed: "${bound}" } }`;

test("an answer with a unit stands with its unit where it is referred to", () => {
  const judged = (bound: string, bytes: number): string =>
    resultOf(judgeMade(memory(bound), { before, inputs: { sz: "4 GB" }, facts: installed(bytes) }), "a").outcome;
  assert.equal(judged(">= ${inputs.sz}", 4e9), "met");
  assert.equal(judged(">= ${inputs.sz}", 3e9), "unmet");
  assert.equal(judged(">= ${inputs.standing}", 4e9), "met");
  assert.equal(judged("> ${inputs.standing}", 3.9e9), "unmet");
  const shown = resultOf(judgeMade(memory(">= ${inputs.room}"), { before, facts: installed(2 ** 32) }), "a");
  assert.equal(shown.expected, ">= 4 GiB");
});

test("a duration is compared in days with what is counted in days", () => {
  const certificate = `- { id: a, level: must, certificate: { cert: /c.pem }, expect: { daysLeft: ">= \${inputs.left}" }, defaults: false }`;
  const judged = (notAfter: string): string =>
    resultOf(
      judgeMade(certificate, {
        before,
        facts: [seenFact("certificate.notAfter", notAfter, { arguments: { cert: "/c.pem" } })],
      }),
      "a",
    ).outcome;
  assert.equal(judged("2026-06-19T12:00:00.000Z"), "met");
  assert.equal(judged("2026-06-17T12:00:00.000Z"), "unmet");
});

test("a duration as a whole value, and an answer of a requirement with its unit", () => {
  const attest = `- { id: a, level: must, attest: { question: "Free \${inputs.left}?", validFor: $inputs.left } }`;
  assert.equal(resultOf(judgeMade(attest, { before }), "a").reasonCode, "input-open");
  const both = `- { id: d, level: must, disk: { path: / }, expect: { size: ">= 1 GB" }, defaults: false }
- { id: a, level: must, needs: [d], memory: {}, expect: { installed: ">= \${answers.d.size}" } }`;
  const facts = [seenFact("disk.size", 8e9, { arguments: { path: "/" } }), seenFact("memory.installed", 8e9)];
  assert.equal(resultOf(judgeMade(both, { facts }), "a").outcome, "met");
});

test("a condition still reads the number", () => {
  const file = `- { id: a, level: must, when: 'inputs.room > bytesOf("1 GiB")', memory: {}, expect: { installed: ">= 1 B" } }`;
  assert.equal(resultOf(judgeMade(file, { before, facts: installed(2 ** 32) }), "a").outcome, "met");
});
