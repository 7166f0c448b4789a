// Loads every test file. node:test, running in one process, takes a file that throws while it loads for a good one if it
// had declared a test before: so it is loaded here, and what it throws is a failing test.
import { resolve } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { loadLibraries } from "../../src/spec/libraries.ts";
import { testFiles } from "./files.ts";

const limit = 60_000;

// Tests read files without going through the program, which loads this where it is wanted.
await loadLibraries();

for (const file of testFiles()) {
  try {
    await loaded(file);
  } catch (error) {
    void test(`${file} loads`, () => {
      throw error;
    });
  }
}

async function loaded(file: string): Promise<void> {
  const slow = Promise.withResolvers<never>();
  const timer = setTimeout(() => slow.reject(new Error(`${file} did not load within ${limit / 1000} s`)), limit);
  try {
    await Promise.race([import(pathToFileURL(resolve(file)).href), slow.promise]);
  } finally {
    clearTimeout(timer);
  }
}
