import { setImmediate } from "node:timers/promises";
import type { Bare } from "./bare.ts";
import type { FetchOptions } from "./target.ts";

type Asked = { readonly word: string; readonly resolve: (bare: Bare) => void };

type AnswerSome = () => Promise<readonly (Bare | undefined)[] | undefined>;

/** Each word's answer, in their order: by who is asked first, and by the others where that has none. */
export async function answeredOr(
  words: readonly string[],
  first: AnswerSome,
  others: (open: readonly string[]) => Promise<readonly Bare[]>,
): Promise<readonly Bare[]> {
  const known = (await first()) ?? [];
  const open = words.filter((_, index) => known[index] === undefined);
  const answers = open.length === 0 ? [] : await others(open);
  const by = new Map(open.map((word, index) => [word, answers[index]]));
  return words.map((word, index) => known[index] ?? by.get(word) ?? unanswered());
}

function unanswered(): never {
  throw new Error("a question that was not answered");
}

/** Answers many questions of one sort by one program: each word's answer, in their order. */
export type AnswerAll = (words: readonly string[], limits: FetchOptions) => Promise<readonly Bare[]>;

/** No command line is longer than a kernel takes, whatever is asked for. */
const mostAtOnce = 200;

/** Collects what is asked in the same turn, so that forty questions of one sort start one program and not forty. */
export class Together {
  readonly #answerAll: AnswerAll;
  #asked: Asked[] = [];

  constructor(answerAll: AnswerAll) {
    this.#answerAll = answerAll;
  }

  ask(word: string, limits: FetchOptions): Promise<Bare> {
    return new Promise((resolve) => {
      this.#asked.push({ word, resolve });
      if (this.#asked.length === 1) void this.#soon(limits);
    });
  }

  async #soon(limits: FetchOptions): Promise<void> {
    await setImmediate();
    const asked = this.#asked.splice(0);
    for (let from = 0; from < asked.length; from += mostAtOnce)
      void this.#answer(asked.slice(from, from + mostAtOnce), limits);
  }

  async #answer(asked: readonly Asked[], limits: FetchOptions): Promise<void> {
    const words = [...new Set(asked.map(({ word }) => word))];
    const answers = await this.#answerAll(words, limits);
    const by = new Map(words.map((word, index) => [word, answers[index]]));
    for (const { word, resolve } of asked) {
      resolve(by.get(word) ?? unanswered());
    }
  }
}
