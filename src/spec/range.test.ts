import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import type { TypeName } from "../facts/types.ts";
import { compareVersions, parseVersion } from "../facts/versions.ts";
import { holds } from "./holds.ts";
import { parseRange } from "./range.ts";

function admits(range: string, version: string): boolean {
  const parsed = parseRange("version", range);
  assert.ok(!("wrong" in parsed), `${range}: ${"wrong" in parsed ? parsed.wrong : ""}`);
  const value = parseVersion(version);
  assert.ok(value !== undefined, version);
  return holds(parsed, (bound) => (typeof bound === "number" ? Number.NaN : compareVersions(value, bound)));
}

const wrong = (type: TypeName, range: string): string => {
  const parsed = parseRange(type, range);
  return "wrong" in parsed ? parsed.wrong : `no mistake in ${range}`;
};

test("comparisons together, and alternatives", () => {
  assert.ok(admits(">=14 <19", "18.9"));
  assert.ok(!admits(">=14 <19", "19"));
  assert.ok(!admits(">=14 <19", "13.9.9"));
  assert.ok(admits(">= 14 < 19", "14"));
  assert.ok(admits(">=14<19", "14.0"));
  assert.ok(admits("<3 || >=5", "2"));
  assert.ok(admits("<3 || >=5", "5.0"));
  assert.ok(!admits("<3 || >=5", "4"));
  assert.ok(admits("=20.4", "20.04"));
});

test("missing parts are zero, so more than 4 admits 4.5", () => {
  assert.ok(admits(">4", "4.5"));
  assert.ok(!admits(">4", "4.0.0"));
  assert.ok(admits("<=4", "4.0"));
  assert.ok(!admits("<=4", "4.0.1"));
});

test("a stage before the release does not meet the release, a distributor's suffix does", () => {
  assert.ok(!admits(">=21", "21.0.0-rc.1"));
  assert.ok(admits("<21", "21.0.0-rc.1"));
  assert.ok(!admits(">=16", "16beta2"));
  assert.ok(!admits(">=27", "27.0.0~rc1"));
  assert.ok(admits(">=1.30.4", "1.30.4-eks-a737599"));
  assert.ok(admits("=20.10.24", "20.10.24+dfsg1"));
  assert.ok(admits(">=2.40.3", "2.40.3-desktop.1"));
});

test("what tools read differently is refused", () => {
  for (const range of ["^14", "~1.2", "1.x", "1.*", ">=1.x", "1 - 2", ">=1.2-rc1"]) {
    assert.match(wrong("version", range), /cannot be compared with: write comparisons such as ">=14 <19"/, range);
  }
});

test("a comparison is written out", () => {
  for (const range of ["", "14", "14 || 15", ">=14 ||", "||", "!= 5", "≥ 5"]) {
    assert.match(wrong("version", range), /is no comparison: write it out, as ">= 20.10"/, range);
  }
  for (const range of [">=", "==", "== 5", "=> 5", ">= = 5", ">=1,<2", ">=1 2", ">=1 and <2", ">=latest"]) {
    assert.match(wrong("version", range), /is not a version/, range);
  }
  assert.match(wrong("size", "16 GB"), /write it out, as ">= 16 GB"/);
});

test("a range that no value can be in is refused", () => {
  for (const range of [">=5 <5", ">5 <=5", ">5 <4", "=5 =6", "<3 >=3.0", ">=1 || >5 <4"]) {
    assert.match(wrong("version", range), /can never be true/, range);
  }
  assert.match(wrong("size", "< 0 GB"), /can never be true/);
  assert.match(wrong("size", ">= 8 GiB < 8 GB"), /can never be true/);
  assert.match(wrong("percentage", "> 100 %"), /can never be true/);
  assert.ok(admits(">=5 <=5", "5"));
});

test("bounds have the unit of their type", () => {
  assert.match(wrong("size", ">= 4 GiBB"), /`4 GiBB` is not a size such as 16 GB or 4 GiB/);
  assert.match(wrong("size", ">= 4"), /`4` is not a size/);
  assert.match(wrong("count", ">= 3 GB"), /`3 GB` is not a count/);
  assert.match(wrong("duration", ">= 1 month"), /is not a duration/);
  assert.match(wrong("instant", ">= 2026-02-30"), /is not a point in time/);
  assert.deepEqual(parseRange("size", ">= 4GiB"), {
    alternatives: [[{ sign: ">=", bound: 2 ** 32, unit: "GiB" }]],
    text: ">= 4GiB",
  });
  assert.ok(!("wrong" in parseRange("integer", ">= -5")));
});

const bound = fc.integer({ min: 0, max: 9 });
const comparisons = fc.array(fc.tuple(fc.constantFrom(">=", ">", "<=", "<", "="), bound), {
  minLength: 1,
  maxLength: 3,
});
const fits: Readonly<Record<string, (value: number, limit: number) => boolean>> = {
  ">=": (value, limit) => value >= limit,
  ">": (value, limit) => value > limit,
  "<=": (value, limit) => value <= limit,
  "<": (value, limit) => value < limit,
  "=": (value, limit) => value === limit,
};

test("a range admits what its comparisons admit, and is refused only if they admit nothing", () => {
  fc.assert(
    fc.property(comparisons, (parts) => {
      const text = parts.map(([sign, limit]) => `${sign}${limit}`).join(" ");
      // Halves lie between the bounds, so that `>1 <2` is not empty.
      const values = Array.from({ length: 42 }, (_, index) => index / 2);
      const admitted = values.filter((value) => parts.every(([sign, limit]) => fits[sign]?.(value, limit) === true));
      const parsed = parseRange("count", text);
      assert.equal("wrong" in parsed, admitted.length === 0, text);
      if ("wrong" in parsed) return;
      const held = values.filter((value) => holds(parsed, (limit) => value - Number(limit)));
      assert.deepEqual(held, admitted, text);
    }),
  );
});

test("no text ends in an error", () => {
  const piece = fc.constantFrom(">=", "<", "=", "||", " ", "1", ".", "2 GB", "^", "~", "-", "x", "v", "\u0000", "\n");
  fc.assert(
    fc.property(
      fc.constantFrom("version", "size", "count", "instant", "code"),
      fc.array(piece, { maxLength: 12 }),
      (type, pieces) => {
        assert.ok(parseRange(type, pieces.join("")) !== undefined);
      },
    ),
  );
});
