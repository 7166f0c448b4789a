// Both ends of an ingress check, run as a user runs them; who comes from outside comes through a network of the test's own.
import assert from "node:assert/strict";
import { spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { test, type TestContext } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { betweenNeighbours, toldToReach, withoutNeighbours } from "./neighbours.ts";
import { folderWith, footing, freePort, started } from "./spawn.ts";

type Running = { readonly child: ChildProcess; readonly said: () => string; readonly url: string };

/** Starts it and waits until it has printed its address. */
async function answering(words: readonly string[], context: TestContext): Promise<Running> {
  const child = started(["answer", ...words], { folder: folderWith(context) });
  let text = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (piece: Buffer) => (text += piece.toString()));
  context.after(() => child.kill("SIGKILL"));
  for (let waited = 0; waited < 400 && !toldToReach.test(text); waited++) await pause(50);
  const url = /^ {2}(https?:\/\/\S+)$/m.exec(text)?.[1] ?? assert.fail(text);
  return { child, said: () => text, url };
}

const ended = async (child: ChildProcess): Promise<number | null> =>
  child.exitCode ?? ((await once(child, "exit")) as [number | null])[0];

test("a visit from the machine itself shows nothing, and the time passes", async (context) => {
  const port = await freePort();
  const { child, said, url } = await answering(["127.0.0.1", "--port", port, "--for", "4s"], context);
  assert.match(url, new RegExp(`^https://127\\.0\\.0\\.1:${port}/footing(-[a-z0-9]{4}){4}$`));
  const reached = footing(["reach", url], { folder: "/" });
  assert.equal(reached.code, 0);
  assert.match(reached.stdout, /✓ answer {6}footing answers, and saw this visit come from 127\.0\.0\.1\n\nREACHED /);
  assert.equal(await ended(child), 1);
  assert.match(said(), /· 127\.0\.0\.1, which is this place itself: shows nothing\n[^]*NOT REACHED {3}nobody came/);
  assert.equal(footing(["reach", url], { folder: "/" }).code, 1, "the word holds for one listening");
});

test("two listenings never share an address, and Ctrl-C ends one with 130 and frees the port", async (context) => {
  const port = await freePort();
  const urls: string[] = [];
  for (let round = 0; round < 2; round++) {
    const { child, said, url } = await answering(["--port", port], context);
    urls.push(url);
    child.kill("SIGINT");
    assert.equal(await ended(child), 130);
    assert.match(said(), /INTERRUPTED {3}nobody had come/);
  }
  assert.notEqual(urls[0], urls[1]);
});

test("killed as nobody can prevent, it leaves nothing that listens", async (context) => {
  const port = await freePort();
  const first = await answering(["--port", port], context);
  // The launcher is the parent of what listens; nothing of it may outlive either.
  const children = spawnSync("ps", ["-o", "pid=", "--ppid", String(first.child.pid)], { encoding: "utf8" });
  for (const pid of [...children.stdout.split("\n").filter((one) => one.trim() !== ""), String(first.child.pid)])
    spawnSync("kill", ["-9", pid.trim()]);
  await answering(["--port", port, "--for", "1s"], context);
});

test("a port that is held is named with its holder, and what was asked wrongly with 2", async (context) => {
  const folder = folderWith(context, { "a.pem": "x", "a.key": "x" });
  const server = createServer().listen(0);
  await once(server, "listening");
  context.after(() => server.close());
  const { port } = server.address() as AddressInfo;
  const held = footing(["answer", "--port", String(port)], { folder });
  assert.deepEqual([held.code, held.stdout], [3, ""]);
  assert.match(held.stderr, new RegExp(`port ${port} is held by \\S+`));
  const table: readonly (readonly [readonly string[], RegExp])[] = [
    [["answer", "https://maps.example.org/"], /name the host alone/],
    [["answer", "169.254.169.254"], /no address that anybody outside could open/],
    [["answer", "--port", "70000"], /a port from 1 to 65535/],
    [["answer", "--for", "10"], /expected a duration/],
    [["answer", "--from", "moon"], /expected internet or private/],
    [["answer", "--cert", "a.pem"], /Name both/],
    [["answer", "--cert", "a.pem", "--key", "a.key"], /could not be read/],
    [["answer", "--cert", "none.pem", "--key", "a.key"], /there is no such file/],
    [["reach"], /URL is missing/],
    [["reach", "maps.example.org"], /begins with http/],
    [["reach", "https://maps.example.org/"], /no address that `footing answer` printed/],
    [["reach", "http://169.254.169.254/footing-k3f9-x2m7-q8wd-5zhp"], /does not speak to/],
    [["reach", "http://0xa9fea9fe/footing-k3f9-x2m7-q8wd-5zhp"], /does not speak to/],
    [["reach", "http://[::ffff:169.254.169.254]/footing-k3f9-x2m7-q8wd-5zhp"], /does not speak to/],
  ];
  for (const [words, message] of table) {
    const { code, stdout, stderr } = footing(words, { folder });
    assert.deepEqual([code, stdout], [2, ""], words.join(" "));
    assert.match(stderr.replaceAll(/\s+/g, " "), message, words.join(" "));
  }
});

test(
  "somebody from a network outside ends it with 0, and is told as what it is",
  { skip: withoutNeighbours },
  (context) => {
    const script = `
    footing answer "$place" --for 30s >log 2>&1 & pid=$!
    told log
    outside "$node" "$launcher" reach "$url" && echo "reach 0"
    code=0; wait $pid || code=$?
    cat log; echo "answer $code"`;
    const folder = folderWith(context);
    const internet = betweenNeighbours(context, script, { place: "203.0.113.7", visitor: "203.99.0.9", folder });
    assert.match(
      internet,
      /✓ connection {2}203\.0\.113\.7 port 443\n[^]*reach 0\n[^]*✓ 203\.99\.0\.9, from the internet\n/,
    );
    assert.match(internet, /REACHED {3}from the internet, by 203\.99\.0\.9[^]*answer 0\n/);
    const office = betweenNeighbours(context, script, { place: "10.99.0.7", visitor: "10.99.0.9", folder });
    assert.match(
      office,
      /REACHED {3}from a private or neighbouring network, by 10\.99\.0\.9[^]*does not show that the internet[^]*answer 0\n/,
    );
  },
);
