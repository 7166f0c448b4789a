import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { visible } from "./text.ts";
import { element, textElement } from "./xml.ts";

/** What a document of XML 1.0 may hold (production 2, Char), without the controls that stand there too. */
const allowed = /^[\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u;

const read = (text: string): string =>
  text.replaceAll(/&(amp|lt|gt|quot);/g, (_, name: string) => {
    return { amp: "&", lt: "<", gt: ">", quot: '"' }[name] ?? "";
  });

const any = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.array(fc.nat({ max: 0xffff }), { maxLength: 40 }).map((units) => String.fromCharCode(...units)),
  fc.string({
    unit: fc.constantFrom("<", ">", "&", '"', "'", "]", "\0", "\u001b", "\ud800", "\ufffe", "\u202e", "\n"),
  }),
);

/** What stands between the quotes of the attribute, and between the tags. */
const inAttribute = (text: string): string =>
  /^<a b="([^"]*)"\/>$/s.exec(element("a", { b: text }).join("\n"))?.[1] ?? "<";
const inElement = (text: string): string =>
  /^<a>([^]*)<\/a>$/.exec(textElement("a", {}, [visible(text)]).join("\n"))?.[1] ?? "<";

test("no text breaks out of its element or attribute, and nothing that XML forbids is left", () => {
  fc.assert(
    fc.property(any, (text) => {
      for (const written of [inElement(text), inAttribute(text)]) {
        assert.match(written, allowed);
        assert.doesNotMatch(written, /[<>\n]|&(?!(amp|lt|gt|quot);)/);
        assert.equal(read(written), visible(text));
      }
    }),
    { numRuns: 2000 },
  );
});

test("what is not allowed is seen, and what is too long is cut before it is escaped", () => {
  assert.equal(inElement("a\u0000b ]]> & \ufffe"), String.raw`a\x00b ]]&gt; &amp; \ufffe`);
  assert.equal(inAttribute(`"><x y='1'>`), "&quot;&gt;&lt;x y='1'&gt;");
  assert.equal(inAttribute("&".repeat(2001)), `${"&amp;".repeat(1999)}…`);
});
