import type { Why } from "../../facts/fact.ts";

/** Nobody there could go a way at all, and why. */
export class Unasked extends Error {
  readonly why: Why;

  constructor(why: Why) {
    super(why.text);
    this.name = "Unasked";
    this.why = why;
  }
}
