// `check --visit`, run as a user runs it. What becomes of each visit is shown in the lab (ingress-visit.yaml).
import assert from "node:assert/strict";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { betweenNeighbours, withoutNeighbours } from "./neighbours.ts";
import { folderWith, footing, freePort, requirements, started } from "./spawn.ts";

const ingress = (port: string): string =>
  requirements(
    `  - { id: ingress, level: must, title: Port, ingress: { domain: maps.example.test, port: ${port} } }\n`,
  );

/** Starts it and waits until it has told what is to be opened. */
async function waiting(words: readonly string[], folder: string, context: TestContext): Promise<ChildProcess> {
  const child = started(["check", "./mine.yaml", "--yes", ...words], { folder });
  context.after(() => child.kill("SIGKILL"));
  let text = "";
  child.stderr?.on("data", (piece: Buffer) => (text += piece.toString()));
  child.stdout?.resume();
  for (let waited = 0; waited < 400 && !text.includes("footing reach"); waited++) await pause(50);
  assert.match(text, /Listening on port \d+ for 10 minutes\. Open this[^]*https:\/\/maps\.example\.test:\d+\/footing-/);
  return child;
}

test("who is to open what is told on stderr, quiet or not, and Ctrl-C ends the waiting with 130 and frees the port", async (context) => {
  const port = await freePort();
  const folder = folderWith(context, { "mine.yaml": ingress(port) });
  for (const words of [["--quiet"], []]) {
    const child = await waiting(["--visit", "10m", "--no-input", ...words], folder, context);
    child.kill("SIGINT");
    assert.equal(child.exitCode ?? ((await once(child, "exit")) as [number | null])[0], 130);
  }
});

test("nobody came: unknown when the time is over, and the run's own time is not used up by it", async (context) => {
  const folder = folderWith(context, { "mine.yaml": ingress(await freePort()) });
  const words = ["check", "./mine.yaml", "--yes", "--visit", "1s", "--deadline", "20s"];
  const { code, stdout } = footing(words, { folder });
  assert.equal(code, 3);
  assert.match(stdout.replaceAll(/\s+/g, " "), /nobody came from outside/);
});

test("a file that is not the catalog's asks for leave, and nobody is called", async (context) => {
  const folder = folderWith(context, { "mine.yaml": ingress(await freePort()) });
  const { code, stdout, stderr } = footing(["check", "./mine.yaml", "--visit", "10m"], { folder });
  assert.deepEqual([code, stderr], [3, ""]);
  assert.match(stdout, /--yes/);
});

test("--dry-run lists the port and how long it is listened on, and does not listen", async (context) => {
  const folder = folderWith(context, { "mine.yaml": ingress("8443") });
  const { code, stdout } = footing(["check", "./mine.yaml", "--yes", "--visit", "10m", "--dry-run"], { folder });
  assert.equal(code, 0);
  assert.match(
    stdout.replaceAll(/\s+/g, " "),
    /port 8443 on all addresses, to be visited: until .* at most 10 minutes/,
  );
});

test("who came from outside is a fact that judges the same again", { skip: withoutNeighbours }, (context) => {
  const folder = folderWith(context, { "mine.yaml": ingress("443") });
  const script = `
    footing check ./mine.yaml --yes --visit 30s -o json=report.json >out 2>err & pid=$!
    until grep -qs 'footing reach' err; do kill -0 $pid; sleep 0.1; done
    url=$(sed -n 's/^  footing reach //p' err)
    outside curl -sk --connect-to "::$place:443" "$url" >page
    code=0; wait $pid || code=$?
    echo "check $code"`;
  const said = betweenNeighbours(context, script, { place: "203.0.113.7", visitor: "203.99.0.9", folder });
  assert.equal(said, "check 0\n");
  const judged = footing(["judge", "./mine.yaml", "--facts", join(folder, "report.json"), "-o", "json"], { folder });
  assert.equal(judged.code, 0, judged.stdout);
  const { facts } = JSON.parse(judged.stdout) as { readonly facts: readonly Readonly<Record<string, unknown>>[] };
  const { value, grade } = facts.find(({ field }) => field === "reachable") ?? {};
  assert.deepEqual([value, grade], [true, "proven"]);
});
