import { type Evidence, type Fact, seen } from "../../facts/fact.ts";
import { evidenceOf, type Raw, type Raws, type Readings } from "../../facts/reading.ts";
import { containerOf, containerReadings, containerTraces, unseenTrace } from "../containers.ts";
import { type Answer, hostLook } from "../declaration.ts";
import { withEngine } from "../from-engine.ts";
import { blind, cut, unsure } from "../looking.ts";
import { clockElsewhere } from "./engine-clock.ts";
import { chronySaid } from "./chrony.ts";
import { timeSync } from "./kind.ts";
import { ntpdSaid } from "./ntpd.ts";
import { type DaemonName, offsetBy, type Said, synchronisedBy } from "./said.ts";
import { kernelSays, timesyncdSaid } from "./timesyncd.ts";

/** As the kernel names them, cut at 15 characters. */
const askable = ["chronyd", "ntpd", "systemd-timesyn"] as const;
/** These keep the clock wherever they run, and there is no way to ask them. */
const keepers = ["ptp4l", "phc2sys", "timemaster", "ntp-daemon", "VBoxService"];
/** VMware's tools keep it only where somebody switched that on, beside much else that they do. */
const perhaps = ["vmtoolsd"];

const readings = () =>
  ({
    platform: { platform: true },
    processes: { processes: [...askable, ...keepers, ...perhaps] },
    ...containerReadings,
    kernel: { file: "/proc/sys/kernel/osrelease" },
    chronyc: { run: ["chronyc", "-c", "tracking"] },
    ntpq: { run: ["ntpq", "-c", "rv"] },
    // Its socket is root's.
    ntpctl: { run: ["ntpctl", "-s", "status"], as: "root-if-refused" },
    timedatectl: { run: ["timedatectl", "status"] },
    timesyncStatus: { run: ["timedatectl", "timesync-status"] },
    timesyncMarks: { list: "/run/systemd/timesync" },
    adjtimex: { run: ["busybox", "adjtimex"] },
  }) as const satisfies Readings;

type TimeRaws = Raws<ReturnType<typeof readings>>;
type TimeAnswer = Answer<typeof timeSync>;

const nothingKnown = (fact: Fact<never>): TimeAnswer => ({ synchronised: fact, offset: fact, daemon: fact });

/** Why nobody can tell here; undefined where a daemon can be looked for. */
function blindness(raws: TimeRaws): TimeAnswer | undefined {
  const { platform, processes } = raws;
  if (platform.is !== "text") return nothingKnown(blind(platform));
  const system = platform.text.trim();
  if (system !== "linux") {
    const words = `this version does not know how ${cut(system)} keeps its clock`;
    return nothingKnown(unsure("platform", words, evidenceOf(platform)));
  }
  const unseen = unseenTrace(raws);
  if (unseen !== undefined) return nothingKnown(blind(unseen));
  const container = containerOf(containerTraces(raws));
  if (container !== undefined) {
    const words = `this is a container (${container}): its clock is that of its host, which has to be asked`;
    return nothingKnown(unsure("cannot-tell", words, { ...evidenceOf(raws.mountinfo), by: "/proc and /run" }));
  }
  if (processes.is !== "text" || !/(?:^|\n)end\n$/.test(processes.text)) return nothingKnown(blind(processes));
  return undefined;
}

type Heard = { readonly daemon: DaemonName | undefined; readonly said: Said; readonly raw: Raw };

function heard(running: ReadonlySet<string>, raws: TimeRaws): readonly Heard[] {
  const all: Heard[] = [];
  if (running.has("chronyd")) all.push({ daemon: "chrony", said: chronySaid(raws.chronyc), raw: raws.chronyc });
  if (running.has("ntpd")) all.push(ntpdSaid(raws.ntpq, raws.ntpctl));
  if (running.has("systemd-timesyn")) {
    const kernel = kernelSays(raws.timedatectl, raws.adjtimex);
    const said = timesyncdSaid({ status: raws.timesyncStatus, marks: raws.timesyncMarks, kernel });
    all.push({ daemon: "systemd-timesyncd", said, raw: raws.timesyncStatus });
  }
  return all;
}

const list = (names: readonly string[]): string => names.join(", ");

/** One daemon may not be what keeps the clock while another does that cannot be asked: its "no" decides nothing then. */
function tempered(said: Said, others: readonly string[]): Said {
  if (said.is !== "not" || others.length === 0) return said;
  const words = `${said.words}, but ${list(others)} runs too, may keep the clock and cannot be asked`;
  return { is: "silent", code: "cannot-tell", words };
}

function byDaemons(daemons: readonly Heard[], running: ReadonlySet<string>, { processes }: TimeRaws): TimeAnswer {
  const others = keepers.filter((name) => running.has(name));
  const told = daemons.map(({ daemon, said, raw }) => {
    const evidence = evidenceOf([processes, raw]);
    const judged = tempered(said, others);
    return {
      synchronised: synchronisedBy(judged, evidence),
      offset: offsetBy(judged, evidence),
      daemon:
        daemon === undefined
          ? unsure("cannot-tell", "a program called ntpd runs, and does not say whose it is", evidence)
          : seen(daemon, evidence),
    };
  });
  return {
    synchronised: told.map((one) => one.synchronised),
    offset: told.map((one) => one.offset),
    daemon: told.map((one) => one.daemon),
  };
}

/** Nobody runs who could be asked. */
function byNobody(running: ReadonlySet<string>, raws: TimeRaws): TimeAnswer {
  const evidence = evidenceOf(raws.processes);
  const offset = unsure("cannot-tell", "no daemon runs that measures it", evidence);
  const others = [...keepers, ...perhaps].filter((name) => running.has(name));
  if (others.length > 0) {
    const words = `${list(others)} runs, may keep the clock and cannot be asked`;
    const daemon: Fact<DaemonName> = seen("other", { ...evidence, note: list(others) });
    return { synchronised: unsure("cannot-tell", words, evidence), offset, daemon };
  }
  return { synchronised: withoutDaemon(raws, evidence), offset, daemon: seen("none", evidence) };
}

function withoutDaemon(raws: TimeRaws, evidence: Evidence): Fact<boolean> {
  if (raws.kernel.is === "text" && /microsoft/i.test(raws.kernel.text)) {
    return unsure("cannot-tell", "under WSL the clock is that of Windows, which has to be asked", evidence);
  }
  const kernel = kernelSays(raws.timedatectl, raws.adjtimex);
  if (kernel === true) {
    const words =
      "the kernel counts the clock as synchronised, but no daemon that is known runs: the mark outlives them";
    return unsure("cannot-tell", words, evidenceOf([raws.processes, raws.timedatectl]));
  }
  return seen(false, { ...evidence, note: "no daemon that keeps the clock runs" });
}

function understand(raws: TimeRaws): TimeAnswer {
  const unseen = blindness(raws);
  if (unseen !== undefined) return unseen;
  const text = raws.processes.is === "text" ? raws.processes.text : "";
  const running = new Set(text.split("\n").flatMap((line) => line.split("\t")[1] ?? []));
  const daemons = heard(running, raws);
  return daemons.length === 0 ? byNobody(running, raws) : byDaemons(daemons, running, raws);
}

export const timeSyncLook = withEngine(timeSync, hostLook(timeSync, { readings, understand }), clockElsewhere);
