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
