// Lays out the folder of a new kind: `npm run new:kind NAME`.
import { fileURLToPath } from "node:url";
import { constantOf } from "./new/name.ts";
import { type Files, lay, writeFolder } from "./new/write.ts";

/** The files of a kind that compiles, is tested, and asks a host for one file: a start to be written over. */
export function kindFiles(name: string): Files {
  const constant = constantOf(name);
  return {
    "kind.ts": declaration(name, constant),
    "readings.ts": readings(constant),
    "kind.test.ts": tests(name, constant),
  };
}

const declaration = (name: string, constant: string): string => `import { defineKind } from "../declaration.ts";

export const ${constant} = defineKind({
  name: "${name}",
  says: "TODO: what is asked, in one sentence.",
  area: "machine",
  askedOf: ["host"],
  moments: ["install", "run", "upgrade"],
  vantages: ["host"],
  grade: "observed",
  arguments: {},
  answers: {
    there: {
      type: "boolean",
      says: "TODO: what the answer means.",
      visibility: "public",
      remedy: { text: "TODO: what to do where it falls short." },
    },
  },
  expect: { there: true },
  example: "- id: ${name}\\n  level: must\\n  ${name}: {}\\n",
});
`;

const readings = (constant: string): string => `import { absent, seen, unknown } from "../../facts/fact.ts";
import { evidenceOf, type Raws, type Readings } from "../../facts/reading.ts";
import { type Answer, hostLook } from "../declaration.ts";
import { ${constant} } from "./kind.ts";

const readings = () => ({ release: { file: "/proc/sys/kernel/osrelease" } }) as const satisfies Readings;

/** Turns what was read into facts. Pure, so that a recorded output is tested like a live one. */
export function understand(raws: Raws<ReturnType<typeof readings>>): Answer<typeof ${constant}> {
  const { release } = raws;
  const evidence = evidenceOf(release);
  if (release.is === "failed") return { there: unknown(release.why, evidence) };
  if (release.is === "missing") return { there: absent(evidence) };
  return { there: seen(release.text !== "", evidence) };
}

export const ${constant}Look = hostLook(${constant}, { readings, understand });
`;

const tests = (name: string, constant: string): string => `import assert from "node:assert/strict";
import { test } from "node:test";
import { reason } from "../../facts/reasons.ts";
import { ${constant} } from "./kind.ts";
import { understand } from "./readings.ts";

const when = { at: "2026-01-01T00:00:00Z", ms: 1, by: "/proc/sys/kernel/osrelease" };

test("${name} is declared under its own name", () => {
  assert.equal(${constant}.name, "${name}");
});

test("${name}: what was read is seen, with its witness", () => {
  const { there } = understand({ release: { ...when, is: "text", text: "6.1.0-18-amd64\\n" } });
  assert.deepEqual(there, { is: "seen", value: true, evidence: { ...when, grade: "observed", vantage: "host" } });
});

test("${name}: what could not be read is unknown, and says why", () => {
  const why = reason("permission-denied", "this user may not read it");
  const { there } = understand({ release: { ...when, is: "failed", why } });
  assert.ok("is" in there && there.is === "unknown");
  assert.equal(there.why.code, "permission-denied");
});
`;

if (import.meta.main) {
  lay("npm run new:kind NAME", (name) => {
    writeFolder(fileURLToPath(new URL(`../src/kinds/${name}/`, import.meta.url)), name, kindFiles(name));
    return [
      `src/kinds/${name}/ has kind.ts, readings.ts and kind.test.ts; they compile, and say TODO where you decide.`,
      "Put recorded outputs in fixtures/, the tool's version in the file name, and test understand() on them.",
      "Then: npm run generate, and npm run check.",
    ];
  });
}
