import assert from "node:assert/strict";
import { test } from "node:test";
import { readWritten } from "./remains.ts";

test("a script's own lines are told from what programs said, which cannot pass for one", () => {
  const output =
    "m-step\tcreate\nexit\t0\nleft\tcontainer x\nm-exit\t1\nm-left\tcontainer y\nm-found\timage z\nm-end\t\n";
  assert.deepEqual(readWritten(output, "m-"), {
    text: "step\tcreate\nsaid\texit\t0\nsaid\tleft\tcontainer x\nexit\t1\nleft\tcontainer y\nfound\timage z\nend\t\n",
    whole: true,
    remains: [
      { is: "left", what: "container y" },
      { is: "found", what: "image z" },
    ],
  });
});

test("output without its end is not whole", () => {
  assert.equal(readWritten("m-step\tcreate\n", "m-").whole, false);
  assert.equal(readWritten("", "m-").whole, false);
});
