import assert from "node:assert/strict";
import { test } from "node:test";
import type { Reading } from "../facts/reading.ts";
import { localHost, resultOf } from "../judge/made-situation.ts";
import { Stop } from "../reach/target.ts";
import type { Leave } from "./leave.ts";
import { command, gathered, lines, standardAnswer } from "./made-gathering.ts";
import type { MadeAnswer } from "./made-target.ts";

test("from another vantage it is another look, with what that asks, and each fact says from where it is", async () => {
  const info = { ServerVersion: "29.1", OSType: "linux", KernelVersion: "6.12-linuxkit", NCPU: 4, MemTotal: 2 ** 30 };
  const files: Readonly<Record<string, string>> = {
    "/proc/meminfo": "MemTotal:       16777216 kB\n",
    "/proc/sys/kernel/osrelease": "6.18.5\n",
  };
  const answer = (reading: Reading): MadeAnswer => {
    if ("platform" in reading) return "linux";
    if ("file" in reading) return files[reading.file] ?? "missing";
    return "run" in reading && reading.run[1] === "info" ? JSON.stringify(info) : "missing";
  };
  const { records, judgement } = await gathered({
    requirements:
      '- { id: memory, level: must, memory: {}, expect: { installed: ">= 4 GiB" }, vantage: [host, engine] }',
    answer,
  });
  const installed = records.filter(({ field }) => field === "installed");
  assert.deepEqual(
    installed.map(({ vantage, value }) => [vantage, value]),
    [
      ["host", 2 ** 34],
      ["engine", 2 ** 30],
    ],
  );
  assert.deepEqual(
    judgement.results.map(({ vantage, outcome }) => [vantage, outcome]),
    [
      ["host", "met"],
      ["engine", "unmet"],
    ],
  );
});

test("the same look is taken once, however many requirements ask it", async () => {
  const { target, records, judgement } = await gathered({
    requirements: lines(command("git"), command("git").replace("id: git", "id: again"), command("tar")),
  });
  assert.deepEqual(target.fetched.toSorted(), ['{"which":"git"}', '{"which":"tar"}']);
  assert.equal(judgement.counts.met, 3);
  assert.equal(records.filter(({ field }) => field === "present").length, 2);
});

test("what one asks beyond another of the same look is looked at besides, and nothing is recorded twice", async () => {
  const answer = (reading: Reading): MadeAnswer => ("run" in reading ? "git version 2.39.5" : standardAnswer(reading));
  const later = command("newer", ', needs: [git], expect: { version: ">= 2" }').replace("name: newer", "name: git");
  const { target, records, judgement } = await gathered({ requirements: lines(command("git"), later), answer });
  assert.equal(judgement.counts.met, 2);
  assert.equal(new Set(target.fetched).size, target.fetched.length);
  const fields = records.map(({ field }) => field);
  assert.deepEqual(fields.toSorted(), [...new Set(fields)].toSorted());
});

test("what another requirement reads of an answer is looked at, also where the look would not show it by itself", async () => {
  const answer = (reading: Reading): MadeAnswer => ("run" in reading ? "git version 2.39.5" : standardAnswer(reading));
  const reading = command("tar", ", needs: [git], when: \"inRange(answers.git.version, '>=2')\"");
  const { judgement } = await gathered({ requirements: lines(command("git"), reading), answer });
  assert.equal(resultOf(judgement, "tar").outcome, "met");
});

test("nothing is asked that judging does not read", async () => {
  const before =
    "inputs: { stage: { type: choice, of: [a, b], default: a } }\nprofiles: { one: { default: true }, two: { title: T } }";
  const { target, judgement } = await gathered({
    requirements: lines(
      command("later", ", moments: [run]"),
      command("skipped"),
      command("false", ", when: \"inputs.stage == 'b'\""),
      command("elsewhere", ", profiles: [two]"),
      command("role", ", role: database"),
      command("open", ", when: \"inputs.stage == 'a' && target.os == 'linux'\"").replace(
        "target.os == 'linux'",
        "profile == 'two'",
      ),
      "- { id: word, level: must, attest: { question: Is it so? } }",
      "- { id: none, level: must, pending: bucket }",
    ),
    making: { before, skip: ["skipped"] },
  });
  assert.deepEqual(target.fetched, []);
  assert.equal(judgement.counts.met, 0);
});

test("what is needed is looked at first, and what needs it not at all where it falls short", async () => {
  const requirements = lines(command("second", ", needs: [first]"), command("first"));
  const good = await gathered({ requirements });
  assert.deepEqual(good.target.fetched, ['{"which":"first"}', '{"which":"second"}']);
  const bad = await gathered({ requirements, answer: () => "missing" });
  assert.deepEqual(bad.target.fetched, ['{"which":"first"}']);
  assert.equal(resultOf(bad.judgement, "second").reasonCode, "waits");
});

test("an answer is waited for where another look depends on it", async () => {
  const follows = '- { id: next, level: must, needs: [first], command: { name: "x${answers.first.present}" } }';
  const { target, judgement } = await gathered({ requirements: lines(command("first"), follows) });
  assert.deepEqual(target.fetched, ['{"which":"first"}', '{"which":"xtrue"}']);
  assert.equal(judgement.counts.met, 2);
});

test("looks run at the same time, and never more than a small machine bears", async () => {
  const some = Array.from({ length: 20 }, (_, index) => command(`c${index}`));
  const { target } = await gathered({ requirements: lines(...some), delayMs: 20 });
  assert.equal(target.most(), 20);
  const many = Array.from({ length: 200 }, (_, index) => command(`c${index}`));
  const all = await gathered({ requirements: lines(...many) });
  assert.equal(all.target.fetched.length, 200);
  assert.ok(all.target.most() <= 64);
});

test("a look that hangs is unknown within its own limit, and holds nothing else up", async () => {
  const answer = (reading: Reading): MadeAnswer =>
    "which" in reading && reading.which === "hung" ? "never" : standardAnswer(reading);
  const { judgement } = await gathered({ requirements: lines(command("hung"), command("tar")), answer, timeoutMs: 50 });
  assert.equal(resultOf(judgement, "hung").reasonCode, "timeout");
  assert.equal(resultOf(judgement, "tar").outcome, "met");
});

for (const code of ["deadline", "interrupted"] as const) {
  test(`when the run ends by ${code}, what was found counts and the rest is unknown for that`, async () => {
    const stop = new AbortController();
    const many = Array.from({ length: 100 }, (_, index) => command(`c${index}`, index === 99 ? ", needs: [c98]" : ""));
    const answer = (reading: Reading): MadeAnswer => {
      if (!("which" in reading)) return "missing";
      return reading.which === "c0" ? standardAnswer(reading) : "never";
    };
    const onTold = (words: string): void => {
      if (words === "finished command c0") stop.abort(new Stop(code));
    };
    const { judgement } = await gathered({
      requirements: lines(...many),
      answer,
      signal: stop.signal,
      timeoutMs: 60_000,
      onTold,
    });
    assert.equal(resultOf(judgement, "c0").outcome, "met");
    for (let index = 1; index < 99; index++)
      assert.equal(resultOf(judgement, `c${index}`).reasonCode, code, `c${index}`);
    assert.equal(resultOf(judgement, "c99").reasonCode, "waits");
  });
}

test("what was stopped before it began is unknown for that", async () => {
  const { judgement, target } = await gathered({
    requirements: command("git"),
    signal: AbortSignal.abort(new Stop("interrupted")),
  });
  assert.equal(resultOf(judgement, "git").reasonCode, "interrupted");
  assert.deepEqual(target.fetched, []);
});

const touching = "- { id: run, level: must, exec: { command: tool }, expect: { stdout: { contains: ok } } }";
const printing = (text: string) => (): MadeAnswer => ({ exit: 0, text });
const reasonWith = async (leave: Partial<Leave>): Promise<string> => {
  const { judgement, target } = await gathered({ requirements: touching, leave, answer: printing("all ok") });
  return `${resultOf(judgement, "run").reasonCode} ${target.fetched.length}`;
};

test("a file from outside touches nothing without leave, and a command needs leave of its own besides", async () => {
  assert.equal(await reasonWith({}), "needs-leave 0");
  assert.equal(await reasonWith({ allowExec: true }), "needs-leave 0");
  assert.equal(await reasonWith({ yes: true }), "needs-allow-exec 0");
  assert.equal(await reasonWith({ fromCatalog: true }), "needs-allow-exec 0");
  assert.equal(await reasonWith({ yes: true, allowExec: true }), "met 1");
  assert.equal(await reasonWith({ fromCatalog: true, allowExec: true }), "met 1");
});

test("what a command wrote is matched and let go of: no record holds it", async () => {
  const leave = { yes: true, allowExec: true };
  const both = lines(
    touching,
    touching.replace("id: run", "id: bad").replace("{ contains: ok }", "{ not: { matches: 'hunter.' } }"),
  );
  const { records, judgement } = await gathered({ requirements: both, leave, answer: printing("ok hunter2") });
  assert.ok(!JSON.stringify(records).includes("hunter2"));
  assert.equal(records.find(({ field }) => field === "stdout")?.kept?.length, "ok hunter2".length);
  assert.equal(resultOf(judgement, "run").outcome, "met");
  assert.equal(resultOf(judgement, "bad").outcome, "unmet");
});

test("what a waiver accepts of what a command wrote is matched too, while it is known", async () => {
  const came = async (accept: string): Promise<string> => {
    const waivers = `[{ requirement: run, accept: { stdout: ${accept} }, reason: r, by: N, until: 2026-12-31 }]`;
    const leave = { yes: true, allowExec: true };
    const answer = printing("hello");
    return resultOf((await gathered({ requirements: touching, leave, answer, making: { waivers } })).judgement, "run")
      .outcome;
  };
  assert.equal(await came("{ contains: hello }"), "waived");
  assert.equal(await came("{ contains: bye }"), "unmet");
});

test("what a command wrote beyond what is matched is unknown, not unmet", async () => {
  const pattern = touching.replace("{ contains: ok }", "{ matches: ok }");
  const { judgement } = await gathered({
    requirements: pattern,
    leave: { yes: true, allowExec: true },
    answer: printing("x".repeat(5000)),
  });
  assert.equal(resultOf(judgement, "run").reasonCode, "limit");
});

test("a target that is not there makes what is asked of it unknown", async () => {
  const { judgement } = await gathered({
    requirements: command("git"),
    making: { targets: [{ ...localHost, name: "db1" }] },
  });
  assert.equal(judgement.results[0]?.reasonCode, "target-lost");
});

test("each look is told when it begins and when it ends", async () => {
  const { told } = await gathered({ requirements: command("git") });
  assert.deepEqual(told, ["started command git", "finished command git"]);
});

test("a chain of needs as long as a file may be is gathered in a moment", async () => {
  const same = (index: number): string =>
    `- { id: r${index}, level: must, command: { name: git }${index === 0 ? "" : `, needs: [r${index - 1}]`} }`;
  const { target, judgement } = await gathered({
    requirements: lines(...Array.from({ length: 1500 }, (_, index) => same(index))),
  });
  assert.equal(target.fetched.length, 1);
  assert.equal(judgement.counts.met, 1500);
});

test("what was not tried at all is dated too, so that its facts can be judged elsewhere", async () => {
  const requirements = '- { id: out, level: must, egress: { endpoints: [{ host: "*.example.org" }] } }';
  const { records, judgement, target } = await gathered({ requirements });
  assert.deepEqual(target.fetched, []);
  assert.ok(records.length > 0);
  for (const { at, field } of records) assert.ok(!Number.isNaN(Date.parse(at)), field);
  assert.equal(judgement.results[0]?.reasonCode, "wildcard");
});

test("without leave a file's services are unknown by name, and nothing is tried", async () => {
  const requirements =
    "- { id: out, level: must, egress: { endpoints: [{ host: a.example.org }, { host: b.example.org }] } }";
  const { judgement, target } = await gathered({ requirements });
  assert.deepEqual(target.fetched, []);
  assert.deepEqual(
    judgement.results.map(({ subject, reasonCode }) => [subject, reasonCode]),
    [
      ["a.example.org:443", "needs-leave"],
      ["b.example.org:443", "needs-leave"],
    ],
  );
});
