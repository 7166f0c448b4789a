import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { styleSheet, styleSheetHash } from "./style-sheet.ts";

test("the page's policy allows exactly its own style sheet", () => {
  const hash = createHash("sha256").update(styleSheet).digest("base64");
  assert.equal(styleSheetHash, `sha256-${hash}`, "write this hash into style-sheet.ts");
});

test("the style sheet fetches nothing", () => {
  assert.doesNotMatch(styleSheet, /url\(|@import|@font-face|<|expression/i);
});
