// Looks at 500 simulated hosts and writes the report as JSON: what that takes is measured from outside. Every host answers as
// this one does; each reading is taken once. Its word: the catalog's folder.
import { pathToFileURL } from "node:url";
import { canonical } from "../src/facts/json.ts";
import type { Raw } from "../src/facts/reading.ts";
import type { Target } from "../src/reach/target.ts";
import { localTarget } from "../src/reach/local.ts";
import { jsonPieces } from "../src/report/json.ts";
import { makeReport } from "../src/report/make.ts";
import { check } from "../src/run/check.ts";
import { findSubject } from "../src/run/subject.ts";

const hosts = 500;
const [catalogFolder = ""] = process.argv.slice(2);
const { env: environment, platform } = process;
const here = localTarget({ environment, platform });
const taken = new Map<string, Promise<Raw>>();

const simulated = (name: string): Target => ({
  ...here,
  name,
  about: () => ({ hostname: name, state: "reached" }),
  fetch: async (reading, options) => {
    const key = canonical(reading);
    const raw = taken.get(key) ?? here.fetch(reading, options);
    taken.set(key, raw);
    return await raw;
  },
  close: () => Promise.resolve(),
});

const { signal } = new AbortController();
const catalog = pathToFileURL(catalogFolder);
const subject = await findSubject({
  catalog,
  named: "cht",
  sitePath: undefined,
  reading: { environment, signal },
  now: new Date().toISOString(),
});
const ran = await check({
  ...subject,
  set: [],
  environment,
  moment: "install",
  only: [],
  skip: [],
  targets: Array.from({ length: hosts }, (_, index) => `ssh://host${index}`),
  timeoutMs: 10_000,
  deadlineMs: 300_000,
  leave: { yes: false, allowExec: false, noWrite: true },
  clean: false,
  strict: false,
  signal,
  onProgress: () => undefined,
  open: ({ at }) => simulated(at),
});
const report = makeReport(ran, { tool: { version: "bench", digest: "sha256:none" }, noWrite: true });
let bytes = 0;
for (const piece of jsonPieces(report)) bytes += Buffer.byteLength(piece);
process.stdout.write(`${report.results.length} results, ${Math.round(bytes / 1e6)} MB\n`);
process.exit(0);
