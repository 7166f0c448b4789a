import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { test } from "node:test";
import { readKeyFile } from "./key.ts";

const pair = (type: "rsa" | "ec") =>
  type === "rsa"
    ? generateKeyPairSync("rsa", { modulusLength: 2048 })
    : generateKeyPairSync("ec", { namedCurve: "prime256v1" });

test("a key is read whatever keys of other sorts were compared before", () => {
  const [rsa, ec] = [pair("rsa"), pair("ec")];
  const pem = rsa.privateKey.export({ type: "pkcs8", format: "pem" });
  for (let round = 0; round < 3; round += 1) {
    assert.equal(ec.publicKey.equals(rsa.publicKey), false);
    const read = readKeyFile(Buffer.from(pem));
    assert.equal(read.problem, undefined);
    assert.equal(read.publicKey?.equals(rsa.publicKey), true);
  }
});
