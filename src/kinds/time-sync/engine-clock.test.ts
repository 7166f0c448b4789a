import assert from "node:assert/strict";
import { test } from "node:test";
import { seen, unknown, type Fact } from "../../facts/fact.ts";
import { engineOf } from "../engine.ts";
import { runRaw, toldOf, type Told } from "../made-raws.ts";
import { clockElsewhere } from "./engine-clock.ts";

const evidence = {
  by: "docker info",
  at: "2026-11-21T12:00:00.500Z",
  ms: 300,
  grade: "observed",
  vantage: "host",
} as const;
const kept = seen(true, evidence);
const open = unknown({ code: "cannot-tell", text: "nobody tells" }, evidence);

function offset(time: string, ...own: readonly Fact<boolean>[]): Told {
  const info = JSON.stringify({ ServerVersion: "29.1", SystemTime: time });
  const engine = engineOf(runRaw("docker version", "{}"), runRaw("docker info", info));
  assert.ok(engine !== undefined);
  return toldOf(
    clockElsewhere({ engine, evidence, ofBoth: evidence, isAlike: false }, { synchronised: own }),
    "offset",
  );
}

test("the engine's clock is compared with one that is kept right, and the farthest that it can be off counts", () => {
  assert.equal(offset("2026-11-21T12:00:00.400Z", kept).value, 0.2);
  assert.equal(offset("2026-11-21T13:00:00.450123456+01:00", kept).value, 0.25);
  assert.equal(offset("2026-11-21T11:50:00.500Z", kept).value, 600);
});

test("two clocks that agree show nothing while this host's is not known to be right", () => {
  for (const own of [[], [open], [seen(false, evidence)], [kept, open]])
    assert.equal(offset("2026-11-21T12:00:00.400Z", ...own).why?.code, "cannot-tell");
});

test("an engine that tells no time leaves it open", () => {
  for (const time of ["", "noon"]) assert.equal(offset(time, kept).why?.code, "cannot-tell");
});

test("who keeps an engine's clock elsewhere right does not show", () => {
  const engine = engineOf(runRaw("docker version", "{}"), runRaw("docker info", '{"ServerVersion":"29.1"}'));
  assert.ok(engine !== undefined);
  const answers = clockElsewhere({ engine, evidence, ofBoth: evidence, isAlike: false }, { synchronised: kept });
  assert.equal(toldOf(answers, "synchronised").why?.code, "cannot-tell");
  assert.equal(toldOf(answers, "daemon").why?.code, "cannot-tell");
});
