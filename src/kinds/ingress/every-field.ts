import type { Unknown } from "../../facts/fact.ts";
import type { Answer, Question } from "../declaration.ts";
import type { ingress } from "./kind.ts";

export type Asked = Question<typeof ingress>["asked"];
export type IngressAnswer = Answer<typeof ingress>;

/** The same for whatever was asked: nothing was seen. */
export const everyField = (fact: Unknown, { redirectFrom }: Asked): IngressAnswer => ({
  reachable: fact,
  stage: fact,
  source: fact,
  sourceAddress: fact,
  addresses: fact,
  visitor: fact,
  ...(redirectFrom === undefined ? {} : { redirects: fact }),
});
