import assert from "node:assert/strict";
import { test } from "node:test";
import { withinBounds } from "./bounds.ts";

const none = { hosts: [], addresses: [] };
type Bound = {
  readonly permitted?: readonly string[];
  readonly excluded?: readonly string[];
  readonly hasOthers?: true;
};

const hosts: readonly (readonly [names: readonly string[], bound: Bound, expected: string])[] = [
  [["app.example.org"], { permitted: ["example.org"] }, "yes"],
  [["example.org"], { permitted: ["example.org"] }, "yes"],
  [["example.org"], { permitted: [".example.org"] }, "no"],
  [["APP.example.org"], { permitted: [".Example.org"] }, "yes"],
  [["badexample.org"], { permitted: ["example.org"] }, "no"],
  [["app.example.org", "app.example.net"], { permitted: ["example.org"] }, "no"],
  [["app.example.org", "app.example.net"], { permitted: ["example.org", "example.net"] }, "yes"],
  [["*.example.org"], { permitted: ["example.org"] }, "yes"],
  [["app.example.org"], { excluded: ["example.org"] }, "no"],
  [["app.example.org"], { excluded: [""] }, "no"],
  [["app.example.org"], { excluded: ["app.example.net"] }, "yes"],
  [["*.example.org"], { excluded: ["a.example.org"] }, "cannot-tell"],
  [["app.example.org"], { permitted: ["example.org"], hasOthers: true }, "cannot-tell"],
  [[], { permitted: ["example.org"] }, "yes"],
];
for (const [names, { permitted = [], excluded = [], hasOthers }, expected] of hosts) {
  test(`${names.join(", ")} within ${permitted.join(", ")} and not ${excluded.join(", ")}: ${expected}`, () => {
    const bounds = {
      permitted: { ...none, hosts: permitted },
      excluded: { ...none, hosts: excluded },
      hasOthers: hasOthers === true,
    };
    assert.equal(withinBounds({ hosts: names, addresses: [] }, bounds), expected);
  });
}

test("addresses lie in networks of their own family alone", () => {
  const of = (address: string, permitted: string): string =>
    withinBounds(
      { hosts: [], addresses: [address] },
      { permitted: { ...none, addresses: [permitted] }, excluded: none, hasOthers: false },
    );
  assert.equal(of("c000020a", "c0000200ffffff00"), "yes");
  assert.equal(of("c000030a", "c0000200ffffff00"), "no");
  assert.equal(of("20010db8000000000000000000000001", "c0000200ffffff00"), "no");
});
