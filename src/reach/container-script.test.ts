import assert from "node:assert/strict";
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { runIn, shells } from "./made-shells.ts";
import { readWritten, type Written } from "./remains.ts";
import { containerScript } from "./scripts/container.ts";

const folder = mkdtempSync(join(tmpdir(), "footing-container-"));
after(() => rmSync(folder, { recursive: true }));
const image = join(folder, "image");
const container = join(folder, "container");

// A client that warns of something whatever it is asked, and takes a moment to make things.
writeFileSync(
  join(folder, "docker"),
  `#!/bin/sh
echo 'WARNING: Error loading config file: open config.json: permission denied' >&2
for last; do :; done
case $1 in
  version) echo amd64 ;;
  import) sleep 0.2; cat >/dev/null; echo "$last" >'${image}'; echo sha256:1 ;;
  create) sleep 0.2; echo "$last" >'${container}'; echo 1 ;;
  start) cat '${container}' ;;
  inspect) echo '{"Type":"json-file","Config":{}}' ;;
  rmi) rm '${image}' || { echo "Error: No such image: $last" >&2; exit 1; } ;;
  rm) rm '${container}' || { echo "Error: No such container: $last" >&2; exit 1; } ;;
esac
`,
);
chmodSync(join(folder, "docker"), 0o755);

function ran(shell: readonly [string, ...string[]], script = containerScript): Written {
  const as = ["env", `PATH=${folder}:${process.env["PATH"] ?? ""}`];
  const { stdout } = runIn(shell, script, { words: ["footing-container", "M", "no", "\\101", "\\101", "9"], as });
  return readWritten(stdout, "M");
}

for (const shell of shells) {
  test(`a container is run whatever the engine's client warns of (${shell[0]})`, () => {
    const { text, whole, remains } = ran(shell);
    const nonce = /^nonce\t(\w+)$/m.exec(text)?.[1] ?? text;
    assert.match(text, new RegExp(`^step\tstart\n(said\tWARNING.*\n)?said\t${nonce}\n`, "m"));
    assert.doesNotMatch(text, /^arch\t/m);
    assert.deepEqual([whole, remains, existsSync(image), existsSync(container)], [true, [], false, false]);
  });

  for (const step of ["import", "create"]) {
    test(`what is asked to end right after it began to ${step} waits for that and takes it away (${shell[0]})`, () => {
      // The shell acts on what it was sent once the command that it does is done.
      const asked = `[ "$doing" != ${step} ] || kill -TERM "$$"`;
      const script = containerScript.replace("finish() {\n", (begin) => `${begin}${asked}\n`);
      assert.notEqual(script, containerScript);
      const { text, whole, remains } = ran(shell, script);
      assert.match(text, new RegExp(`^step\t${step}\n(said\t.*\n)*end\t\n$`, "m"));
      assert.deepEqual([whole, remains, existsSync(image), existsSync(container)], [true, [], false, false]);
    });
  }
}
