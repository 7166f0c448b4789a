import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { folderWith, footing, requirements, tooMuchMemory } from "./spawn.ts";

const more = `  - { id: folder, level: must, title: Folder, disk: { path: $inputs.where }, expect: { size: ">= 900 TiB" } }
${tooMuchMemory}`;
const own = requirements(more).replace("inputs:\n", "inputs:\n  where: { type: path, ask: Where? }\n");
const site = (folder: string): string => `footing: 1
product: ./mine.yaml
inputs: { where: ${folder}/quagga/data, domain: quokka.example.org }
waivers:
  - { requirement: memory, accept: { installed: ">= 1 B" }, reason: because numbat said so, by: Wombat, until: 2099-01-31 }
`;
const formats = ["json=a.json", "junit=a.xml", "sarif=a.sarif", "markdown=a.md", "html=a.html", "prometheus=a.prom"];
const asked = formats.flatMap((format) => ["-o", format]);

type Read = {
  readonly results: readonly { readonly id: string; readonly outcome: string }[];
  readonly verdict: string;
};
const outcomesIn = (text: string): unknown => {
  const { results, verdict } = JSON.parse(text) as Read;
  return [verdict, results.map(({ id, outcome }) => [id, outcome])];
};

test("a shared run tells no name, path or host of the place in any format, and comes to the same", (context) => {
  const folder = folderWith(context, { "mine.yaml": own });
  const named = folderWith(context, {});
  const files = folderWith(context, { "ocelot.yaml": site(named), "mine.yaml": own });
  const words = ["check", "mine.yaml", "--site", join(files, "ocelot.yaml")];
  const plain = footing([...words, "-o", "json"], { folder });
  const shared = footing([...words, "--share", "--verbose", ...asked], { folder });
  assert.equal(shared.code, plain.code);
  const written = formats.map((one) => readFileSync(join(folder, one.split("=")[1] ?? ""), "utf8"));
  for (const text of [shared.stdout, ...written]) {
    assert.doesNotMatch(text, /quagga|quokka|numbat|Wombat|ocelot/);
    assert.ok(!text.includes(named) && !text.includes(files), text);
  }
  const { targets } = JSON.parse(written[0] ?? "") as { readonly targets: readonly { readonly hostname: string }[] };
  assert.equal(targets[0]?.hostname, hostname() === "localhost" ? "localhost" : "host-1");
  assert.deepEqual(outcomesIn(written[0] ?? ""), outcomesIn(plain.stdout));
  assert.match(plain.stdout, /quagga/);
  assert.match(shared.stdout, /shared: names, paths and addresses of this place were replaced by words/);
});

test("what was made to be shared is not judged, nor compared with", (context) => {
  const folder = folderWith(context, { "mine.yaml": own });
  footing(["check", "mine.yaml", "--share", "-o", "json=report.json"], { folder });
  footing(["facts", "mine.yaml", "--share", "-o", "json=facts.json"], { folder });
  for (const file of ["report.json", "facts.json"]) {
    const { stderr, code } = footing(["judge", "mine.yaml", "--facts", file], { folder });
    assert.equal(code, 2);
    assert.match(stderr, new RegExp(`${file} was made to be shared: what its facts are about was\\s+replaced`));
  }
  const { stderr, code } = footing(["check", "mine.yaml", "--since", "report.json"], { folder });
  assert.equal(code, 2);
  assert.match(stderr, /made to be shared/);
});

test("shared facts tell no path and no host", (context) => {
  const folder = folderWith(context, { "mine.yaml": own });
  const words = ["facts", "mine.yaml", "--set", "where=/srv/quagga/data", "--share", "-o", "json=-"];
  const { stdout, code } = footing(words, { folder });
  assert.equal(code, 0);
  assert.doesNotMatch(stdout, /quagga/);
  assert.match(stdout, /"shared": true/);
  assert.match(stdout, /"path": "path-1"/);
});

const ofOurs = `footing: 1
product: { id: ours, name: Shop of quokka.lan, edition: 2026-01 }
inputs:
  tok: { type: text, secret: true, ask: Token? }
  pin: { type: text, secret: true, ask: Pin? }
requirements:
  - id: memory
    level: must
    title: Memory
    memory: {}
    expect: { installed: ">= 900 TiB" }
    from: W1
    remedy: { text: Ask, docs: "https://wiki.quokka.lan/memory" }
  - { id: told, level: must, title: Told, when: inputs.tok != null, command: { name: sh }, from: { derived: x } }
  - { id: pinned, level: must, title: Pinned, when: inputs.pin != null, command: { name: sh }, from: { derived: x } }
  - id: folder
    level: should
    title: Folder
    directory: { path: $FOLDER }
    expect: { owner: { any: [numbatuser, wombatuser] }, writable: true }
    that: "group == 'numbatgroup'"
    from: { derived: x }
`;
const stated = `footing: 1
sources: [{ id: page, title: Wiki on quokka.lan, url: "https://wiki.quokka.lan/", retrieved: 2026-01-02 }]
statements:
  - id: W1
    source: page
    section: Memory of db7.quokka.lan
    item: 1
    level: must
    fingerprint: "sha256:a929676718f94fb9"
    gist: x
    treatedBy: [requirement]
`;

test("what a file of one's own, and a secret's reference, say of the place is told in no format", (context) => {
  const named = folderWith(context, {});
  const folder = folderWith(context, {
    "requirements.yaml": ofOurs.replace("$FOLDER", named),
    "statements.yaml": stated,
    "footing.yaml": "footing: 1\nproduct: ./requirements.yaml\ninputs: { pin: { file: secrets/ocelot.pin } }\n",
  });
  for (const reference of [
    "file:/etc/ocelot/tok",
    "file:/run/secrets/ocelot",
    "file:ocelot.pass",
    "env:OCELOT_TOKEN",
  ]) {
    const words = ["check", "--site", "footing.yaml", "--set", `tok=${reference}`, "--yes", "--verbose"];
    const plain = footing([...words, "-o", "json"], { folder });
    for (const told of [/ocelot/i, /quokka/, /numbatuser/]) assert.match(plain.stdout, told);
    const shared = footing([...words, "--share", ...asked, "-o", "tty"], { folder });
    assert.equal(shared.code, plain.code);
    const written = formats.map((one) => readFileSync(join(folder, one.split("=")[1] ?? ""), "utf8"));
    for (const text of [shared.stdout, ...written]) assert.doesNotMatch(text, /ocelot|quokka|numbat|wombat/i);
    assert.deepEqual(outcomesIn(written[0] ?? ""), outcomesIn(plain.stdout));
  }
  const facts = footing(["facts", "--set", "tok=file:/etc/ocelot/tok", "--share", "-o", "json=-"], { folder });
  assert.equal(facts.code, 0);
  assert.doesNotMatch(facts.stdout, /ocelot|quokka/i);
});

test("what the catalog assumes stays, and the same as an answer is replaced", (context) => {
  const folder = folderWith(context, {});
  const words = ["check", "cht", "--only", "disk", "--share"];
  assert.match(footing(words, { folder }).stdout, /dataPath \/var\/lib\/docker/);
  const answered = footing([...words, "--set", "dataPath=/var/lib/docker", "-o", "json"], { folder }).stdout;
  assert.doesNotMatch(answered, /"(?:value|path)": "\/var\/lib\/docker"/);
});
