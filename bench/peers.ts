// Footing beside its peers, in one run: `npm run bench -- peers`. Needs root, for a mount namespace of its own, and sshd.
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundle } from "../tools/build.ts";
import { peakMemory, ratio, type Words } from "./measure.ts";
import { forAnsible, forBash, forFooting, forGoss, forTestinfra } from "./peers/checks.ts";

const root = fileURLToPath(new URL("../", import.meta.url));
const setup = fileURLToPath(new URL("peers/setup.sh", import.meta.url));
const hosts = Array.from({ length: 20 }, (_, index) => `bench${index}`);
const say = (...cells: readonly string[]): void =>
  void process.stdout.write(`${cells.map((cell, at) => (at === 0 ? cell.padEnd(54) : cell.padStart(11))).join("")}\n`);

/** Another program that asks the same, and how often both are run in turn. */
type Peer = readonly [name: string, words: Words, rounds: number];

/** False where it cannot be had here; it says why itself. */
function prepared(folder: string, what: "goss" | "python" | "hosts" | "no-docker"): boolean {
  const done = spawnSync("sh", [setup, folder, what], { stdio: ["ignore", "ignore", "inherit"], timeout: 300_000 });
  if (done.status !== 0) process.stderr.write(`skipped: ${what} cannot be had here\n`);
  return done.status === 0;
}

/** The same on all hosts at once, as a shell does it. */
const onAll = (command: string): Words => [
  "bash",
  "-c",
  `for host in ${hosts.join(" ")}; do ssh -o BatchMode=yes "$host" ${command} >/dev/null & done; wait`,
];

function compare(what: string, footing: Words, others: readonly Peer[]): void {
  for (const [peer, words, rounds] of others) {
    const { first, second, times } = ratio(footing, words, rounds);
    say(`${what}, beside ${peer}`, `${first.toFixed(0)} ms`, `${second.toFixed(0)} ms`, `${times.toFixed(2)}x`);
  }
}

async function measure(folder: string): Promise<void> {
  const file = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const forty = file("forty.yaml", forFooting);
  const footing: Words = [process.execPath, `${root}dist/main.js`, "check", forty, "--quiet"];
  const goss = prepared(folder, "goss")
    ? `${folder}/goss/usr/bin/goss -g ${file("goss.json", forGoss)} validate`
    : undefined;
  say("what", "footing", "peer", "ratio");
  const local: Peer[] = [["an empty start of Node", [process.execPath, `${root}bench/empty.js`], 21]];
  if (goss !== undefined) local.push(["goss", ["sh", "-c", goss], 21]);
  compare("40 checks here", footing, local);
  if (!prepared(folder, "hosts")) return;
  const far: Words = [...footing, ...hosts.flatMap((host) => ["--on", `ssh://${host}`])];
  const others: Peer[] = [
    ["ssh HOST true", onAll("true"), 5],
    ["a bash script each", onAll(`bash -s <${file("checks.sh", forBash)}`), 5],
  ];
  if (goss !== undefined) others.push(["goss", onAll(goss), 5]);
  compare("40 checks on 20 hosts", far, others);
  // Ports are asked of Docker too where its client is, which no other does.
  if (prepared(folder, "no-docker")) compare("the same without Docker's client", far, others);
  const peak = (await peakMemory(far)) ?? Number.NaN;
  say("memory, 20 hosts", `${(peak / 1e6).toFixed(0)} MB`);
  // The slowest last: testinfra connects for each of its tests, one host after another.
  if (prepared(folder, "python")) compare("40 checks on 20 hosts", far, pythons(folder, file));
}

function pythons(folder: string, file: (name: string, text: string) => string): readonly Peer[] {
  const bin = `${folder}/python/bin`;
  const tests = file("test_forty.py", forTestinfra);
  const inventory = file(
    "hosts.ini",
    `${hosts.map((host) => `${host} ansible_python_interpreter=/usr/bin/python3`).join("\n")}\n`,
  );
  const play = file("play.yml", forAnsible);
  return [
    [
      "testinfra",
      [
        `${bin}/py.test`,
        "-q",
        "-p",
        "no:cacheprovider",
        `--hosts=${hosts.map((host) => `ssh://${host}`).join(",")}`,
        tests,
      ],
      1,
    ],
    ["ansible", [`${bin}/ansible-playbook`, "-f", "20", "-i", inventory, play], 3],
  ];
}

/** Who looks at the machine sees what the namespace shows: settings of ssh that this run alone has. */
async function inside(): Promise<void> {
  await bundle(root);
  const folder = mkdtempSync(join(tmpdir(), "footing-bench-"));
  try {
    await measure(folder);
  } finally {
    for (const half of [0, 1]) {
      const pid = join(folder, `sshd${half}.pid`);
      if (existsSync(pid)) process.kill(Number(readFileSync(pid, "utf8")));
    }
    rmSync(folder, { recursive: true, force: true });
  }
}

export async function peers(isInside: boolean): Promise<void> {
  if (isInside) {
    await inside();
    return;
  }
  if (process.getuid?.() !== 0) {
    process.stderr.write("skipped: comparing with peers needs root, for a mount namespace of its own\n");
    return;
  }
  const words = [
    "--mount",
    "--propagation",
    "private",
    "--",
    process.execPath,
    `${root}bench/main.ts`,
    "peers",
    "inside",
  ];
  execFileSync("unshare", words, { stdio: "inherit" });
}
