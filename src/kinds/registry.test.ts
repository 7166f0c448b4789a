import assert from "node:assert/strict";
import { test } from "node:test";
import { FactIndex, type Arguments, type FactRecord } from "../facts/snapshot.ts";
import { kinds } from "./all.ts";
import type { Declaration } from "./declaration.ts";
import { finding } from "./registry.ts";

const record = (kind: string, given: Arguments, field: string): FactRecord => ({
  id: `${field} ${JSON.stringify(given)}`,
  target: "local",
  kind,
  arguments: given,
  subject: null,
  field,
  state: "seen",
  value: true,
  vantage: "host",
  grade: "observed",
  by: "a test",
  at: "2026-01-01T00:00:00Z",
  ms: 1,
});

/** The fields of facts of these looks that answer what is asked, each with what its look was asked. */
const found = (kind: string, looks: readonly Arguments[], asked: Arguments): readonly string[] => {
  const fields = kind === "docker" ? ["answers", "ranContainer"] : ["reachable", "redirects"];
  const records = looks.flatMap((given) => fields.map((field) => record(kind, given, field)));
  const place = { target: "local", kind, arguments: asked, subject: null };
  return new FactIndex(records, finding).of(place).map(({ id }) => id);
};

test("a fact that is answered only with an argument answers that value of it alone", () => {
  const [plain, secure] = [
    { domain: "a.example.org", redirectFrom: 80 },
    { domain: "a.example.org", redirectFrom: 8080 },
  ];
  const fields = (redirectFrom: number): readonly string[] =>
    ["reachable", "redirects"].map((field) => `${field} {"domain":"a.example.org","redirectFrom":${redirectFrom}}`);
  assert.deepEqual(found("ingress", [plain], secure), []);
  assert.deepEqual(found("ingress", [plain, secure], secure), fields(8080));
  assert.deepEqual(found("ingress", [plain], { domain: "a.example.org" }), fields(80));
  assert.deepEqual(found("ingress", [{ domain: "a.example.org" }], plain), ['reachable {"domain":"a.example.org"}']);
});

test("with an argument that only asks for more and without it a look is one, and `false` asks for no more", () => {
  assert.deepEqual(found("docker", [{ run: true }], {}), ['answers {"run":true}', 'ranContainer {"run":true}']);
  assert.deepEqual(found("docker", [{ run: true }], { run: false }), found("docker", [{ run: true }], {}));
  for (const less of [{}, { run: false }])
    assert.deepEqual(found("docker", [less], { run: true }), [`answers ${JSON.stringify(less)}`]);
});

const all: readonly Declaration[] = kinds;

test("a kind whose arguments ask for more keeps them as they are, so that facts tell what was asked", () => {
  for (const kind of all) {
    const extending = Object.values(kind.arguments).filter((argument) => argument.extends === true);
    if (extending.length === 0) continue;
    assert.deepEqual([kind.kept, kind.subjects?.askedOfOne], [undefined, undefined], kind.name);
    assert.ok(
      extending.every(({ required, secret }) => required !== true && secret !== true),
      kind.name,
    );
  }
});
