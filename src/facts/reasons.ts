import type { Why } from "./fact.ts";
import { aside } from "./reasons/aside.ts";
import { asking } from "./reasons/asking.ts";
import { blind } from "./reasons/blind.ts";
import { entering, unvisited } from "./reasons/entering.ts";
import { network } from "./reasons/network.ts";
import { naming } from "./reasons/naming.ts";
import { resolving } from "./reasons/resolving.ts";
import { seen } from "./reasons/seen.ts";
import { unreached } from "./reasons/unreached.ts";
import type { ReasonWords } from "./reasons/words.ts";

/**
 * Every reason that an outcome may have, with what it means, how to see it by hand and how to mend it. One table: a
 * report uses no other code, and the reference lists exactly these.
 */
export const reasons = {
  ...blind,
  ...resolving,
  ...network,
  ...unvisited,
  ...asking,
  ...seen,
  ...naming,
  ...unreached,
  ...entering,
  ...aside,
} as const;

export type ReasonCode = keyof typeof reasons;

/** The table in the order of the reference, by what the reasons have in common. */
export const reasonGroups: readonly {
  readonly title: string;
  readonly reasons: Readonly<Record<string, ReasonWords>>;
}[] = [
  { title: "It could not be seen", reasons: blind },
  { title: "No nameserver showed it", reasons: resolving },
  { title: "It could not be seen through the network", reasons: network },
  { title: "Nobody came from outside to show it", reasons: unvisited },
  { title: "It could not be asked, or the answer may not count", reasons: asking },
  { title: "It was looked at", reasons: seen },
  { title: "What a name leads to", reasons: naming },
  { title: "It was tried, and could not be reached", reasons: unreached },
  { title: "It was visited from outside, and not reached", reasons: entering },
  { title: "It does not count here and now", reasons: aside },
];

/** Reasons of what falls short that an observation itself carries, as its cause. */
export type ShortfallCode = keyof typeof naming | keyof typeof unreached | keyof typeof entering;
export const isShortfallCode = (text: string): text is ShortfallCode =>
  Object.hasOwn(naming, text) || isUnreached(text);

/** True for what stood in the way of reaching something: its own words tell more than that a field is not as expected. */
export const isUnreached = (text: string): text is keyof typeof unreached | keyof typeof entering =>
  Object.hasOwn(unreached, text) || Object.hasOwn(entering, text);

export const isReasonCode = (text: string): text is ReasonCode => Object.hasOwn(reasons, text);

/** What settles that Docker's engine does not let somebody in: in reach and in every kind in the same words. */
export const joinDocker = "add this user to the group docker (sudo usermod -aG docker USER), then log in again";

export type Reason = Why & { readonly code: ReasonCode };

/** A reason in words; `settle` says what would end it, as a command or an option where there is one. */
export const reason = (code: ReasonCode, text: string, settle?: string): Reason =>
  settle === undefined ? { code, text } : { code, text, settle };
