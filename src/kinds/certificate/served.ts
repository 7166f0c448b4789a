import type { ReadCertificate } from "../../facts/certificate-shape.ts";
import { absent, seen, unknown, type Evidence, type Fact } from "../../facts/fact.ts";
import { cut, unsure } from "../looking.ts";
import type { Looked } from "./facts.ts";

/** Whether a server sends the certificate that is looked at. `file` is what it sends itself where no file was named. */
export function servedFact(file: Looked | undefined, sent: Looked | Fact<never>): Fact<boolean> {
  if (!("own" in sent)) return sent;
  const { own, evidence, leaf } = sent;
  if (own.is === "failed") return unknown(own.why, evidence);
  if (own.is === "missing") {
    return absent({ ...evidence, note: cut(own.words ?? "nothing answers there"), cause: "silent" });
  }
  if (leaf === undefined) return seen(false, { ...evidence, note: cut(own.problem ?? "it sends no certificate") });
  return file?.leaf === undefined
    ? unsure("cannot-tell", "there is no certificate here to compare it with", evidence)
    : compared(file.leaf, leaf, evidence);
}

function compared(file: ReadCertificate, leaf: ReadCertificate, evidence: Evidence): Fact<boolean> {
  if (file.fingerprint === leaf.fingerprint) return seen(true, evidence);
  const note = `it sends another one, of ${leaf.issuer ?? "somebody without a name"}, until ${leaf.notAfter.slice(0, 10)}`;
  return seen(false, { ...evidence, note: cut(note) });
}
