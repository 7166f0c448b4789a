import assert from "node:assert/strict";
import { test } from "node:test";
import type { Raw } from "../../facts/reading.ts";
import { failedRaw, textRaw, toldBy, type Told } from "../made-raws.ts";
import type { Field } from "../declaration.ts";
import { directory } from "./kind.ts";
import { directoryLook } from "./readings.ts";

const all = new Set(["writable", "free", "mode", "owner", "group"]);
const folder = (...lines: readonly string[]): Raw => textRaw("stat /srv", [...lines, "end", ""].join("\n"));
const usual = ["mode\t750", "owner\tapp", "group\tdomain users", "statfs\t4096 1000"];
const open = folder(...usual, "writable\tyes");
const closed = folder(...usual, "writable\tno");

const steps = ["enter", "create", "write", "sync", "read", "remove"];
/** What the script says that went well up to a step, which ended otherwise. */
function wrote(last: string, exit: string, ...said: readonly string[]): Raw {
  const before = steps.slice(0, steps.indexOf(last)).map((step) => `step\t${step}\nexit\t0\n`);
  const words = said.map((one) => `said\t${one}\n`).join("");
  return textRaw("writing", `${before.join("")}step\t${last}\n${words}exit\t${exit}\nend\t\n`);
}
const written = wrote("remove", "0");

const look = (raws: Readonly<Record<string, Raw>>): Readonly<Record<string, Told>> =>
  toldBy(directoryLook.understand({ folder: open, writing: written, ...raws }, { path: "/srv" }, all));
function writable(raws: Readonly<Record<string, Raw>>): string {
  const told = look(raws)["writable"];
  if (told?.is === "unknown") return `unknown: ${told.why?.code}`;
  return `${told?.is === "absent" ? "absent" : JSON.stringify(told?.value)} ${told?.evidence.grade}: ${told?.evidence.note ?? ""}`;
}

test("nothing is written unless somebody expects that it can be", () => {
  assert.deepEqual(directoryLook.readings({ path: "/srv" }, new Set(["free"])), { folder: { folder: "/srv" } });
  assert.deepEqual(directoryLook.readings({ path: "/srv" }, all), {
    folder: { folder: "/srv" },
    writing: { writing: "/srv" },
  });
  const unasked = toldBy(directoryLook.understand({ folder: open }, { path: "/srv" }, new Set(["free"])));
  assert.equal("writable" in unasked, false);
});

test("what stat says is what is answered, the mode in four digits", () => {
  const { mode, owner, group, free } = look({});
  assert.deepEqual([mode?.value, owner?.value, group?.value, free?.value], ["0750", "app", "domain users", 4_096_000]);
  const other = (line: string): Told | undefined => look({ folder: folder(line, "writable\tyes") })["mode"];
  assert.deepEqual(
    ["0", "1777", "0755"].map((digits) => other(`mode\t${digits}`)?.value),
    ["0000", "1777", "0755"],
  );
  for (const none of ["mode\t", "mode\t9", "mode\tx", "mode\t12345"]) assert.equal(other(none)?.why?.code, "platform");
});

test("free room may come from df, whose source may hold spaces, and is never less than none", () => {
  const free = (line: string): unknown => look({ folder: folder(line, "writable\tyes") })["free"]?.value;
  assert.equal(free("df\t//host/my share 1000 400 600 40% /mnt"), 600 * 1024);
  assert.equal(free("df\t/dev/sda1 1000 1100 -100 110% /"), 0);
  assert.equal(free("df\t"), undefined);
  assert.equal(free("statfs\t4096 x"), undefined);
});

test("only all six steps show that it is writable", () => {
  assert.equal(writable({}), "true proven: ");
  for (const step of steps.slice(0, -1))
    assert.equal(writable({ writing: wrote(step, "0") }), "unknown: garbled", step);
  for (const text of [
    "",
    "end\t\n",
    "step\tenter\nexit\t0\n",
    written.is === "text" ? written.text.replace("end\t\n", "") : "",
  ])
    assert.equal(writable({ writing: textRaw("w", text) }), "unknown: garbled", text);
  assert.equal(writable({ writing: wrote("remove", "yes") }), "unknown: garbled");
});

test("what the system says is why it is not writable", () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ["create", "footing-writing: 143: cannot create ./x: Read-only file system", "Read-only file system"],
    ["create", "footing-writing: line 1: ./x: Permission denied", "Permission denied"],
    ["create", "footing-writing: 143: cannot create ./x: Directory nonexistent", "No such file or directory"],
    ["write", "cat: write error: No space left on device", "No space left on device"],
    ["write", "cat: write error: Disk quota exceeded", "Disk quota exceeded"],
    [
      "sync",
      "dd: fsync failed for 'standard output': No space left on device",
      "what was written did not reach the disk: No space left on device",
    ],
    [
      "remove",
      "rm: cannot remove './x': Operation not permitted",
      "the file could not be removed: Operation not permitted",
    ],
    ["read", "sh: cannot open x: Input/output error", "Input/output error"],
  ];
  for (const [step, said, note] of cases)
    assert.equal(
      writable({ writing: wrote(step, step === "create" ? "2" : step === "read" ? "2" : "1", said) }),
      `false proven: ${note}`,
    );
  assert.equal(
    writable({ writing: wrote("read", "1") }),
    "false proven: what was read back differs from what was written",
  );
});

test("why it is not writable is one word, by which the remedy is chosen", () => {
  const cause = (raws: Readonly<Record<string, Raw>>): unknown => look(raws)["writable"]?.evidence.cause;
  const saying = (words: string): Raw => wrote("create", "2", `sh: cannot create ./x: ${words}`);
  assert.equal(cause({ writing: saying("Read-only file system") }), "read-only");
  assert.equal(cause({ writing: saying("No space left on device") }), "full");
  assert.equal(cause({ writing: saying("Disk quota exceeded") }), "full");
  assert.equal(cause({ writing: saying("Permission denied") }), "denied");
  assert.equal(cause({ writing: saying("Input/output error") }), undefined);
  assert.equal(cause({ writing: failedRaw("w", "needs-leave"), folder: closed }), "denied");
  for (const problem of ["missing", "not-a-folder"])
    assert.equal(cause({ folder: folder(`problem\t${problem}`) }), problem);
});

test("no remedy changes whose an existing folder is", () => {
  const declared: Readonly<Record<string, Field>> = directory.answers;
  for (const { remedy, remedies } of Object.values(declared))
    for (const [cause, one] of [["", remedy], ...Object.entries(remedies ?? {})] as const)
      if (cause !== "missing")
        assert.doesNotMatch(JSON.stringify(one?.commands ?? {}), /install|chown|chgrp|chmod|remount,/, cause);
});

test("a program that was ended, or that said nothing, is no word of the file system", () => {
  assert.equal(writable({ writing: wrote("write", "137", "Killed") }), "unknown: cannot-tell");
  assert.equal(writable({ writing: wrote("sync", "1") }), "unknown: cannot-tell");
});

test("a folder that cannot be entered is told by looking, since not all shells say why", () => {
  const entering = wrote("enter", "2", "cd: can't cd to /srv");
  assert.equal(writable({ writing: entering, folder: closed }), "false proven: this user may not enter it");
  assert.equal(writable({ writing: entering }), "unknown: cannot-tell");
});

test("what this system cannot do makes the proof a lesser one", () => {
  const text = steps.map((step) => `step\t${step}\nexit\t${step === "sync" ? "unsupported" : "0"}\n`).join("");
  assert.match(writable({ writing: textRaw("w", `${text}end\t\n`) }), /^true observed: nothing here can bring/);
  assert.equal(writable({ writing: wrote("write", "unsupported") }), "unknown: garbled");
});

test("a path that others could change, and a machine without chance, are unknown", () => {
  assert.equal(writable({ writing: textRaw("w", "step\tenter\nunsafe\tlink\nend\t\n") }), "unknown: unsafe-path");
  assert.equal(
    writable({ writing: textRaw("w", "failed\tthere is no /dev/urandom here\nend\t\n") }),
    "unknown: no-means",
  );
});

test("without leave it is open, but a folder that is plainly closed falls short", () => {
  const left = failedRaw("w", "needs-leave");
  assert.equal(writable({ writing: left }), "unknown: needs-leave");
  assert.equal(writable({ writing: left, folder: folder(...usual, "writable\tunclear") }), "unknown: needs-leave");
  assert.equal(writable({ writing: left, folder: closed }), "false observed: this user may not write into it");
  assert.equal(look({ writing: left })["mode"]?.value, "0750");
});

test("with --no-write its permissions speak, less strongly", () => {
  const none = failedRaw("w", "no-write");
  const { writable: both } = directoryLook.understand({ folder: open, writing: none }, { path: "/srv" }, all);
  const facts = [both].flat();
  assert.deepEqual(
    facts.map((fact) => (fact?.is === "seen" ? fact.evidence.grade : fact?.is === "unknown" ? fact.why.code : "")),
    ["observed", "no-write"],
  );
  assert.equal(writable({ writing: none, folder: closed }), "false observed: this user may not write into it");
  assert.equal(writable({ writing: none, folder: folder(...usual, "writable\tunclear") }), "unknown: no-write");
});

test("a failure to write that is none of these is no answer, whatever the permissions say", () => {
  for (const code of ["timeout", "interrupted", "no-means"])
    assert.equal(writable({ writing: failedRaw("w", code), folder: closed }), `unknown: ${code}`);
});

test("no folder there, or something else in its place, is known: every field is absent", () => {
  for (const [problem, note] of [
    ["missing", "there is no such folder"],
    ["not-a-folder", "it is no folder"],
  ]) {
    const told = look({ folder: folder(`problem\t${problem}`), writing: wrote("enter", "2") });
    for (const field of all) assert.deepEqual([told[field]?.is, told[field]?.evidence.note], ["absent", note], field);
  }
});

test("what could not be looked at is unknown in every field", () => {
  const codes: readonly (readonly [Raw, string])[] = [
    [folder("problem\tdenied"), "permission-denied"],
    [folder("problem\tStale file handle"), "no-means"],
    [failedRaw("f", "timeout"), "timeout"],
    [textRaw("f", "mode\t750\n"), "garbled"],
    [folder(...usual), "garbled"],
    [folder(...usual, "writable\tmaybe"), "garbled"],
  ];
  for (const [raw, code] of codes) {
    const told = look({ folder: raw });
    for (const field of all) assert.equal(told[field]?.why?.code, code, `${code} ${field}`);
  }
});
