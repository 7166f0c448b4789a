// What a host is found to be must not depend on how it was asked.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { createServer } from "node:tls";
import type { Arguments } from "../facts/snapshot.ts";
import { kinds } from "../kinds/all.ts";
import { localTarget } from "../reach/local.ts";
import { shells } from "../reach/made-shells.ts";
import { farTarget } from "../reach/session/made-far-host.ts";
import type { Target } from "../reach/target.ts";
import { Observer } from "./look.ts";

const folder = realpathSync(mkdtempSync(join(tmpdir(), "footing-ways-")));
after(() => rmSync(folder, { recursive: true }));
writeFileSync(join(folder, "settings.env"), "A=1\nB='two words'\nC=\n");

/** A certificate that signed itself, with its key in every form. */
const steps = [
  [
    "req",
    "-x509",
    "-newkey",
    "rsa:2048",
    "-nodes",
    "-keyout",
    "key.pem",
    "-out",
    "cert.pem",
    "-days",
    "9",
    "-subj",
    "/CN=app.test",
  ],
  ["x509", "-in", "cert.pem", "-outform", "DER", "-out", "cert.der"],
  ["pkey", "-in", "key.pem", "-outform", "DER", "-out", "key.der"],
  ["rsa", "-in", "key.pem", "-traditional", "-out", "old.pem"],
  ["pkcs8", "-topk8", "-in", "key.pem", "-passout", "pass:words", "-out", "locked.pem"],
  ["pkcs8", "-topk8", "-in", "key.pem", "-passout", "pass:words", "-outform", "DER", "-out", "locked.der"],
  ["rsa", "-in", "key.pem", "-traditional", "-aes128", "-passout", "pass:words", "-out", "old-locked.pem"],
  ["pkcs12", "-export", "-in", "cert.pem", "-inkey", "key.pem", "-passout", "pass:words", "-out", "store.p12"],
];
const [cert, key] = [join(folder, "cert.pem"), join(folder, "key.pem")];

/** Questions about certificates, where there is an openssl to make some. */
async function certificateQuestions(): Promise<readonly Arguments[]> {
  if (spawnSync("openssl", ["version"]).status !== 0) return [];
  for (const words of steps) execFileSync("openssl", words, { cwd: folder, stdio: "ignore" });
  writeFileSync(join(folder, "both.pem"), `${readFileSync(key, "utf8")}${readFileSync(cert, "utf8")}`);
  writeFileSync(join(folder, "mark.pem"), `\uFEFF${readFileSync(key, "utf8").replaceAll("\n", "\r\n")}trailing\n`);
  const tls = createServer({ cert: readFileSync(cert), key: readFileSync(key) }).listen(0, "127.0.0.1");
  await once(tls, "listening");
  after(() => tls.close());
  const listening = tls.address();
  const server = `127.0.0.1:${typeof listening === "object" ? listening?.port : ""}`;
  const keys = [
    "key.pem",
    "key.der",
    "old.pem",
    "locked.pem",
    "locked.der",
    "old-locked.pem",
    "store.p12",
    "both.pem",
    "mark.pem",
  ];
  const certificates = ["cert.der", "store.p12", "both.pem", "key.pem", "key.der", "settings.env", "none.pem", ""];
  return [
    ...keys.map((name) => ({ cert, key: join(folder, name), ca: cert, covers: "app.test" })),
    ...certificates.map((name) => ({ cert: join(folder, name), key: join(folder, name) })),
    { cert: "/dev/null", key: "/proc/version" },
    { cert, server, ca: cert },
    { server: "169.254.169.254:443" },
    { server: "127.0.0.1:1" },
    { server: "no-such-name.invalid:443" },
  ];
}

const signal = new AbortController().signal;

/** Questions to every kind of host; a kind that needs an argument is asked with these. */
const asked: Readonly<Record<string, readonly Arguments[]>> = {
  disk: [{ path: "/" }, { path: folder }, { path: join(folder, "none/at all") }, { path: "/proc/self" }],
  command: [{ name: "sh" }, { name: "no-such-program" }, { name: "tar" }, { name: "sh", as: "root" }],
  port: [{ port: 1 }],
  directory: [{ path: folder }, { path: join(folder, "none") }, { path: join(folder, "settings.env") }],
  package: [{ dir: folder, files: [{ path: "settings.env", format: "env", keys: ["A", "B", "C", "D"] }] }],
  certificate: await certificateQuestions(),
  address: [{ ip: "127.0.0.1" }],
  exec: [{ command: "printf", args: ["%s", 'it\'s\n"here" $HOME'] }, { command: "false" }, { command: "no-such" }],
};

/** Who asks nameservers needs a socket for packets, which no shell has; who is visited is visited from elsewhere. */
const fromItselfAlone = new Set(["dns", "ingress"]);

/** What moves while it is looked at. */
const moving = new Set(["available", "free", "swap", "offset", "inodesFree"]);

async function factsOf(target: Target): Promise<unknown> {
  const observer = new Observer(
    target,
    { signal, timeoutMs: 20_000 },
    { leave: { fromCatalog: true, yes: true, allowExec: true, noWrite: false } },
  );
  // Through the network each host has ways of its own.
  const hosts = kinds.filter(
    ({ name, askedOf, touches }) =>
      askedOf.includes("host") && touches?.how !== "connects-to-hosts" && !fromItselfAlone.has(name),
  );
  const found = await Promise.all(
    hosts.flatMap((kind) => {
      const fields = new Set(Object.keys(kind.answers));
      return (asked[kind.name] ?? [{}]).map(async (one) => {
        const looked = await observer.look({
          target: "local",
          kind: kind.name,
          vantage: "host",
          arguments: one,
          fields,
        });
        return looked
          .filter(({ place }) => !moving.has(place.field))
          .map(({ place, fact }) => {
            const { at: _at, ms: _ms, ...evidence } = fact.evidence;
            return [`${kind.name} ${JSON.stringify(one)} ${place.field}`, { ...fact, evidence }] as const;
          });
      });
    }),
  );
  return Object.fromEntries(found.flat());
}

const native = localTarget({ environment: process.env, platform: process.platform });
after(() => native.close());

for (const shell of shells) {
  test(`${shell[0]} finds by one script what is found natively, with a banner in front`, async () => {
    const { target } = farTarget(shell, { before: "printf 'Welcome\\n\\033[1mto us\\n'; printf 'noise' >&2" });
    try {
      assert.deepEqual(await factsOf(target), await factsOf(native));
    } finally {
      await target.close();
    }
  });
}
