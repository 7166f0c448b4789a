import assert from "node:assert/strict";
import { test } from "node:test";
import { missing, text } from "./bare.ts";
import { localTarget } from "./local.ts";
import { Together } from "./together.ts";

const limits = { signal: new AbortController().signal, timeoutMs: 5000 };

test("what is asked in one turn is answered by one program, each its own", async () => {
  const asked: (readonly string[])[] = [];
  const together = new Together(async (words) => {
    asked.push(words);
    return words.map((word) => (word === "none" ? missing : text(`${word}!`)));
  });
  const ask = (word: string): Promise<unknown> => together.ask(word, limits);
  assert.deepEqual(await Promise.all(["a", "none", "a", "b"].map(ask)), [text("a!"), missing, text("a!"), text("b!")]);
  assert.deepEqual(await ask("later"), text("later!"));
  assert.deepEqual(asked, [["a", "none", "b"], ["later"]]);
});

test("thousands are asked in several goes", async () => {
  const sizes: number[] = [];
  const together = new Together(async (words) => {
    sizes.push(words.length);
    return words.map(text);
  });
  const words = Array.from({ length: 450 }, (_, index) => String(index));
  const answers = await Promise.all(words.map((word) => together.ask(word, limits)));
  assert.deepEqual([answers, sizes], [words.map(text), [200, 200, 50]]);
});

test("programs that are asked for together are found as if each were asked for alone", async () => {
  const target = localTarget({ environment: process.env, platform: process.platform });
  const names = ["sh", "no-such-program", "ls", "it's none"];
  const alone: string[] = [];
  for (const which of names) alone.push((await target.fetch({ which }, limits)).is);
  const together = await Promise.all(names.map((which) => target.fetch({ which }, limits)));
  assert.deepEqual(
    together.map(({ is }) => is),
    alone,
  );
  assert.deepEqual(alone, ["text", "missing", "text", "missing"]);
  await target.close();
});
