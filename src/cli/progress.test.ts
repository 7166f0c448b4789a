import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
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

test("a line is replaced only on a terminal that can do that", async () => {
  const told = async (environment: Record<string, string>): Promise<string> => {
    const written: string[] = [];
    const stream = { write: (text: string) => written.push(text), isTTY: true, columns: 60 };
    const { tell, end } = tellProgress({ process: { stdout: stream, stderr: stream }, environment }, {});
    tell({ is: "started", probe: "p", words: "docker run" });
    await pause(600);
    end();
    return written.join("");
  };
  const [able, dumb, unnamed] = await Promise.all([
    told({ TERM: "xterm" }),
    told({ TERM: "dumb" }),
    told({ TERM: "" }),
  ]);
  assert.ok(able.startsWith("\r\u001b[K0 of 1 - waiting for: docker run"), able);
  assert.equal(dumb, "");
  if (process.platform !== "win32") assert.equal(unnamed, "");
});
