import type { KeyFile } from "../../facts/certificate-shape.ts";
import { absent, seen, unknown, type Evidence, type Fact } from "../../facts/fact.ts";
import { cut, unsure } from "../looking.ts";
import type { Looked } from "./facts.ts";

type KeyFacts = {
  readonly keyFormat: Fact<string>;
  readonly keyMatches: Fact<boolean>;
  readonly keyEncrypted: Fact<boolean>;
};

/** All that is said of the private key, of which only its form and its public half are known. */
export function keyFacts(looked: Looked, path: string, fields: ReadonlySet<string>): KeyFacts {
  const { key } = looked;
  const evidence = { ...looked.evidence, by: path };
  const all = (fact: Fact<never>): KeyFacts => ({ keyFormat: fact, keyMatches: fact, keyEncrypted: fact });
  if (key === undefined)
    return all(unsure("not-observed", "a key is compared with a certificate file, and none was named", evidence));
  if (key.is === "failed") return all(unknown(key.why, evidence));
  const hasMatch = fields.has("keyMatches");
  if (key.is === "missing") {
    const gone = absent({ ...evidence, note: "there is no such file" });
    return {
      ...all(hasMatch ? unsure("cannot-tell", "there is no key to look at", evidence) : gone),
      keyMatches: gone,
    };
  }
  const both = { ...evidence, by: `${looked.evidence.by}, ${path}` };
  return {
    keyFormat: seen(key.format, evidence),
    keyMatches: matched(looked, key, { evidence: both, fields }),
    keyEncrypted: encrypted(key, { evidence, hasMatch }),
  };
}

type ReadKey = Extract<KeyFile, { is: "read" }>;

const store = "it is a PKCS#12 store, which is opened with its password alone, and that is not asked for";

type Asking = { readonly evidence: Evidence; readonly hasMatch: boolean };

/** Where it is asked whether the key fits, that alone tells that there is none: one cause reads as one. */
function encrypted(key: ReadKey, { evidence, hasMatch }: Asking): Fact<boolean> {
  if (key.isEncrypted !== undefined) return seen(key.isEncrypted, evidence);
  if (key.problem !== undefined) {
    return hasMatch
      ? unsure("cannot-tell", "there is no key to look at", evidence)
      : absent({ ...evidence, note: cut(key.problem) });
  }
  return unsure("cannot-tell", store, evidence);
}

type Matching = { readonly evidence: Evidence; readonly fields: ReadonlySet<string> };

/** That there is no certificate is told by `parses`, where that is asked. */
function matched(looked: Looked, key: ReadKey, { evidence, fields }: Matching): Fact<boolean> {
  const fact = matches(looked, key, evidence);
  const isElsewhere = fact.is === "absent" && fields.has("parses");
  return isElsewhere ? unsure("cannot-tell", "there is no certificate to compare it with", evidence) : fact;
}

function matches(looked: Looked, key: ReadKey, evidence: Evidence): Fact<boolean> {
  const { own, leaf } = looked;
  if (key.problem !== undefined) {
    const isSwapped = key.holdsCertificate && own.is === "read" && own.holdsKey;
    const cause = isSwapped ? { cause: "swapped" } : {};
    return seen(false, { ...evidence, note: cut(key.problem), ...cause });
  }
  if (key.why !== undefined) return unknown(key.why, evidence);
  if (key.isEncrypted === true) {
    return unsure("cannot-tell", "its key has a passphrase, without which nobody can tell", evidence);
  }
  if (own.is === "failed") return unknown(own.why, evidence);
  return leaf === undefined ? withoutCertificate(own, evidence) : belongs(looked, key, evidence);
}

function belongs({ chain }: Looked, { belongsTo }: ReadKey, evidence: Evidence): Fact<boolean> {
  if (belongsTo === undefined) return unsure("cannot-tell", store, evidence);
  const position = chain.own.findIndex((index) => belongsTo.includes(index));
  if (position === 0) return seen(true, evidence);
  if (position === -1) return seen(false, { ...evidence, note: "it belongs to another certificate" });
  return seen(false, { ...evidence, note: `it belongs to certificate ${position + 1} of the file`, cause: "order" });
}

function withoutCertificate(own: Looked["own"], evidence: Evidence): Fact<boolean> {
  const isStore = own.is === "read" && own.format === "pkcs12";
  if (isStore) return unsure("cannot-tell", `the certificate: ${store}`, evidence);
  return absent({ ...evidence, note: "there is no certificate that it could belong to" });
}
