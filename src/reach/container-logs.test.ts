import assert from "node:assert/strict";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { nobody, runIn, shells } from "./made-shells.ts";
import { containerLogsScript } from "./scripts/container-logs.ts";

const folder = mkdtempSync(join(tmpdir(), "footing-logs-"));
chmodSync(folder, 0o755);
after(() => rmSync(folder, { recursive: true }));
const at = (name: string): string => join(folder, name);

// A client of an engine that has no containers.
mkdirSync(at("bin"));
writeFileSync(at("bin/docker"), "#!/bin/sh\n");
chmodSync(at("bin/docker"), 0o755);
mkdirSync(at("open"));
mkdirSync(at("closed"));
for (const place of ["open", "closed"]) writeFileSync(at(`${place}/daemon.json`), "{\n}\n");
writeFileSync(at("open/private.json"), "{}");
chmodSync(at("open/private.json"), 0o600);
chmodSync(at("closed"), 0o700);

const asRoot = { skip: process.getuid?.() === 0 ? false : "needs root" };
for (const shell of shells) {
  test(`the engine's settings are told from those that may not be read, and from none (${shell[0]})`, asRoot, () => {
    const settings = (file: string): string | undefined => {
      const script = containerLogsScript.replaceAll("/etc/docker/daemon.json", at(file));
      const as = [...nobody, "env", `PATH=${at("bin")}:${process.env["PATH"] ?? ""}`];
      const { stdout } = runIn(shell, script, { words: ["footing-logs"], as });
      assert.match(stdout, /(?:^|\n)end\n$/);
      return /^settings\t\S+\t(.*)$/m.exec(stdout)?.[1];
    };
    assert.equal(settings("open/daemon.json"), "{ } ");
    for (const unseen of ["open/private.json", "closed/daemon.json", "closed/none.json", "closed/none/none.json"])
      assert.equal(settings(unseen), "?", unseen);
    for (const none of ["open/none.json", "none/none.json"]) assert.equal(settings(none), "", none);
  });
}
