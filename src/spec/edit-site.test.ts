import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { editInput, editKey, type SiteLine } from "./edit-site.ts";
import type { Input } from "./input.ts";
import { loadSite } from "./site.ts";
import { answerYaml, stringYaml, textYaml, writtenAnswer } from "./written-answer.ts";

const line = (name: string, yaml: string, more: Partial<SiteLine> = {}): SiteLine => ({
  name,
  yaml,
  about: ["Asked?"],
  placeholder: `# ${name}: example`,
  ...more,
});
const edit = (text: string, name = "domain", yaml = "a.example"): string | undefined =>
  editInput({ name: "footing.yaml", text }, line(name, yaml));

const head = "footing: 1\nproduct: cht\n";

test("an answer is put where it belongs, and every other character stays", () => {
  const table: readonly (readonly [before: string, after: string])[] = [
    // behind the last
    [
      `${head}inputs:\n  ip:   192.0.2.1   # ours\n\n# end\n`,
      `${head}inputs:\n  ip:   192.0.2.1   # ours\n  # Asked?\n  domain: a.example\n\n# end\n`,
    ],
    // in the place of the one that stands there, however it is written
    [`${head}inputs: # all\n    domain: "b.example" # old\n`, `${head}inputs: # all\n    domain: a.example # old\n`],
    [`${head}inputs: { ip: 192.0.2.1, domain: x }\n`, `${head}inputs: { ip: 192.0.2.1, domain: a.example }\n`],
    [`${head}inputs:\n  domain:\n  ip: 192.0.2.1\n`, `${head}inputs:\n  domain: a.example\n  ip: 192.0.2.1\n`],
    [`${head}inputs:\n  domain:\n    - b\n    - c\n  ip: x\n`, `${head}inputs:\n  domain:\n    a.example\n  ip: x\n`],
    // between braces
    [`${head}inputs: { ip: x }\n`, `${head}inputs: { ip: x, domain: a.example }\n`],
    [`${head}inputs: { ip: x, }\n`, `${head}inputs: { ip: x, domain: a.example }\n`],
    [`${head}inputs: {}\n`, `${head}inputs: { domain: a.example }\n`],
    [`{ footing: 1, product: cht }\n`, `{ footing: 1, product: cht, inputs: { domain: a.example } }\n`],
    // where there was no answer yet
    [head, `${head}inputs:\n  # Asked?\n  domain: a.example\n`],
    [
      `${head}profile: docker\nwaivers: []\n`,
      `${head}profile: docker\ninputs:\n  # Asked?\n  domain: a.example\nwaivers: []\n`,
    ],
    ["footing: 1\nproduct: cht", "footing: 1\nproduct: cht\ninputs:\n  # Asked?\n  domain: a.example\n"],
    [`${head}inputs:\n`, `${head}inputs:\n  # Asked?\n  domain: a.example\n`],
    [`${head}inputs: null\n`, `${head}inputs: { domain: a.example }\n`],
    [`${head}inputs:\n    # ip: x\n`, `${head}inputs:\n    # Asked?\n    domain: a.example\n    # ip: x\n`],
    // in the place of the line that stands for it while it is open
    [
      `${head}inputs:\n  ip: x\n  # Mine.\n  # domain: example\n\n`,
      `${head}inputs:\n  ip: x\n  # Mine.\n  domain: a.example\n\n`,
    ],
    [`${head}inputs:\n  # domain: example\n`, `${head}inputs:\n  domain: a.example\n`],
    // but not of one that somebody wrote
    [
      `${head}inputs:\n  ip: x\n  # domain: Jo asks\n`,
      `${head}inputs:\n  ip: x\n  # Asked?\n  domain: a.example\n  # domain: Jo asks\n`,
    ],
    // lines that end as on Windows
    [
      `${head}inputs:\n  ip: x\n`.replaceAll("\n", "\r\n"),
      `${head}inputs:\n  ip: x\n  # Asked?\n  domain: a.example\n`.replaceAll("\n", "\r\n"),
    ],
  ];
  for (const [before, after] of table) {
    assert.equal(edit(before), after, before);
    assert.equal(answerOf(after, "domain"), "a.example", after);
  }
});

function answerOf(text: string, name: string): string | undefined {
  const answer = loadSite({ name: "footing.yaml", text }).inputs.get(name);
  return answer?.is === "text" ? answer.text : answer?.is;
}

test("what cannot be changed without losing something is left alone", () => {
  assert.equal(edit(`${head}inputs:\n  domain: # the old one\n    - b\n    # two\n    - c\n`), undefined);
  assert.equal(edit(`${head}inputs:\n  domain: |\n    long\n`), undefined);
  assert.equal(
    edit(`footing: 1\nproduct: cht\nprofile: &p docker\ninputs: &i { ip: x }\ntargets: []\n`)?.includes("&i"),
    true,
  );
});

test("an answer of a merge is overridden beside it, not changed for everybody", () => {
  const text = `footing: 1\nproduct: cht\ninputs:\n  <<: { domain: b.example, ip: x }\n  cert: /c\n`;
  const after = edit(text) ?? "";
  assert.match(after, /<<: \{ domain: b\.example, ip: x \}/);
  assert.equal(answerOf(after, "domain"), "a.example");
});

test("a profile is put behind the product, or in the place of the one before", () => {
  const profile = line("profile", "k3s", { placeholder: "# profile: k3s" });
  const keyed = (text: string): string | undefined => editKey({ name: "footing.yaml", text }, profile);
  assert.equal(keyed(`${head}# end\n`), `${head}profile: k3s\n# end\n`);
  assert.equal(keyed(`${head}profile: docker # old\n`), `${head}profile: k3s # old\n`);
  assert.equal(keyed("{ footing: 1, product: cht }"), "{ footing: 1, product: cht, profile: k3s }");
});

const anyText = fc
  .string({ unit: "binary", minLength: 1, maxLength: 30 })
  .filter((text) => !/\p{Cc}|\p{Cs}/u.test(text));

test("whatever text is written is read again as the same, in a block and between braces", () => {
  fc.assert(
    fc.property(
      fc.oneof(anyText, fc.constantFrom("null", "~", "true", "1e3", "0x10", "- a", "#", "a: b", "x:", "...")),
      (text) => {
        for (const before of [`${head}inputs:\n  ip: x\n`, `${head}inputs: { ip: x }\n`]) {
          assert.equal(answerOf(edit(before, "domain", textYaml(text)) ?? "", "domain"), text);
        }
        const reference = loadSite({
          name: "",
          text: `${head}inputs: { db: { file: ${stringYaml(text)} } }`,
        }).inputs.get("db");
        if (text.trim() !== "")
          assert.deepEqual(reference?.is === "secret" ? reference.reference : undefined, { file: text });
      },
    ),
  );
});

const input = (type: Input["type"], more: Partial<Input> = {}): Input => ({
  name: "it",
  type,
  optional: true,
  secret: false,
  ask: "?",
  at: { start: 0, end: 1 },
  ...more,
});

test("an answer is written as it was given, a list as a list, none as null and a secret as where it lies", () => {
  const table: readonly (readonly [Input, string, string])[] = [
    [input("size"), "16 GB", '"16 GB"'],
    [input("integer"), " 20 ", "20"],
    [input("boolean"), "yes", "yes"],
    [input("list"), "a, b c", '[a, "b c"]'],
    [input("list"), "none", "[]"],
    [input("domain"), "none", "null"],
    [input("choice", { of: ["none", "gcp"] }), "none", "none"],
    [input("text", { secret: true }), "env:DB", "{ env: DB }"],
    [input("text", { secret: true }), "file:/run/my secrets/db", '{ file: "/run/my secrets/db" }'],
    [input("text", { secret: true }), "file:123", '{ file: "123" }'],
    [input("url"), "https://a.example:9000/x", "https://a.example:9000/x"],
  ];
  for (const [of, text, yaml] of table) assert.equal(answerYaml(writtenAnswer(of, text)), yaml, text);
  assert.throws(() => writtenAnswer(input("text", { secret: true }), "hunter2"), /^(?!.*hunter2)/);
});
