import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { normaliseSentence, sentencesOf, splitSentences } from "./fingerprint.ts";

const same = (one: string, other: string) => assert.equal(normaliseSentence(one), normaliseSentence(other));
const differ = (one: string, other: string) => assert.notEqual(normaliseSentence(one), normaliseSentence(other));

test("markup, case and line breaks are no change of a sentence", () => {
  same("Needs **at least** 2 _fast_ disks", "needs at least\n   2 fast disks");
  same('Install [the `engine`](https://example.org/a_b "title") first', "Install the engine first");
  same("See [the guide][guide] and ![a picture](x.png)", "see the guide and a picture");
  same('See [the guide]({{< relref "hosting/guide#start" >}}) first', "See the guide first");
  same("{{% alert %}}Mind the gap{{% /alert %}}", '{% hint style="info" %}Mind the gap{% endhint %}');
  same("Ask <help@example.org> at <https://example.org>", "Ask help@example.org at https://example.org");
  same("R&amp;D uses <b>two</b><br>disks<!-- for now -->", "R&D uses two disks");
  same("1\\. A \\* B", "1. A * B".replace("*", "\\*"));
  same("4 GiB", "４ GiB");
  same("soft\u00adware", "software");
});

test("another figure, unit, name or sign is another sentence", () => {
  differ("4 GiB of memory", "4 GB of memory");
  differ("Version 1.28 or above", "Version 1.29 or above");
  differ("`*.example.org`", "`.example.org`");
  differ("`__init__`", "`init`");
  differ("MY_NAME is set", "MYNAME is set");
  differ("Ports 80-443", "Ports 80, 443");
  differ("Is it encrypted?", "It is encrypted.");
});

test("an opening mark without its end takes nothing away", () => {
  assert.equal(normaliseSentence("a {{< b"), "a {{< b");
  assert.equal(normaliseSentence("a <!-- b"), "a <!-- b");
  assert.equal(normaliseSentence("a `b"), "a `b");
  assert.equal(normaliseSentence("less < more"), "less < more");
});

test("sentences end where the next one begins, and not within a figure or an abbreviation", () => {
  assert.deepEqual(splitSentences("Take 3.5 GB. Then (if you like) more? Yes! 2 are enough."), [
    "Take 3.5 GB.",
    "Then (if you like) more?",
    "Yes!",
    "2 are enough.",
  ]);
  assert.deepEqual(splitSentences("Use a cloud, e.g. AWS. See v. 1.2 below"), [
    "Use a cloud, e.g. AWS.",
    "See v. 1.2 below",
  ]);
  assert.deepEqual(splitSentences("It is done (updates, ...) by you. **Mind it.** `x` is set."), [
    "It is done (updates, ...) by you.",
    "**Mind it.**",
    "`x` is set.",
  ]);
});

const page = `---
title: "Never read. As it is no part of the page."
---
# The product

Before the first heading. Two sentences.

## Machine

{{% note %}}
- 4 processors
- 8 GB disk. Better
  two of them.

Keep an eye on it.
> Quoted all the same.

### On Linux ##

\`\`\`sh
# A comment is no heading. Nor a sentence.
\`\`\`

| Users | RAM |
| ----- | :-: |
| few   | 16 GB |
| many  | |

Names
-----

**For all:**

1) one.example.org
   * below one

{% tabs %}
{% tab title="A cloud" %}
* Its **store:** for files
{% endtab %}
{% endtabs %}

After the tabs.
`;

test("a page is read as sections and numbered pieces", () => {
  assert.deepEqual(
    sentencesOf(page).map(({ section, item, text }) => `${section} ${item}: ${text}`),
    [
      "(introduction) 1: Before the first heading.",
      "(introduction) 2: Two sentences.",
      "Machine 1: 4 processors",
      "Machine 2: 8 GB disk.",
      "Machine 2: Better two of them.",
      "Machine 3: Keep an eye on it.",
      "Machine 4: Quoted all the same.",
      "Machine / On Linux 1: Users: few | RAM: 16 GB",
      "Machine / On Linux 2: Users: many",
      "Names / For all 1: one.example.org",
      "Names / For all 2: below one",
      "Names / For all / A cloud 1: Its **store:** for files",
      "Names / For all 3: After the tabs.",
    ],
  );
});

test("headings of the first level are sections where there are several", () => {
  const sections = sentencesOf("# One\nA.\n# Two\nB.").map(({ section }) => section);
  assert.deepEqual(sections, ["One", "Two"]);
});

test("a figure under another head of its column is another sentence", () => {
  const row = (head: string) => sentencesOf(`| Users | ${head} |\n|---|---|\n| 4 | 16 |`).map(({ text }) => text);
  assert.notDeepEqual(row("RAM (GB)"), row("RAM (GiB)"));
});

test("line ends of other systems and a byte order mark change nothing", () => {
  assert.deepEqual(sentencesOf(`\ufeff${page.replaceAll("\n", "\r\n")}`), sentencesOf(page));
});

test("no page, however made, ends in an error, and every sentence has its place", () => {
  const piece = fc.oneof(
    fc.constantFrom(
      "# ",
      "- ",
      "|",
      "---",
      "```",
      "**",
      "`",
      "[",
      "](",
      ")",
      "{{<",
      ">}}",
      "<",
      ">",
      "\n",
      "\n\n",
      ". ",
      '{% tab title="x" %}',
    ),
    fc.string({ unit: "grapheme", maxLength: 8 }),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
      for (const { section, item, text } of sentencesOf(pieces.join(""))) {
        assert.ok(section !== "" && Number.isSafeInteger(item) && item >= 1 && text !== "");
      }
    }),
  );
});

test("case and white space never make a difference", () => {
  const words = fc.array(fc.stringMatching(/^[a-z0-9.,()-]{1,8}$/), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(words, fc.constantFrom(" ", "  ", "\n", "\t", "\u00a0"), (parts, gap) => {
      assert.equal(normaliseSentence(` ${parts.join(gap).toUpperCase()}`), parts.join(" "));
    }),
  );
});

test("a page of nothing but openings is read in less than two seconds", () => {
  const began = process.hrtime.bigint();
  for (const opening of [
    "[",
    "{{<",
    "<!--",
    "`",
    "`` ` ",
    "**",
    "<a",
    "<x@",
    "_",
    "((",
    "|",
    "\\",
    "a. ",
    "**a",
    " ",
    "#",
  ]) {
    const openings = opening.repeat(50_000 / opening.length);
    for (const start of ["", "# ", "| ", "- ", "**"]) sentencesOf(`${start}a${openings}b`);
  }
  assert.ok(process.hrtime.bigint() - began < 2_000_000_000n);
});
