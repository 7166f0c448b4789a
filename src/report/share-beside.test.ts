import assert from "node:assert/strict";
import { test } from "node:test";
import { exampleFact, exampleReport, exampleResult } from "./example.ts";
import { nothingBeside } from "./share-beside.ts";
import { share } from "./share.ts";
import { Words } from "./share-words.ts";

const literals = ["auth.example.com", "/v1/health", "acme.example.com"];

test("services that the catalog names stay, and what is put together with an answer does not", () => {
  const hosts = ["auth.example.com", "shop.auth.example.com", "acme.example.com"];
  const subjects = hosts.map((host) => `${host}:443`);
  const endpoints = hosts.map((host) => ({ host, port: 443, scheme: "https", path: "/" }));
  const report = exampleReport(
    subjects.map((subject, index) =>
      exampleResult({ id: `r${index}`, kind: "egress", outcome: "unmet", subject, reason: `no way to ${subject}` }),
    ),
    {
      inputs: [
        { name: "own", value: "acme.example.com", from: "set", secret: false, type: "domain", visibility: "local" },
      ],
      facts: [
        exampleFact({ id: "f1", kind: "egress", field: "endpoints", value: subjects, arguments: { endpoints } }),
        exampleFact({ id: "f2", kind: "egress", field: "reachable", value: false, arguments: { endpoints } }),
      ],
    },
  );
  const { report: shared } = share(report, [], { origin: "catalog", local: [], literals });
  assert.deepEqual(
    shared.results.map(({ subject }) => subject),
    ["auth.example.com:443", "text-1", "text-2"],
  );
  assert.equal(shared.results[0]?.reason, "no way to auth.example.com:443");
  assert.doesNotMatch(JSON.stringify(shared), /shop|acme/);
  assert.doesNotMatch(JSON.stringify(share(report).report), /auth/);
});

test("a URL or an endpoint is public only if each of its parts is", () => {
  const words = new Words();
  words.publish(literals);
  for (const text of [
    "https://auth.example.com/v1/health",
    "http://auth.example.com:80",
    "auth.example.com:443/v1/health",
  ])
    assert.equal(words.spoken(`it is ${text}`), `it is ${text}`);
  for (const text of [
    "https://auth.example.com/v1/own",
    "https://ann@auth.example.com/",
    "https://auth.example.com/?a=b",
  ])
    assert.equal(words.spoken(text).replace(/\d+/, "N"), "url-N", text);
});

test("placeholders of Footing's own stay, and hosts that look like them do not", () => {
  const words = new Words();
  const text = "--on ssh://HOST, --on database=ssh://HOST or docker://NAME";
  assert.equal(words.spoken(text), text);
  assert.equal(words.spoken("ssh://HOST1 and ssh://HOST:22"), "url-1 and url-2");
});

test("paths that every system has stay, and others in the same folders do not", () => {
  const words = new Words();
  for (const path of [
    "/etc/os-release",
    "/etc/docker/daemon.json",
    "/etc/network/interfaces.d",
    "/etc/ssl/certs/ca-certificates.crt",
    "/run/systemd/netif/leases/2",
    "/run/secrets",
    "/var/run/docker.sock",
    "/var/lib/docker/overlay2",
    "/usr/bin/docker",
    "/usr/local/bin/docker-compose",
    "/proc/1/cgroup",
  ])
    assert.equal(words.spoken(`by ${path}`), `by ${path}`);
  for (const path of [
    "/etc/acme/tok",
    "/etc/acme.conf",
    "/etc/NetworkManager/system-connections/Acme.nmconnection",
    "/etc/docker/acme.json",
    "/run/secrets/acme",
    "/run/acme.sock",
    "/usr/local/acme/bin",
    "/var/lib/docker/volumes/acme_data",
  ])
    assert.match(words.spoken(`by ${path}`), /^by path-\d+$/, path);
});

test("a host of two labels is seen where its end is one that only hosts have", () => {
  const words = new Words();
  assert.equal(words.spoken("acme.lan, acme.internal and acme.com"), "host-1, host-2 and host-3");
  const text = "daemon.json, docker.io, rc.local.d, 28.2 and docker.service";
  assert.equal(words.spoken(text), text);
});

test("a proxy is replaced wherever it is named, also by a kind that has no field for it", () => {
  const note = "the name of the proxy acmeproxy.lan:3129 stands for no address";
  const facts = [exampleFact({ id: "f1", kind: "http", field: "status", note })];
  const results = [
    exampleResult({ id: "web", kind: "http", outcome: "unmet", reason: `not so: ${note}` }),
    exampleResult({ id: "v6", kind: "http", outcome: "unmet", reason: "the proxy [fd00::77]:3128 hung up" }),
    exampleResult({ id: "cut", kind: "http", outcome: "unmet", reason: "a proxy that speaks socks5: no acmeproxy" }),
  ];
  const { report } = share(exampleReport(results, { facts }));
  assert.equal(report.facts[0]?.note, "the name of the proxy host-2:3129 stands for no address");
  assert.doesNotMatch(JSON.stringify(report), /acmeproxy\.lan|fd00::77/);
});

test("a report's sources, sections and links are a place's own unless the catalog wrote them", () => {
  const report = exampleReport(
    [
      exampleResult({
        id: "a",
        outcome: "unmet",
        from: [{ statement: "W1", source: "page", section: "Of db7.acme.lan", item: 1 }],
        remedy: { text: "Ask", commands: [], docs: "https://wiki.acme.lan/a" },
        place: { in: "catalog", file: "catalog/cht/requirements.yaml", line: 1 },
      }),
    ],
    { sources: [{ id: "page", title: "Wiki of acme.lan", url: "https://wiki.acme.lan/" }] },
  );
  const ofCatalog = share(report, [], { ...nothingBeside, origin: "catalog" }).report;
  assert.deepEqual([ofCatalog.sources, ofCatalog.results[0]?.from], [report.sources, report.results[0]?.from]);
  const [result] = report.results;
  assert.ok(result !== undefined);
  const own = { ...report, results: [{ ...result, place: { in: "file", file: "./a.yaml", line: 1 } as const }] };
  assert.doesNotMatch(JSON.stringify(share(own).report), /acme/);
});
