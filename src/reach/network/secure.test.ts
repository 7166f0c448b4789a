// Who is seen to sign, by real servers in this process and certificates that openssl makes.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createPrivateKey, X509Certificate } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { createServer, rootCertificates } from "node:tls";
import type { TlsSight } from "../../facts/network.ts";
import { Limit } from "./limit.ts";
import { behind } from "./path.ts";
import { secureOver } from "./secure.ts";
import { loadTrust, type Trust } from "./trust.ts";

const folder = mkdtempSync(join(tmpdir(), "footing-secure-"));
after(() => rmSync(folder, { recursive: true }));
const read = (name: string): string => readFileSync(join(folder, name), "utf8");
const openssl = (...words: readonly string[]): void =>
  void execFileSync("openssl", words, { cwd: folder, stdio: "ignore" });

const authority = "basicConstraints=critical,CA:TRUE";
const elliptic = ["ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"];

function root(file: string, subject: string, key: readonly string[] = elliptic): void {
  const made = ["-keyout", `${file}.key`, "-out", `${file}.pem`, "-subj", subject];
  openssl("req", "-x509", "-newkey", ...key, "-nodes", "-days", "9", ...made);
}

/** A certificate for a key, which is made where there is none of that name yet. */
function signed(
  file: string,
  by: string,
  { subject = "/CN=localhost", extension = "subjectAltName=DNS:localhost" },
): void {
  const key = file.split("-")[0] ?? file;
  openssl(
    "req",
    "-new",
    "-newkey",
    ...elliptic,
    "-nodes",
    "-keyout",
    `${file}.new`,
    "-out",
    `${file}.csr`,
    "-subj",
    subject,
  );
  if (key !== file) openssl("req", "-new", "-key", `${key}.key`, "-out", `${file}.csr`, "-subj", subject);
  else writeFileSync(join(folder, `${file}.key`), read(`${file}.new`));
  writeFileSync(join(folder, `${file}.ext`), `${extension}\n`);
  const signer = ["-CA", `${by}.pem`, "-CAkey", `${by}.key`, "-set_serial", String(process.hrtime.bigint())];
  openssl(
    "x509",
    "-req",
    "-in",
    `${file}.csr`,
    ...signer,
    "-days",
    "9",
    "-extfile",
    `${file}.ext`,
    "-out",
    `${file}.pem`,
  );
}

root("public", "/CN=Public Root");
root("old", "/CN=Old Root");
root("company", "/CN=Company CA");
for (const [file, key] of [
  ["false", ["rsa:2048"]],
  ["twin", elliptic],
] as const)
  root(file, "/C=US/O=Internet Security Research Group/CN=ISRG Root X1", key);
signed("public-across", "old", { subject: "/CN=Public Root", extension: authority });
signed("leaf", "public", {});
signed("own", "company", {});
// Without the key's identifier the two roots of that name can be told apart by signature alone.
signed("faked", "false", { extension: "subjectAltName=DNS:localhost\nauthorityKeyIdentifier=none" });
// One key with two certificates: an authority to the company, a host like any other to the public.
signed("both", "company", { subject: "/CN=both.example", extension: authority });
signed("both-host", "public", { subject: "/CN=both.example", extension: "basicConstraints=CA:FALSE" });
signed("under", "both", {});
const genuine = rootCertificates.find((text) => /CN=ISRG Root X1$/m.test(new X509Certificate(text).subject));

/** What is seen of a server that sends these; "Public Root" is public here, beside the real ones. */
async function seen(sent: readonly string[], trusted: readonly string[], host = "localhost"): Promise<TlsSight> {
  const texts = sent.map((name) => (name === "genuine" ? genuine : read(`${name}.pem`)));
  const server = createServer({
    key: read(`${sent[0] ?? ""}.key`),
    cert: texts.join(""),
    // Keys that are too weak for others are sent all the same.
    ciphers: "DEFAULT@SECLEVEL=0",
  });
  server.on("tlsClientError", () => undefined).listen(0, "127.0.0.1");
  await once(server, "listening");
  const at = server.address();
  assert.ok(typeof at === "object" && at !== null);
  using limit = new Limit(new AbortController().signal, 5000);
  const secured = await secureOver(connect(at.port, "127.0.0.1"), { host, trust: await trusting(trusted) }, limit);
  server.close();
  assert.ok("secure" in secured, JSON.stringify(secured));
  secured.secure.destroy();
  return secured.sight;
}

async function trusting(names: readonly string[]): Promise<Trust> {
  const trust = await loadTrust(
    { SSL_CERT_FILE: "given" },
    async () => await Promise.resolve(names.map((name) => read(`${name}.pem`)).join("")),
  );
  assert.ok(trust !== undefined);
  const key = new X509Certificate(read("public.pem")).publicKey.export({ type: "spki", format: "pem" });
  const isLabs = (one: X509Certificate): boolean => one.publicKey.export({ type: "spki", format: "pem" }) === key;
  return { ...trust, isPublic: async (one) => isLabs(one) || (await trust.isPublic(one)) };
}

type Row = { readonly sent: readonly string[]; readonly trusts: readonly string[]; readonly sees: string };

const told = ({ distrust, root: name, isRoot, isPublic }: TlsSight): string =>
  `${isPublic ? "public" : isRoot ? "private" : "unseen"} ${name}${distrust === null ? "" : ", distrusted"}`;

async function hold(rows: readonly Row[]): Promise<void> {
  for (const { sent, trusts, sees } of rows)
    assert.equal(told(await seen(sent, trusts)), sees, `${sent.join(" ")}, trusting ${trusts.join(" ")}`);
}

test("the root is found in this machine's list, since servers seldom send it", async () => {
  await hold([
    { sent: ["leaf"], trusts: ["company", "public"], sees: "public Public Root" },
    { sent: ["own"], trusts: ["company", "public"], sees: "private Company CA" },
    { sent: ["own", "company"], trusts: ["public"], sees: "private Company CA, distrusted" },
    { sent: ["own"], trusts: ["public"], sees: "unseen Company CA, distrusted" },
    { sent: ["company"], trusts: ["public"], sees: "private Company CA, distrusted" },
  ]);
});

test("a public root that is sent and signed nothing hides nobody, though it bears the signer's name", async () => {
  await hold([
    { sent: ["faked", "genuine"], trusts: ["false"], sees: "private ISRG Root X1" },
    { sent: ["faked", "genuine"], trusts: ["public"], sees: "unseen ISRG Root X1, distrusted" },
    { sent: ["own", "public"], trusts: ["company", "public"], sees: "private Company CA" },
  ]);
});

test("a public root counts though an older one signed it across, whichever of the two this machine trusts", async () => {
  const sees = "public Public Root";
  await hold([
    { sent: ["leaf", "public-across"], trusts: ["public"], sees },
    { sent: ["leaf", "public-across", "old"], trusts: ["public"], sees },
    { sent: ["leaf", "old", "public-across"], trusts: ["old", "public"], sees },
    { sent: ["leaf", "public-across"], trusts: ["old"], sees },
  ]);
});

test("whom the public knows as a host is no authority of the public's", async () => {
  await hold([{ sent: ["under", "both", "both-host"], trusts: ["company", "public"], sees: "private Company CA" }]);
});

test("keys of several types leave nothing behind that a later key fails with", () => {
  const [one, twin] = ["false", "twin"].map((name) => new X509Certificate(read(`${name}.pem`)));
  assert.ok(one !== undefined && twin !== undefined);
  assert.notEqual(one.publicKey.asymmetricKeyType, twin.publicKey.asymmetricKeyType);
  const found = behind([one, twin], [one, twin]);
  assert.doesNotThrow(() => createPrivateKey(read("false.key")));
  assert.deepEqual(found, [one]);
});

test("a certificate beside, in the root's name and with a key that OpenSSL hardly knows, ends nothing", async () => {
  const identifier = /X509v3 Subject Key Identifier:\s+(\S+)/.exec(
    execFileSync("openssl", ["x509", "-in", "public.pem", "-noout", "-text"], { cwd: folder, encoding: "utf8" }),
  )?.[1];
  openssl("ecparam", "-name", "secp112r1", "-genkey", "-noout", "-out", "odd.key");
  const extension = `subjectKeyIdentifier=${identifier?.replaceAll(":", "") ?? ""}`;
  const made = ["-key", "odd.key", "-out", "odd.pem", "-subj", "/CN=Public Root", "-addext", extension];
  openssl("req", "-x509", "-new", ...made, "-days", "9");
  const sight = await seen(["leaf", "odd"], ["public"]);
  assert.deepEqual([sight.distrust, sight.isPublic], [null, true]);
});

test("who signs without a name is told as that", async () => {
  root("nameless", "/");
  assert.equal((await seen(["nameless"], ["public"])).root, "nobody by name");
});

test("a name counts whole, or by a `*` for its first label, as curl has it", async () => {
  signed("wild", "public", { extension: "subjectAltName=DNS:*.one.test,DNS:app*.two.test,IP:192.0.2.1" });
  const outcomes = [
    "a.one.test",
    "a.b.one.test",
    "one.test",
    "app1.two.test",
    "A.ONE.test.",
    "192.0.2.1",
    "192.0.2.2",
  ].map(async (host) => (await seen(["wild"], ["public"], host)).distrust);
  const wrong = "ERR_TLS_CERT_ALTNAME_INVALID";
  assert.deepEqual(await Promise.all(outcomes), [null, wrong, wrong, wrong, null, null, wrong]);
});
