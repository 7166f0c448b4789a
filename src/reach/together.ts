import { setImmediate } from "node:timers/promises";
import type { Bare } from "./bare.ts";
import type { FetchOptions } from "./target.ts";

type Asked = { readonly word: string; readonly resolve: (bare: Bare) => void };

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
      const answer = by.get(word);
      if (answer === undefined) throw new Error("a question that was not answered");
      resolve(answer);
    }
  }
}
