import assert from "node:assert/strict";
import { test } from "node:test";
import { besideContainer } from "./container-beside.ts";

const options = { environment: process.env, platform: process.platform };
const limits = { signal: new AbortController().signal, timeoutMs: 5000 };
const id = "4f".repeat(32);

/** A client whose engine says that the container is this process. */
const saying = (pid: string): readonly [string, ...string[]] => ["/bin/sh", "-c", `echo ${pid}`];

test("a process of this host that is not the container's is not entered in its place", async () => {
  assert.equal(await besideContainer({ id, client: saying(String(process.pid)) }, options, limits), undefined);
});

test("what names no process is not entered", async () => {
  for (const pid of ["0", "", "-1", "self", "1/../2", "99999999"])
    assert.equal(await besideContainer({ id, client: saying(`'${pid}'`) }, options, limits), undefined, pid);
});

test("on another system no network is entered", async () => {
  const given = { ...options, platform: "darwin" } as const;
  assert.equal(await besideContainer({ id, client: saying("1") }, given, limits), undefined);
});
