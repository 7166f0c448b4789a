// What the scripts print on another host, whatever file they are given: never a private key.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { shells } from "../made-shells.ts";
import { certificatesScript, privateKeyScript } from "../scripts/certificates.ts";

const folder = mkdtempSync(join(tmpdir(), "footing-secrecy-"));
after(() => rmSync(folder, { recursive: true }));
const openssl = (...words: readonly string[]): Buffer =>
  execFileSync("openssl", words, { cwd: folder, stdio: ["ignore", "pipe", "ignore"] });
openssl(..."req -x509 -newkey rsa:2048 -nodes -days 9 -subj /CN=app.test -keyout key.pem -out cert.pem".split(" "));
const read = (name: string): string => readFileSync(join(folder, name), "latin1");
const [key, cert] = [read("key.pem"), read("cert.pem")];
const oneLine = key.replaceAll("\n", "");

const files: Readonly<Record<string, string | Buffer>> = {
  "a key": key,
  "a key behind its certificate": cert + key,
  "a key before its certificate": key + cert,
  "a key of the older form": openssl("rsa", "-in", "key.pem", "-traditional"),
  "a key in DER": openssl("pkey", "-in", "key.pem", "-outform", "DER"),
  "a key of the older form in DER": openssl("rsa", "-in", "key.pem", "-traditional", "-outform", "DER"),
  "a key with line ends of Windows": key.replaceAll("\n", "\r\n"),
  "a key that is cut off": cert + key.slice(0, -60),
  "a key that is glued to its certificate": cert.trimEnd() + key,
  "a key on one line": oneLine,
  "a key on one line beside its certificate": `${oneLine}\n${cert}`,
  "a key that is indented": key.replaceAll(/^/gm, "    "),
  "a key with a word before": `x${key}`,
  "two keys": key + key,
  "two keys that are glued": key.trimEnd() + key,
  "two keys on one line": `${oneLine}${oneLine}\n`,
  "a key whose label nobody knows": key.replaceAll("PRIVATE KEY", "some PRIVATE KEY"),
  "a key behind an END that is none of its own": `-----END PRIVATE KEY-----${key}`,
  "a key with other text around": `Bag Attributes\n${key}the end\n`,
  "a key in DER behind a certificate": Buffer.concat([
    Buffer.from(cert),
    openssl("pkey", "-in", "key.pem", "-outform", "DER"),
  ]),
  "the letters of a key without its lines": cert + key.split("\n").slice(1, -2).join("\n"),
  "a store": openssl(
    ..."pkcs12 -export -in cert.pem -inkey key.pem -passout pass: -keypbe NONE -certpbe NONE".split(" "),
  ),
};

/** What is secret in an RSA key, as it stands in each form: letters of PEM, and the primes themselves. */
const letters = key.split("\n").slice(3, -3);
const primes = openssl("rsa", "-in", "key.pem", "-noout", "-text").toString("utf8");
const prime = /prime1:\s*([0-9a-f:\s]+)/.exec(primes)?.[1]?.replaceAll(/[:\s]/g, "").slice(20, 60) ?? "";

for (const shell of shells) {
  for (const [name, content] of Object.entries(files)) {
    test(`${shell[0]}: of ${name} no script prints what is secret`, () => {
      const path = join(folder, "given");
      writeFileSync(path, content, typeof content === "string" ? "latin1" : undefined);
      assert.equal(prime.length, 40);
      for (const script of [certificatesScript, privateKeyScript]) {
        const [program, ...words] = shell;
        const { stdout, stderr } = spawnSync(program, [...words, "-c", script, "made", path, "100000"], {
          encoding: "latin1",
        });
        const bytes = Buffer.from(stdout.replace(/^\w+\n/, "").replaceAll(/\s/g, ""), "hex");
        const printed = [stdout, stderr, bytes.toString("latin1"), bytes.toString("hex")].join("\n");
        assert.equal(
          letters.some((line) => printed.includes(line.slice(0, 40))),
          false,
          `${name}: letters`,
        );
        assert.equal(printed.replaceAll(/\s/g, "").includes(prime), false, `${name}: a prime`);
      }
    });
  }
}
