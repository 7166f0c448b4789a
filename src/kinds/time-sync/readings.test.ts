import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import type { Fact } from "../../facts/fact.ts";
import type { JsonValue } from "../../facts/json.ts";
import type { Raw } from "../../facts/reading.ts";
import type { Understood } from "../declaration.ts";
import { failedRaw, missingRaw, runRaw, textRaw, toldBy, type Told } from "../made-raws.ts";
import { timeSyncLook } from "./readings.ts";

const fixture = (name: string): string => readFileSync(new URL(`fixtures/${name}`, import.meta.url), "utf8");

type Given = Readonly<Record<string, string | Raw>>;

function answered(given: Given): Understood {
  const names = Object.keys(timeSyncLook.readings({}, new Set()));
  const made = (name: string): Raw => {
    const raw = { platform: "linux", processes: "end\n", ...given }[name];
    if (raw === undefined) return missingRaw(name);
    return typeof raw === "string" ? runRaw(name, raw) : raw;
  };
  return timeSyncLook.understand(Object.fromEntries(names.map((name) => [name, made(name)])), {}, new Set());
}

/** What each daemon that was heard says of one field. */
function sights(answer: Understood, field: string): readonly Fact<JsonValue>[] {
  const sight = answer[field];
  if (sight === undefined) return [];
  return "is" in sight ? [sight] : sight;
}

/** The answer where one daemon or none was heard. */
function look(given: Given): Readonly<Record<string, Told>> {
  const answer = answered(given);
  return toldBy(Object.fromEntries(Object.keys(answer).map((field) => [field, sights(answer, field)[0]])));
}

const running = (...names: readonly string[]): string =>
  `${names.map((name, index) => `${index + 300}\t${name}\n`).join("")}end\n`;

const timesyncStatus = (packets: number): string =>
  packets === 0
    ? "       Server: (null) (ntp.ubuntu.com)\nPoll interval: 0 (min: 32s; max 34min 8s)\n Packet count: 0\n"
    : `       Server: 185.125.190.56 (ntp.ubuntu.com)\nPoll interval: 34min 8s (min: 32s; max 34min 8s)\n         Leap: normal\n      Stratum: 2\nRoot distance: 1.021ms (max: 5s)\n       Offset: -372us\n        Delay: 99.853ms\n Packet count: ${packets}\n    Frequency: +3.112ppm\n`;

const kernelYes = fixture("timedatectl-systemd-255-synchronised.txt");
const kernelNo = kernelYes.replace("synchronized: yes", "synchronized: no");
const chronyOk = fixture("chronyc-tracking-4.3-synchronised.csv");
const chronyNot = fixture("chronyc-tracking-4.3-starting.csv");
const withChrony = { processes: running("chronyd") };

type Expected = readonly [synchronised: boolean | string, daemon: string, offset?: number];

/** Whether it is synchronised, or why that is unknown; the daemon, or why that is unknown; the offset in seconds. */
const cases: readonly (readonly [string, Given, Expected])[] = [
  ["chrony follows a server", { ...withChrony, chronyc: textOf(chronyOk) }, [true, "chrony", 0.000001128]],
  ["chrony has just begun", { ...withChrony, chronyc: chronyNot }, [false, "chrony"]],
  [
    "chrony follows its own clock, and says Normal",
    { ...withChrony, chronyc: fixture("chronyc-tracking-4.3-own-clock.csv") },
    [false, "chrony"],
  ],
  [
    "chrony says no, the kernel still yes from before",
    { ...withChrony, chronyc: chronyNot, timedatectl: kernelYes },
    [false, "chrony"],
  ],
  [
    "chrony says yes, the kernel no, since rtcsync is not set",
    { ...withChrony, chronyc: textOf(chronyOk), timedatectl: kernelNo },
    [true, "chrony", 0.000001128],
  ],
  [
    "chrony's servers are silent for hours",
    { ...withChrony, chronyc: textOf(chronyOk.replace(/179528\d{4}/, "1795200000")) },
    ["cannot-tell", "chrony"],
  ],
  ["chrony's client is not there", withChrony, ["no-means", "chrony"]],
  [
    "chrony does not answer",
    { ...withChrony, chronyc: runRaw("chronyc", "506 Cannot talk to daemon\n", { exit: 1 }) },
    ["cannot-tell", "chrony"],
  ],
  ["chrony hangs", { ...withChrony, chronyc: failedRaw("chronyc", "timeout") }, ["timeout", "chrony"]],
  ["chrony says what nobody knows", { ...withChrony, chronyc: "a,b,c\n" }, ["garbled", "chrony"]],
  [
    "chrony's numbers are none",
    { ...withChrony, chronyc: chronyOk.replace("-0.000001128", "nan") },
    ["garbled", "chrony"],
  ],
  [
    "NTPsec follows a server, and says sync_unspec",
    { processes: running("ntpd"), ntpq: fixture("ntpq-rv-ntpsec-1.2.2-synchronised.txt") },
    [true, "ntpsec", 0.000001018],
  ],
  [
    "NTPsec has lost its server",
    { processes: running("ntpd"), ntpq: fixture("ntpq-rv-ntpsec-1.2.2-lost-its-server.txt") },
    [false, "ntpsec"],
  ],
  [
    "NTPsec never set the clock",
    { processes: running("ntpd"), ntpq: fixture("ntpq-rv-ntpsec-1.2.2-never-set.txt") },
    [false, "ntpsec"],
  ],
  ["ntpd follows a server", { processes: running("ntpd"), ntpq: classic({}) }, [true, "ntpd", 0.00214]],
  [
    "ntpd follows its own clock",
    { processes: running("ntpd"), ntpq: classic({ refid: "LOCAL(0)", source: "sync_local" }) },
    [false, "ntpd"],
  ],
  [
    "ntpd follows its own clock by its address",
    { processes: running("ntpd"), ntpq: classic({ refid: "127.127.1.0" }) },
    [false, "ntpd"],
  ],
  ["ntpd is an orphan", { processes: running("ntpd"), ntpq: classic({ refid: "127.0.0.1" }) }, [false, "ntpd"]],
  ["ntpd is at stratum 16", { processes: running("ntpd"), ntpq: classic({ stratum: "16" }) }, [false, "ntpd"]],
  [
    "ntpd does not let itself be asked",
    {
      processes: running("ntpd"),
      ntpq: runRaw("ntpq", "", { stderr: "localhost: timed out, nothing received\n***Request timed out\n" }),
    },
    ["timeout", "cannot-tell"],
  ],
  ["nobody is there to ask ntpd", { processes: running("ntpd") }, ["no-means", "cannot-tell"]],
  [
    "OpenNTPD says no",
    { processes: running("ntpd"), ntpctl: fixture("ntpctl-status-openntpd-6.2p3-unsynced.txt") },
    [false, "openntpd"],
  ],
  [
    "OpenNTPD says yes",
    { processes: running("ntpd"), ntpctl: "4/4 peers valid, clock synced, stratum 3\n" },
    [true, "openntpd"],
  ],
  [
    "OpenNTPD may not be asked",
    { processes: running("ntpd"), ntpctl: failedRaw("ntpctl", "password-needed") },
    ["password-needed", "cannot-tell"],
  ],
  [
    "timesyncd had answers, and the kernel says yes",
    { processes: running("systemd-timesyn"), timesyncStatus: timesyncStatus(12), timedatectl: kernelYes },
    [true, "systemd-timesyncd", 0.000372],
  ],
  [
    "timesyncd had no answer, and the kernel says yes from before",
    { processes: running("systemd-timesyn"), timesyncStatus: timesyncStatus(0), timedatectl: kernelYes },
    [false, "systemd-timesyncd"],
  ],
  [
    "timesyncd had answers long ago, and the kernel says no",
    { processes: running("systemd-timesyn"), timesyncStatus: timesyncStatus(12), timedatectl: kernelNo },
    [false, "systemd-timesyncd"],
  ],
  [
    "timesyncd tells nothing of itself, and the kernel says yes",
    { processes: running("systemd-timesyn"), timedatectl: kernelYes },
    ["cannot-tell", "systemd-timesyncd"],
  ],
  [
    "timesyncd left its mark, and the kernel says yes",
    { processes: running("systemd-timesyn"), timedatectl: kernelYes, timesyncMarks: "synchronized\n" },
    [true, "systemd-timesyncd"],
  ],
  [
    "timesyncd had answers, and nobody tells the kernel's state",
    { processes: running("systemd-timesyn"), timesyncStatus: timesyncStatus(12) },
    ["no-means", "systemd-timesyncd"],
  ],
  ["nothing runs", {}, [false, "none"]],
  [
    "nothing runs, and the kernel says no",
    { adjtimex: fixture("busybox-adjtimex-1.35-unsynced.txt") },
    [false, "none"],
  ],
  ["nothing runs, and the kernel says yes", { timedatectl: kernelYes }, ["cannot-tell", "none"]],
  [
    "nothing runs, and an old kernel's words say yes",
    { timedatectl: "      Local time: Mon\nNTP enabled: no\nNTP synchronized: yes\n" },
    ["cannot-tell", "none"],
  ],
  [
    "nothing runs, and busybox says yes",
    { adjtimex: "    status:       8193 (PLL | NANO)\n    return value: 0 (clock synchronized)\n" },
    ["cannot-tell", "none"],
  ],
  ["nothing runs under WSL", { kernel: "5.15.167.4-microsoft-standard-WSL2\n" }, ["cannot-tell", "none"]],
  ["PTP keeps it", { processes: running("phc2sys", "ptp4l") }, ["cannot-tell", "other"]],
  ["VMware's tools may keep it", { processes: running("vmtoolsd") }, ["cannot-tell", "other"]],
  [
    "chrony says no where PTP may keep it",
    { processes: running("chronyd", "phc2sys"), chronyc: chronyNot },
    ["cannot-tell", "chrony"],
  ],
  [
    "chrony says no beside VMware's tools",
    { processes: running("chronyd", "vmtoolsd"), chronyc: chronyNot },
    [false, "chrony"],
  ],
  ["a container", { ...withChrony, containerenv: "", chronyc: chronyOk }, ["cannot-tell", "cannot-tell"]],
  [
    "processes of others are hidden",
    { processes: failedRaw("/proc", "permission-denied") },
    ["permission-denied", "permission-denied"],
  ],
  ["the list of processes is cut short", { processes: "300\tchronyd\n" }, ["garbled", "garbled"]],
  ["macOS", { platform: "macos" }, ["platform", "platform"]],
];

/** The time at which made readings are taken, so that the recorded update is fresh. */
function textOf(chronyc: string): Raw {
  return { ...runRaw("chronyc -c tracking", chronyc), at: "2026-11-21T17:45:12.000Z" };
}

function classic(given: { readonly refid?: string; readonly source?: string; readonly stratum?: string }): string {
  const { refid = "193.79.237.14", source = "sync_ntp", stratum = "3" } = given;
  return `associd=0 status=0615 leap_none, ${source}, 1 event, clock_sync,\nversion="ntpd 4.2.8p15@1.3728-o", processor="x86_64", system="Linux/5.4.0", leap=00,\nstratum=${stratum}, precision=-23, rootdelay=8.1, rootdisp=24.9, refid=${refid},\nreftime=e9b3, clock=e9b4, peer=51234, tc=10, mintc=3, offset=-2.140, frequency=7.1,\nsys_jitter=0.9, clk_jitter=0.3, clk_wander=0.01\n`;
}

for (const [words, given, [synchronised, daemon, offset]] of cases) {
  test(`time-sync: ${words}`, () => {
    const told = look(given);
    const short = (field: string): unknown => told[field]?.value ?? told[field]?.why?.code;
    assert.deepEqual([short("synchronised"), short("daemon")], [synchronised, daemon]);
    if (offset === undefined) assert.equal(told["offset"]?.is, "unknown");
    else assert.ok(Math.abs(Number(told["offset"]?.value) - offset) < 1e-9);
  });
}

test("time-sync: two daemons that say different things are both heard", () => {
  const answer = answered({
    processes: running("chronyd", "systemd-timesyn"),
    chronyc: textOf(chronyOk),
    timesyncStatus: timesyncStatus(0),
  });
  assert.deepEqual(
    sights(answer, "synchronised").map((fact) => fact.is === "seen" && fact.value),
    [true, false],
  );
});

test("time-sync: what keeps the clock and cannot be asked is named", () => {
  const { synchronised, daemon } = look({ processes: running("ptp4l", "phc2sys") });
  assert.match(synchronised?.why?.text ?? "", /ptp4l, phc2sys/);
  assert.equal(daemon?.evidence.note, "ptp4l, phc2sys");
});

test("time-sync: an unmet clock says why beside the value", () => {
  const { synchronised } = look({ ...withChrony, chronyc: chronyNot });
  assert.equal(synchronised?.evidence.note, "chrony follows no time source");
});

test("time-sync: a span of minutes and seconds is added up", () => {
  const status = timesyncStatus(12).replace("-372us", "+1min 2.500s");
  const given = { processes: running("systemd-timesyn"), timesyncStatus: status, timedatectl: kernelYes };
  assert.equal(look(given)["offset"]?.value, 62.5);
});

test("time-sync: OpenNTPD's offset is in milliseconds", () => {
  const ntpctl = "4/4 peers valid, clock synced, stratum 3, clock offset is -250.500ms\n";
  assert.equal(look({ processes: running("ntpd"), ntpctl })["offset"]?.value, 0.2505);
});

test("time-sync: a system that is not known is named", () => {
  assert.match(look({ platform: textRaw("os", "freebsd") })["synchronised"]?.why?.text ?? "", /freebsd/);
});
