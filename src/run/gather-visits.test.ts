import assert from "node:assert/strict";
import { test } from "node:test";
import type { Reading } from "../facts/reading.ts";
import { Stop } from "../reach/target.ts";
import { command, gathered, lines, standardAnswer } from "./made-gathering.ts";
import type { MadeAnswer } from "./made-target.ts";

const visited = lines(
  "- { id: ingress, level: must, ingress: { domain: app.example.org } }",
  command("a"),
  command("b", ", needs: [ingress]"),
);
const answerVisit = (reading: Reading): MadeAnswer =>
  "ingress" in reading ? JSON.stringify({ is: "nobody-outside" }) : standardAnswer(reading);

test("who is to come is waited for when all else was seen", async () => {
  const { told } = await gathered({
    requirements: visited.replace(", needs: [ingress]", ""),
    answer: answerVisit,
    leave: { yes: true },
    visits: new AbortController().signal,
  });
  assert.deepEqual(told.slice(-2), ["started ingress app.example.org", "finished ingress app.example.org"]);
});

test("the deadline does not end the waiting for who is to come; Ctrl-C does", async () => {
  for (const [code, asked] of [
    ["deadline", true],
    ["interrupted", false],
  ] as const) {
    const visits = code === "deadline" ? new AbortController().signal : AbortSignal.abort();
    const signal = AbortSignal.abort(new Stop(code));
    const { target } = await gathered({
      requirements: visited,
      answer: answerVisit,
      leave: { yes: true },
      visits,
      signal,
    });
    assert.equal(
      target.fetched.some((reading) => reading.includes("ingress")),
      asked,
      code,
    );
  }
});

test("who asks for a redirect besides shares the visit; another port is a visit of its own, and another answer", async () => {
  const redirect = (port: number): string =>
    `- { id: from${port}, level: must, ingress: { domain: app.example.org, redirectFrom: ${port} }, expect: { redirects: true }, defaults: false }`;
  const answer = (reading: Reading): MadeAnswer =>
    "ingress" in reading ? JSON.stringify({ is: "nobody-outside" }) : standardAnswer(reading);
  const plain = "- { id: ingress, level: must, ingress: { domain: app.example.org } }";
  const asked = async (...requirements: readonly string[]): Promise<readonly unknown[]> => {
    const { target, records } = await gathered({ requirements: lines(...requirements), answer, leave: { yes: true } });
    const ports = records.flatMap(({ field, arguments: given }) =>
      field === "redirects" ? [Number(given["redirectFrom"])] : [],
    );
    return [target.fetched.length, ...ports.toSorted((a, b) => a - b)];
  };
  assert.deepEqual(await asked(plain, redirect(80)), [1, 80]);
  assert.deepEqual(await asked(redirect(80), plain), [1, 80]);
  assert.deepEqual(await asked(redirect(8080), plain, redirect(80)), [2, 80, 8080]);
});
