import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("../../bin/footing.js", import.meta.url));
const folder = realpathSync(mkdtempSync(join(tmpdir(), "footing-dry-run-")));
after(() => rmSync(folder, { recursive: true, force: true }));
mkdirSync(join(folder, "data"));

writeFileSync(
  join(folder, "own.yaml"),
  `footing: 1
product: { id: own, name: Own }
requirements:
  - { id: memory, level: must, memory: {}, expect: { installed: ">= 1 MB" } }
  - { id: cpu, level: must, cpu: {}, expect: { count: ">= 1" } }
  - { id: privilege, level: may, privilege: {} }
  - { id: docker, level: may, docker: { run: true }, expect: { logsCapped: true, startsOnBoot: true } }
  - { id: compose, level: may, compose: {}, expect: { standalone: { present: true } } }
  - { id: disk, level: must, disk: { path: ${folder}/data }, expect: { size: ">= 1 MB" } }
  - { id: port, level: may, port: { port: 40317 } }
  - { id: files, level: must, directory: { path: ${folder}/data }, expect: { free: ">= 1 MB" } }
  - { id: clock, level: may, time-sync: {} }
  - { id: git, level: may, command: { name: git }, expect: { version: ">= 1" } }
  - { id: package, level: may, package: { dir: ${folder}, files: [{ path: own.yaml, keys: [footing] }] } }
  - { id: dns, level: may, dns: { name: app.footing.invalid }, expect: { resolves: true } }
  - { id: exec, level: must, exec: { command: "true" } }
`,
);

const isHere = process.platform === "linux" && spawnSync("strace", ["-V"]).status === 0;
const options = { skip: isHere ? false : "strace is not here" };

/** What system calls show of one run: programs started, files opened to be read or written, sockets used. */
type Traced = {
  readonly code: number | null;
  readonly stdout: string;
  readonly programs: ReadonlySet<string>;
  readonly written: ReadonlySet<string>;
  /** Read by the program itself, not by what it started. */
  readonly read: ReadonlySet<string>;
  readonly sockets: readonly string[];
};

function traced(words: readonly string[]): Traced {
  const trace = mkdtempSync(join(folder, "trace-"));
  const calls = "trace=execve,open,openat,creat,mkdir,mkdirat,unlink,unlinkat,rename,renameat,renameat2,connect,bind";
  const command = [
    "-ff",
    "-qq",
    "-y",
    "-s",
    "300",
    "-e",
    calls,
    "-o",
    join(trace, "t"),
    process.execPath,
    program,
    ...words,
  ];
  const ran = spawnSync("strace", command, {
    cwd: folder,
    encoding: "utf8",
    env: { PATH: process.env["PATH"], HOME: folder },
    timeout: 60_000,
  });
  const threads = readdirSync(trace).map((name) => readFileSync(join(trace, name), "utf8"));
  const lines = (text: string): readonly string[] => text.split("\n").filter((line) => !/ = -1 E/.test(line));
  const all = threads.flatMap(lines);
  const pathOf = (line: string): string => /"((?:[^"\\]|\\.)*)"/.exec(line)?.[1] ?? "";
  const isWriting = (line: string): boolean =>
    /^(?:creat|mkdir|unlink|rename)/.test(line) || (line.startsWith("open") && /O_WRONLY|O_RDWR|O_CREAT/.test(line));
  // A thread that started no program is one of the program itself.
  const own = threads.filter((text) => !/^execve\(/m.test(text) || text.includes(basename(program)));
  return {
    code: ran.status,
    stdout: ran.stdout,
    programs: new Set(all.filter((line) => line.startsWith("execve(")).map((line) => basename(pathOf(line)))),
    written: new Set(all.filter(isWriting).map(pathOf)),
    read: new Set(
      own
        .flatMap(lines)
        .filter((line) => line.startsWith("open") && !isWriting(line))
        .map(pathOf),
    ),
    sockets: all.filter((line) => /^(?:connect|bind)\(/.test(line) && !/AF_NETLINK|sin6?_port=htons\(0\)/.test(line)),
  };
}

const asked = ["check", "./own.yaml", "--yes", "--allow-exec"];
/** Node's own, and what every program opens. */
const unremarkable = /^(?:\/dev\/(?:null|tty|pts\/.*)|\/proc\/(?:self|\d+)\/(?:task\/.*|fd|oom_score_adj|maps)|)$/;
const remarkable = (paths: ReadonlySet<string>): readonly string[] =>
  [...paths].filter((path) => !unremarkable.test(path)).toSorted();

test("a dry run starts nothing, writes nothing, and speaks to nobody", options, () => {
  const { code, programs, written, sockets, read } = traced([...asked, "--dry-run", "-o", "json=report.json"]);
  assert.equal(code, 0);
  // The file that was named lies where nothing can hang; elsewhere a child reads it.
  assert.deepEqual([...programs], [basename(process.execPath)]);
  assert.deepEqual(remarkable(written), []);
  assert.deepEqual(sockets, []);
  for (const path of ["/etc/os-release", "/proc/net/tcp", "/proc/self/status", `${folder}/data`]) {
    assert.equal(read.has(path), false, path);
  }
  assert.deepEqual(readdirSync(join(folder, "data")), []);
});

/** Paths that are told by a pattern; with an empty one those that no reading asks for. */
const broader: readonly (readonly [RegExp, string])[] = [
  [/^\/sys\/fs\/cgroup/, "/sys/fs/cgroup/"],
  [/^\/sys\/devices\/.*\/block\//, "/sys/dev/block/"],
  [/^\/proc(?:\/\d+\/comm)?$/, "/proc/*/comm"],
  [/^\/proc\/\d+\/stat$/, "/proc/*/stat"],
  [/\/docker$/, "the program docker "],
  // What authors' commands left behind is looked for by its mark.
  [/^\/proc\/\d+\/environ$/, ""],
  // Threads of programs that were started: how their language finds hosts.
  [/^\/etc\/(?:resolv|nsswitch)\.conf$/, ""],
  [/\.(?:ts|js|json|node)$|node_modules/, ""],
];

test("whatever a run does was told by its dry run", options, () => {
  const dry = traced([...asked, "--dry-run", "-o", "json"]);
  const told = JSON.parse(dry.stdout) as { touches: { is: string; what: string }[] };
  const words = (is: string): string => told.touches.flatMap((one) => (one.is === is ? [one.what] : [])).join("\n");
  const run = traced([...asked, "-o", "json=report.json", "--quiet"]);
  assert.equal(run.code, 0);

  const programs = new Set(words("run").split(/[\s,]+/));
  const unnamed = [...run.programs].filter(
    (name) => name !== "" && !programs.has(name) && name !== basename(process.execPath),
  );
  assert.deepEqual(unnamed, [], "programs that were run and not told");

  const own = /\/footing(?:\/|$)|\.cache$|report\.json/;
  const made = /\/?footing-probe-\d+-\d+-[0-9a-f]{32}$/;
  assert.match(words("write"), new RegExp(`a file footing-probe-… in ${folder}/data`));
  assert.deepEqual(
    remarkable(run.written).filter((path) => !own.test(path) && !made.test(path)),
    [],
  );

  const reads = words("read");
  const before = dry.read;
  const more = remarkable(run.read).filter((path) => !before.has(path) && !own.test(path));
  const isTold = (path: string): boolean =>
    reads.includes(path) ||
    reads.includes(`${path}/`) ||
    broader.some(([pattern, by]) => pattern.test(path) && reads.includes(by));
  assert.deepEqual(
    more.filter((path) => !isTold(path)),
    [],
    "files that were read and not told",
  );

  const nameservers = [...words("reach").matchAll(/^(\S+) port 53,/gm)].map(([, address = ""]) => address);
  assert.ok(nameservers.length > 0 && run.sockets.some((socket) => socket.includes("htons(53)")));
  for (const socket of run.sockets) {
    const to = /htons\(53\).*?"([0-9a-fA-F.:]+)"/.exec(socket)?.[1];
    if (to === undefined) assert.match(socket, /docker\.sock|htons\(40317\)|podman/, socket);
    else assert.ok(nameservers.includes(to), socket);
  }
  assert.match(words("bind"), /port 40317/);
  assert.deepEqual(readdirSync(join(folder, "data")), []);
});
