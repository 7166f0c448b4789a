import assert from "node:assert/strict";
import { test } from "node:test";
import { exampleFact, exampleReport, exampleResult } from "./example.ts";
import { code, codeBlock, markdownText } from "./markdown-text.ts";
import { writeMarkdown } from "./markdown.ts";

const now = "2026-01-21T00:00:00.000Z";

const engine = exampleResult({
  id: "docker",
  outcome: "unmet",
  title: "Engine",
  area: "docker",
  expected: null,
  observed: null,
  reason: "connection refused",
  because: "every part is a container",
  remedy: { text: "Start it.", commands: ["sudo systemctl enable --now docker"] },
  from: [{ statement: "C16", source: "page", section: "Docker", item: 1 }],
});
const container = exampleResult({
  id: "docker-run",
  outcome: "unknown",
  title: "Container",
  area: "docker",
  reasonCode: "waits",
  needs: ["docker"],
  reason: "waits for docker",
  expected: null,
  observed: null,
});
const entry = exampleResult({
  id: "dns",
  outcome: "unknown",
  title: "DNS entry",
  area: "network",
  reasonCode: "input-open",
  reason: "needs domain",
  settle: "--set domain=…",
  expected: null,
  observed: null,
});
const later = exampleResult({
  id: "backup",
  outcome: "not-applicable",
  reasonCode: "later",
  title: "Backup",
  reason: "counts at run",
});

test("a page has the verdict first, then what to do, and all else folded", () => {
  const report = exampleReport([exampleResult({ id: "memory", outcome: "met" }), engine, container, entry, later], {
    verdict: "not-ready",
    exitCode: 1,
    sources: [{ id: "page", title: "Requirements", url: "https://docs.example.org/" }],
    facts: [exampleFact({ id: "f1", kind: "memory", field: "installed", value: 8e9 })],
  });
  assert.equal(
    writeMarkdown(report, { now }),
    `## NOT READY: CHT, requirements of 2024-05

1 met, 1 unmet, 2 unknown, 1 later. web01, 2026-01-01 00:00 UTC, 0.9 s, exit 1.

### What to do

- [ ] Engine: connection refused (must · Docker, item 1)

  every part is a container

  Start it.

  \`\`\`sh
  sudo systemctl enable --now docker
  \`\`\`

- [ ] Not known: DNS entry: needs --set domain=… (must)

<details>
<summary>4 results</summary>

|  | requirement | must be | seen |
| --- | --- | --- | --- |
| ✓ met | Machine: Memory | at least 4 GiB | 7.8 GiB installed |
| ✗ unmet | Docker: Engine |  | connection refused |
| ? unknown | Docker: Container |  | waits for Engine |
| ? unknown | Network: DNS entry |  | needs --set domain=… |

</details>

<details>
<summary>1 result later or not applicable</summary>

| requirement | why not now |
| --- | --- |
| Backup | counts at run |

</details>

<details>
<summary>Who saw what: 1 fact</summary>

| fact | value | seen by | when |
| --- | --- | --- | --- |
| memory.installed, local | 8 GB | /proc/meminfo, observed | 2026-01-01T00:00:00.000Z |

</details>

Source: [Requirements](<https://docs.example.org/>)

footing 0.1.0
`,
  );
});

test("a partial run never says that the place is ready", () => {
  const scope = { complete: false, only: ["memory"], skip: [], noWrite: false, requirements: 9 };
  const text = writeMarkdown(exampleReport([exampleResult({ id: "memory", outcome: "met" })], { scope }), { now });
  assert.match(text, /^## A part was looked at: CHT/);
  assert.doesNotMatch(text, /READY/);
});

test("a page fits into an issue, and says how much it leaves out", () => {
  const results = Array.from({ length: 2000 }, (_, index) =>
    exampleResult({ id: `r${index}`, outcome: "met", title: `Title ${index}` }),
  );
  const text = writeMarkdown(exampleReport(results), { now });
  assert.ok(text.length < 65_000, String(text.length));
  assert.match(text, /\n\d+ more are in the JSON report, and not here\.\n/);
  assert.match(text, /Title 0 /);
});

test("a list of too many things to do is cut, and says so", () => {
  const results = Array.from({ length: 2000 }, (_, index) =>
    exampleResult({
      id: `r${index}`,
      outcome: index % 2 === 0 ? "unmet" : "unknown",
      title: `Title ${index}`,
      reason: `because ${index}`,
    }),
  );
  const text = writeMarkdown(exampleReport(results), { now });
  assert.ok(text.length < 65_000, String(text.length));
  assert.match(text, /\n\nAnd \d+ more, in the JSON report\.\n/);
});

test("words that mean something stay words", () => {
  for (const [text, expected] of [
    ["@name", "@<!-- -->name"],
    ["see #12", "see #<!-- -->12"],
    ["https://evil.example", "https:<!-- -->//evil.example"],
    ["a | b", "a &#124; b"],
    ["<b>", "&lt;b&gt;"],
    ["[a](b)", String.raw`\[a\](b)`],
    ["- a", String.raw`\- a`],
    ["1. a", String.raw`1\. a`],
    ["1.29.2", "1.29.2"],
    ["`x`", "\\`x\\`"],
    ["a1b2c3d4e5", "a1b2c3<!-- -->d4e5"],
    ["at 20:48:00", "at 20:48:00"],
  ] as const) {
    assert.equal(markdownText(text), expected);
  }
});

test("code is fenced by more backticks than it has", () => {
  assert.equal(code("a"), "`a`");
  assert.equal(code("a `` b"), "```a `` b```");
  assert.equal(code("`a`"), "`` `a` ``");
  assert.deepEqual(codeBlock(["a ``` b"], "sh"), ["````sh", "a ``` b", "````"]);
});
