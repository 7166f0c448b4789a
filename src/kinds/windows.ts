import type { Raw, Reading } from "../facts/reading.ts";

// What Windows is asked, in one way for all kinds, so that each question is put once. Values are numbers, or names that no
// language changes: what people read (Caption, DisplayName, systeminfo, wsl --status) is in the language of the system.

/** Fixed words of ours, never somebody else's. */
const askPowerShell = (command: string) =>
  ({
    run: ["powershell.exe", "-NoProfile", "-NonInteractive", "-Command", command],
    on: "windows",
  }) as const satisfies Reading;

export const windowsMachine = askPowerShell(
  "Get-CimInstance -ClassName Win32_ComputerSystem | Format-List -Property Manufacturer,Model,HypervisorPresent,SystemType,NumberOfLogicalProcessors",
);
export const windowsSystem = askPowerShell(
  "Get-CimInstance -ClassName Win32_OperatingSystem | Format-List -Property Version,BuildNumber,ProductType,OperatingSystemSKU,TotalVisibleMemorySize",
);
/** Answered only to who is elevated. */
export const windowsFeatures = askPowerShell(
  "Get-WindowsOptionalFeature -Online | Format-List -Property FeatureName,State",
);
export const windowsAffinity = askPowerShell("Get-Process -Id $PID | Format-List -Property ProcessorAffinity");
/** Groups of this user, each with its SID. */
export const windowsGroups = { run: ["whoami.exe", "/groups"], on: "windows" } as const satisfies Reading;
/** Only a container has this value: without it the program fails. */
export const windowsContainer = {
  run: ["reg.exe", "query", "HKLM\\SYSTEM\\CurrentControlSet\\Control", "/v", "ContainerType"],
  on: "windows",
} as const satisfies Reading;
/**
 * Not the wsl.exe that is found on PATH: where WSL is not installed, that one offers to install it, and waits for a key.
 * This one is there only with WSL.
 */
export const windowsDistributions = {
  run: ["C:\\Program Files\\WSL\\wsl.exe", "--list", "--verbose"],
  on: "windows",
} as const satisfies Reading;

/** What settles whatever only an elevated program is told, or may do: in every kind in the same words. */
export const elevate = "open the terminal by `Run as administrator`, then run Footing in it";

export type Properties = ReadonlyMap<string, string>;

/** What Format-List prints: `Name : value` a line, one object after another with an empty line between. */
export function parseList(text: string): readonly Properties[] {
  const objects = text.split(/\r?\n[ \t]*\r?\n/).map((block) => {
    const pairs = [...block.matchAll(/^[ \t]*([A-Za-z][A-Za-z0-9_]*)[ \t]*:[ \t]?(.*?)[ \t\r]*$/gm)];
    return new Map(pairs.map(([, name = "", value = ""]) => [name, value] as const));
  });
  return objects.filter((one) => one.size > 0);
}

/** The one object that was asked for; undefined where the program failed, or gave none or several. */
export function propertiesIn(raw: Raw): Properties | undefined {
  if (raw.is !== "text" || raw.exit !== 0) return undefined;
  const [only, ...others] = parseList(raw.text);
  return others.length === 0 ? only : undefined;
}

/** A property that is a whole number. */
export function numberIn(properties: Properties | undefined, name: string): number | undefined {
  const text = properties?.get(name) ?? "";
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

/** High and system integrity (winnt.h): what an elevated program has. A service may have it without being administrator. */
const elevated = /\bS-1-16-(?:12288|16384)\b/;
const integrity = /\bS-1-16-\d+\b/;
const administrators = /\bS-1-5-32-544\b/;

/** What `whoami /groups` shows by SIDs, which are the same in every language; undefined where it shows nothing. */
export function tokenIn(raw: Raw): { readonly isElevated: boolean; readonly isAdministrator: boolean } | undefined {
  if (raw.is !== "text" || raw.exit !== 0 || !integrity.test(raw.text)) return undefined;
  const lines = raw.text.split("\n").filter((line) => administrators.test(line));
  // A restricted program keeps the group only so that it is refused; where the words are others, its integrity shows it.
  const isRestricted = lines.some((line) => /deny only/i.test(line));
  return { isElevated: elevated.test(raw.text) && !isRestricted, isAdministrator: lines.length > 0 };
}

/** True in a container, whose limits no property shows; undefined where that was not seen. */
export function isWindowsContainer(raw: Raw): boolean | undefined {
  if (raw.is !== "text" || raw.exit === undefined) return undefined;
  return raw.exit === 0 ? true : raw.exit === 1 ? false : undefined;
}
