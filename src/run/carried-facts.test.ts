// A host that somebody carries a text from must be found to be what it is over ssh, or on it itself.
import assert from "node:assert/strict";
import { execFile, execFileSync } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import { test } from "node:test";
import { promisify } from "node:util";
import type { FactRecord } from "../facts/snapshot.ts";
import { loadRequirements } from "../spec/requirements-file.ts";
import { UsageError } from "../spec/problem.ts";
import { carriedSnapshot } from "./carried-facts.ts";
import type { Found } from "./catalog.ts";
import { check } from "./check.ts";
import { printScript, scriptTouches, type PrintRequest } from "./print-script.ts";
import { scriptAbout } from "../report/carried-script.ts";

const file = (id = "own"): string => `footing: 1
product: { id: ${id}, name: Own }
inputs:
  path: { type: path, ask: "Where?" }
  secret: { type: text, secret: true, optional: true, ask: "Secret?" }
requirements:
  - { id: memory, level: must, memory: {}, expect: { installed: ">= 1 GB" } }
  - { id: cpu, level: must, cpu: {}, expect: { count: ">= 1" } }
  - { id: disk, level: must, needs: [memory], disk: { path: $inputs.path }, expect: { size: ">= 1 GB" } }
  - { id: shell, level: must, command: { name: sh } }
  - { id: nothing, level: must, command: { name: no-such-program } }
  - { id: writing, level: must, directory: { path: $inputs.path } }
  - { id: package, level: must, package: { dir: /etc, files: [{ path: hostname, format: env, keys: [A] }] } }
  - { id: own, level: must, exec: { command: printenv } }
`;
const found = (id?: string): Found => ({
  file: loadRequirements({ name: "own.yaml", text: file(id) }),
  statements: null,
  digest: "",
  origin: "file",
  folder: ".",
  version: null,
});
const environment = { PATH: process.env["PATH"], HOME: process.env["HOME"], FOOTING_INPUT_SECRET: "never-carried" };
const leave = { yes: true, allowExec: true, noWrite: false };
const asked = {
  found: found(),
  site: null,
  set: [["path", "/tmp"]],
  environment,
  moment: "install",
  only: [],
  skip: [],
  targets: [],
  clean: false,
} as const;
const print: PrintRequest = {
  ...asked,
  timeoutMs: 10_000,
  leave,
  now: "2026-06-15T12:00:00.000Z",
  version: "0",
  about: [],
  isEverything: false,
  inputsOf: () => [{ name: "path", value: "/tmp", from: "set", secret: false }],
};
const signal = new AbortController().signal;
const printed = async (): Promise<string> => {
  const { script } = await printScript(print);
  return execFileSync("sh", ["-s"], {
    input: script,
    encoding: "utf8",
    env: { ...process.env, SECRET_HERE: "never-carried" },
    stdio: ["pipe", "pipe", "ignore"],
  });
};
const request = { found: found(), site: null, set: [], environment, signal, path: "facts.txt" };

/** What is the same whenever and however it is looked at. */
const lasting = (facts: readonly FactRecord[]): unknown =>
  Object.fromEntries(
    facts
      .filter(({ field, kind }) => !["available", "free", "swap", "inodesFree"].includes(field) && kind !== "input")
      .map(({ id: _id, at: _at, ms: _ms, ...fact }) => [
        `${fact.kind} ${JSON.stringify(fact.arguments)} ${fact.field}`,
        fact,
      ]),
  );

test("a text gives the facts that looking gives, as of when it was made", async () => {
  const text = await printed();
  const before = new Date().toISOString();
  const snapshot = await carriedSnapshot(text, request);
  const ran = await check({
    ...asked,
    leave,
    timeoutMs: 10_000,
    deadlineMs: 60_000,
    strict: false,
    signal,
    onProgress: () => undefined,
  });
  const carried = snapshot.facts.filter(({ kind }) => kind !== "package" && kind !== "exec");
  const looked = ran.facts.filter(({ kind }) => kind !== "package" && kind !== "exec");
  assert.deepEqual(lasting(carried), lasting(looked));
  assert.ok(carried.every(({ at, kind }) => kind === "input" || at <= before));
  assert.equal(snapshot.targets[0]?.hostname, ran.situation.targets[0]?.hostname);
});

test("what files hold and commands print is not carried, and is unknown", async () => {
  const text = await printed();
  const { facts } = await carriedSnapshot(text, request);
  const secret = facts.filter(({ kind }) => kind === "package" || kind === "exec");
  assert.ok(secret.length > 0);
  assert.deepEqual([...new Set(secret.map(({ state }) => state))], ["unknown"]);
  const { readCarried } = await import("../reach/session/carried-text.ts");
  const carried = readCarried(text);
  if ("is" in carried) assert.fail(carried.text);
  const all = [
    carried.head,
    ...[...carried.ends.values()].map(({ stdout, stderr }) => stdout.toString() + stderr.toString()),
  ].join("\n");
  assert.doesNotMatch(all, /never-carried/);
});

test("what is not carried is told as left out, never as done", async () => {
  const { touches, leftOut } = scriptTouches(print);
  const what = leftOut.map((one) => [one.requirement, one.what]);
  assert.deepEqual(what, [
    ["package", "read /etc/hostname (its contents)"],
    ["own", "run printenv"],
  ]);
  const done = touches.map((touch) => touch.what).join("\n");
  assert.doesNotMatch(done, /printenv|\/etc\/hostname/);
  const told = { ...scriptTouches(print), product: "Own", version: "0", judge: "footing judge" };
  const lines = scriptAbout(told);
  assert.ok(
    lines.includes("  not: run printenv (own: what a command of the file prints is not carried about in a text)"),
  );
  assert.ok(!lines.some((line) => line.startsWith("  run   printenv")));
  // Nor does the script run it, or say that it holds what came of it.
  const { script, asks } = await printScript(print);
  assert.doesNotMatch(script, /printenv/);
  assert.deepEqual(
    asks.filter((one) => /^(?:exec|package)/.test(one)),
    [],
  );
});

test("services are tried there, by whichever way counts, and no password of a proxy is carried", async () => {
  const server = createServer((_, response) => void response.end("ok"));
  await once(server.listen(0, "127.0.0.1"), "listening");
  try {
    const address = server.address();
    const port = typeof address === "object" ? address?.port : undefined;
    const asking = (noProxy: string): Promise<readonly FactRecord[]> => {
      const variables = { http_proxy: "http://lab:never-carried@127.0.0.1:9/never", no_proxy: noProxy };
      return service(String(port), variables);
    };
    const direct = await asking("127.0.0.0/8");
    assert.deepEqual([direct[0]?.value, direct[0]?.state], [true, "seen"]);
    const proxied = await asking("other.example.org");
    assert.deepEqual([proxied[0]?.value, proxied[0]?.state], [false, "seen"]);
  } finally {
    server.close();
  }
});

/** Whether a service on this port is reached, by a text that was made with these variables. */
async function service(port: string, variables: Readonly<Record<string, string>>): Promise<readonly FactRecord[]> {
  const text = `footing: 1
product: { id: own, name: Own }
requirements:
  - { id: out, level: must, egress: { endpoints: [{ host: 127.0.0.1, port: ${port}, scheme: http }] } }
`;
  const own: Found = { ...found(), file: loadRequirements({ name: "own.yaml", text }) };
  const { script, asks } = await printScript({ ...print, found: own, set: [], timeoutMs: 2000 });
  assert.ok(asks.some((one) => one.startsWith("egress")));
  const ran = await promisify(execFile)("sh", ["-c", script], { env: { ...process.env, ...variables } });
  const { readCarried } = await import("../reach/session/carried-text.ts");
  const carried = readCarried(ran.stdout);
  if ("is" in carried) assert.fail(carried.text);
  for (const { stdout, stderr } of carried.ends.values()) {
    assert.doesNotMatch(`${stdout.toString()}${stderr.toString()}`, /never/);
  }
  const { facts } = await carriedSnapshot(ran.stdout, { ...request, found: own });
  return facts.filter(({ field }) => field === "reachable");
}

test("what was not asked there is unknown, and says so", async () => {
  const text = await printed();
  const { facts } = await carriedSnapshot(text, { ...request, set: [["path", "/var"]] });
  const size = facts.find(({ kind, field }) => kind === "disk" && field === "size");
  assert.deepEqual([size?.state, size?.why?.code], ["unknown", "not-observed"]);
});

test("a text of another product, a broken one, and a script for several hosts are refused", async () => {
  const text = await printed();
  await assert.rejects(carriedSnapshot(text, { ...request, found: found("other") }), /observed for own, not for other/);
  await assert.rejects(carriedSnapshot(text.slice(0, 400), request), (error) => error instanceof UsageError);
  await assert.rejects(printScript({ ...print, targets: ["ssh://db1"] }), /for one host/);
});
