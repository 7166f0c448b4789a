// What a host is found to be must not depend on how it was asked.
import assert from "node:assert/strict";
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import type { Arguments } from "../facts/snapshot.ts";
import { kinds } from "../kinds/all.ts";
import { localTarget } from "../reach/local.ts";
import { shells } from "../reach/made-shells.ts";
import { farTarget } from "../reach/session/made-far-host.ts";
import type { Target } from "../reach/target.ts";
import { Observer } from "./look.ts";

const folder = realpathSync(mkdtempSync(join(tmpdir(), "footing-ways-")));
after(() => rmSync(folder, { recursive: true }));
writeFileSync(join(folder, "settings.env"), "A=1\nB='two words'\nC=\n");

const signal = new AbortController().signal;

/** Questions to every kind of host; a kind that needs an argument is asked with these. */
const asked: Readonly<Record<string, readonly Arguments[]>> = {
  disk: [{ path: "/" }, { path: folder }, { path: join(folder, "none/at all") }, { path: "/proc/self" }],
  command: [{ name: "sh" }, { name: "no-such-program" }, { name: "tar" }, { name: "sh", as: "root" }],
  port: [{ port: 1 }],
  directory: [{ path: folder }, { path: join(folder, "none") }, { path: join(folder, "settings.env") }],
  package: [{ dir: folder, files: [{ path: "settings.env", format: "env", keys: ["A", "B", "C", "D"] }] }],
  exec: [{ command: "printf", args: ["%s", 'it\'s\n"here" $HOME'] }, { command: "false" }, { command: "no-such" }],
};

/** Who asks nameservers needs a socket for packets, which no shell has. */
const fromItselfAlone = new Set(["dns"]);

/** What moves while it is looked at. */
const moving = new Set(["available", "free", "swap", "offset", "inodesFree"]);

async function factsOf(target: Target): Promise<unknown> {
  const observer = new Observer(
    target,
    { signal, timeoutMs: 20_000 },
    { fromCatalog: true, yes: true, allowExec: true, noWrite: false },
  );
  // Through the network each host has ways of its own.
  const hosts = kinds.filter(
    ({ name, askedOf, touches }) =>
      askedOf.includes("host") && touches?.how !== "connects-to-hosts" && !fromItselfAlone.has(name),
  );
  const found = await Promise.all(
    hosts.flatMap((kind) => {
      const fields = new Set(Object.keys(kind.answers));
      return (asked[kind.name] ?? [{}]).map(async (one) => {
        const looked = await observer.look({
          target: "local",
          kind: kind.name,
          vantage: "host",
          arguments: one,
          fields,
        });
        return looked
          .filter(({ place }) => !moving.has(place.field))
          .map(({ place, fact }) => {
            const { at: _at, ms: _ms, ...evidence } = fact.evidence;
            return [`${kind.name} ${JSON.stringify(one)} ${place.field}`, { ...fact, evidence }] as const;
          });
      });
    }),
  );
  return Object.fromEntries(found.flat());
}

const native = localTarget({ environment: process.env, platform: process.platform });
after(() => native.close());

for (const shell of shells) {
  test(`${shell[0]} finds by one script what is found natively, with a banner in front`, async () => {
    const { target } = farTarget(shell, { before: "printf 'Welcome\\n\\033[1mto us\\n'; printf 'noise' >&2" });
    try {
      assert.deepEqual(await factsOf(target), await factsOf(native));
    } finally {
      await target.close();
    }
  });
}
