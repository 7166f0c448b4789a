import { existsSync, globSync, statSync } from "node:fs";

/** Continuous integration has everything installed in order to be tested: there nothing is left out. */
export const nothingMayBeSkipped = process.env["CI"] === "true";

/** The test files to run, from the project's root: those named on the command line, else all. */
export function testFiles(): readonly string[] {
  const named = process.argv.slice(2);
  if (named.length > 0) return named.flatMap(filesOf);
  // `*.slow.test.ts` take long or need the network: a change in the editor does not wait for them.
  return globSync("{src,tools,test,bin,bench}/**/*.test.ts")
    .filter((file) => nothingMayBeSkipped || !file.endsWith(".slow.test.ts"))
    .toSorted();
}

/** A file that was named, or the test files below a folder that was. */
function filesOf(name: string): readonly string[] {
  if (!existsSync(name)) {
    process.stderr.write(`${name}: there is no such file or folder\n`);
    process.exit(2);
  }
  return statSync(name).isDirectory() ? globSync(`${name.replace(/\/+$/, "")}/**/*.test.ts`).toSorted() : [name];
}
