import assert from "node:assert/strict";
import { test } from "node:test";
import { madeFile } from "../judge/made-situation.ts";
import type { Profile } from "../spec/product.ts";
import { BadFile, UsageError } from "../spec/problem.ts";
import { loadSite, type Site } from "../spec/site.ts";
import { chooseProfile, wantedTargets } from "./targets.ts";

const siteWith = (keys: string): Site =>
  loadSite({ name: "footing.yaml", text: `footing: 1\nproduct: made\n${keys}\n` });
const profile = (targets: readonly string[]): Profile => ({
  name: "p",
  title: "P",
  default: true,
  targets,
  at: { start: 0, end: 1 },
});

test("targets are those of the command line, else the site's, else the profile's, else this host", () => {
  const site = siteWith("targets: [{ at: local, role: database }]");
  assert.deepEqual(wantedTargets(["web=local"], site, profile(["local"])), [{ at: "local", role: "web" }]);
  assert.deepEqual(wantedTargets([], site, profile(["local"])), [{ at: "local", role: "database" }]);
  assert.deepEqual(wantedTargets([], null, profile(["local"])), [{ at: "local", role: "app" }]);
  assert.deepEqual(wantedTargets([], null, undefined), [{ at: "local", role: "app" }]);
});

test("a role that stands in `at` of a site file is refused with the line to write", () => {
  assert.throws(
    () => siteWith("targets: [{ at: 'database=ssh://db1' }]"),
    (error) => error instanceof BadFile && /write \{ at: ssh:\/\/db1, role: database \}/.test(error.message),
  );
});

test("a target of a later version is refused where a person names it, and left out where a profile does", () => {
  for (const at of ["kube://", "kube-nodes://x", "facts://f.json"]) {
    assert.throws(() => wantedTargets([at], null, undefined), /come with a later version/, at);
    assert.throws(() => wantedTargets([], siteWith(`targets: [{ at: "${at}" }]`), undefined), BadFile, at);
    assert.deepEqual(wantedTargets([], null, profile([at])), []);
  }
});

test("a container that is named is a target", () => {
  assert.deepEqual(wantedTargets(["database=docker://db"], null, undefined), [{ at: "docker://db", role: "database" }]);
  for (const wrong of ["docker://", "docker://-H", "docker://a/b", "docker://a b"])
    assert.throws(() => wantedTargets([wrong], null, undefined), /a container is not named as one/, wrong);
});

test("what is no target is refused, and so is one that is named twice", () => {
  assert.throws(() => wantedTargets(["locl"], null, undefined), /did you mean `local`/);
  for (const wrong of ["", "=local", "-oProxyCommand=x", "app=", "LOCAL", "local\n"]) {
    assert.throws(() => wantedTargets([wrong], null, undefined), UsageError, JSON.stringify(wrong));
  }
  assert.throws(() => wantedTargets(["local", "a=local"], null, undefined), /named twice/);
});

const file = (profiles: string): { readonly file: ReturnType<typeof madeFile> } => ({
  file: madeFile('- { id: a, level: must, memory: {}, expect: { installed: ">= 1 GB" } }', profiles),
});

test("the profile is the one named, else the site's, else the default, else the only one", () => {
  const two = file("profiles: { one: { title: One }, two: { title: Two } }");
  const chosen = (from: typeof two, named?: string, site: Site | null = null): string | undefined =>
    chooseProfile(from, named, site)?.name;
  assert.equal(chosen(two, "two", siteWith("profile: one")), "two");
  assert.equal(chosen(two, undefined, siteWith("profile: one")), "one");
  assert.equal(chosen(two), undefined);
  assert.equal(chosen(file("profiles: { one: { title: One }, two: { title: Two, default: true } }")), "two");
  assert.equal(chosen(file("profiles: { one: { title: One } }")), "one");
  assert.equal(chosen(file("")), undefined);
  assert.throws(() => chosen(two, "tow"), /did you mean `two`/);
  assert.throws(() => chosen(file(""), "docker"), UsageError);
});
