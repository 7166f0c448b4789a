import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { atTerminal } from "../cli/terminal.ts";

const program = fileURLToPath(new URL("../../bin/footing.js", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "footing-attack-"));
after(() => rmSync(folder, { recursive: true, force: true }));

type Said = { readonly code: number | null; readonly all: string };

function footing(words: readonly string[], environment: Readonly<Record<string, string>> = {}): Said {
  const ran = spawnSync(process.execPath, [program, ...words], {
    cwd: folder,
    encoding: "utf8",
    env: { PATH: process.env["PATH"], HOME: folder, ...environment },
    timeout: 20_000,
  });
  return { code: ran.status, all: ran.stdout + ran.stderr };
}

const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return `./${name}`;
};

const head = "footing: 1\nproduct: { id: made, name: Made }\n";
const secretInput = "inputs: { db: { type: database-url, secret: true, optional: true }, user: { type: text } }\n";
const seen = "  - { id: os, level: must, os: {}, expect: { kernel: { present: true } } }\n";

test("a secret that leads nowhere is no answer: a slip in its name decides no condition", () => {
  const huge =
    '  - { id: huge, level: must, when: "inputs.db == null", memory: {}, expect: { installed: ">= 900 TB" } }\n';
  const path = file("secret.yaml", `${head}${secretInput}requirements:\n${seen}${huge}`);
  for (const way of ["env:NOT_SET_ANYWHERE", "file:/nonexistent/secret", "file:/dev/null"]) {
    assert.equal(footing(["check", path, "--set", `db=${way}`, "--quiet"]).code, 3, way);
  }
  assert.equal(footing(["check", path, "--set", "db=env:SET"], { SET: "postgresql://u:p@h/d" }).code, 0);
  assert.equal(footing(["check", path, "--set", "db="]).code, 1);
});

test("a secret that stands literally in a site file is in no error, whatever is wrong around it", () => {
  file("wanted.yaml", `${head}${secretInput}requirements:\n${seen}`);
  const site = (inputs: string): string => `footing: 1\nproduct: ./wanted.yaml\n${inputs}`;
  const literal = "postgresql://app:hunter2secret@db.example/app";
  const wrong = [
    `inputs:\n  db: ${literal}\n`,
    `inputs:\n  db: ${literal}\n  usr: 3\n`,
    `inputs:\n  db: ${literal}: x\n`,
    `inputs:\n  db: { env: "${literal}" }\n`,
    "inputs: { db: { value: hunter2secret } }\n",
    `inputs: { db: ${JSON.stringify(literal)}, usr: 3 }\n`,
    `inputs:\n  db: *hunter2secret\n`,
    "inputs: { db: { file: 48151623420 } }\n",
  ];
  for (const [index, inputs] of wrong.entries()) {
    const path = file(`site-${index}.yaml`, site(inputs));
    for (const words of [
      ["check", path],
      ["check", "--site", path],
    ]) {
      const { code, all } = footing(words);
      assert.equal(code, 2, all);
      assert.doesNotMatch(all, /hunter2|48151623420/, inputs);
    }
  }
});

test("a file that is no JSON is not repeated, not even its first bytes", () => {
  const path = file("passwords.txt", "topsecretpassword=hunter2\n");
  const { code, all } = footing(["judge", "cht", "--facts", path]);
  assert.equal(code, 2);
  assert.doesNotMatch(all, /topsec|hunter2/);
});

test("a selection in which nothing counts here and now is not ready", () => {
  const later = '  - { id: later, level: must, moments: [run], cpu: {}, expect: { count: ">= 1" } }\n';
  const path = file("later.yaml", `${head}requirements:\n${seen}${later}`);
  assert.equal(footing(["check", path, "--only", "later", "--quiet"]).code, 3);
  assert.equal(footing(["check", path, "--only", "", "--quiet"]).code, 2);
});

test("a limit that no timer can keep is refused", () => {
  for (const option of ["--deadline", "--timeout"]) assert.equal(footing(["check", "cht", option, "4 weeks"]).code, 2);
});

test("a cache folder below /proc does not hold the program up", { skip: process.platform !== "linux" }, () => {
  assert.equal(footing(["list"], { XDG_CACHE_HOME: "/proc/nope" }).code, 0);
});

test("a waiver for what is not there is refused, not ignored", () => {
  file(
    "repeat.yaml",
    `${head}requirements:\n${seen}  - { id: cpu, level: must, cpu: {}, expect: { count: ">= 1" } }\n`,
  );
  const waiver = (more: string): string =>
    `footing: 1\nproduct: ./repeat.yaml\nwaivers:\n  - { requirement: cpu, accept: { count: ">= 1" }, reason: r, by: b, until: 2099-01-01, ${more} }\n`;
  assert.equal(footing(["check", file("subject.yaml", waiver("subject: zz"))]).code, 2);
  assert.equal(footing(["check", file("target.yaml", waiver("target: loca"))]).code, 2);
});

test("a secret is in no output, no child's environment and no argument, also when the report cannot be written", () => {
  const secret = "hunter2-Sup3r/Secret";
  const spelled = [secret, encodeURIComponent(secret), Buffer.from(secret).toString("base64"), "hunter2"];
  const looks =
    '  - { id: env, level: must, exec: { command: sh, args: [-c, "env; ps -eo args; cat /proc/self/environ"] } }\n';
  const keeps = `  - { id: keep, level: must, exec: { command: sh, args: [-c, "env > ${join(folder, "child-environment")}"] } }\n`;
  const path = file("leak.yaml", `${head}${secretInput}requirements:\n${seen}${looks}${keeps}`);
  const environment = { DATABASE_SECRET: `postgresql://u:${secret}@h/d` };
  const base = ["check", path, "--set", "db=env:DATABASE_SECRET", "--yes", "--allow-exec", "--verbose"];
  const runs = [
    footing(base, environment),
    footing([...base, "-o", "json"], environment),
    footing([...base, "-o", "json=/nonexistent/report.json"], environment),
    footing([...base, "--timeout", "1ms"], environment),
  ];
  assert.deepEqual(
    runs.map(({ code }) => code),
    [0, 0, 2, 3],
  );
  const inherited = readFileSync(join(folder, "child-environment"), "utf8");
  for (const text of [...runs.map(({ all }) => all), inherited]) {
    for (const one of spelled) assert.ok(!text.includes(one), text);
  }
  assert.doesNotMatch(inherited, /DATABASE_SECRET/);
});

test("a default of a kind does not void an attestation, a shortfall of the file's own does", () => {
  const attested = (expect: string, fact: string): string => {
    const made = mkdtempSync(join(folder, "case-"));
    const branches = `[{ disk: { path: / }, expect: ${expect} }, { attest: { question: Is it so? } }]`;
    writeFileSync(
      join(made, "requirements.yaml"),
      `${head}requirements:\n  - { id: a, level: must, anyOf: ${branches} }\n`,
    );
    const facts = `facts: { a: { ${fact}, answer: yes } }`;
    writeFileSync(join(made, "cases.yaml"), `cases:\n  - { name: it, ${facts}, expect: { outcomes: { a: met } } }\n`);
    return footing(["test", made]).all;
  };
  assert.match(attested("{ encrypted: true }", "inodesFree: 1 %"), /1 holds?/);
  assert.match(attested("{ encrypted: true }", "encrypted: false"), / a +met +unmet\n/);
});

test("a forged tolerance is garbled, not a licence", () => {
  const path = file(
    "small.yaml",
    `${head}requirements:\n  - { id: m, level: must, memory: {}, expect: { installed: ">= 1 GB" } }\n`,
  );
  footing(["facts", path, "-o", "json=small.json"]);
  const report = readFileSync(join(folder, "small.json"), "utf8");
  const forged = report.replace(/"value": \d{6,}/, '"value": 1000, "tolerance": 0.9999');
  assert.notEqual(forged, report);
  writeFileSync(join(folder, "forged.json"), forged);
  assert.equal(footing(["judge", path, "--facts", "forged.json", "--quiet"]).code, 3);
});

test("an earlier report is data: it steers no terminal, forges no verdict and tells no secret", () => {
  const path = file("since.yaml", `${head}${secretInput}requirements:\n${seen}`);
  const environment = { DATABASE_SECRET: "postgresql://u:hunter2@h/d" };
  const run = ["check", path, "--set", "db=env:DATABASE_SECRET"];
  footing([...run, "-o", "json=old.json"], environment);
  const old = JSON.parse(readFileSync(join(folder, "old.json"), "utf8")) as Record<string, unknown> & {
    results: Record<string, unknown>[];
  };
  const evil = "\u001b]0;owned\u0007\u202e\u2066 READY\nREADY   99 met";
  const forged = {
    ...old,
    exitCode: 1,
    startedAt: "2020-01-01T00:00:00Z",
    tool: { name: evil, version: evil },
    inputs: [{ name: "db", value: "postgresql://u:hunter2@h/d", from: "set", secret: false }],
    targets: [{ name: "local", hostname: evil }],
    results: [
      ...old.results.map((one) => ({ ...one, outcome: "unmet", reason: evil, observed: evil.repeat(1000) })),
      { ...old.results[0], id: "__proto__", title: evil, subject: evil, reasonCode: "constructor" },
      { ...old.results[0], id: `../../${evil}`, title: "x".repeat(1e6), reasonCode: evil },
    ],
  };
  const text = JSON.stringify(forged).replace("{", '{"__proto__":{"verdict":"not-ready"},');
  const words = ["--since", file("forged.json", text)];
  for (const more of [[], ["--verbose"], ["--quiet"], ["-o", "json"]]) {
    const { code, all } = footing([...run, ...words, ...more], environment);
    assert.equal(code, 0, all);
    // oxlint-disable-next-line no-control-regex -- these are what must not be there
    assert.doesNotMatch(all, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]|hunter2/u);
    assert.doesNotMatch(all, /^READY {3}99/m);
    assert.ok(all.length < 60_000, `${all.length} characters`);
  }
});
test("a secret that is typed at a question is on no screen, in no file and in no report", async () => {
  const secret = "postgresql://app:hunter2@db.example/app";
  const asks = '  - { id: a, level: must, when: "inputs.db != null", cpu: {}, expect: { count: ">= 1" } }\n';
  const path = file("asked.yaml", `${head}${secretInput}requirements:\n${seen}${asks}`);
  const prompt = "db (Enter leaves it open): ";
  const outputs = ["check", "init"].map(async (command) => {
    const options = command === "check" ? ["--ask", "-o", "json=asked.json"] : ["--site", "asked-site.yaml"];
    // Pasted in one piece, letter by letter with a slip mended, and after a beginning that is shown.
    const { output } = await atTerminal([command, path, ...options], { folder, environment: { SET: secret } }, [
      [prompt, `${secret}\r`],
      [prompt, `env:\u007f\u007f\u007f\u007f${secret}\r`],
      [prompt, `e${secret}\u0015hunter2\r`],
      [prompt, "env:SET\r"],
      ["Taken: the variable SET.", ""],
    ]);
    return output;
  });
  const written = ["asked.json", "asked-site.yaml"];
  for (const text of [
    ...(await Promise.all(outputs)),
    ...written.map((name) => readFileSync(join(folder, name), "utf8")),
  ]) {
    assert.doesNotMatch(text, /hunter2|postgresql/);
    assert.match(text, /db/);
  }
});

test("questions of a hostile file are shown visibly, and write no more into a site file than comments", async () => {
  const hostile = `${head}inputs:
  p: { type: path, ask: "Where\\e[2J\\u202e?\\nproduct: cht\\n", example: "/x\\n  q: 1" }
  "q": { type: choice, of: ["a\\e[31m", b], ask: "?" }
requirements:
  - { id: d, level: must, title: "Di\\e]0;owned\\asks", disk: { path: $inputs.p }, expect: { size: ">= 1 MB" } }
  - { id: e, level: must, when: "inputs.q == 'b'", attest: { question: "So? waivers: []" } }
`;
  const path = file("hostile.yaml", hostile);
  const { output, code } = await atTerminal(["init", path, "--site", "hostile-site.yaml"], { folder }, [
    ["q (Enter leaves it open): ", "b\r"],
    ["p (Enter leaves it open): ", "?\r"],
    ["p (Enter leaves it open): ", "/\r"],
  ]);
  assert.equal(code, 0, output);
  assert.ok(!output.includes("\u001b") && !output.includes("\u202e"));
  assert.match(output, /Where\\x1b\[2J\\u202e\?\\nproduct: cht/);
  const site = readFileSync(join(folder, "hostile-site.yaml"), "utf8");
  const lines = site.split("\n").filter((line) => line.trim() !== "" && !line.trim().startsWith("#"));
  assert.deepEqual(lines, ["footing: 1", "product: ./hostile.yaml", "inputs:", "  p: /", "  q: b"]);
  assert.ok(!site.includes("\u001b") && !site.includes("\u202e"));
  assert.equal(footing(["check", "./hostile-site.yaml", "--quiet"]).code, 3);
});

test("nothing that stands in a license's files is written anywhere, whatever is wrong with them", () => {
  const secret = "hunter2-license-key";
  const broken: Readonly<Record<string, string>> = {
    "whole.env": `TENANT=${secret}\nexpires=${secret}\n`,
    "open.env": `TENANT="${secret}`,
    "filled.env": `TENANT=<${secret}>\n`,
    "cut.json": `{"TENANT": "${secret}`,
    "wrong.json": `{${secret}: 1}`,
    "dated.json": `{"TENANT": "x", "expires": "${secret}"}`,
    "wrong.yaml": `TENANT: ${secret}: ${secret}\n`,
    "alias.yaml": `TENANT: *${secret}\n`,
    "twice.yaml": `${secret}: 1\n${secret}: 2\n`,
    "tag.yaml": `TENANT: !${secret} x\n`,
    "open.yaml": `TENANT: ["${secret}`,
  };
  const licensed = mkdtempSync(join(folder, "package-"));
  for (const [name, text] of Object.entries(broken)) writeFileSync(join(licensed, name), text);
  const one = (name: string): string =>
    `  - { id: ${name.replace(".", "-")}, level: must, package: { dir: ${licensed}, files: [{ path: ${name}, keys: [TENANT] }] }, expect: { missing: { empty: true } }, that: "expires == null" }\n`;
  const path = file("licensed.yaml", `${head}requirements:\n${seen}${Object.keys(broken).map(one).join("")}`);
  const words = ["check", path, "--verbose", "-o", "tty", "-o", "json=./licensed.json"];
  const { code, all } = footing(words);
  const kept = footing(["facts", path, "-o", "json=./licensed-facts.json"]).all;
  const written = ["licensed.json", "licensed-facts.json"].map((name) => readFileSync(join(folder, name), "utf8"));
  assert.equal(code, 1, all);
  for (const text of [all, kept, ...written]) assert.doesNotMatch(text, /hunter2/);
});
