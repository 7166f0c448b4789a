import assert from "node:assert/strict";
import { test } from "node:test";
import { parseMilliseconds, parseMoment, parseSet, parseSubject } from "./options.ts";

test("an answer is a name and everything behind the first =", () => {
  assert.deepEqual(parseSet("url=https://a/?b=c"), ["url", "https://a/?b=c"]);
  assert.deepEqual(parseSet("cert="), ["cert", ""]);
  assert.deepEqual(parseSet("data_path=/srv"), ["data_path", "/srv"]);
});

test("an answer that is none is refused without being repeated", () => {
  for (const given of ["hunter2", "=hunter2", "a b=hunter2", `${"hunter2".repeat(6)}=`]) {
    assert.throws(
      () => parseSet(given),
      (error) => error instanceof Error && !error.message.includes("hunter2"),
    );
  }
});

test("a duration has a unit", () => {
  assert.equal(parseMilliseconds("500ms"), 500);
  assert.equal(parseMilliseconds("2m"), 120_000);
  assert.equal(parseMilliseconds("7 days"), 604_800_000);
  for (const given of ["5", "", "0s", "-1s", "5 parsecs", "1e3s"])
    assert.throws(() => parseMilliseconds(given), /expected a duration/);
});

test("a moment is one of three", () => {
  assert.equal(parseMoment("run"), "run");
  assert.throws(() => parseMoment("later"), /install, run, upgrade/);
});

test("nothing that begins with - is a product", () => {
  assert.throws(() => parseSubject("-o=json"), /no option of this command/);
  assert.equal(parseSubject("./a.yaml"), "./a.yaml");
});
