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
