import assert from "node:assert/strict";
import { test } from "node:test";
import { parseResolverSettings, resolverSettings } from "./nameservers.ts";

const named = (text: string): readonly string[] => parseResolverSettings(text).nameservers;
const searched = (text: string): readonly string[] => parseResolverSettings(text).search;

test("the first three nameservers count, whatever else stands in the file", () => {
  assert.deepEqual(
    named("nameserver 192.0.2.1\nnameserver\t2001:db8::1 # ours\nnameserver 192.0.2.3\nnameserver 192.0.2.4\n"),
    ["192.0.2.1", "2001:db8::1", "192.0.2.3"],
  );
  assert.deepEqual(
    named("# nameserver 192.0.2.1\n;nameserver 192.0.2.1\n nameserver 192.0.2.1\nnameserver\nnameserver x.test\n"),
    [],
  );
  assert.deepEqual(named("nameserver fe80::1%eth0\nnameserver 127.0.0.53\r\n"), ["fe80::1%eth0", "127.0.0.53"]);
});

test("the last search list counts, as the system has it", () => {
  assert.deepEqual(searched("search a.test b.test\nsearch c.test.\n"), ["c.test"]);
  assert.deepEqual(searched("search a.test\ndomain d.test\n"), ["d.test"]);
  assert.deepEqual(searched("search a.test \u001B[2J ../x b.test\n"), ["a.test", "b.test"]);
  assert.equal(searched("search a.t b.t c.t d.t e.t f.t g.t\n").length, 6);
});

test("a file that is not there names nobody, and one that may not be read is not taken for empty", () => {
  assert.deepEqual(resolverSettings({ is: "missing" }, "linux"), { nameservers: [], search: [] });
  const denied = { is: "failed", why: { code: "permission-denied", text: "no" } } as const;
  assert.deepEqual(resolverSettings(denied, "linux"), denied);
});
