import assert from "node:assert/strict";
import { test } from "node:test";
import { tellProgress } from "./progress.ts";

test("a line a probe is wrapped below its words, within the width", () => {
  const written: string[] = [];
  const stream = { write: (text: string) => written.push(text), isTTY: true, columns: 60 };
  const context = { process: { stdout: stream, stderr: stream }, environment: { LANG: "C.UTF-8" } };
  const unknown = "docker does not let this user in, and sudo asks for a password: run it first";
  tellProgress(context, { verbose: true }).tell({ is: "finished", probe: "p", words: "docker run", ms: 12.4, unknown });
  assert.deepEqual(written.join("").split("\n"), [
    "    12 ms  docker run  unknown: docker does not let this",
    "           user in, and sudo asks for a password: run it",
    "           first",
    "",
  ]);
});
