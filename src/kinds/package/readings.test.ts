import assert from "node:assert/strict";
import { test } from "node:test";
import type { Raw } from "../../facts/reading.ts";
import { failedRaw, missingRaw, textRaw, toldBy, type Told } from "../made-raws.ts";
import { packageKind } from "./kind.ts";
import { packageKindLook } from "./readings.ts";

type File = {
  readonly path: string;
  readonly format?: string;
  readonly keys?: readonly string[];
  readonly filled?: boolean;
};
type Given = readonly (readonly [File, string | Raw])[];

async function look(given: Given): Promise<Readonly<Record<string, Told>>> {
  const asked = { dir: "/opt/package", files: given.map(([file]) => file) };
  const raws = given.map(([file, raw], index): readonly [string, Raw] => [
    `file ${index + 1}`,
    typeof raw === "string" ? textRaw(`/opt/package/${file.path}`, raw) : raw,
  ]);
  return toldBy(await packageKindLook.understand(Object.fromEntries(raws), asked, new Set()));
}

const env = (text: string, ...keys: readonly string[]): Given => [[{ path: "a.env", keys }, text]];
const json = (text: string, ...keys: readonly string[]): Given => [[{ path: "a.json", keys }, text]];
const yaml = (text: string, ...keys: readonly string[]): Given => [[{ path: "a.yaml", keys }, text]];

const whole = (path: string, text: string, ...keys: readonly string[]): Given => [[{ path, keys, filled: true }, text]];

/** What is missing; `[]`: it is complete. A text is the reason code of an unknown. */
const cases: readonly (readonly [string, Given, readonly string[] | string])[] = [
  ["a plain value", env("A=1\n", "A"), []],
  ["what nobody asked for may be open", env("A=1\nB=<FILL_ME>\n", "A"), []],
  [
    "a key that nobody asked for, where all has to be filled in",
    whole("a.env", "A=1\nB=http://<fill-me>/\nC= <FILL_ME>\n#D=<FILL_ME>\nE=<FILL_ME>\nE=1\n", "A"),
    ["a.env: B (still to be filled in)", "a.env: C (still to be filled in)"],
  ],
  ["a key that was asked for is told once", whole("a.env", "A=<FILL_ME>\n", "A"), ["a.env: A (a placeholder)"]],
  [
    "a value below a key, in YAML and JSON",
    [
      ...whole("a.yaml", "a: { b: [1, { c: <FILL_ME> }] }\nd: x\n", "a"),
      ...whole("b.json", '{"a":{"b":["<CHANGE ME>"]}}'),
    ],
    ["a.yaml: a (still to be filled in)", "b.json: a (still to be filled in)"],
  ],
  ["a map that holds itself, filled in", whole("a.yaml", "a: &a { b: 1, c: *a }\n", "a"), []],
  ["all filled in, of a format that is not looked into", [[{ path: "a.bin", filled: true }, "x"]], "cannot-tell"],
  ["no line end at the end", env("A=1", "A"), []],
  ["a mark at the begin and line ends of Windows", env("\uFEFFA=1\r\nB=2\r\n", "A", "B"), []],
  ["nothing before the line end of Windows", env("A=\r\nB=2\r\n", "A", "B"), ["a.env: A (empty)"]],
  ["export", env("  export A=1\n", "A"), []],
  ["quotes", env(`A="1"\nB='2'\n`, "A", "B"), []],
  [
    "values that are nothing but variables, whatever they say of the unset",
    env('A=${X:-}\nB="$U$V"\nC="${KEY:?fill in}"\nD=\'\'""\nE=\\\n', "A", "B", "C", "D", "E"),
    "cannot-tell",
  ],
  ["a space before the equals sign", env("A =1\n", "A"), "cannot-tell"],
  ["a space behind the equals sign", env("A= 1\n", "A"), "cannot-tell"],
  ["a variable beside a text of its own", env("A=https://$HOST/x\nB=1\n", "A", "B"), []],
  ["empty quotes", env(`A=""\nB=''\nC=" "\n`, "A", "B", "C"), ["A", "B", "C"].map((key) => `a.env: ${key} (empty)`)],
  ["a quoted value over lines", env('A="-----BEGIN\nB=x\n-----END"\nC=1\n', "A", "C"), []],
  ["a key within a quoted value", env('A="-----BEGIN\nB=x\n-----END"\n', "B"), ["a.env: B (not there)"]],
  ["a quote in a quote", env('A="a \\" b"\nB=1\n', "A", "B"), []],
  ["an apostrophe within a value", env("A=O'Brien\nB=1\n", "A", "B"), []],
  ["a value behind a closed quote", env("A=''secret\n", "A"), []],
  ["a file cut off within a quote", env('A=1\nB="begin', "A"), ["a.env: a quote that is not closed at line 2"]],
  ["a key in a comment", env("# A=1\n", "A"), ["a.env: A (not there)"]],
  ["a comment for a value", env("A= # fill in\n", "A"), ["a.env: A (empty)"]],
  ["a comment behind a value", env("A=1 # one\n", "A"), []],
  ["a value that begins with a hash", env("A=#1\n", "A"), []],
  ["a key without an equals sign", env("A\nexport A\n", "A"), ["a.env: A (not there)"]],
  ["a key that another begins with", env("AB=1\n", "A"), ["a.env: A (not there)"]],
  ["twice, the last empty", env("A=1\nA=\n", "A"), ["a.env: A (empty)"]],
  ["twice, the first empty", env("A=\nA=1\n", "A"), []],
  ["null and a tilde", env("A=null\nB=~\n", "A", "B"), ["a.env: A (empty)", "a.env: B (empty)"]],
  ["a variable of the file", env("A=1\nB=${A}\nC=$A\n", "B", "C"), []],
  ["an empty variable of the file", env("A=\nB=${A}\n", "B"), ["a.env: B (empty)"]],
  ["a variable from elsewhere", env("B=${HOME}\n", "B"), "cannot-tell"],
  ["a variable in single quotes is none", env("B='${HOME}'\n", "B"), []],
  ["UTF-16", env("A\0=\0x\0", "A"), ["a.env: no text of one byte a letter (UTF-16, or an archive?)"]],
  ["bytes that are no UTF-8, in a comment", env("# \uFFFD\nA=1\n", "A"), []],
  ["an empty file", env(" \n", "A"), ["a.env (empty)"]],
  ["whole JSON", json('{"a": "x", "b": {"c": 1}, "d": 0, "e": false}', "a", "b", "d", "e"), []],
  ["JSON cut off", json('{\n "a": "x",\n "b": "se', "a"), ["a.json: not whole JSON at line 3"]],
  ["JSON cut off behind a value", json('{\n "a": "x"\n', "a"), ["a.json: not whole JSON at line 2"]],
  ["JSON that was edited", json('{\n "a": "x"\n "b": 1}', "a"), ["a.json: not whole JSON at line 3"]],
  [
    "empty values of JSON",
    json('{"a": null, "b": "", "c": {}, "d": [], "e": "~"}', "a", "b", "c", "d", "e"),
    ["a", "b", "c", "d", "e"].map((key) => `a.json: ${key} (empty)`),
  ],
  ["a nested key", json('{"b": {"a": 1}}', "a"), ["a.json: a (not there)"]],
  ["a list at the top", json('[{"a": 1}]', "a"), ["a.json: no map of keys at its top"]],
  ["a key that every object has", json("{}", "constructor"), ["a.json: constructor (not there)"]],
  ["JSON behind a mark", json('\uFEFF{"a": 1}', "a"), "cannot-tell"],
  ["JSON with bytes that are no UTF-8", json('{"a": "\uFFFD"}', "a"), "cannot-tell"],
  ["whole YAML", yaml("a:\n  b: 1\nc: x\n", "a", "c"), []],
  ["YAML behind a mark", yaml("\uFEFFa: 1\n", "a"), []],
  [
    "empty values of YAML",
    yaml('a:\nb: ~\nc: null\nd: ""\ne: {}\n', "a", "b", "c", "d", "e"),
    ["a", "b", "c", "d", "e"].map((key) => `a.yaml: ${key} (empty)`),
  ],
  ["a nested key of YAML", yaml("b:\n  a: 1\n", "a"), ["a.yaml: a (not there)"]],
  ["a key in a comment of YAML", yaml("# a: 1\nb: 1\n", "a"), ["a.yaml: a (not there)"]],
  ["an anchor and its alias", yaml("b: &x { y: 1 }\na: *x\n", "a"), []],
  ["a merged key", yaml("b: &x { a: 1 }\n<<: *x\n", "a"), []],
  ["an alias of what is empty", yaml("b: &x\na: *x\n", "a"), ["a.yaml: a (empty)"]],
  ["YAML cut off", yaml('a: 1\nb: "begin\n', "a"), ["a.yaml: not whole YAML at line 3"]],
  ["a key twice", yaml("a: 1\nb: 1\na: 2\n", "a"), ["a.yaml: a key that stands twice at line 3"]],
  ["a key twice, nested", yaml("a:\n  b: 1\n  b: 2\n", "a"), ["a.yaml: a key that stands twice at line 3"]],
  ["only comments", yaml("# nothing\n", "a"), ["a.yaml: no map of keys at its top"]],
  ["two documents", yaml("a: 1\n---\nb: 1\n", "a"), "cannot-tell"],
  ["brackets in brackets", yaml(`a: ${"[".repeat(2000)}`, "a"), "limit"],
  [
    "aliases of aliases",
    yaml(
      `a: &a [x,x,x,x,x,x,x,x,x,x]\n${"bcdefghij"
        .split("")
        .map((name, index) => {
          const before = "abcdefghi"[index] ?? "";
          return `${name}: &${name} [${Array.from({ length: 10 }, () => `*${before}`).join(",")}]\n`;
        })
        .join("")}`,
      "a",
    ),
    "limit",
  ],
  ["any format, without keys", [[{ path: "logo", format: "any" }, "x"]], []],
  ["any format, with keys", [[{ path: "logo", format: "any", keys: ["a"] }, "x"]], "cannot-tell"],
  ["an ending that says nothing, with keys", [[{ path: "logo.svg", keys: ["a"] }, "x"]], "cannot-tell"],
  ["a format that is said counts before the ending", [[{ path: "a.txt", format: "env", keys: ["A"] }, "A=1"]], []],
  ["yml", [[{ path: "a.yml", keys: ["a"] }, "a: 1"]], []],
  ["a file that is not there", [[{ path: "a.env" }, missingRaw("a.env")]], ["a.env (not there)"]],
  ["a file that may not be read", [[{ path: "a.env" }, failedRaw("a.env", "permission-denied")]], "permission-denied"],
  ["a file that is too big", [[{ path: "a.env" }, failedRaw("a.env", "too-much-output")]], "too-much-output"],
  [
    "one that may not be read beside one that falls short",
    [
      [{ path: "a.env" }, failedRaw("a.env", "permission-denied")],
      [{ path: "b.env" }, missingRaw("b.env")],
    ],
    ["b.env (not there)"],
  ],
];

for (const [words, given, expected] of cases) {
  test(`package: ${words}`, async () => {
    const { complete, missing } = await look(given);
    if (typeof expected === "string") {
      assert.deepEqual([complete?.why?.code, missing?.why?.code], [expected, expected]);
    } else {
      assert.deepEqual(missing?.value ?? missing?.why, expected);
      assert.equal(complete?.value, expected.length === 0);
    }
  });
}

const unfilled =
  "<FILL_ME> https://<FILL_ME>/x <your_domain> {{DOMAIN}} CHANGEME changeme Change-Me CHANGE_ME REPLACE_ME replaceme UPDATE-ME todo TBD FIXME placeholder xxx XXXXXXXX your-domain your-domain.com YOUR_API_KEY your-own-license-key-here";
test("package: each placeholder of the list counts as missing", async () => {
  for (const value of unfilled.split(" ")) {
    const { missing } = await look(env(`A='${value}'\n`, "A"));
    assert.deepEqual(missing?.value, ["a.env: A (a placeholder)"], value);
  }
});

const filled =
  "x xx xxa example.org yourtown.org your-town.org your-maps.example.com todo-list tbdx changemenow a<b>c <a><b> 0 false none - ${A}b {a} null0 $2y$10$abc";
test("package: what only looks like one does not", async () => {
  for (const value of filled.split(" ")) {
    const { missing } = await look(env(`A='${value}'\n`, "A"));
    assert.deepEqual(missing?.value, [], value);
  }
});

/** The end, null where none is named, or the reason code of an unknown. */
const ends: readonly (readonly [string, Given, string | null])[] = [
  ["a day counts to its end", json('{"expires": "2027-01-31"}'), "2027-01-31T23:59:59Z"],
  ["an instant", json('{"expiresAt": "2027-01-31T10:00:00+02:00"}'), "2027-01-31T08:00:00.000Z"],
  ["in an env file", env("LICENSE=x\nVALID_UNTIL=2027-01-31\n"), "2027-01-31T23:59:59Z"],
  ["in YAML", yaml("expiration_date: 2027-01-31\n"), "2027-01-31T23:59:59Z"],
  [
    "of a Replicated license",
    yaml('kind: License\nspec:\n  entitlements:\n    expires_at: { value: "2027-01-31T00:00:00Z" }\n'),
    "2027-01-31T00:00:00.000Z",
  ],
  [
    "of a Replicated license without end",
    yaml('kind: License\nspec: { entitlements: { expires_at: { value: "" } } }\n'),
    null,
  ],
  [
    "the earliest of several",
    [
      [{ path: "a.json" }, '{"expires": "2028-01-31"}'],
      [{ path: "b.json" }, '{"notAfter": "2027-01-31T23:00:00-05:00"}'],
    ],
    "2027-02-01T04:00:00.000Z",
  ],
  ["none", json('{"a": "2027-01-31"}'), null],
  ["nested", json('{"a": {"expires": "2027-01-31"}}'), null],
  ["an empty one", json('{"expires": null}'), null],
  ["a number", json('{"expires": 1800000000}'), "cannot-tell"],
  ["a date of some country", json('{"expires": "31.01.2027"}'), "cannot-tell"],
  ["a day that is none", json('{"expires": "2027-02-31"}'), "cannot-tell"],
  ["an instant without a zone", json('{"expires": "2027-01-31T10:00:00"}'), "cannot-tell"],
  ["a readable one beside one that is not", json('{"expires": "2027-01-31", "notAfter": "soon"}'), "cannot-tell"],
  [
    "a file that may not be read",
    [[{ path: "a.json" }, failedRaw("a.json", "permission-denied")]],
    "permission-denied",
  ],
];
for (const [words, given, expected] of ends) {
  test(`package, its end: ${words}`, async () => {
    const { expires } = await look(given);
    if (expected === null) assert.equal(expires?.is, "absent");
    else assert.equal(expires?.value ?? expires?.why?.code, expected);
  });
}

test("package: nothing of what stands in a file gets into a fact, whatever is wrong with it", async () => {
  const texts = [
    'A="hunter2',
    "A=hunter2\nB=<hunter2>\n",
    "expires=hunter2\n",
    "hunter2\0",
    '{"a": "hunter2',
    "{hunter2: 1}",
    "hunter2: [",
    "a: hunter2: hunter2",
    "hunter2: 1\nhunter2: 2\n",
    "*hunter2",
    "!hunter2 x",
  ];
  for (const text of texts) {
    for (const format of ["env", "json", "yaml", "any"]) {
      const told = await look([[{ path: "file", format, keys: ["A", "B", "a"] }, text]]);
      assert.doesNotMatch(JSON.stringify(told), /hunter2/, `${format}: ${text}`);
    }
  }
});

test("package: what is missing is said beside the value", async () => {
  const { complete } = await look(env("A=\n", "A", "B"));
  assert.equal(complete?.evidence.note, "missing: a.env: A (empty); a.env: B (not there)");
});

test("package: files lie below the folder, and a path leads nowhere else", () => {
  const asked = { dir: "/opt/package/", files: [{ path: "a/b.env" }] };
  assert.deepEqual(packageKindLook.readings(asked, new Set()), {
    "file 1": { content: "/opt/package/a/b.env", limit: 2 ** 20 },
  });
  const { source } = packageKind.arguments.files.items.path.pattern;
  const pattern = new RegExp(`^(?:${source})$`, "u");
  for (const path of ["a", "a.env", "a/b.json", "..a", "a..b/c", ".env"]) assert.match(path, pattern);
  for (const path of ["/etc/passwd", "../a", "a/../b", "a/..", "..", "a\\b", "a\nb", ""])
    assert.doesNotMatch(path, pattern);
});

test("package: a megabyte of anything is looked at soon", async () => {
  const started = performance.now();
  for (const part of ["A=1\n", "A=$", "a: 1\n", "- ", "[", "{", '"', "<", "your-", "&a *a ", "# ", "\n", "'"]) {
    const text = part.repeat(Math.floor(2 ** 20 / part.length));
    for (const format of ["env", "json", "yaml"]) await look([[{ path: "file", format, keys: ["A"] }, text]]);
  }
  // What looks like the begin of a comment, up to an end of line that is none for a pattern.
  for (const end of ["\r", "\u2028"]) {
    const text = `A=1${" #".repeat(2 ** 19)}${end}x\nB=2\n`;
    await look([[{ path: "file", format: "env", keys: ["A", "B"] }, text]]);
  }
  assert.ok(performance.now() - started < 60_000, `${performance.now() - started} ms`);
});
