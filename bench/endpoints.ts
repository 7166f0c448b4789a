// 500 endpoints, beside blackbox_exporter that curl asks, and beside goss: `npm run bench -- endpoints`.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { bundle } from "../tools/build.ts";
import { ratio, type Words } from "./measure.ts";
import { prepared } from "./peers/prepared.ts";

const root = fileURLToPath(new URL("../", import.meta.url));
const rounds = 5;
const exporter = "prometheus-blackbox-exporter";

type Ports = {
  readonly quick: readonly number[];
  readonly slow: readonly number[];
  readonly refused: readonly number[];
};

/** Starts the servers; they end when what is answered is disposed of. */
async function serving(): Promise<Ports & AsyncDisposable> {
  const child = spawn(process.execPath, [`${root}bench/endpoints/serve.ts`], { stdio: ["pipe", "pipe", "inherit"] });
  const line = await new Promise<string>((resolve, reject) => {
    createInterface(child.stdout).once("line", resolve);
    child.once("exit", (code) => reject(new Error(`the servers ended with ${code}`)));
  });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by serve.ts
  const ports = JSON.parse(line) as Ports;
  return {
    ...ports,
    [Symbol.asyncDispose]: async () => {
      const gone = new Promise((resolve) => child.once("close", resolve));
      child.stdin.end();
      await gone;
    },
  };
}

const forFooting = (ports: readonly number[]): string =>
  [
    "footing: 1",
    "product: { id: endpoints, name: Endpoints }",
    "requirements:",
    "  - id: egress",
    "    level: must",
    "    egress:",
    "      endpoints:",
    ...ports.map((port) => `        - { host: 127.0.0.1, port: ${port}, scheme: http }`),
    "",
  ].join("\n");

const forGoss = (ports: readonly number[]): string =>
  JSON.stringify({
    http: Object.fromEntries(ports.map((port) => [`http://127.0.0.1:${port}`, { status: 200, timeout: 5000 }])),
  });

/** What curl asks of the exporter, one probe a line of its own. */
const forCurl = (ports: readonly number[], exporterPort: number): string =>
  ports
    .map((port) => {
      const url = `http://127.0.0.1:${exporterPort}/probe?module=http&target=http%3A%2F%2F127.0.0.1%3A${port}`;
      return `url = "${url}"\noutput = "/dev/null"\n`;
    })
    .join("");

const modules = `modules:
  http:
    prober: http
    timeout: 5s
    http: { preferred_ip_protocol: ip4 }
`;

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((closed) => server.close(closed));
  if (address === null || typeof address === "string") throw new Error("a server without a port");
  return address.port;
}

async function exporting(config: string, port: number): Promise<AsyncDisposable> {
  const words = [`--config.file=${config}`, `--web.listen-address=127.0.0.1:${port}`, "--log.level=error"];
  const child = spawn(exporter, words, { stdio: "ignore" });
  const gone = new Promise((resolve) => child.once("close", resolve));
  child.once("error", () => undefined);
  while (child.exitCode === null && child.pid !== undefined) {
    const answer = await fetch(`http://127.0.0.1:${port}/`).catch(() => undefined);
    if (answer?.ok === true) break;
    await new Promise((later) => setTimeout(later, 50));
  }
  return {
    [Symbol.asyncDispose]: async () => {
      child.kill();
      await gone;
    },
  };
}

function tell(peer: string, footing: Words, other: Words): void {
  const { first, second, times } = ratio(footing, other, rounds);
  const cells = [`${first.toFixed(0)} ms`, `${second.toFixed(0)} ms`, `${times.toFixed(2)}x`];
  process.stdout.write(
    `${`500 endpoints, beside ${peer}`.padEnd(54)}${cells.map((cell) => cell.padStart(11)).join("")}\n`,
  );
}

/** Compares; what cannot be had is skipped, and says so. */
export async function endpoints(): Promise<void> {
  await bundle(root);
  const folder = mkdtempSync(join(tmpdir(), "footing-bench-"));
  const file = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  try {
    await using served = await serving();
    const ports = [...served.quick, ...served.slow, ...served.refused];
    const footing: Words = [
      process.execPath,
      `${root}dist/main.js`,
      "check",
      file("endpoints.yaml", forFooting(ports)),
      "--yes",
      "--quiet",
    ];
    const port = await freePort();
    await using _exporter = await exporting(file("modules.yaml", modules), port);
    const curl = ["curl", "-s", "--parallel", "--parallel-immediate", "--parallel-max", "300"] as const;
    tell("blackbox_exporter", footing, [...curl, "--config", file("curl.config", forCurl(ports, port))]);
    if (!prepared(folder, "goss")) return;
    tell("goss", footing, [`${folder}/goss/usr/bin/goss`, "-g", file("goss.json", forGoss(ports)), "validate"]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
