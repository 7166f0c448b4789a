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
  const text = ownFailure(new TypeError("x is not a function"), {
    words: ["check", "cht", "--set", "db=hunter2"],
    version: "0.1.0",
    process,
  });
  assert.match(text, /^footing broke: TypeError: x is not a function\n/);
  assert.match(text, /footing 0\.1\.0, Node\.js 26\.1\.0, linux x64/);
  assert.match(text, /footing check cht --set db=…/);
  assert.ok(!text.includes("hunter2"));
  assert.doesNotMatch(text, /^\s+at /m);
});

test("our own failure never tells what an inner error quotes", () => {
  const process = { versions: { node: "26.1.0" }, platform: "linux", arch: "x64" };
  const quoting: readonly Error[] = [
    new SyntaxError("Invalid regular expression: /hunter2/: too large"),
    new SyntaxError(`Unexpected token 'h', "hunter2" is not valid JSON`),
    new TypeError("Cannot read properties of undefined (reading 'hunter2')"),
    new TypeError("number 5 is not iterable, hunter2"),
    new Error("hunter2\n    at hunter2 (/srv/src/hunter2)"),
  ];
  for (const error of quoting) {
    const text = ownFailure(error, { words: ["check"], version: "0.1.0", process });
    assert.ok(text.startsWith(`footing broke: ${error.name}: `), text);
    assert.ok(!text.includes("hunter2"), text);
    assert.match(text, /in .+, src\/cli\/again\.test\.ts:\d+/);
  }
});
