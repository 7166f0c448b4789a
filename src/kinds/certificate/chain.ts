import type { CertificateFile, ReadCertificate } from "../../facts/certificate-shape.ts";

/** A way from the server's certificate to one that nothing here signed, or that counts as a root; as indices. */
export type Path = { readonly steps: readonly number[]; readonly isRooted: boolean };

export type Certificates = {
  readonly all: readonly ReadCertificate[];
  /** Those that the file or server has, in its order; the first is the server's own. */
  readonly own: readonly number[];
  readonly roots: ReadonlySet<number>;
};

/** More steps than any chain has, and more ways than cross-signed authorities make. */
const mostSteps = 10;
const mostPaths = 100;

/** Every way from the server's own certificate up, those that end in a root first. */
export function pathsOf({ all, own, roots }: Certificates): readonly Path[] {
  const [leaf] = own;
  if (leaf === undefined) return [];
  const paths: Path[] = [];
  const open: (readonly number[])[] = [[leaf]];
  for (let steps = open.pop(); steps !== undefined && paths.length < mostPaths; steps = open.pop()) {
    const before: readonly number[] = steps;
    const next = nextOf(before, { all, own, roots });
    const isRooted = roots.has(before.at(-1) ?? leaf);
    if (isRooted || next.length === 0 || before.length >= mostSteps) paths.push({ steps: before, isRooted });
    if (before.length < mostSteps) open.push(...next.map((index) => [...before, index]));
  }
  return paths.toSorted((a, b) => Number(b.isRooted) - Number(a.isRooted) || a.steps.length - b.steps.length);
}

/** A client has what it was sent, and its roots: an authority that is neither leads no further. */
function nextOf(steps: readonly number[], { all, own, roots }: Certificates): readonly number[] {
  const last = steps.at(-1);
  const one = last === undefined ? undefined : all[last];
  if (last === undefined || one === undefined || !own.includes(last)) return [];
  const issuers = one.issuers.map(({ index }) => index).filter((index) => own.includes(index) || roots.has(index));
  return roots.has(last) && one.isSelfSigned ? [] : issuers.filter((index) => !steps.includes(index));
}

/** What is wrong with how the file brings what stands between its first certificate and the root. */
export type ChainProblem =
  | { readonly is: "missing"; readonly issuer: string | undefined }
  | { readonly is: "order"; readonly position: number };

/**
 * Each certificate has to be followed by the one that signed it, up to one that a root signed or that is a root (RFC 5246,
 * 7.4.2). What stands behind that does no harm. Undefined: it is complete.
 */
export function chainProblem(given: Certificates): ChainProblem | undefined {
  const chain = { ...given, roots: topsOf(given), own: [...new Set(given.own)] };
  for (const position of chain.own.keys()) {
    const step = stepAt(chain, position);
    if (step !== "goes-on") return step;
  }
  return undefined;
}

/** What stands at a place of the file: its end, what is wrong with what follows, or one that is followed as it should be. */
function stepAt(chain: Certificates, position: number): ChainProblem | "goes-on" | undefined {
  const { all, own, roots } = chain;
  const index = own[position] ?? -1;
  const one = all[index];
  if (one === undefined) return undefined;
  const signers = one.issuers.map((by) => by.index);
  if (one.isSelfSigned || [index, ...signers].some((by) => roots.has(by))) return swapped(chain, index);
  const next = own[position + 1];
  if (next !== undefined && signers.includes(next)) return "goes-on";
  if (signers.some((by) => own.includes(by))) return { is: "order", position: position + 2 };
  return swapped(chain, index) ?? { is: "missing", issuer: one.issuer };
}

/** An authority that another signed is a root only where nobody named that other. */
function topsOf({ all, roots }: Certificates): ReadonlySet<number> {
  const tops = [...roots].filter((index) => all[index]?.isSelfSigned === true);
  return tops.length > 0 ? new Set(tops) : roots;
}

/** The first is an authority that signed another of the file: it should stand behind that one. */
function swapped({ all, own }: Certificates, first: number): ChainProblem | undefined {
  const isAbove = own.some((index) => index !== first && all[index]?.issuers.some((by) => by.index === first));
  return first === own[0] && isAbove ? { is: "order", position: 1 } : undefined;
}

export const indicesIn = (file: CertificateFile | undefined): readonly number[] =>
  file?.is === "read" ? file.certificates : [];
