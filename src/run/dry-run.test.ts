import assert from "node:assert/strict";
import { test } from "node:test";
import { loadRequirements } from "../spec/requirements-file.ts";
import { dryRun, type DryRun, type DryRunRequest } from "./dry-run.ts";

const head =
  "footing: 1\nproduct: { id: own, name: Own }\ninputs: { stage: { type: choice, of: [live, trial] }, at: { type: path } }\nrequirements:\n";

function planned(requirements: string, more: Partial<DryRunRequest> = {}): DryRun {
  const text = `${head}${requirements}`;
  return dryRun({
    found: {
      file: loadRequirements({ name: "own.yaml", text }),
      statements: null,
      digest: "",
      origin: "file",
      folder: ".",
      version: null,
    },
    site: null,
    set: [],
    environment: {},
    moment: "install",
    only: [],
    skip: [],
    targets: [],
    clean: false,
    leave: { yes: true, allowExec: true, noWrite: false },
    now: "2026-06-15T12:00:00.000Z",
    ...more,
  });
}

const told = ({ touches }: DryRun): string => touches.map(({ is, what }) => `${is} ${what}`).join("\n");

const waiting = `
  - { id: docker, level: must, docker: { run: true } }
  - { id: disk, level: must, needs: [docker], disk: { path: $answers.docker.dataRoot }, expect: { size: ">= 1 GB" } }
  - { id: files, level: must, needs: [docker], directory: { path: /srv } }`;

test("what waits for another is told all the same, and what only an answer tells is named", () => {
  const plan = planned(waiting);
  assert.match(told(plan), /^write an image footing-probe-… of our own bytes, and a container of it/m);
  assert.match(told(plan), /^write a file footing-probe-… in \/srv/m);
  assert.deepEqual(
    plan.open.map(({ requirement, why }) => `${requirement}: ${why}`),
    ["disk: the dataRoot that docker answers"],
  );
  assert.deepEqual(
    plan.depending.map(({ requirement, after }) => `${requirement} ${after.join()}`),
    ["disk docker", "files docker"],
  );
});

test("without leave what would be made is told as withheld, and nothing else is", () => {
  const plan = planned(waiting, { leave: { yes: false, allowExec: false, noWrite: false } });
  assert.doesNotMatch(told(plan), /^(?:write|bind)/m);
  assert.match(told(plan), /^run docker version/m);
  assert.deepEqual(
    plan.withheld.map(({ requirement, why }) => `${requirement} ${why.code}`),
    ["docker needs-leave", "files needs-leave"],
  );
  const unwritten = planned(waiting, { leave: { yes: true, allowExec: true, noWrite: true } });
  assert.deepEqual(
    unwritten.withheld.map(({ why }) => why.code),
    ["no-write", "no-write"],
  );
});

test("without leave it is told whom a run would speak to, by which proxy, and never with its login", (context) => {
  const before = { ...process.env };
  context.after(() => (process.env = before));
  process.env = { PATH: before["PATH"], http_proxy: "http://user:hidden@proxy.example:3128" };
  const leave = { yes: false, allowExec: false, noWrite: false };
  const plan = planned(
    `
  - { id: out, level: must, egress: { endpoints: [{ host: a.invalid, scheme: http }, { host: b.invalid, port: 8443 }] } }
  - { id: web, level: must, http: { url: "http://c.invalid/x?key=hidden" }, expect: { status: 200 } }
  - { id: cert, level: must, certificate: { server: "d.invalid:443" } }
  - { id: name, level: must, dns: { name: e.invalid, pointsTo: [192.0.2.1] }, expect: { pointsTo: true } }`,
    { leave },
  );
  const words = plan.withheld.map(({ requirement, what }) => `${requirement}: ${what}`);
  assert.deepEqual(words.slice(0, 6), [
    "out: http://a.invalid:80 through proxy.example:3128",
    "out: the resolvers that this system asks (/etc/resolv.conf)",
    "out: b.invalid:8443",
    "web: GET http://c.invalid through proxy.example:3128",
    "web: the resolvers that this system asks (/etc/resolv.conf)",
    "cert: d.invalid:443 (TLS as far as its certificates, nothing is sent but the name asked for)",
  ]);
  assert.match(words.join("\n"), /^name: \S+ port 53, by UDP or TCP: e\.invalid$/m);
  assert.match(words.join("\n"), /^name: .* by getent: e\.invalid$/m);
  assert.doesNotMatch(words.join("\n"), /hidden|: $/m);
  assert.equal(new Set(words).size, words.length);
});

test("what does not apply is not told, what may apply is, with its condition", () => {
  const files = `  - { id: files, level: must, when: "inputs.stage == 'live'", directory: { path: /srv } }`;
  assert.match(told(planned(files)), /\/srv/);
  assert.deepEqual(
    planned(files).depending.map(({ onlyIf }) => onlyIf),
    ["inputs.stage == 'live'"],
  );
  assert.doesNotMatch(told(planned(files, { set: [["stage", "trial"]] })), /\/srv/);
  assert.doesNotMatch(told(planned(files, { moment: "run", set: [["stage", "trial"]] })), /\/srv/);
  assert.match(told(planned(files, { set: [["stage", "live"]] })), /\/srv/);
});

test("a question whose input is open is named, and what several ask stands once with all who ask", () => {
  const plan = planned(`
  - { id: a, level: must, disk: { path: $inputs.at }, expect: { size: ">= 1 GB" } }
  - { id: b, level: must, memory: {}, expect: { installed: ">= 1 GB" } }
  - { id: c, level: should, memory: {}, expect: { installed: ">= 2 GB" } }`);
  assert.deepEqual(
    plan.open.map(({ requirement, why, settle }) => `${requirement}: ${why}, ${settle ?? ""}`),
    ["a: needs at, --set at=…"],
  );
  assert.deepEqual(plan.touches.find(({ what }) => what === "/proc/meminfo")?.for, ["b", "c"]);
});

test("a selection tells of what was selected, and of what that needs", () => {
  const only = planned(waiting, { only: ["files"] });
  assert.match(told(only), /docker version/);
  assert.deepEqual(only.open, []);
});

test("with --clean it is told what is removed, where something is written at all", () => {
  assert.deepEqual(planned(waiting).removes, []);
  assert.match(planned(waiting, { clean: true }).removes.join("\n"), /of earlier runs, where this run writes/);
  const unwritten = { yes: false, allowExec: false, noWrite: false };
  assert.deepEqual(planned(waiting, { clean: true, leave: unwritten }).removes, []);
});

test("an engine that is asked, and a container that is looked into, are told with how", () => {
  const memory = '  - { id: a, level: must, memory: {}, expect: { installed: ">= 1 GB" }, vantage: VANTAGE }';
  const engine = told(planned(memory.replace("VANTAGE", "engine")));
  assert.match(engine, /^run docker info/m);
  assert.match(engine, /^reach the engine of Docker/m);
  assert.doesNotMatch(told(planned(memory.replace("VANTAGE", "host"))), /^(?:run docker|reach)/m);
  const within = told(planned(memory.replace("VANTAGE", "container"), { targets: ["docker://app"] }));
  assert.match(within, /^run docker inspect app/m);
  assert.match(within, /^run docker exec -i app sh/m);
  assert.match(within, /^read \/proc\/meminfo/m);
  assert.match(within, /^reach the engine of Docker/m);
});
