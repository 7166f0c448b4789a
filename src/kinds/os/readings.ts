import { absent, seen, type Evidence, type Fact } from "../../facts/fact.ts";
import { evidenceOf, type Raw, type Raws, type Readings } from "../../facts/reading.ts";
import { parseVersion } from "../../facts/versions.ts";
import { containerReadings, containerTraces, isLost, unseenTrace } from "../containers.ts";
import { hostLook, type Answer } from "../declaration.ts";
import { blind, cut, fromRun, fromText, unsure, wholeText, wholeList } from "../looking.ts";
import { askSysctl, sysctlIn } from "../macos.ts";
import { os } from "./kind.ts";
import { parseRelease } from "./release.ts";
import { supportOf, tableDate } from "./support.ts";
import { asMachine, machineOf, namesOf, virtualizationOf, type MachineTraces } from "./virtualization.ts";
import { askedOfWindows, byWindows, hyperV, windowsVirtualization, wsl2 } from "./windows.ts";

const readings = () =>
  ({
    platform: { platform: true },
    release: { file: "/etc/os-release" },
    shipped: { file: "/usr/lib/os-release" },
    macos: { file: "/System/Library/CoreServices/SystemVersion.plist" },
    kernel: { file: "/proc/sys/kernel/osrelease" },
    apple: askSysctl("kern.hv_vmm_present", "hw.model"),
    appleKernel: { run: ["uname", "-r"], on: "macos" },
    ...askedOfWindows,
    ...containerReadings,
    hypervisorType: { file: "/sys/hypervisor/type" },
    vendor: { file: "/sys/class/dmi/id/sys_vendor" },
    product: { file: "/sys/class/dmi/id/product_name" },
    cpuinfo: { file: "/proc/cpuinfo" },
    clocks: { file: "/sys/devices/system/clocksource/clocksource0/available_clocksource" },
    deviceTree: { file: "/proc/device-tree/hypervisor/compatible" },
    board: { file: "/proc/device-tree/model" },
  }) satisfies Readings;

type OsRaws = Raws<ReturnType<typeof readings>>;
type Family = "linux" | "macos" | "windows";

const isFamily = (word: string): word is Family => ["linux", "macos", "windows"].includes(word);

function family({ platform }: OsRaws): Fact<Family> {
  return fromText(platform, (text, evidence) => {
    const word = text.trim();
    return isFamily(word)
      ? seen(word, evidence)
      : unsure("platform", `${cut(word)} is a system that is not known here`, evidence);
  });
}

const textOf = (raw: Raw): string | undefined => (raw.is === "text" ? raw.text : undefined);

type Described = Pick<Answer<typeof os>, "id" | "like" | "name" | "version" | "supportEnds">;

const undescribed = (fact: Fact<never>): Described => ({
  id: fact,
  like: fact,
  name: fact,
  version: fact,
  supportEnds: fact,
});

/** os-release(5): the file in /etc counts before the one that the distribution ships, and what is not set has a default. */
function byRelease(raws: OsRaws): Described {
  const raw = raws.release.is === "missing" ? raws.shipped : raws.release;
  if (raw.is !== "text") return undescribed(blind(raw));
  const fields = parseRelease(raw.text);
  const evidence = evidenceOf(raw);
  const given = (name: string): string | undefined => (fields.get(name) === "" ? undefined : fields.get(name));
  const id = given("ID") ?? "linux";
  const version = given("VERSION_ID");
  return {
    id: seen(wholeText(id), evidence),
    like: seen(wholeList((given("ID_LIKE") ?? "").split(/\s+/).filter((word) => word !== "")), evidence),
    name: seen(wholeText(given("PRETTY_NAME") ?? given("NAME") ?? "Linux"), evidence),
    version: numbered(version, evidence),
    supportEnds: supportEnds(id, version, evidence),
  };
}

function numbered(version: string | undefined, evidence: Evidence): Fact<string> {
  if (version === undefined) return absent({ ...evidence, note: "it names no version: a rolling or unreleased one" });
  if (parseVersion(version) !== undefined) return seen(wholeText(version), evidence);
  return unsure("cannot-tell", `its version does not begin with a number: ${cut(version)}`, evidence);
}

function supportEnds(id: string, version: string | undefined, evidence: Evidence): Fact<string> {
  const row = version === undefined ? undefined : supportOf(id, version);
  if (row === undefined) {
    return unsure(
      "cannot-tell",
      `${cut(id)} ${cut(version ?? "without a version")} is not in the table of ${tableDate}`,
      evidence,
    );
  }
  const note = [`by the table of ${tableDate}`, row.note].filter((words) => words !== undefined).join("; ");
  return seen(`${row.ends}T23:59:59Z`, { ...evidence, note });
}

function byMacos({ macos }: OsRaws): Described {
  if (macos.is !== "text") return undescribed(blind(macos));
  const evidence = evidenceOf(macos);
  const [, version] = /<key>ProductVersion<\/key>\s*<string>([^<]*)<\/string>/.exec(macos.text) ?? [];
  return {
    id: seen("macos", evidence),
    like: seen([], evidence),
    name: seen(wholeText(`macOS ${version ?? ""}`.trim()), evidence),
    version: numbered(version, evidence),
    supportEnds: unsure("cannot-tell", `macOS is not in the table of ${tableDate}: Apple gives no dates`, evidence),
  };
}

const traceNames = ["kernel", "hypervisorType", "vendor", "product", "clocks", "deviceTree", "board"] as const;

/** Undefined: what was seen does not decide it. Of a reading that was lost, why. */
function tracesOf(raws: OsRaws): MachineTraces | Fact<never> {
  if (raws.cpuinfo.is !== "text") return blind(raws.cpuinfo);
  const lost = traceNames.map((name) => raws[name]).find(isLost);
  if (lost !== undefined) return blind(lost);
  return {
    kernel: textOf(raws.kernel),
    hypervisorType: textOf(raws.hypervisorType),
    vendor: textOf(raws.vendor),
    product: textOf(raws.product),
    cpuinfo: raws.cpuinfo.text,
    clocks: textOf(raws.clocks),
    deviceTree: textOf(raws.deviceTree),
    board: textOf(raws.board),
  };
}

function virtualization(raws: OsRaws): Fact<string> {
  const unseen = unseenTrace(raws);
  const traces = tracesOf(raws);
  if ("is" in traces) return traces;
  if (unseen !== undefined) return blind(unseen);
  return named(virtualizationOf({ ...containerTraces(raws), ...traces }), traces, raws);
}

function machine(raws: OsRaws): Fact<string> {
  const traces = tracesOf(raws);
  return "is" in traces ? traces : named(machineOf(traces), traces, raws);
}

function named(found: string | undefined, traces: MachineTraces, { cpuinfo }: OsRaws): Fact<string> {
  const evidence = { ...evidenceOf(cpuinfo), by: "/proc and /sys" };
  if (found !== undefined) return seen(found, evidence);
  const names = namesOf(traces);
  const words = names === "" ? "" : `: ${cut(names)} may be a physical machine or a virtual one`;
  return unsure("cannot-tell", `nothing shows what it runs in${words}`, evidence);
}

/** Models of the machines that hypervisors make for macOS. */
const models: readonly (readonly [RegExp, string])[] = [
  [/^VirtualMac/, "apple"],
  [/^VMware/, "vmware"],
  [/^Parallels/, "parallels"],
];

/** The kernel knows whether it runs on a hypervisor (since macOS 11); which one, only the model of the machine tells. */
function onMac({ apple }: OsRaws): Fact<string> {
  const [present, model] = [sysctlIn(apple, "kern.hv_vmm_present"), sysctlIn(apple, "hw.model") ?? ""];
  if (apple.is !== "text") return blind(apple);
  const evidence = evidenceOf(apple);
  if (present === "0") return seen("none", evidence);
  const known = models.find(([pattern]) => pattern.test(model))?.[1];
  if (present === "1" && known !== undefined) return seen(known, evidence);
  const words = present === "1" ? `a hypervisor that is not known: ${cut(model)}` : "the kernel does not tell it";
  return unsure("cannot-tell", words, evidence);
}

/** A switch of Windows. Nothing else has them, but under WSL one is seen from inside. */
function elsewhere(raws: OsRaws, name: "hyperV" | "wsl2"): Fact<boolean> {
  // That no kernel was seen says nothing of whose it is.
  if (raws.kernel.is !== "text") return blind(raws.kernel);
  const kernel = raws.kernel.text;
  if (!/microsoft/i.test(kernel)) return absent(evidenceOf(raws.platform));
  if (name === "wsl2" && /WSL2/i.test(kernel)) return seen(true, evidenceOf(raws.kernel));
  return unsure("cannot-tell", "inside WSL it does not show what Windows has switched on", evidenceOf(raws.kernel));
}

/** macOS and Windows run in no container that shows what is behind it. */
const behind = (runsIn: Fact<string>): Fact<string> =>
  runsIn.is === "seen" ? { ...runsIn, value: asMachine(runsIn.value) ?? runsIn.value } : runsIn;

type Rest = Omit<Answer<typeof os>, "family">;

function ofLinux(raws: OsRaws): Rest {
  return {
    ...byRelease(raws),
    kernel: fromText(raws.kernel, (text, evidence) => numbered(text.trim(), evidence)),
    virtualization: virtualization(raws),
    machine: machine(raws),
    hyperV: elsewhere(raws, "hyperV"),
    wsl2: elsewhere(raws, "wsl2"),
  };
}

function ofMacos(raws: OsRaws): Rest {
  const evidence = evidenceOf(raws.platform);
  return {
    ...byMacos(raws),
    kernel: fromRun(raws.appleKernel, (text, seenBy) => numbered(text.trim(), seenBy)),
    virtualization: onMac(raws),
    machine: behind(onMac(raws)),
    hyperV: absent(evidence),
    wsl2: absent(evidence),
  };
}

function ofWindows(raws: OsRaws): Rest {
  const described = byWindows(raws);
  return {
    ...described,
    kernel: described.version,
    virtualization: windowsVirtualization(raws),
    machine: behind(windowsVirtualization(raws)),
    hyperV: hyperV(raws),
    wsl2: wsl2(raws),
  };
}

function understand(raws: OsRaws): Answer<typeof os> {
  const here = family(raws);
  if (here.is === "seen" && here.value === "macos") return { family: here, ...ofMacos(raws) };
  if (here.is === "seen" && here.value === "windows") return { family: here, ...ofWindows(raws) };
  return { family: here, ...ofLinux(raws) };
}

export const osLook = hostLook(os, { readings, understand });
