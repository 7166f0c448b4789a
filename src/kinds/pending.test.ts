import assert from "node:assert/strict";
import { test } from "node:test";
import { isPendingKind, pendingKinds } from "./pending.ts";
import { kindNames } from "./registry.ts";

test("a kind is pending or it is there, never both", () => {
  assert.deepEqual(
    kindNames.filter((name) => isPendingKind(name)),
    [],
  );
});

test("names of objects that every language has are no kinds", () => {
  assert.equal(isPendingKind("constructor"), false);
  assert.equal(isPendingKind("bucket"), true);
});

test("a port counts only before the installation, backups only after it", () => {
  assert.deepEqual(pendingKinds.port.moments, ["install"]);
  assert.deepEqual(pendingKinds.backup.moments, ["run"]);
});
