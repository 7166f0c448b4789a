import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { root } from "../docs/markdown.ts";

test("a fresh copy installs itself once, without what only developers need, and then checks", (context) => {
  const base = mkdtempSync(join(tmpdir(), "footing action-"));
  context.after(() => rmSync(base, { recursive: true }));
  const copy = join(base, "copy");
  const cloned = spawnSync("git", ["clone", "-q", root, copy], { encoding: "utf8" });
  assert.equal(cloned.status, 0, cloned.stderr);
  const install = (): string => {
    const { status, stderr } = spawnSync("bash", [join(copy, "action/install.sh")], { cwd: base, encoding: "utf8" });
    assert.equal(status, 0, stderr);
    return stderr;
  };
  assert.match(install(), /added \d+ packages/);
  assert.ok(!existsSync(join(copy, "node_modules/typescript")));
  assert.equal(install(), "", "the second time there is nothing to do");
  const environment = { ...process.env, FOOTING_ACTION_PRODUCT: "cht", RUNNER_TEMP: base };
  const { status, stdout, stderr } = spawnSync("bash", [join(copy, "action/check.sh")], {
    cwd: base,
    env: environment,
    encoding: "utf8",
  });
  assert.ok(status === 1 || status === 3, `${status}: ${stderr}`);
  assert.match(stdout, /^(NOT READY|UNVERIFIED) /m);
});
