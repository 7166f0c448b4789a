// Runs the project's tests in one process, as `npm test`. Words on the command line name files instead of all:
// `npm test src/judge/compare.test.ts`.
import { run } from "node:test";
import { spec } from "node:test/reporters";
import { fileURLToPath } from "node:url";
import { nothingMayBeSkipped, testFiles } from "./test/files.ts";

if (testFiles().length === 0) {
  process.stderr.write("no test file found: nothing was tested\n");
  process.exit(1);
}

const skipped: string[] = [];
const tests = run({
  files: [fileURLToPath(new URL("test/all.ts", import.meta.url))],
  isolation: "none",
  concurrency: true,
  // A test that waits for what never comes is a failing test.
  timeout: 120_000,
});
tests.on("test:fail", (event) => {
  // A failing test marked "todo" is expected to fail; node:test reports it all the same.
  if (event.todo === undefined || event.todo === false) failed += 1;
});
tests.on("test:pass", (event) => {
  if (event.skip !== undefined && event.skip !== false)
    skipped.push(`${event.name}: ${event.skip === true ? "skipped" : event.skip}`);
});
tests.compose(new spec()).pipe(process.stdout);
// Until the end has come, this is no success: a program may also end because nothing is left to do.
process.exitCode = 1;
let failed = 0;
tests.on("end", () => {
  process.exitCode = failed > 0 ? 1 : 0;
  // What a bare machine lacks may be skipped there, never where everything was installed in order to be tested.
  if (!nothingMayBeSkipped || skipped.length === 0) return;
  process.exitCode = 1;
  process.stderr.write(`${skipped.length} skipped, and with CI=true nothing may be:\n  ${skipped.join("\n  ")}\n`);
});
