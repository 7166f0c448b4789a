import assert from "node:assert/strict";
import { test } from "node:test";
import type { Arguments } from "../facts/snapshot.ts";
import type { Asking } from "../judge/questions.ts";
import { LooksToTake } from "./looks-to-take.ts";

const asks = (kind: string, given: Arguments, ...fields: readonly string[]): Asking => ({
  target: "local",
  kind,
  vantage: "host",
  arguments: given,
  fields: new Set(fields),
});
const ingress = (redirectFrom?: number): Asking => {
  const domain = "app.example.org";
  if (redirectFrom === undefined) return asks("ingress", { domain }, "reachable");
  return asks("ingress", { domain, redirectFrom }, "reachable", "redirects");
};
const docker = (run?: boolean): Asking =>
  run === undefined
    ? asks("docker", {}, "answers")
    : asks("docker", { run }, "answers", ...(run ? ["ranContainer"] : []));

/** What looks ask beyond their identity, in their order, and what is recorded of each. */
function taken(toTake: LooksToTake, ...askings: readonly Asking[]): readonly string[] {
  return toTake.of(askings).map(({ asking, only }) => {
    const { redirectFrom, run } = asking.arguments;
    return `${JSON.stringify(redirectFrom ?? run ?? null)}: ${only === undefined ? "all" : [...only].join(" ")}`;
  });
}

test("who asks for no more shares the look of who does, and two who ask for other values take two", () => {
  const orders: readonly (readonly (number | undefined)[])[] = [
    [undefined, 80, 8080],
    [80, undefined, 8080],
    [80, 8080, undefined],
    [80, 80, 8080, undefined, 8080],
  ];
  for (const order of orders) {
    assert.deepEqual(taken(new LooksToTake(), ...order.map(ingress)), ["80: all", "8080: all"], String(order));
  }
  assert.deepEqual(taken(new LooksToTake(), ingress(), ingress(80)), ["80: all"]);
});

test("what is asked later is looked at as far as it is new, and never answered by another value", () => {
  const toTake = new LooksToTake();
  assert.deepEqual(taken(toTake, ingress()), ["null: all"]);
  assert.deepEqual(taken(toTake, ingress(80)), ["80: redirects"]);
  assert.deepEqual(taken(toTake, ingress(8080)), ["8080: redirects"]);
  assert.deepEqual(taken(toTake, ingress(80), ingress(8080), ingress()), []);
  const others = new LooksToTake();
  assert.deepEqual(taken(others, ingress(80)), ["80: all"]);
  assert.deepEqual(taken(others, ingress(8080), ingress()), ["8080: all"]);
});

test("what one asks for is asked, also where another says `false`", () => {
  for (const order of [
    [true, false],
    [false, true],
    [undefined, true, false],
  ]) {
    assert.deepEqual(taken(new LooksToTake(), ...order.map(docker)), ["true: all"], String(order));
  }
});
