import assert from "node:assert/strict";
import { test } from "node:test";
import type { LookedCertificates, NameBounds, ReadCertificate } from "../../facts/certificate-shape.ts";
import { failedRaw, textRaw, toldBy } from "../made-raws.ts";
import { file, leaf, made, root, sub, told, usual, words, type Making } from "./made-certificates.ts";
import { certificateLook } from "./readings.ts";

test("what is right in everything is", () => {
  const all = told();
  for (const field of ["parses", "keyMatches", "covers", "chainComplete", "trusted", "keyStrong"]) {
    assert.equal(words(all[field]), "true", field);
  }
  assert.equal(words(all["keyEncrypted"]), "false");
  assert.equal(words(all["selfSigned"]), "false");
});

const chains: readonly (readonly [name: string, making: Making, chain: string, trusted: string, strong: string])[] = [
  [
    "the authority between is left out",
    { own: file(0), certificates: [leaf({ issuers: [] })], roots: file() },
    "false missing",
    "false incomplete",
    "unknown cannot-tell",
  ],
  ["the root stands behind", { own: file(0, 1, 2) }, "true", "true", "true"],
  ["the root stands between", { own: file(0, 2, 1) }, "false order", "true", "true"],
  ["the authority stands first", { own: file(1, 0) }, "false order", "false purpose", "true"],
  ["one stands there twice", { own: file(0, 0, 1, 1) }, "true", "true", "true"],
  ["no root that counts signed it", { roots: file() }, "false missing", "false unknown", "unknown cannot-tell"],
  [
    "its root is in the file, and none that counts",
    { own: file(0, 1, 2), roots: file() },
    "true",
    "false unknown",
    "true",
  ],
  [
    "the authority between is named as root",
    { certificates: [leaf(), sub({ issuers: [] })], roots: file(1) },
    "true",
    "unknown cannot-tell",
    "true",
  ],
  [
    "the authority between is only beside the root",
    { own: file(0), roots: file(1, 2) },
    "false missing",
    "unknown cannot-tell",
    "true",
  ],
  [
    "the roots could not be read",
    {
      roots: { is: "failed", why: { code: "permission-denied", text: "" } },
      certificates: [leaf(), sub({ issuers: [] })],
    },
    "unknown permission-denied",
    "unknown permission-denied",
    "unknown cannot-tell",
  ],
  [
    "the file of the roots is not there",
    { roots: { is: "missing" }, certificates: [leaf(), sub({ issuers: [] })] },
    "unknown cannot-tell",
    "absent",
    "unknown cannot-tell",
  ],
  [
    "it signed itself",
    { own: file(0), certificates: [leaf({ isSelfSigned: true, issuers: [{ index: 0, fits: true }] })], roots: file() },
    "true",
    "false self-signed",
    "true",
  ],
  [
    "it signed itself, and is named as root",
    { own: file(0), certificates: [leaf({ isSelfSigned: true, issuers: [{ index: 0, fits: true }] })], roots: file(0) },
    "true",
    "true",
    "true",
  ],
];
for (const [name, making, chain, trusted, strong] of chains) {
  test(`where ${name}, the chain is ${chain}, trust ${trusted}, strength ${strong}`, () => {
    const all = told(making);
    assert.deepEqual(
      [words(all["chainComplete"]), words(all["trusted"]), words(all["keyStrong"])],
      [chain, trusted, strong],
    );
  });
}

const bound = (host: string): NameBounds => ({
  permitted: { hosts: [host], addresses: [] },
  excluded: { hosts: [], addresses: [] },
  hasOthers: false,
});
const past = { notAfter: "2026-11-20T00:00:00Z" };
const doubts: readonly (readonly [name: string, certificates: readonly ReadCertificate[], trusted: string])[] = [
  ["it has expired", [leaf(past), sub(), root()], "false expired"],
  ["the authority has expired", [leaf(), sub(past), root()], "false authority-expired"],
  ["the root has expired", [leaf(), sub(), root(past)], "false authority-expired"],
  ["it is not valid yet", [leaf({ notBefore: "2026-11-22T00:00:00Z" }), sub(), root()], "false not-yet"],
  ["it is signed with SHA-1", [leaf({ signature: { name: "sha1", hash: "sha1" } }), sub(), root()], "false signature"],
  [
    "the authority is signed with MD5",
    [leaf(), sub({ signature: { name: "md5", hash: "md5" } }), root()],
    "false signature",
  ],
  ["the root signed itself with SHA-1", [leaf(), sub(), root({ signature: { name: "sha1", hash: "sha1" } })], "true"],
  ["nobody knows how it is signed", [leaf({ signature: { name: "new" } }), sub(), root()], "unknown cannot-tell"],
  ["it is for clients", [leaf({ purposes: ["1.3.6.1.5.5.7.3.2"] }), sub(), root()], "false purpose"],
  ["it is for any purpose", [leaf({ purposes: ["2.5.29.37.0"] }), sub(), root()], "unknown cannot-tell"],
  ["its key may only exchange keys", [leaf({ usage: ["keyEncipherment"] }), sub(), root()], "unknown cannot-tell"],
  ["its key may do nothing of use", [leaf({ usage: ["cRLSign"] }), sub(), root()], "false purpose"],
  ["it has a critical extension", [leaf({ unknownCritical: ["1.2.3"] }), sub(), root()], "false purpose"],
  ["the authority is for clients", [leaf(), sub({ purposes: ["1.3.6.1.5.5.7.3.2"] }), root()], "false purpose"],
  ["the authority is none", [leaf(), sub({ authority: false }), root()], "false authority"],
  ["the authority's key may not sign", [leaf(), sub({ usage: ["cRLSign"] }), root()], "false authority"],
  ["the root allows none between", [leaf(), sub(), root({ pathLength: 0 })], "false authority"],
  ["the authority allows none below it", [leaf(), sub({ pathLength: 0 }), root()], "true"],
  ["the authority is bound to other names", [leaf(), sub({ bounds: bound("example.net") }), root()], "false bounds"],
  ["the authority is bound to these names", [leaf(), sub({ bounds: bound("example.org") }), root()], "true"],
  [
    "another key of the issuer is named",
    [leaf({ issuers: [{ index: 1, fits: false }] }), sub(), root()],
    "false authority",
  ],
  [
    "there is a second way that is right",
    [
      leaf({
        issuers: [
          { index: 3, fits: true },
          { index: 1, fits: true },
        ],
      }),
      sub(),
      root(),
      sub(past),
    ],
    "true",
  ],
];
for (const [name, certificates, trusted] of doubts) {
  test(`where ${name}, trust is ${trusted}`, () => {
    const own = certificates.length > 3 ? file(0, 3, 1) : file(0, 1);
    assert.equal(words(told({ certificates, own })["trusted"]), trusted);
  });
}

const keys: readonly (readonly [name: string, key: ReadCertificate["key"], strong: boolean])[] = [
  ["RSA 2048", { type: "rsa", bits: 2048 }, true],
  ["RSA 2047", { type: "rsa", bits: 2047 }, false],
  ["RSA-PSS 4096", { type: "rsa-pss", bits: 4096 }, true],
  ["P-521", { type: "ec", curve: "secp521r1" }, true],
  ["P-224", { type: "ec", curve: "secp224r1" }, false],
  ["a curve without a name", { type: "ec" }, false],
  ["Ed25519", { type: "ed25519" }, true],
  ["DSA", { type: "dsa", bits: 3072 }, false],
];
for (const [name, one, strong] of keys) {
  test(`${name} is ${strong ? "strong" : "weak"}, of the certificate and of an authority below the root`, () => {
    const asLeaf = told({ certificates: [leaf({ key: one }), sub(), root()] });
    const asSub = told({ certificates: [leaf(), sub({ key: one }), root()] });
    const asRoot = told({ certificates: [leaf(), sub(), root({ key: one })] });
    assert.deepEqual(
      [asLeaf, asSub, asRoot].map((all) => all["keyStrong"]?.value),
      [strong, strong, true],
    );
  });
}

test("what could not be looked at is unknown in every field, and what is not there is absent", () => {
  const asked = { cert: "/cert.pem", key: "/key.pem", covers: "app.example.org", server: "a:1" };
  const unseen = toldBy(
    certificateLook.understand(
      { file: failedRaw("x", "timeout"), server: failedRaw("a:1", "needs-leave") },
      asked,
      new Set(),
    ),
  );
  assert.deepEqual(
    Object.values(unseen).filter(({ is }) => is !== "unknown"),
    [],
  );
  assert.equal(unseen["served"]?.why?.code, "needs-leave");
  const gone = told({ own: { is: "missing" }, certificates: [] });
  assert.deepEqual(
    Object.entries(gone).flatMap(([field, { is }]) => (is === "absent" ? [] : [field])),
    ["keyFormat", "keyEncrypted"],
  );
});

test("without roots of one's own nobody can tell whether what is missing is more than a root", () => {
  const asked = { cert: "/cert.pem" };
  const ask = (certificates: readonly ReadCertificate[], own: LookedCertificates["own"]): readonly string[] => {
    const raw = textRaw("/cert.pem", JSON.stringify({ certificates, own, roots: file() }));
    const all = toldBy(certificateLook.understand({ file: raw }, asked, new Set()));
    return [words(all["chainComplete"]), words(all["trusted"])];
  };
  assert.deepEqual(ask([leaf({ issuers: [] })], file(0)), ["unknown cannot-tell", "false no-way"]);
  assert.deepEqual(ask([leaf(), sub({ issuers: [] })], file(0, 1)), ["unknown cannot-tell", "false no-way"]);
  assert.deepEqual(ask([leaf(), sub(), root()], file(0, 2, 1)), ["false order", "false unknown"]);
});

test("a server that sends the file's certificate serves it, another does not, and silence shows nothing", () => {
  const asked = { cert: "/cert.pem", server: "a:1" };
  const ask = (server: LookedCertificates): string => {
    const raws = { file: textRaw("/cert.pem", JSON.stringify(usual)), server: textRaw("a:1", JSON.stringify(server)) };
    return words(toldBy(certificateLook.understand(raws, asked, new Set()))["served"]);
  };
  assert.equal(ask(usual), "true");
  assert.equal(ask({ ...usual, certificates: [made("other", []), sub(), root()] }), "false");
  assert.equal(ask({ ...usual, own: { is: "missing", words: "refused" } }), "absent");
  assert.equal(ask({ ...usual, own: { is: "failed", why: { code: "timeout", text: "" } } }), "unknown timeout");
});

test("the name that users open is asked of the server, else its own, and never an address", () => {
  const named = (server: string, covers?: string): unknown => {
    const { server: reading } = certificateLook.readings(
      { server, ...(covers === undefined ? {} : { covers }) },
      new Set(),
    );
    return reading !== undefined && "served" in reading ? reading.name : "nothing is asked";
  };
  assert.equal(named("192.0.2.1:443", "app.example.org"), "app.example.org");
  assert.equal(named("app.example.org:443"), "app.example.org");
  assert.equal(named("app.example.org:443", "192.0.2.1"), "app.example.org");
  assert.equal(named("192.0.2.1:443"), undefined);
  assert.equal(named("[2001:db8::1]:443"), undefined);
});

test("a file of more certificates than are looked at is no broken one", () => {
  const limit = "it holds 150 certificates, and only the first 100 are looked at";
  const many = told({ own: { is: "read", format: "pem", certificates: [0], holdsKey: false, limit } });
  assert.deepEqual([words(many["parses"]), words(many["covers"])], ["unknown limit", "true"]);
  const tooMany = told({
    own: { is: "read", format: "pem", certificates: [], holdsKey: false, limit },
    certificates: [],
  });
  assert.deepEqual([words(tooMany["parses"]), words(tooMany["trusted"])], ["unknown limit", "unknown limit"]);
  const roots = { is: "read", format: "pem", certificates: [], holdsKey: false, limit } as const;
  assert.equal(words(told({ roots, certificates: [leaf(), sub(), root()] })["trusted"]), "unknown limit");
});
