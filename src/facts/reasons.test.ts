import assert from "node:assert/strict";
import { test } from "node:test";
import { isReasonCode, reasonGroups, reasons } from "./reasons.ts";
import { commandIn, type ReasonWords } from "./reasons/words.ts";

const all = Object.entries<ReasonWords>(reasons);

test("every code is a plain word, and says what it means, how to see it and how to mend it", () => {
  for (const [code, { means, seeByHand, mend }] of all) {
    assert.match(code, /^[a-z]+(-[a-z]+)*$/);
    assert.match(means, /^\S[^\n]+\.$/, code);
    assert.ok(seeByHand.length > 0 && mend.length > 0, code);
    // What begins with a command leaves open what it is for; what ends with a colon, what to do.
    assert.equal(commandIn(seeByHand[0] ?? ""), undefined, code);
    for (const last of [seeByHand.at(-1), mend.at(-1)]) assert.doesNotMatch(last ?? "", /:$/, code);
  }
});

test("words are sentences that a terminal of any sort can show, commands fit a line of 80 columns", () => {
  for (const [code, { seeByHand, mend }] of all) {
    for (const line of [...seeByHand, ...mend]) {
      assert.match(line, /^[ -~]+$/, code);
      const command = commandIn(line);
      if (command === undefined) assert.match(line, /^[A-Z`\w][^]*[.:]$/, `${code}: ${line}`);
      else assert.ok(command.length <= 76 && command.trim() === command, `${code}: ${line}`);
    }
  }
});

test("the groups hold each code once", () => {
  const grouped = reasonGroups.flatMap((group) => Object.keys(group.reasons));
  assert.deepEqual(grouped, Object.keys(reasons));
  assert.equal(new Set(grouped).size, grouped.length);
});

test("the codes that reports use stay, and what every object has is no code", () => {
  for (const code of ["permission-denied", "input-open", "falls-short", "later", "no-probe-image"])
    assert.ok(isReasonCode(code), code);
  for (const word of ["__proto__", "constructor", "toString", ""]) assert.equal(isReasonCode(word), false, word);
});
