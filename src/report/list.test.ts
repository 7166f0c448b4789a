import assert from "node:assert/strict";
import { test } from "node:test";
import { listed } from "../run/list.ts";
import { loadRequirements } from "../spec/requirements-file.ts";
import { writeCsv, writeMarkdownList } from "./list.ts";

const text = `footing: 1
product: { id: own, name: Own }
requirements:
  - id: out
    level: must
    title: To @somebody
    egress: { endpoints: [{ host: www.example.org }, { host: "2001:db8::1", port: 8443 }] }`;

const listOf = (yaml: string): ReturnType<typeof listed> => {
  const file = loadRequirements({ name: "own.yaml", text: yaml });
  const found = { file, statements: null, digest: "", origin: "file", folder: ".", version: null } as const;
  return listed({ found, site: null, set: [], environment: {}, only: [], now: "2026-06-15T12:00:00.000Z" });
};

test("a URL that is asked has its host, port and path in the list, and nothing of its query", () => {
  const one = (id: string, url: string): string =>
    `  - { id: ${id}, level: must, title: T, http: { url: "${url}" }, expect: { status: 200 } }`;
  const rows = listOf(
    [
      "footing: 1",
      "product: { id: own, name: Own }",
      "inputs: { domain: { type: domain, ask: Which? }, url: { type: url, ask: Which? } }",
      "requirements:",
      one("plain", "https://app.example.org/v1/health?token=hidden"),
      one("port", "http://[2001:db8::1]:8080"),
      one("usual", "http://app.example.org"),
      one("part", "https://${inputs.domain}/ready"),
      one("open", "$inputs.url"),
    ].join("\n"),
  );
  const csv = writeCsv({ rows, statements: null });
  assert.match(csv, /^plain,.*,app\.example\.org,443,https,\/v1\/health,/m);
  assert.match(csv, /^port,.*,2001:db8::1,8080,http,\/,/m);
  assert.match(csv, /^usual,.*,app\.example\.org,80,http,\/,/m);
  assert.match(csv, /^part,.*,\*,443,https,\/ready,/m);
  assert.match(csv, /^open,.*,http,,,,,/m);
  assert.doesNotMatch(csv, /hidden/);
});

test("hosts of a list stand as code in Markdown and as they are in a sheet; other words stay text", () => {
  const found = {
    file: loadRequirements({ name: "own.yaml", text }),
    statements: null,
    digest: "",
    origin: "file",
    folder: ".",
    version: null,
  } as const;
  const now = "2026-06-15T12:00:00.000Z";
  const rows = listed({ found, site: null, set: [], environment: {}, only: [], now });
  const markdown = writeMarkdownList({ rows, statements: null });
  assert.match(markdown, /\| `www\.example\.org` \| 443 \|/);
  assert.match(markdown, /\| `2001:db8::1` \| 8443 \|/);
  assert.match(markdown, /To @<!-- -->somebody/);
  assert.match(writeCsv({ rows, statements: null }), /,www\.example\.org,443,/);
});
