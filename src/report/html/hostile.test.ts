import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { defaultTreeAdapter, html, parse, serialize, type DefaultTreeAdapterTypes } from "parse5";
import { exampleFact, exampleReport, exampleResult } from "../example.ts";
import type { Report } from "../report.ts";
import { hostsExample, wholeExample } from "./example-page.ts";
import { elementNames } from "./markup.ts";
import { writeHtml } from "./page.ts";
import { styleSheet } from "./style-sheet.ts";

const now = "2026-11-21T21:00:00.000Z";

type Tree = DefaultTreeAdapterTypes.Element;

/** Written apart from the code under test: each attribute that may be there, and what it may say. */
const attributes: Readonly<Record<string, RegExp>> = {
  class: /^[a-z-]+( [a-z-]+)*$/,
  id: /^[a-z-]+(-\d+)?(-words)?$/,
  href: /^(https:\/\/[!-~]+|#[a-z0-9-]+)$/,
  open: /^$/,
  lang: /^en$/,
  charset: /^utf-8$/,
  name: /^(viewport|referrer|color-scheme)$/,
  "http-equiv": /^Content-Security-Policy$/,
  content:
    /^(default-src 'none'; style-src 'sha256-[A-Za-z0-9+/=]+'; base-uri 'none'; form-action 'none'|width=device-width, initial-scale=1|no-referrer|light dark)$/,
  scope: /^(col|row)$/,
  role: /^img$/,
  viewBox: /^0 0 \d+ \d+$/,
  "text-anchor": /^(start|middle|end)$/,
  "aria-hidden": /^true$/,
  "aria-label": /^On this page$/,
  "aria-labelledby": /^plot-\d+$/,
  "aria-describedby": /^plot-\d+-words$/,
};
const numbers = new Set(["x", "y", "x1", "x2", "y1", "y2", "width", "height"]);

/** What no text may bring: what a reader cannot see, or what turns the order of what stands beside it. */
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Cn}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;

function checkPage(page: string): void {
  const body = page.replace(styleSheet, "");
  assert.match(page, /\n$/);
  assert.doesNotMatch(body.slice(0, -1), unseen);
  const wrong: string[] = [];
  const tree = parse(page, { onParseError: ({ code }) => wrong.push(code) });
  assert.deepEqual(wrong, []);
  // What is read is what was written: nothing was moved, closed or opened by the reader.
  assert.equal(`${serialize(tree)}\n`, page.replace("</body></html>\n", "\n</body></html>\n"));
  const ids = new Set<string>();
  for (const child of tree.childNodes) {
    if (defaultTreeAdapter.isElementNode(child)) checkElement(child, ids);
    else assert.ok(defaultTreeAdapter.isDocumentTypeNode(child));
  }
}

function checkElement(element: Tree, ids: Set<string>): void {
  assert.ok(
    elementNames.some((name) => name === element.tagName),
    element.tagName,
  );
  for (const { name, value } of element.attrs) {
    assert.match(value, (numbers.has(name) ? /^-?\d+(\.\d)?$/ : attributes[name]) ?? /^no such attribute$/, name);
    if (name === "id") assert.ok(!ids.has(value) && ids.add(value), `${value} twice`);
  }
  if (element.tagName === "style") assert.equal(serialize(element), styleSheet);
  for (const child of element.childNodes) {
    if (defaultTreeAdapter.isElementNode(child)) checkElement(child, ids);
    else assert.ok(defaultTreeAdapter.isTextNode(child), "no comment, nothing else");
  }
}

test("a page is made of nothing but the elements and attributes that are meant", () => {
  for (const report of [wholeExample(), hostsExample(5), exampleReport([])]) checkPage(writeHtml(report, { now }));
});

/** Words of ours that decide what is shown; their types allow nothing else. */
const fixed: ReadonlySet<string> = new Set(
  "schema outcome level area state verdict moment moments type reasonCode grade vantage what".split(" "),
);

/** The same report with every text of it, names of arguments and values included, turned into another. */
function spoiled<Whole>(whole: Whole, spoil: (text: string) => string): Whole {
  const walk = (value: unknown, name: string): unknown => {
    if (typeof value === "string") return fixed.has(name.replace("[]", "")) ? value : spoil(value);
    if (Array.isArray(value)) return value.map((one) => walk(one, `${name}[]`));
    if (typeof value !== "object" || value === null) return value;
    const isFree = ["arguments", "values", "row", "matched"].includes(name);
    return Object.fromEntries(
      Object.entries(value).map(([key, one]) => {
        // An input's `from` is a word of ours, a result's is a list, a verdict's and a stand's are objects or words.
        const isWord = key === "from" && typeof one === "string" && (name === "inputs[]" || name === "verdict");
        return [isFree ? spoil(key) : key, isWord ? one : walk(one, key)];
      }),
    );
  };
  return walk(whole, "") as Whole;
}

const attacks = [
  "<script>alert(1)</script>",
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  "javascript:alert(1)",
  'https://example.org/"onmouseover="alert(1)',
  "https://example.org/<b>",
  "https://good.example@evil.example/",
  "</title></style></desc></svg><script>alert(1)</script>",
  "<!--",
  "-->",
  "]]>",
  "<![CDATA[",
  "&lt;script&gt;",
  "&#x3c;script",
  "<svg/onload=alert(1)>",
  "<base href=https://evil.example>",
  "data:text/html,<script>alert(1)</script>",
  "\u202ereversed",
  "\u2066isolated",
  "\u0000",
  "\u001b[2J",
  "\u0085",
  "\u00a0",
  "\ud800",
  "\ufeff",
  "a\nb\r\nc\td",
  "__proto__",
  "constructor",
  "x".repeat(5000),
];

const text = fc.oneof(
  fc.constantFrom(...attacks),
  fc.string({ unit: "binary", maxLength: 60 }),
  fc
    .array(fc.constantFrom(...attacks, "&", "<", ">", '"', "'", "`", "=", "/"), { maxLength: 5 })
    .map((all) => all.join("")),
);

test("whatever stands in any text of a report, a page holds the same elements and nothing unseen", () => {
  const [whole, hosts] = [wholeExample(), hostsExample(3)];
  fc.assert(
    fc.property(text, fc.boolean(), fc.boolean(), (hostile, beside, many) => {
      checkPage(
        writeHtml(
          spoiled(many ? hosts : whole, (own) => (beside ? own + hostile : hostile)),
          { now },
        ),
      );
    }),
    { numRuns: 60 },
  );
});

test("each attack comes out as text, in each of a report's texts", () => {
  const whole = wholeExample();
  for (const attack of attacks)
    checkPage(
      writeHtml(
        spoiled(whole, () => attack),
        { now },
      ),
    );
});

test("no character of Unicode comes out as what nobody can see", () => {
  const all = Array.from({ length: 0x110000 / 128 }, (_, line) =>
    Array.from({ length: 128 }, (_each, index) => String.fromCodePoint(line * 128 + index)).join(""),
  );
  const facts = all.map((value, index) => exampleFact({ id: `f${index}`, kind: "os", field: "name", value }));
  const result = exampleResult({ id: "os", outcome: "met", facts: facts.map(({ id }) => id) });
  const page = writeHtml(exampleReport([result], { facts }), { now });
  assert.doesNotMatch(page.replace(styleSheet, "").slice(0, -1), unseen);
  assert.equal(page.match(/<dt>name<\/dt>/g)?.length, all.length);
});

test("hosts that say anything cannot take the place of one another", () => {
  const report: Report = spoiled(hostsExample(3), (own) => (own.startsWith("ssh://") ? "ssh://same" : own));
  checkPage(writeHtml(report, { now }));
});

test("the document type and the language are said", () => {
  const tree = parse(writeHtml(wholeExample(), { now }));
  assert.equal(tree.mode, html.DOCUMENT_MODE.NO_QUIRKS);
});
