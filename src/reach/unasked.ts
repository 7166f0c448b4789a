import type { Why } from "../facts/fact.ts";

/** Nobody could be asked there, and why: nothing is known of what would have been seen. */
export class Unasked extends Error {
  readonly why: Why;

  constructor(why: Why) {
    super(why.text);
    this.name = "Unasked";
    this.why = why;
  }
}
