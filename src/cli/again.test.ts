import assert from "node:assert/strict";
import { test } from "node:test";
import { againWords, initWords } from "./again.ts";
import { ownFailure } from "./own-failure.ts";

test("the command to type again keeps what was answered, quoted for a shell", () => {
  const words = againWords(["check", "./my file.yaml"], {
    profile: "docker",
    set: [
      ["domain", "a.example"],
      ["name", "it's"],
    ],
  });
  assert.equal(
    words,
    String.raw`footing check './my file.yaml' --profile docker --set domain=a.example --set 'name=it'\''s'`,
  );
});

test("the command that asks names the site file that was read, whichever way it was named", () => {
  const site = (name: string) => ({ source: { name, text: "" } });
  const set = [["ip", "::1"]] as const;
  assert.equal(
    initWords("cht", null, { profile: "docker", set }),
    "footing init cht --profile docker --set 'ip=::1'".replaceAll("'", ""),
  );
  assert.equal(initWords(undefined, site("footing.yaml"), {}), "footing init");
  assert.equal(initWords("./web.yaml", site("./web.yaml"), {}), "footing init --site ./web.yaml");
  assert.equal(
    initWords("cht", site("web.yaml"), { site: "web.yaml", on: ["local"] }),
    "footing init cht --site web.yaml",
  );
});

test("our own failure is told with versions and without any value that was typed", () => {
  const process = { versions: { node: "26.1.0" }, platform: "linux", arch: "x64" };
  const text = ownFailure(new TypeError("x is not \u001b[31ma function"), {
    words: ["check", "cht", "--set", "db=hunter2"],
    version: "0.1.0",
    process,
  });
  assert.match(text, /^footing broke: TypeError: x is not \\x1b\[31ma function\n/);
  assert.match(text, /footing 0\.1\.0, Node\.js 26\.1\.0, linux x64/);
  assert.match(text, /footing check cht --set db=…/);
  assert.ok(!text.includes("hunter2"));
  assert.doesNotMatch(text, /^\s+at /m);
});
