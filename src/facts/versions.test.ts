import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { compareVersions, parseVersion } from "./versions.ts";

const compare = (a: string, b: string): number => {
  const [left, right] = [parseVersion(a), parseVersion(b)];
  assert.ok(left !== undefined && right !== undefined, `${a} or ${b} is no version`);
  return Math.sign(compareVersions(left, right));
};

test("versions are read by their numeric parts, as they are in the wild", () => {
  const parts = (text: string) => parseVersion(text)?.parts;
  assert.deepEqual(parts("20.04"), [20, 4]);
  assert.deepEqual(parts("14.9"), [14, 9]);
  assert.deepEqual(parts("1.30.4-eks-a737599"), [1, 30, 4]);
  assert.deepEqual(parts("2.40.3-desktop.1"), [2, 40, 3]);
  assert.deepEqual(parts("20.10.24+dfsg1"), [20, 10, 24]);
  assert.deepEqual(parts("v1.28.4+k3s1"), [1, 28, 4]);
  assert.deepEqual(parts("15.3 (Debian 15.3-1.pgdg120+1)"), [15, 3]);
  assert.deepEqual(parts("10.11.6-MariaDB-0+deb12u1"), [10, 11, 6]);
  assert.deepEqual(parts(" 6.8.0-51-generic\n"), [6, 8, 0]);
});

test("what a distributor adds is no stage before the release", () => {
  for (const text of [
    "1.30.4-eks-a737599",
    "2.40.3-desktop.1",
    "20.10.24+dfsg1",
    "1.28.4+k3s1",
    "8.0.33-0ubuntu0.22.04.2",
    "17-alpine",
    "1.2.3-src",
    "1.0-architecture",
    "1.0.0-march",
    "3.0+rc1",
  ]) {
    assert.equal(parseVersion(text)?.before, null, text);
  }
});

test("alpha, beta, preview and rc come before their release, in this order", () => {
  const inOrder = ["21.0.0-alpha.2", "21.0.0-beta", "21.0.0-preview.7", "21.0.0-rc.1", "21.0.0-rc.2", "21", "21.0.1"];
  for (const [index, later] of inOrder.entries()) {
    for (const earlier of inOrder.slice(0, index)) assert.equal(compare(earlier, later), -1, `${earlier} ${later}`);
  }
  for (const text of ["16beta2", "27.0.0~rc1", "21.0.0-rc.1", "6.8.0-rc6", "1.0-RC2", "2.0.0-rc.1.el9"]) {
    assert.notEqual(parseVersion(text)?.before, null, text);
  }
  assert.equal(compare("16beta2", "16"), -1);
  assert.equal(compare("1.0-rc9", "1.0-rc10"), -1);
  assert.equal(compare("1.0-rc12c", "1.0-rc2"), 1);
});

test("missing parts are zero and leading zeros do not count", () => {
  assert.equal(compare("4", "4.0.0"), 0);
  assert.equal(compare("20.04", "20.4"), 0);
  assert.equal(compare("4.5", "4"), 1);
  assert.equal(compare("1.10", "1.9"), 1);
  assert.equal(compare("1.0.0.0.0.1", "1"), 1);
});

test("a text that is read only in part would be another version, so it is none", () => {
  for (const text of ["", "latest", "rc1", "1:20.10.3", "1234567890123456.5", "1.1234567890123456", "-1", ".5"]) {
    assert.equal(parseVersion(text), undefined, text);
  }
});

const version = fc
  .tuple(
    fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 4 }),
    fc.constantFrom("", "-rc.1", "~beta2", "+dfsg1", "-eks-1", "alpha", "-preview.3"),
  )
  .map(([parts, suffix]) => `${parts.join(".")}${suffix}`);

test("versions have a total order", () => {
  fc.assert(
    fc.property(version, version, version, (a, b, c) => {
      // Not equal to -0: the sign of nothing.
      assert.equal(compare(a, b) + compare(b, a), 0);
      assert.equal(compare(a, a), 0);
      if (compare(a, b) <= 0 && compare(b, c) <= 0) assert.ok(compare(a, c) <= 0, `${a} ${b} ${c}`);
      if (compare(a, b) === 0) assert.equal(compare(a, c), compare(b, c));
    }),
  );
});

test("no text ends in an error, and what is read has only numbers", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 60 }), (text) => {
      const read = parseVersion(text);
      assert.ok(read === undefined || read.parts.every((part) => Number.isSafeInteger(part) && part >= 0));
    }),
  );
});
