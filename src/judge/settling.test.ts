import assert from "node:assert/strict";
import { test } from "node:test";
import { reasonsTogether, settlingAll } from "./settling.ts";

test("what ends one of several reasons settles only partly", () => {
  assert.deepEqual(settlingAll([{ settle: "--yes" }, { settle: "--yes" }]), { settle: "--yes" });
  assert.deepEqual(settlingAll([{ settle: "--yes" }, {}]), { partly: "--yes" });
  assert.deepEqual(settlingAll([{}, { settle: "--yes" }]), { partly: "--yes" });
  assert.deepEqual(settlingAll([{ settle: "--yes" }, { settle: "run `sudo -v` first" }]), { partly: "--yes" });
  assert.deepEqual(settlingAll([{ partly: "--yes" }]), { partly: "--yes" });
  assert.deepEqual(settlingAll([{}, {}]), {});
});

test("answers that end several reasons are given together", () => {
  const [cert, both] = [{ settle: "--set cert=…" }, { settle: "--set cert=… --set key=…" }];
  assert.deepEqual(settlingAll([cert, { settle: "--set ip=…" }]), { settle: "--set cert=… --set ip=…" });
  assert.deepEqual(settlingAll([cert, both]), both);
  assert.deepEqual(settlingAll([cert, { settle: "--yes" }]), { partly: "--set cert=…" });
  assert.deepEqual(settlingAll([cert, {}]), { partly: "--set cert=…" });
});

test("a reason that another one holds is not said again", () => {
  const both = "docker does not let this user in, and sudo asks for a password";
  assert.equal(reasonsTogether([both, "sudo asks for a password"]), both);
  assert.equal(reasonsTogether(["sudo asks for a password", both]), both);
  assert.equal(reasonsTogether(["a; b; c", "b; c", "a"]), "a; b; c");
  assert.equal(reasonsTogether(["no disk", "no disk type"]), "no disk; no disk type");
});
