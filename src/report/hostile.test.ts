import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { outcomes } from "../judge/outcome.ts";
import { exampleFact, exampleReport, exampleResult } from "./example.ts";
import { writeTerminal } from "./terminal.ts";
import { widthOf } from "./width.ts";

test("no text of any source reaches the terminal as a control, and no line but a command is too wide", () => {
  const hostile = fc.string({ unit: "binary", minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(hostile, fc.constantFrom(...outcomes), (text, outcome) => {
      const result = exampleResult({
        id: "a",
        outcome,
        title: text,
        reason: text,
        expected: text,
        observed: text,
        because: text,
        from: [{ statement: text, source: text, section: text, item: 1 }],
        remedy: { text, commands: [], docs: text },
        facts: ["f1"],
      });
      const report = exampleReport([result], {
        product: { id: text, name: text, edition: text, digest: text, version: text },
        targets: [{ name: text, type: "host", role: text, hostname: text, state: "reached" }],
        inputs: [{ name: text, value: text, from: "default", secret: false }],
        facts: [exampleFact({ id: "f1", kind: "os", field: "name", value: text, by: text, note: text })],
        leftovers: [text],
        next: [{ settles: ["a"], do: text }],
      });
      const lines = writeTerminal(report, {
        style: { columns: 80, colour: false, unicode: true },
        verbose: true,
        again: "footing check cht",
        init: "footing init cht",
        now: "2026-01-21T00:00:00.000Z",
      }).split("\n");
      for (const line of lines) {
        assert.doesNotMatch(line, /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
        assert.ok(widthOf(line) <= 80 || outcome === "unknown", `${widthOf(line)} cells: ${line}`);
      }
    }),
  );
});
