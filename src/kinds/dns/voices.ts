import { isVoidAddress } from "../../facts/addresses.ts";
import type { DnsTold } from "../../facts/dns.ts";
import { absent, seen, unknown, type Evidence, type Fact } from "../../facts/fact.ts";
import { scopeOf } from "../../facts/internet-address.ts";
import { evidenceOf, type Raw } from "../../facts/reading.ts";
import { reason, type Reason, type ReasonCode } from "../../facts/reasons.ts";
import { cut } from "../looking.ts";
import type { Heard } from "./heard.ts";
import { fitOf, named, type Aims, type Fit } from "./points-to.ts";

/** All nameservers together, and what is held against what they say. */
export type Voices = {
  readonly raw: Raw;
  readonly told: DnsTold;
  /** What shows nothing of the name goes for no answer. */
  readonly heard: readonly Heard[];
  readonly aims: Aims;
  readonly ofNames: ReadonlyMap<string, readonly Heard[]>;
  readonly own: readonly string[];
  readonly beside: Beside;
};

/** What only this host finds, in words: by its hosts file, and by whatever else its programs find names by. */
export type Beside = { readonly hosts: string | undefined; readonly programs: string | undefined };

export const unheard = (why: Reason, evidence: Evidence): Fact<never> => unknown(why, evidence);

type Known = Exclude<Heard, { is: "failed" }>;

/** Those whose answer counts, and why that of each other does not. */
type Counted = { readonly known: readonly Known[]; readonly whys: readonly Reason[] };

const countedOf = ({ heard }: Voices): Counted => ({
  known: heard.filter((one) => one.is !== "failed"),
  whys: heard.flatMap((one) => (one.is === "failed" ? [one.why] : [])),
});

const isUnheard: ReadonlySet<string> = new Set(["resolver-unreachable", "resolver-silent"]);

/** Nobody answered: one reason for all, in the words of each. */
function silence({ told, raw }: Voices, whys: readonly Reason[]): Fact<never> {
  const [first] = whys;
  const words = cut(whys.map(({ text }) => text).join("; "));
  if (first === undefined) return unknown(reason("not-observed", "no nameserver was asked"), evidenceOf(raw));
  if (!told.isNamed && isUnheard.has(first.code))
    return unknown(
      reason("no-resolver", `/etc/resolv.conf names no nameserver, and this host does not answer itself: ${words}`),
      evidenceOf(raw),
    );
  return unknown(reason(first.code, words, first.settle), evidenceOf(raw));
}

const saysOf = (one: Known): string =>
  one.is === "addresses" ? `answers ${one.addresses.map(named).join(", ")}` : `says ${one.words}`;

const saidBy = (known: readonly Known[]): string =>
  known.map((one) => `${cut(one.resolver)} ${saysOf(one)}`).join("; ");

const keyOf = (one: Known): string => (one.is === "addresses" ? one.addresses.join() : `none ${one.code}`);

const isPrivate = (one: Known): boolean =>
  one.is === "addresses" && one.addresses.every((address) => scopeOf(address) !== "public");

/** Why nameservers that answer differ; undefined where they do not. Inside told other than outside is a thing of its own. */
function difference(known: readonly Known[]): { readonly code: ReasonCode; readonly words: string } | undefined {
  if (new Set(known.map(keyOf)).size < 2) return undefined;
  const isSplit = known.some(isPrivate) && known.some((one) => one.is === "addresses" && !isPrivate(one));
  return isSplit
    ? { code: "split-horizon", words: `split horizon, inside another answer than outside: ${saidBy(known)}` }
    : { code: "resolvers-disagree", words: `the nameservers disagree: ${saidBy(known)}` };
}

type Told = { readonly code: ReasonCode; readonly words: string };

const isAbsence: ReadonlySet<string> = new Set(["nxdomain", "nodata", "dangling-cname"]);

/** A shortfall with its own reason; what else would tempt to believe that all is well is told beside. */
function short({ raw, beside }: Voices, { code, words }: Told): Fact<boolean> {
  // Where the nameservers do name an address, that programs find it says nothing new.
  const also = beside.hosts ?? (isAbsence.has(code) ? beside.programs : undefined);
  const note = cut(also === undefined ? words : `${words}; ${also}`);
  return seen(false, { ...evidenceOf(raw), note, cause: code });
}

/** What is so by those who answer; who did not is named. */
function good({ raw }: Voices, whys: readonly Reason[]): Fact<boolean> {
  const left = whys.map(({ text }) => text).join("; ");
  return seen(true, { ...evidenceOf(raw), ...(left === "" ? {} : { note: cut(`not by all: ${left}`) }) });
}

export function resolvesFact(voices: Voices): Fact<boolean> {
  const { known, whys } = countedOf(voices);
  const none = known.find((one) => one.is === "none");
  if (none !== undefined) return short(voices, difference(known) ?? { ...none, words: saidBy([none]) });
  // As lists of blocked names answer: programs that go there reach themselves, or nobody.
  const nowhere = known.find((one) => one.is === "addresses" && one.addresses.every(isVoidAddress));
  if (nowhere !== undefined) {
    const words = `${saidBy([nowhere])}, which leads nowhere`;
    return short(voices, difference(known) ?? { code: "void-address", words });
  }
  return known.length === 0 ? silence(voices, whys) : good(voices, whys);
}

export function consistentFact(voices: Voices): Fact<boolean> {
  const { known, whys } = countedOf(voices);
  const differs = difference(known);
  if (differs !== undefined) return short(voices, differs);
  const partly = known.flatMap((one) => (one.is === "addresses" && one.partly !== undefined ? [one.partly] : []));
  if (whys.length + partly.length > 0) return silence(voices, [...whys, ...partly]);
  const [first] = known;
  if (first === undefined) return silence(voices, whys);
  if (first.is === "none") return absent({ ...evidenceOf(voices.raw), note: cut(saidBy([first])), cause: first.code });
  const only = known.length === 1 ? { note: "there is only one nameserver" } : {};
  return seen(true, { ...evidenceOf(voices.raw), ...only });
}

export function pointsToFact(voices: Voices): Fact<boolean> {
  const { aims, raw } = voices;
  const [wrong] = aims.wrong;
  if (wrong !== undefined)
    return unknown(reason("garbled", `\`${cut(wrong)}\` is neither an address nor a name`), evidenceOf(raw));
  if (aims.addresses.length + aims.names.length === 0)
    return unknown(reason("no-subjects", "nothing is named that it shall lead to"), evidenceOf(raw));
  const { known, whys } = countedOf(voices);
  if (known.length === 0) return silence(voices, whys);
  const fits = known.map((one) => ({ one, fit: fitOf(one, { ...voices, ofNames: namesBy(one, voices) }) }));
  const [bad] = fits.flatMap(({ one, fit }) => shortOf(one, fit) ?? []);
  if (bad !== undefined) return short(voices, difference(known) ?? bad);
  const open = fits.flatMap(({ fit }) => (fit.is === "unknown" ? [fit.why] : []));
  const hidden = open.find(({ code }) => code === "behind-front");
  if (hidden !== undefined) return unknown(hidden, evidenceOf(raw));
  // One that does not know all goes for one that does not answer.
  if (open.length === known.length) return silence(voices, [...open, ...whys]);
  return good(voices, [...open, ...whys]);
}

/** Why one nameserver's answer falls short; undefined where it does not. */
function shortOf(one: Known, fit: Fit): Told | undefined {
  if (fit.is === "none") return { code: fit.code, words: saidBy([one]) };
  return fit.is === "wrong" ? { code: fit.code, words: `${cut(one.resolver)}: ${fit.words}` } : undefined;
}

/** What this same nameserver says of the names that it shall lead to. */
const namesBy = ({ resolver }: Known, { ofNames }: Voices): ReadonlyMap<string, Heard> =>
  new Map(
    [...ofNames].flatMap(([name, all]) => {
      const found = all.find((one) => one.resolver === resolver);
      return found === undefined ? [] : [[name, found] as const];
    }),
  );
