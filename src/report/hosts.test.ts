import assert from "node:assert/strict";
import { test } from "node:test";
import { hostNames } from "./hosts.ts";
import { hostsExample } from "./html/example-page.ts";
import type { Report } from "./report.ts";
import { groupsOf, titlesOf } from "./rows.ts";
import { writeTerminal } from "./terminal.ts";

const style = { columns: 80, colour: false, unicode: true };
const words = (report: Report, verbose = false): string =>
  writeTerminal(report, { style, verbose, again: "footing check x", init: "footing init x", now: report.finishedAt });

test("what is alike on all hosts is one row, and what differs names its hosts", () => {
  const [machine] = groupsOf(hostsExample(3), false);
  assert.deepEqual(
    machine?.rows.filter(({ title }) => title === "Memory for machine").map(({ mark, below }) => [mark, below]),
    [["met", []]],
  );
  assert.deepEqual(
    machine?.rows.filter(({ title }) => title === "Swap for machine").map(({ mark, below }) => [mark, below]),
    [["met", []]],
  );
  assert.deepEqual(
    machine?.rows.filter(({ title }) => title === "Buffers for machine").map(({ mark, below }) => [mark, below]),
    [
      ["met", ["on app1.example.org and app3.example.org"]],
      ["unmet", ["on app2.example.org"]],
    ],
  );
});

test("a host that was lost is told once, with why and what it leaves unknown", () => {
  const report = hostsExample(5);
  const why = { code: "host-key", text: "the key of ssh://app4.example.org is not known", settle: "compare it" };
  const targets = report.targets.map((target) => (target.state === "lost" ? { ...target, why } : target));
  const text = words({ ...report, targets });
  assert.match(text, /Not reached +the key of app4\.example\.org is not known\n/);
  assert.match(text, /; 25 requirements\s+unknown\s+for\s+that\n {6}compare it\n {6}footing explain host-key\n/);
  assert.equal(text.match(/app4/g)?.length, 2);
});

test("hosts that are lost for one cause are told together, though their addresses differ", () => {
  const report = hostsExample(5);
  const targets = report.targets.map((target, index) => ({
    ...target,
    state: "lost" as const,
    why: {
      code: "target-lost",
      text: `${target.name} could not be reached: connect to 10.0.0.${index} port 22: refused`,
    },
  }));
  const [hosts] = groupsOf({ ...report, targets }, false);
  assert.deepEqual(
    hosts?.rows.map(({ title }) => title),
    ["Not reached"],
  );
  assert.match(
    hosts?.rows[0]?.observed ?? "",
    /^app1\.example\.org, .* could not be reached: .*refused \(and the like\)$/,
  );
});

test("what is met with several values is one row with all of them", () => {
  const [machine] = groupsOf(hostsExample(3), false);
  const row = machine?.rows.find(({ title }) => title === "Memory for machine");
  assert.equal(row?.observed, "16 GB installed; 6 GB installed");
});

test("twenty hosts fit a screen or two, and with --verbose each is told", () => {
  const report = hostsExample(20);
  assert.ok(words(report).split("\n").length < 180);
  assert.ok(words(report, true).split("\n").length > 500);
});

test("more hosts than a person reads are counted, in the order of the report", () => {
  assert.equal(hostNames(["ssh://a", "ssh://b"]), "a and b");
  assert.equal(
    hostNames(Array.from({ length: 20 }, (_, index) => `ssh://h${index}`)),
    "h0, h1, h2, h3, h4, h5, h6 and 13 others",
  );
  const report = hostsExample(3);
  const short = report.results.filter(({ title }) => title === "Buffers for machine").toReversed();
  assert.deepEqual(titlesOf(short, report), [
    "Buffers for machine (app1.example.org, app2.example.org and app3.example.org)",
  ]);
});
