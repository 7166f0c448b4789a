import { seen, unknown, type Evidence, type Fact } from "../../facts/fact.ts";
import { evidenceOf, type Raws, type Readings } from "../../facts/reading.ts";
import { reason } from "../../facts/reasons.ts";
import { parseVersion } from "../../facts/versions.ts";
import { blind, cut, unsure, wholeText } from "../looking.ts";
import {
  elevate,
  isWindowsContainer,
  numberIn,
  parseList,
  propertiesIn,
  tokenIn,
  windowsContainer,
  windowsDistributions,
  windowsFeatures,
  windowsGroups,
  windowsMachine,
  windowsSystem,
} from "../windows.ts";
import { toldBy, type Told } from "./editions.ts";
import { nameOfMachine } from "./machine-names.ts";
import { supportOf, tableDate } from "./support.ts";

/** What Windows is asked about itself. */
export const askedOfWindows = {
  system: windowsSystem,
  machine: windowsMachine,
  features: windowsFeatures,
  distributions: windowsDistributions,
  groups: windowsGroups,
  container: windowsContainer,
} as const satisfies Readings;

type Asked = Raws<typeof askedOfWindows>;

/** The first build that has WSL 2 (Windows 10 1903). */
const firstWithWsl2 = 18362;

export type DescribedWindows = {
  readonly id: Fact<string>;
  readonly like: Fact<readonly string[]>;
  readonly name: Fact<string>;
  readonly version: Fact<string>;
  readonly supportEnds: Fact<string>;
};

export function byWindows({ system }: Pick<Asked, "system">): DescribedWindows {
  const properties = propertiesIn(system);
  const told = toldBy(properties);
  const version = properties?.get("Version") ?? "";
  if (told === undefined || parseVersion(version) === undefined) {
    const fact = failedToTell(system);
    return { id: fact, like: fact, name: fact, version: fact, supportEnds: fact };
  }
  const evidence = evidenceOf(system);
  return {
    id: seen(told.id, evidence),
    like: seen([], evidence),
    name: seen(told.name, evidence),
    version: seen(wholeText(version), evidence),
    supportEnds: supportEnds(told, version, evidence),
  };
}

/** A program that ended with an error has said nothing. */
const failedToTell = (raw: Asked["system"]): Fact<never> =>
  raw.is === "text" && raw.exit !== 0
    ? unsure("no-means", `${raw.by} ended with exit code ${raw.exit ?? "none"}`, evidenceOf(raw))
    : blind(raw);

function supportEnds({ id, name, edition }: Told, version: string, evidence: Evidence): Fact<string> {
  const row = edition === undefined ? undefined : supportOf(`${id}:${edition}`, version);
  if (row === undefined)
    return unsure("cannot-tell", `this edition of ${name} is not in the table of ${tableDate}`, evidence);
  return seen(`${row.ends}T23:59:59Z`, {
    ...evidence,
    note: [`by the table of ${tableDate}`, row.note ?? ""].filter(Boolean).join("; "),
  });
}

/** What Windows runs in: its own hypervisor and one below it look alike, unless the machine has a maker's name. */
export function windowsVirtualization({ machine, container }: Asked): Fact<string> {
  const isContainer = isWindowsContainer(container);
  const properties = propertiesIn(machine);
  if (properties === undefined) return failedToTell(machine);
  const evidence = evidenceOf([machine, container]);
  if (isContainer !== false) return unsure("cannot-tell", "it runs in a container, or that was not seen", evidence);
  const guest = guestOf(properties);
  if (guest !== undefined) return seen(guest, evidence);
  if (properties.get("HypervisorPresent") === "False") return seen("none", evidence);
  return unsure("cannot-tell", "a hypervisor runs: that of Windows, or one below it", evidence);
}

const guestOf = (properties: ReadonlyMap<string, string>): string | undefined =>
  nameOfMachine(`${properties.get("Manufacturer") ?? ""} ${properties.get("Model") ?? ""}`);

/** What hinders both Hyper-V and WSL 2, whatever is switched on; undefined where nothing does. */
function hindrance({ machine, container }: Asked): Fact<boolean> | undefined {
  if (isWindowsContainer(container) === true)
    return unsure("cannot-tell", "a container does not show what its machine has switched on", evidenceOf(container));
  const properties = propertiesIn(machine);
  const present = properties?.get("HypervisorPresent");
  const evidence = evidenceOf(machine);
  if (properties === undefined || (present !== "True" && present !== "False")) return failedToTell(machine);
  if (present === "False") {
    const note =
      "no hypervisor runs: it is switched off, in Windows or in the firmware, or Windows was not restarted yet";
    return seen(false, { ...evidence, note });
  }
  const guest = guestOf(properties);
  if (guest === undefined) return undefined;
  return unsure(
    "cannot-tell",
    `this is a virtual machine (${guest}): whether it may run others in it does not show`,
    evidence,
  );
}

/** States by name of the feature; undefined where the list was not given, or is not whole. */
function statesIn(raw: Asked["features"]): ReadonlyMap<string, string> | undefined {
  if (raw.is !== "text" || raw.exit !== 0) return undefined;
  const states = new Map(parseList(raw.text).map((one) => [one.get("FeatureName") ?? "", one.get("State") ?? ""]));
  // Every Windows that can have WSL or Docker Desktop lists this one, on or off.
  return states.has("VirtualMachinePlatform") ? states : undefined;
}

/** Why the features are not known, and what would show them. */
function unlisted({ features, groups }: Asked): Fact<never> {
  const token = tokenIn(groups);
  if (features.is === "text" && features.exit !== 0 && token?.isElevated === false) {
    const words = "Windows tells only an elevated program which features are switched on";
    return unknown(reason("permission-denied", words, elevate), evidenceOf(features));
  }
  return failedToTell(features);
}

/** One feature: on, off, or a word that decides nothing, such as that it waits for a restart. */
function switched(states: ReadonlyMap<string, string>, name: string): boolean | undefined {
  const state = states.get(name);
  if (state === undefined || state === "Disabled" || state === "DisabledWithPayloadRemoved") return false;
  return state === "Enabled" ? true : undefined;
}

const unsettled = (name: string, state: string | undefined, evidence: Evidence): Fact<never> =>
  unsure("cannot-tell", `the feature ${name} is ${cut(state ?? "not listed")}: restart Windows first`, evidence);

export function hyperV(asked: Asked): Fact<boolean> {
  const states = statesIn(asked.features);
  const evidence = evidenceOf([asked.features, asked.machine]);
  const name = "Microsoft-Hyper-V";
  if (states !== undefined && switched(states, name) === false) {
    const note = states.has(name) ? "the feature is switched off" : "this edition of Windows has no Hyper-V";
    return seen(false, { ...evidence, note });
  }
  const hindered = hindrance(asked);
  if (hindered !== undefined) return hindered;
  if (states === undefined) return unlisted(asked);
  // A server has one feature for all of it; elsewhere the hypervisor is one of its parts.
  const parts = [name, "Microsoft-Hyper-V-Hypervisor", "Microsoft-Hyper-V-Services"].filter((one) => states.has(one));
  const off = parts.find((one) => switched(states, one) !== true);
  if (off === undefined) return seen(true, evidence);
  return switched(states, off) === false ? seen(false, evidence) : unsettled(off, states.get(off), evidence);
}

type Row = { readonly state: string; readonly version: string };

/** Lines of `wsl --list --verbose`; its header and states are in the language of the system, its last column is a number. */
function distributionsIn(raw: Asked["distributions"]): readonly Row[] {
  if (raw.is !== "text" || raw.exit !== 0) return [];
  return raw.text.split("\n").flatMap((line): readonly Row[] => {
    const [, state, version] = /^[* ] \S+\s{2,}(\S.*?)\s{2,}([12])\s*$/.exec(line) ?? [];
    return state === undefined || version === undefined ? [] : [{ state, version }];
  });
}

/** Whether WSL 2 can run: it is shown by one that runs, or by one that is there while all that it needs is on. */
export function wsl2(asked: Asked): Fact<boolean> {
  const second = distributionsIn(asked.distributions).filter(({ version }) => version === "2");
  const running = second.some(({ state }) => state === "Running");
  if (running) return seen(true, { ...evidenceOf(asked.distributions), note: "a distribution of version 2 runs" });
  return tooOld(asked) ?? withoutRunning(asked, second.length > 0);
}

function tooOld({ system }: Asked): Fact<boolean> | undefined {
  const build = numberIn(propertiesIn(system), "BuildNumber");
  if (build === undefined) return failedToTell(system);
  const note = `WSL 2 came with build ${firstWithWsl2}, and this is build ${build}`;
  return build < firstWithWsl2 ? seen(false, { ...evidenceOf(system), note }) : undefined;
}

function withoutRunning(asked: Asked, isThere: boolean): Fact<boolean> {
  const states = statesIn(asked.features);
  const evidence = evidenceOf([asked.features, asked.machine, asked.distributions]);
  const name = "VirtualMachinePlatform";
  const platform = states === undefined ? undefined : switched(states, name);
  if (platform === false && !isThere) return seen(false, { ...evidence, note: `the feature ${name} is switched off` });
  const hindered = hindrance(asked);
  if (hindered !== undefined) return hindered;
  if (states === undefined) return unlisted(asked);
  if (platform === false)
    return unsure("conflict", `a distribution of WSL 2 is there, and the feature ${name} is switched off`, evidence);
  if (platform === undefined) return unsettled(name, states.get(name), evidence);
  if (isThere) return seen(true, { ...evidence, note: "a distribution of version 2 is there" });
  return unsure(
    "cannot-tell",
    "no distribution of WSL 2 shows that it works: `wsl --install`, or look by `wsl -l -v`",
    evidence,
  );
}
