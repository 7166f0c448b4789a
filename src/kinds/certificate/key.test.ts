import assert from "node:assert/strict";
import { test } from "node:test";
import type { KeyFile } from "../../facts/certificate-shape.ts";
import { key, told, words } from "./made-certificates.ts";

const keyFiles: readonly (readonly [name: string, key: KeyFile, matches: string, encrypted: string])[] = [
  ["belongs to another", key([]), "false", "false"],
  ["belongs to the second", key([1]), "false order", "false"],
  [
    "has a passphrase",
    { is: "read", format: "pem", isEncrypted: true, holdsCertificate: false },
    "unknown cannot-tell",
    "true",
  ],
  [
    "cannot be read",
    { is: "read", format: "pem", isEncrypted: false, problem: "broken", holdsCertificate: false },
    "false",
    "false",
  ],
  ["is none", { is: "read", format: "other", problem: "none", holdsCertificate: false }, "false", "absent"],
  ["is not there", { is: "missing" }, "absent", "absent"],
  [
    "may not be read",
    { is: "failed", why: { code: "permission-denied", text: "" } },
    "unknown permission-denied",
    "unknown permission-denied",
  ],
  [
    "is far from openssl",
    { is: "read", format: "pem", isEncrypted: false, why: { code: "no-means", text: "" }, holdsCertificate: false },
    "unknown no-means",
    "false",
  ],
  [
    "lies in a store",
    { is: "read", format: "pkcs12", holdsCertificate: false },
    "unknown cannot-tell",
    "unknown cannot-tell",
  ],
];
for (const [name, one, matches, encrypted] of keyFiles) {
  test(`a key that ${name} matches: ${matches}, encrypted: ${encrypted}`, () => {
    const all = told({ key: one });
    assert.deepEqual([words(all["keyMatches"]), words(all["keyEncrypted"])], [matches, encrypted]);
  });
}
