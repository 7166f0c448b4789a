import assert from "node:assert/strict";
import { test } from "node:test";
import { assert as check, property, string } from "fast-check";
import { parseContainerAddress } from "./container-address.ts";
import { understandExec, understandInspect } from "./container-state.ts";
import type { Bare } from "./bare.ts";

const id = "4f".repeat(32);
const nowMs = Date.parse("2026-11-21T12:00:00Z");
const printed = (text: string, more: { exit?: number; stderr?: string } = {}): Bare => ({
  is: "text",
  text,
  exit: more.exit ?? 0,
  stderr: more.stderr ?? "",
});
const state = (status: string, more: { exit?: number; restarts?: number; started?: string } = {}): Bare =>
  printed(
    `${id}\t${status}\t${more.exit ?? 0}\t${more.restarts ?? 0}\t"${more.started ?? "2026-11-21T08:00:00.1Z"}"\n`,
  );
const understood = (bare: Bare): ReturnType<typeof understandInspect> =>
  understandInspect(bare, { name: "app", client: "docker", nowMs });
const why = (bare: Bare): readonly [code: string, text: string] => {
  const found = understood(bare);
  return "code" in found ? [found.code, found.text] : ["runs", found.id];
};

test("a container that runs is known by its whole id", () => {
  assert.deepEqual(understood(state("running")), { id });
  // It was restarted, and has run for four hours since.
  assert.deepEqual(understood(state("running", { restarts: 3 })), { id });
});

test("a container in any other state is not running, each state in words of its own", () => {
  const words = new Map<string, string>();
  for (const status of ["created", "restarting", "paused", "exited", "dead", "removing", "thawing"]) {
    const [code, text] = why(state(status, { exit: 3 }));
    assert.equal(code, "not-running", status);
    words.set(text, status);
  }
  assert.equal(words.size, 7);
  assert.match(why(state("exited", { exit: 137 }))[1], /exit code 137/);
});

test("what mends it is told for the client that answered", () => {
  const found = understandInspect(state("paused"), { name: "app", client: "podman", nowMs });
  assert.equal("settle" in found && found.settle, "podman unpause app");
});

test("a container in a crash loop is not running, also in the moment in which it runs", () => {
  const [code, text] = why(state("running", { restarts: 5, started: "2026-11-21T11:59:58.5Z" }));
  assert.equal(code, "not-running");
  assert.match(text, /is being restarted: it ended 5 times/);
  // A clock of the engine that is ahead of this one's shows nothing of that.
  assert.equal(why(state("running", { restarts: 5, started: "2026-11-21T12:03:00Z" }))[0], "runs");
});

test("why nothing is said of a container is told in words of its own", () => {
  const said = (stderr: string): string => why(printed("", { exit: 1, stderr })).join(": ");
  assert.match(said("Error response from daemon: No such container: app"), /^not-running: there is no container app/);
  assert.match(said("Error: no such object: app"), /^not-running/);
  assert.match(said('Error: no container with name or ID "app" found: no such container'), /^not-running/);
  assert.match(said("Error response from daemon: Multiple IDs found with provided prefix: a"), /^cannot-tell/);
  assert.match(said("permission denied while trying to connect to unix:///var/run/docker.sock"), /^permission-denied/);
  assert.match(said("Cannot connect to the Docker daemon at unix:///x. Is the docker daemon running?"), /^no-means/);
  assert.equal(why({ is: "missing" })[0], "no-means");
  assert.equal(why(printed("[]"))[0], "garbled");
});

test("what a container says is never taken for one that runs unless its whole id stands there", () => {
  check(
    property(string(), (text) => {
      const found = understood(printed(text));
      assert.ok("code" in found || /^[0-9a-f]{64}$/.test(found.id));
    }),
  );
});

test("why no shell answers in a container that runs", () => {
  const said = (words: string, hello = false): string => understandExec(words, { hello, name: "app" }).code;
  const noShell =
    'OCI runtime exec failed: exec failed: unable to start container process: exec: "sh": executable file not found in $PATH: unknown';
  assert.equal(said(noShell), "no-shell");
  assert.equal(said("Error response from daemon: Container 4f4f is not running"), "not-running");
  assert.equal(
    said("Error response from daemon: Container app is paused, unpause the container before exec"),
    "not-running",
  );
  assert.equal(said("Error: container state improper"), "not-running");
  assert.equal(said("sudo: a password is required"), "password-needed");
  assert.equal(said("", true), "target-lost");
  assert.equal(said(""), "target-lost");
});

test("a container is named by letters, digits and . _ -, and never by an option", () => {
  assert.equal(parseContainerAddress("docker://cht-api_1.x"), "cht-api_1.x");
  for (const wrong of [
    "docker://",
    "docker://-v",
    "docker://a b",
    "docker://a/b",
    "docker://a\n",
    "docker:a",
    "ssh://a",
  ])
    assert.equal(parseContainerAddress(wrong), undefined, wrong);
});
