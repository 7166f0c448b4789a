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

test("backups count only after the installation", () => {
  assert.deepEqual(pendingKinds.backup.moments, ["run"]);
});
