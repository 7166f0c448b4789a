import assert from "node:assert/strict";
import { test } from "node:test";
import { isExcepted } from "../../facts/no-proxy.ts";
import { authorityOf, proxyFor } from "./proxy.ts";

type Environment = Readonly<Record<string, string>>;
const chosen = (
  environment: Environment,
  asked: { scheme?: "https" | "http" | "tcp"; proxy?: string } = {},
): string => {
  const { scheme = "https", ...rest } = asked;
  const proxy = proxyFor({ host: "api.example.org", scheme, ...rest }, environment);
  return proxy === undefined ? "direct" : "wrong" in proxy ? proxy.wrong : authorityOf(proxy);
};

test("variables count as curl reads them", () => {
  const rows: readonly (readonly [Environment, string])[] = [
    [{}, "direct"],
    [{ HTTPS_PROXY: "http://upper:1" }, "upper:1"],
    [{ https_proxy: "http://lower:1", HTTPS_PROXY: "http://upper:1" }, "lower:1"],
    [{ https_proxy: "", HTTPS_PROXY: "http://upper:1" }, "upper:1"],
    [{ http_proxy: "http://plain:1" }, "direct"],
    [{ all_proxy: "http://all:1" }, "all:1"],
    [{ ALL_PROXY: "http://all:1", https_proxy: "lower:2" }, "lower:2"],
    [{ https_proxy: "proxy" }, "proxy:1080"],
    [{ https_proxy: "http://proxy:80/" }, "proxy:80"],
    [{ https_proxy: "https://proxy" }, "proxy:443"],
    [{ https_proxy: "http://[2001:db8::1]:3128" }, "[2001:db8::1]:3128"],
    [{ https_proxy: "http://user:p%40ss@proxy:3128" }, "proxy:3128"],
    [{ https_proxy: "http://proxy:1", NO_PROXY: "example.org" }, "direct"],
    [{ https_proxy: "http://proxy:1", no_proxy: "other.org", NO_PROXY: "example.org" }, "proxy:1"],
  ];
  for (const [environment, expected] of rows) assert.equal(chosen(environment), expected, JSON.stringify(environment));
});

test("HTTP_PROXY in upper case is not read, since a request's header could set it", () => {
  assert.equal(chosen({ HTTP_PROXY: "http://upper:1" }, { scheme: "http" }), "direct");
  assert.equal(chosen({ http_proxy: "http://lower:1" }, { scheme: "http" }), "lower:1");
});

test("a proxy that is given stands in the place of the variables, and NO_PROXY counts all the same", () => {
  const proxy = "http://given:8080";
  assert.equal(chosen({ https_proxy: "http://lower:1" }, { proxy }), "given:8080");
  assert.equal(chosen({ no_proxy: ".example.org" }, { proxy }), "direct");
});

test("what is not spoken to by HTTP goes directly", () => {
  assert.equal(chosen({ all_proxy: "http://all:1" }, { scheme: "tcp" }), "direct");
});

test("a proxy that cannot be used is told, and not gone around", () => {
  assert.match(chosen({ https_proxy: "socks5://proxy:1080" }), /socks5/);
  assert.match(chosen({ https_proxy: "http://" }), /not written/);
});

test("a password that splits the URL is refused, and no piece of it is shown", () => {
  for (const proxy of [
    "http://hidden:1/x@127.0.0.1:3128",
    "http://user:hidden#x@proxy:3128",
    "http://user:hidden?x@proxy:3128",
    String.raw`http://user:hidden\x@proxy:3128`,
    "http:///hidden/x@proxy:3128",
    "hidden:1/x@proxy:3128",
    "hidden://user@proxy:3128",
    "hidden:pass://x@proxy:3128",
  ]) {
    const words = chosen({ https_proxy: proxy });
    assert.match(words, /not written as a URL|another scheme/, proxy);
    assert.doesNotMatch(words, /hidden/, proxy);
  }
  assert.equal(chosen({ https_proxy: "http://user:p@ss@proxy:3128/" }), "proxy:3128");
});

test("user and password are taken from the URL, decoded", () => {
  const proxy = proxyFor({ host: "a.org", scheme: "https" }, { https_proxy: "http://us%65r:p%40ss%3A@proxy:1" });
  assert.equal(proxy !== undefined && "login" in proxy ? proxy.login : "", "user:p@ss:");
});

test("NO_PROXY names hosts by label, addresses by network", () => {
  const rows: readonly (readonly [string, string, boolean])[] = [
    ["api.example.org", "example.org", true],
    ["api.example.org", ".example.org", true],
    ["example.org", ".example.org", true],
    ["notexample.org", "example.org", false],
    ["API.Example.ORG.", "example.org", true],
    ["api.example.org", "a, example.org.", true],
    ["api.example.org", "one two\texample.org", true],
    ["api.example.org", "*", true],
    ["api.example.org", "*.example.org", false],
    ["10.1.2.3", "10.0.0.0/8", true],
    ["11.1.2.3", "10.0.0.0/8", false],
    ["10.1.2.3", "10.1.2.3", true],
    ["10.1.2.3", "2.3", false],
    ["10.1.2.3", "10.0.0.0/33", false],
    ["10.1.2.3", "10.0.0.0/x", false],
    ["2001:db8::5", "2001:db8::/32", true],
    ["2001:db9::5", "2001:db8::/32", false],
    ["10.255.0.1", "10.128.0.0/9", true],
    ["10.127.0.1", "10.128.0.0/9", false],
    ["10.1.2.3", "0.0.0.0/0", true],
    ["api.example.org", "", false],
  ];
  for (const [host, list, expected] of rows) assert.equal(isExcepted(host, list), expected, `${host} in ${list}`);
});
