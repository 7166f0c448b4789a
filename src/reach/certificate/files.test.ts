// Files as openssl writes them, and as people spoil them: read as OpenSSL itself reads them.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { extensionsOf } from "./extensions.ts";
import { readCertificateFile } from "./file.ts";
import { readKeyFile } from "./key.ts";
import { namesIn } from "./names.ts";
import { readPem } from "./pem.ts";

const folder = mkdtempSync(join(tmpdir(), "footing-certificates-"));
after(() => rmSync(folder, { recursive: true }));
const openssl = (...words: readonly string[]): Buffer =>
  execFileSync("openssl", words, { cwd: folder, stdio: ["ignore", "pipe", "ignore"] });
const selfSigned = ["req", "-x509", "-nodes", "-days", "9", "-keyout", "key.pem", "-out", "cert.pem"];
openssl(
  ...selfSigned,
  ..."-newkey ec -pkeyopt ec_paramgen_curve:P-256 -subj /O=Lab/CN=first/CN=Größe -utf8".split(" "),
  ..."-addext subjectAltName=DNS:a.example,DNS:*.b.example,IP:192.0.2.1,IP:2001:db8::1".split(" "),
  ..."-addext keyUsage=critical,digitalSignature,keyCertSign,decipherOnly -addext extendedKeyUsage=serverAuth".split(
    " ",
  ),
  ..."-addext 1.2.3.4=critical,ASN1:UTF8String:x -addext nameConstraints=permitted;DNS:example".split(" "),
);
const [cert, key] = [readFileSync(join(folder, "cert.pem")), readFileSync(join(folder, "key.pem"))];
const text = cert.toString("latin1");

test("what node:crypto does not tell of a certificate is read from its bytes", () => {
  const told = extensionsOf(new X509Certificate(cert).raw);
  assert.deepEqual(told.hosts, ["a.example", "*.b.example"]);
  assert.deepEqual(told.addresses, ["c0000201", "20010db8000000000000000000000001"]);
  assert.deepEqual(told.usage, ["digitalSignature", "keyCertSign", "decipherOnly"]);
  assert.deepEqual(told.purposes, ["1.3.6.1.5.5.7.3.1"]);
  assert.deepEqual(
    [told.authority, told.bounds?.permitted.hosts, told.unknownCritical],
    [true, ["example"], ["1.2.3.4"]],
  );
  assert.deepEqual(namesIn(new X509Certificate(cert).raw), { subject: "Größe", issuer: "Größe" });
});

test("bytes that were cut anywhere are no certificate and end nothing", () => {
  const { raw } = new X509Certificate(cert);
  for (let length = 0; length < raw.length; length += 1) {
    const part = Buffer.from(raw.subarray(0, length));
    assert.equal(readCertificateFile(part).certificates.length, 0);
    extensionsOf(part);
    namesIn(part);
  }
});

const spoilt: Readonly<Record<string, string>> = {
  "as it is": text,
  "line ends of Windows": text.replaceAll("\n", "\r\n"),
  "a byte order mark": `\u00ef\u00bb\u00bf${text}`,
  "other text around": `Bag Attributes\n  a: b\n${text}and more\n`,
  "spaces at the ends of lines": text.replaceAll("\n", "  \n"),
  "an older label": text.replaceAll(" CERTIFICATE", " X509 CERTIFICATE"),
  indented: text.replaceAll(/^/gm, "  "),
  "a word before the first line": `x${text}`,
  "on one line": text.replaceAll("\n", ""),
  "cut off": text.slice(0, -200),
  "glued to the next": `${text.trimEnd()}${text}`,
  "a line left out within": text.replace(/\n.*\n/, "\n\n"),
};
for (const [name, one] of Object.entries(spoilt)) {
  test(`a certificate is read as OpenSSL reads it: ${name}`, () => {
    const bytes = Buffer.from(one, "latin1");
    const isRead = ((): boolean => {
      try {
        return new X509Certificate(bytes).raw.length > 0;
      } catch {
        return false;
      }
    })();
    assert.equal(readCertificateFile(bytes).problem === undefined, isRead);
  });
}

test("what is wrong with a file is told in words", () => {
  const words = (bytes: Buffer): string | undefined => readCertificateFile(bytes).problem;
  assert.match(words(Buffer.from(`${text.trimEnd()}${text}`, "latin1")) ?? "", /no line break between block 1/);
  assert.match(words(cert.subarray(0, -60)) ?? "", /block 1 is cut off/);
  assert.match(words(key) ?? "", /holds a private key/);
  assert.match(words(Buffer.alloc(0)) ?? "", /empty/);
  assert.match(words(Buffer.from("-----BEGIN PKCS7-----\nAA==\n-----END PKCS7-----\n")) ?? "", /PKCS#7/);
  assert.equal(words(Buffer.from("hello")), "no certificate can be found in it");
});

test("a text of nothing but BEGIN lines takes no more time than it is long", () => {
  const began = performance.now();
  readPem(Buffer.from("-----BEGIN CERTIFICATE-----\n".repeat(18_000)));
  readPem(Buffer.from(`-----BEGIN ${"-".repeat(500_000)}`));
  assert.ok(performance.now() - began < 2000);
});

test("a key is read in every form, found locked without being opened, and wiped", () => {
  const wanted = new X509Certificate(cert).publicKey;
  openssl("pkcs12", "-export", "-in", "cert.pem", "-inkey", "key.pem", "-passout", "pass:x", "-out", "store.p12");
  writeFileSync(join(folder, "both.pem"), Buffer.concat([cert, key]));
  const forms = {
    pkcs8: key,
    der: openssl("pkey", "-in", "key.pem", "-outform", "DER"),
    sec1: openssl("ec", "-in", "key.pem"),
    "sec1 as DER": openssl("ec", "-in", "key.pem", "-outform", "DER"),
    "behind its certificate": readFileSync(join(folder, "both.pem")),
  };
  for (const [name, bytes] of Object.entries(forms)) {
    const given = Buffer.from(bytes);
    const read = readKeyFile(given);
    assert.equal(read.publicKey?.equals(wanted), true, name);
    assert.equal(read.isEncrypted, false, name);
    assert.ok(
      given.every((byte) => byte === 0),
      `${name} was not wiped`,
    );
  }
  const locked = ["pkcs8", "-topk8", "-in", "key.pem", "-passout", "pass:x"];
  assert.equal(readKeyFile(openssl(...locked)).isEncrypted, true);
  assert.equal(readKeyFile(openssl(...locked, "-outform", "DER")).isEncrypted, true);
  assert.equal(readKeyFile(openssl(...locked, "-v1", "PBE-SHA1-3DES", "-outform", "DER")).isEncrypted, true);
  assert.equal(readKeyFile(openssl("ec", "-in", "key.pem", "-aes128", "-passout", "pass:x")).isEncrypted, true);
  assert.equal(readKeyFile(readFileSync(join(folder, "store.p12"))).format, "pkcs12");
  assert.equal(readKeyFile(Buffer.from(cert)).problem, "it holds a certificate, and no private key");
});

test("of two keys the first counts", () => {
  const other = openssl("genpkey", "-algorithm", "ed25519");
  const first = (...keys: readonly Buffer[]): string | undefined =>
    readKeyFile(Buffer.concat(keys)).publicKey?.asymmetricKeyType;
  assert.deepEqual([first(key, other), first(other, key)], ["ec", "ed25519"]);
});
