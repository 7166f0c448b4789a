import assert from "node:assert/strict";
import { test } from "node:test";
import { hostOf, isLoopback } from "./url-host.ts";

test("the host of a URL is the same in whatever way it is written", () => {
  const hosts: readonly (readonly [string, string])[] = [
    ["https://Minio.Example.ORG.:9000/bucket", "minio.example.org"],
    ["http://user:p@ss@minio.example.org?x", "minio.example.org"],
    ["http://minio.example.org#y", "minio.example.org"],
    ["http://minio.example.org\\@192.0.2.1", "minio.example.org"],
    ["http://%6dinio.example.org:", "minio.example.org"],
    ["http://ｍinio.example.org", "minio.example.org"],
    ["minio.example.org", "minio.example.org"],
    ["http://192.0.2.20:9000", "192.0.2.20"],
    ["http://3221226004:9000", "192.0.2.20"],
    ["http://0xc0.0.2.024", "192.0.2.20"],
    ["http://[::ffff:192.0.2.20]:9000", "192.0.2.20"],
    ["192.0.2.20", "192.0.2.20"],
    ["http://[2001:DB8:0:0::1]:9000/", "2001:db8::1"],
    ["http://[fe80::1%25eth0]/", "fe80::1"],
    ["2001:db8:0::1", "2001:db8::1"],
    ["http://:9000", ""],
  ];
  for (const [text, host] of hosts) assert.equal(hostOf(text), host, text);
});

test("what leads to the very system that opens it is loopback", () => {
  const own = [
    "http://localhost",
    "http://localhost?x",
    "http://LOCALHOST.:9000/",
    "http://minio.localhost:9000",
    "http://localhost.localdomain",
    "http://localhost6.localdomain6",
    "http://ip6-localhost:9000",
    "http://ip6-loopback",
    "http://0:9000",
    "http://0.0.0.0",
    "http://127.1",
    "http://127.0.0.53",
    "http://2130706433:9000",
    "http://0x7f000001",
    "http://[::1]:9000",
    "http://[::]",
    "http://[0:0:0:0:0:0:0:1]",
    "http://[::ffff:7f00:1]:9000",
    "http://[::ffff:127.0.0.1]",
    "http://u@localhost",
    "localhost",
    "127.0.0.1",
  ];
  for (const text of own) assert.equal(isLoopback(text), true, text);
  const others = [
    "https://minio.example.org:9000",
    "https://localhost.example.org",
    "https://mylocalhost",
    "https://minio.example.org/localhost",
    "http://localhost@minio.example.org",
    "http://128.0.0.1",
    "http://192.0.2.20",
    "http://[2001:db8::1]",
    "http://[::ffff:192.0.2.20]",
    "http://:9000",
    "",
  ];
  for (const text of others) assert.equal(isLoopback(text), false, text);
});
