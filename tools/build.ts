// Bundles src/main.ts and all that it needs into dist/, a chunk for each lazy import: `npm run build`.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { ASTNode } from "@marcbachmann/cel-js";
import { build, type Plugin } from "rolldown";
import { digestOf } from "../src/run/digest.ts";
import type { WrittenFile } from "../src/run/parsed.ts";
import { loadLibraries } from "../src/spec/libraries.ts";
import { plainTree } from "../src/spec/condition-tree.ts";
import { loadRequirements } from "../src/spec/requirements-file.ts";
import { parseYaml } from "../src/spec/yaml.ts";

const rewriting = (name: string, rewrite: (code: string) => string): Plugin => ({
  name,
  generateBundle(_, files) {
    for (const file of Object.values(files)) if (file.type === "chunk") file.code = rewrite(file.code);
  },
});

/**
 * Writes every character beyond ASCII as an escape. One such character makes V8 keep the whole chunk in two bytes a
 * character, which takes twice as long to read and to look up in the compile cache.
 */
const asciiOnly = rewriting("ascii-only", (code) =>
  code.replaceAll(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`),
);

/**
 * Requires what of Node is loaded lazily, too: an import looks at every name that a module exports, and behind some of
 * node:crypto and node:http stands more than the modules themselves.
 */
const requiredLazily = rewriting("required-lazily", (code) =>
  code.replaceAll(
    /\bimport\((["'`])(node:[a-z0-9/_]+)\1\)/g,
    (_words, _quote, name: string) => `Promise.resolve().then(()=>require("${name}"))`,
  ),
);

/** Bundles the program of the checkout at `root` into its dist/ and answers the size in bytes of each file, by name. */
export async function bundle(root: string): Promise<ReadonlyMap<string, number>> {
  const folder = `${root}dist`;
  rmSync(folder, { recursive: true, force: true });
  await build({
    cwd: root,
    input: "src/main.ts",
    platform: "node",
    // What cannot be resolved would fail on the first machine that runs it, so it fails here.
    onLog: (level, log) => {
      // Where a chunk holds both sides, a lazy import is merely not lazy.
      if (level === "warn" && log.code !== "INEFFECTIVE_DYNAMIC_IMPORT") throw new Error(`rolldown: ${log.message}`);
    },
    plugins: [asciiOnly, requiredLazily],
    output: {
      dir: folder,
      // Node finds and links modules that are required in half the time of modules that are imported.
      format: "cjs",
      // Names stay: a report of what broke tells where.
      minify: { compress: true, mangle: false, codegen: true },
      // The program finds its data beside its own folder, so it stands as deep in dist/ as in src/.
      entryFileNames: "main.js",
      chunkFileNames: "[name]-[hash].js",
      // Each chunk costs about a millisecond to find and load, so what nearly every command needs is one.
      codeSplitting: {
        groups: [
          {
            name: "house",
            priority: 2,
            test: /src.(?!cli|facts.(?:report|snapshot)-shape|main|reach.(?:certificate|container-target|container-state|ingress|network.(?!local)|session|ssh(?!-address)|touched)|report.(?:fact-value|finding|hash|html|junit|link|markdown|prometheus|sarif|share|xml)|run.(?:carried-facts|dry-run|earlier-report|facts-file|print-script|read-facts))|node_modules.yaml/,
          },
          // What looks elsewhere than at this host.
          { name: "far", test: /src.reach.(?:container-target|container-state|session|ssh(?!-address))/ },
          // Forms of a report that few runs ask for; who asks for one often asks for several.
          {
            name: "formats",
            test: /src.report.(?:fact-value|finding|hash|junit|link|markdown|prometheus|sarif|share|xml)/,
          },
          {
            name: "schema",
            priority: 1,
            test: /node_modules.zod|facts.(?:report|snapshot)-shape|run.(?:earlier-report|facts-file)/,
          },
          {
            name: "commands",
            test: /src.cli.(?!ask|dry-run|init|kept-code|print-script|commands.(?:answer|explain|facts|init|judge|list|reach|show|test)-run)|node_modules.@stricli/,
          },
        ],
      },
    },
  });
  writeFileSync(`${folder}/package.json`, `${JSON.stringify({ type: "commonjs" })}\n`);
  const parts = readdirSync(folder).toSorted();
  const contents = parts.map((name) => `${name}\n${readFileSync(`${folder}/${name}`, "utf8")}`);
  writeFileSync(`${folder}/digest`, await digestOf(contents.join("\n")));
  await writeParsed(root, folder);
  return new Map(readdirSync(folder).map((name) => [name, statSync(`${folder}/${name}`).size]));
}

/** Writes the catalog's files as they are parsed, so that the program need not parse YAML for them (src/run/parsed.ts). */
async function writeParsed(root: string, folder: string): Promise<void> {
  await loadLibraries();
  mkdirSync(`${folder}/catalog`);
  for (const entry of readdirSync(`${root}catalog`, { withFileTypes: true }).filter((one) => one.isDirectory())) {
    const parsed = await Promise.all(
      ["requirements.yaml", "statements.yaml"]
        .map((name) => `${root}catalog/${entry.name}/${name}`)
        .filter((path) => existsSync(path))
        .map(parsedFile),
    );
    writeFileSync(`${folder}/catalog/${entry.name}.json`, JSON.stringify(parsed));
  }
}

/** A file with its nodes and conditions. One with a mistake fails the build. */
async function parsedFile(
  path: string,
): Promise<Omit<WrittenFile, "trees"> & { readonly trees: readonly (readonly [string, unknown])[] }> {
  const source = { name: path, text: readFileSync(path, "utf8") };
  const root = parseYaml(source);
  const trees = new Map<string, ASTNode>();
  if (path.endsWith("requirements.yaml")) loadRequirements(source, { root, trees });
  const plain = [...trees].map(([text, tree]) => [text, plainTree(tree)] as const);
  return { text: source.text, digest: await digestOf(source.text), root, trees: plain };
}

if (import.meta.main) {
  const sizes = await bundle(fileURLToPath(new URL("../", import.meta.url)));
  const total = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  process.stdout.write(`dist/: ${sizes.size} files, ${Math.round(total / 1000)} kB\n`);
}
