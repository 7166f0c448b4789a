import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import {
  durationUnits,
  parseCount,
  parseDays,
  parseDuration,
  parseNumber,
  parsePercentage,
  parseSize,
  showDuration,
  showSize,
  sizeUnits,
  writeDays,
  writeDuration,
  writePercentage,
  writeSize,
} from "./units.ts";

test("GB is 10^9 and GiB is 2^30, as the source wrote them", () => {
  assert.equal(parseSize("4 GB")?.value, 4_000_000_000);
  assert.equal(parseSize("4 GiB")?.value, 4_294_967_296);
  assert.equal(parseSize("4GiB")?.value, 4_294_967_296);
  assert.equal(parseSize("1.5 TiB")?.value, 1.5 * 2 ** 40);
  assert.equal(parseSize("512 kB")?.value, 512_000);
  assert.equal(parseSize("0 B")?.value, 0);
});

test("what is written in tenths is a whole number of bytes", () => {
  for (let tenths = 0; tenths <= 5000; tenths++) {
    assert.equal(parseSize(`${(tenths / 10).toFixed(1)} GB`)?.value, tenths * 1e8);
  }
});

test("a wrong unit, a comma, a sign or a bare number is no size", () => {
  for (const text of [
    "4 GiBB",
    "4 Gb",
    "4 gb",
    "4",
    "GB",
    "4,5 GB",
    "-4 GB",
    "+4 GB",
    "4 GB free",
    "1e3 GB",
    "",
    "٤ GB",
  ]) {
    assert.equal(parseSize(text), undefined, text);
  }
});

test("durations are seconds", () => {
  assert.equal(parseDuration("30 days")?.value, 2_592_000);
  assert.equal(parseDuration("500ms")?.value, 0.5);
  assert.equal(parseDuration("90 s")?.value, 90);
  assert.equal(parseDuration("5m")?.value, 300);
  assert.equal(parseDuration("2 weeks")?.value, 1_209_600);
  assert.equal(parseDuration("1 month"), undefined);
  assert.equal(parseDuration("30"), undefined);
});

test("shares have their sign, counts no unit, and only numbers may be negative", () => {
  assert.equal(parsePercentage("5 %")?.value, 5);
  assert.equal(parsePercentage("5"), undefined);
  assert.equal(parseCount("3")?.value, 3);
  assert.equal(parseCount("3 GB"), undefined);
  assert.equal(parseCount("-3"), undefined);
  assert.equal(parseNumber("-3.5")?.value, -3.5);
  assert.equal(parseNumber("--3"), undefined);
  assert.equal(parseNumber("- "), undefined);
});

test("the names of objects that every language has are no units", () => {
  for (const unit of ["constructor", "__proto__", "toString"]) {
    assert.equal(parseSize(`4 ${unit}`), undefined);
    assert.equal(showSize(4e9, unit), "4 GB");
  }
});

test("a size is shown in the unit of the bound, or in the largest that leaves one of it", () => {
  assert.equal(showSize(16e9, "GB"), "16 GB");
  assert.equal(showSize(4_294_967_296, "GiB"), "4 GiB");
  assert.equal(showSize(8_053_063_680), "8 GB");
  assert.equal(showSize(57e9), "57 GB");
  assert.equal(showSize(640), "640 B");
  assert.equal(showSize(1_500_000_000_000), "1.5 TB");
});

test("what falls short is never shown as reaching: all sizes, all units", () => {
  assert.equal(showSize(2 ** 30 * 4 - 1, "GiB"), "3.9 GiB");
  assert.equal(showSize(1e12 - 1, "TB"), "0.999 TB");
  assert.equal(showSize(1e12 - 1), "999 GB");
  const amount = fc.integer({ min: 1, max: 10_000 });
  fc.assert(
    fc.property(amount, fc.constantFrom(...sizeUnits), fc.integer({ min: 1, max: 5000 }), (count, unit, missing) => {
      const bound = parseSize(`${count} ${unit}`)?.value ?? 0;
      fc.pre(bound > missing && Number.isSafeInteger(bound));
      const shown = parseSize(showSize(bound - missing, unit))?.value ?? Infinity;
      assert.ok(shown <= bound - missing, `${bound - missing} is shown as ${showSize(bound - missing, unit)}`);
      assert.equal(showSize(bound, unit), `${count} ${unit}`);
    }),
  );
});

test("a duration is rounded down, in every unit", () => {
  assert.equal(showDuration(86_400 * 29.99, "days"), "29.9 days");
  assert.equal(showDuration(86_400 * 30, "days"), "30 days");
  assert.equal(showDuration(86_400 * 2 - 1), "47 hours");
  assert.equal(showDuration(119), "119 s");
  assert.equal(showDuration(0.5), "0.5 s");
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10 ** 9 }), fc.constantFrom(...durationUnits, undefined), (value, unit) => {
      assert.ok((parseDuration(showDuration(value, unit))?.value ?? Infinity) <= value + 1e-6);
    }),
  );
});

test("days are read from any duration, and from a bare number", () => {
  const days = (text: string): number | undefined => parseDays(text)?.value;
  assert.deepEqual(
    [days("30 days"), days("4 weeks"), days("36h"), days("14"), days("a month")],
    [30, 28, 1.5, 14, undefined],
  );
});

test("a value is written in the largest unit that divides it, so that reading it gives the same again", () => {
  for (const written of ["4 GB", "4 GiB", "1536 MiB", "1 TB", "1500 MB", "7 B", "0 B"]) {
    assert.equal(writeSize(parseSize(written)?.value ?? -1), written);
  }
  assert.equal(writeSize(parseSize("0.5 TiB")?.value ?? -1), "512 GiB");
  for (const written of ["3 days", "36 hours", "90 minutes", "45 seconds", "0.5 seconds", "0 seconds"]) {
    assert.equal(writeDuration(parseDuration(written)?.value ?? -1), written);
  }
  assert.equal(writeDays(30), "30 days");
  assert.equal(writeDays(29.25), "29.25 days");
  assert.equal(writePercentage(12.5), "12.5 %");
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1e15 - 1 }), (bytes) => {
      assert.equal(parseSize(writeSize(bytes))?.value, bytes);
    }),
  );
});
