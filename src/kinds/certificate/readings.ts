import type { LookedCertificates } from "../../facts/certificate-shape.ts";
import type { Evidence, Fact } from "../../facts/fact.ts";
import { evidenceOf, type Raw, type Raws, type Reading, type Readings } from "../../facts/reading.ts";
import { hostLook, type Answer, type Question } from "../declaration.ts";
import { blind, unsure } from "../looking.ts";
import { indicesIn } from "./chain.ts";
import { everywhere, factsOf, type Looked } from "./facts.ts";
import { keyFacts } from "./key.ts";
import { certificate } from "./kind.ts";
import { servedFact } from "./served.ts";

type CertificateQuestion = Question<typeof certificate>;
type CertificateAnswer = Answer<typeof certificate>;
type CertificateReadings = { readonly file?: Reading; readonly server?: Reading };

function readings({ asked }: CertificateQuestion): CertificateReadings {
  const { cert, key, covers, ca, server } = asked;
  const roots = ca === undefined ? {} : { ca };
  return {
    ...(cert === undefined ? {} : { file: { certificate: cert, ...(key === undefined ? {} : { key }), ...roots } }),
    ...(server === undefined ? {} : { server: { served: server, ...nameFor(server, covers), ...roots } }),
  };
}

/** The name that users open is asked for, else the server's own; an address is none (RFC 6066, 3). */
function nameFor(server: string, covers: string | undefined): { readonly name?: string } {
  const host = server.slice(0, server.lastIndexOf(":"));
  const name = [covers, host].find((one) => one !== undefined && !/^[\d.]+$|:|^\[/.test(one));
  return name === undefined ? {} : { name };
}

function lookedIn(raw: Raw, evidence: Evidence): Looked | undefined {
  if (raw.is !== "text") return undefined;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- made by reach in this same process
  const looked = JSON.parse(raw.text) as LookedCertificates;
  const all = looked.certificates;
  const [own, roots] = [indicesIn(looked.own), indicesIn(looked.roots)];
  return { ...looked, all, leaf: all[own[0] ?? -1], chain: { all, own, roots: new Set(roots) }, evidence };
}

function understand(raws: Raws<CertificateReadings & Readings>, question: CertificateQuestion): CertificateAnswer {
  const { asked, fields } = question;
  const { file, server }: { readonly file?: Raw; readonly server?: Raw } = raws;
  const main = file ?? server;
  if (main === undefined)
    return everywhere(unsure("open-reference", "neither cert nor server was named", nobody), asked);
  const looked = lookedIn(main, { ...evidenceOf(main), by: asked.cert ?? asked.server ?? main.by });
  const served = server === undefined ? {} : { served: servedBy(server, looked, asked.server ?? "") };
  if (looked === undefined) return { ...everywhere(blind(main), asked), ...served };
  const keys = asked.key === undefined ? {} : keyFacts(looked, asked.key, fields);
  return { ...factsOf(looked, question), ...keys, ...served };
}

/** Nothing was looked at. */
const nobody = {
  by: "the question",
  at: new Date(0).toISOString(),
  ms: 0,
  grade: "observed",
  vantage: "host",
} as const;

function servedBy(raw: Raw, looked: Looked | undefined, server: string): Fact<boolean> {
  return servedFact(looked, lookedIn(raw, { ...evidenceOf(raw), by: server }) ?? blind(raw));
}

export const certificateLook = hostLook(certificate, { readings, understand });
