import { seen, type Fact } from "../../facts/fact.ts";
import { evidenceOf, type Raw, type Raws, type Readings } from "../../facts/reading.ts";
import { hostLook, type Answer } from "../declaration.ts";
import { withEngine } from "../from-engine.ts";
import { blind, fromRun, unsure, wholeText } from "../looking.ts";
import { askSysctl, sysctlIn } from "../macos.ts";
import { propertiesIn, windowsMachine } from "../windows.ts";
import { arch } from "./kind.ts";
import { named, narrowOf, onWiderKernel } from "./names.ts";
import { nameByEngine } from "./of-engine.ts";

const readings = () =>
  ({
    platform: { platform: true },
    machine: { run: ["uname", "-m"] },
    /** The first bytes of a program of the userland: the fifth says 32 or 64 bit (elf(5)). */
    shell: { run: ["od", "-An", "-tu1", "-N5", "/bin/sh"] },
    apple: askSysctl("hw.optional.arm64"),
    windows: windowsMachine,
  }) satisfies Readings;

type ArchRaws = Raws<ReturnType<typeof readings>>;

/** 32 or 64. Undefined: nobody told. */
function wordSize({ shell }: ArchRaws): 32 | 64 | undefined {
  const [, magic, width] = /^(127\s+69\s+76\s+70)\s+([12])$/.exec(output(shell) ?? "") ?? [];
  if (magic === undefined) return undefined;
  return width === "1" ? 32 : 64;
}

const output = (raw: Raw): string | undefined => (raw.is === "text" && raw.exit === 0 ? raw.text.trim() : undefined);

/** Programs of macOS have 64 bits all. One for Intel runs on Apple's processors too, and is told that it is on Intel's. */
function onMac({ machine, apple }: ArchRaws): Fact<string> {
  return fromRun(machine, (text, evidence) => {
    const said = text.trim();
    if (said === "arm64") return seen("aarch64", evidence);
    if (said !== "x86_64") return undefined;
    if (apple.is !== "text") return blind(apple);
    const witnesses = evidenceOf([machine, apple]);
    if (sysctlIn(apple, "hw.optional.arm64") !== "1") return seen("x86_64", witnesses);
    return seen("aarch64", { ...witnesses, note: "this program is one for Intel, translated by Rosetta" });
  });
}

/** What Windows calls the machine's own architecture. */
const ofWindows: Readonly<Record<string, string>> = {
  "x64-based PC": "x86_64",
  "ARM64-based PC": "aarch64",
  "X86-based PC": "i686",
};

function onWindows({ windows }: ArchRaws): Fact<string> {
  return fromRun(windows, (_, evidence) => {
    const said = propertiesIn(windows)?.get("SystemType");
    const known = said === undefined ? undefined : ofWindows[said];
    return known === undefined ? undefined : seen(known, evidence);
  });
}

function name(raws: ArchRaws): Fact<string> {
  const system = raws.platform.is === "text" ? raws.platform.text.trim() : "";
  if (system === "macos") return onMac(raws);
  return system === "windows" ? onWindows(raws) : onLinux(raws);
}

function onLinux(raws: ArchRaws): Fact<string> {
  return fromRun(raws.machine, (text, evidence) => {
    const said = text.trim();
    if (!/^[A-Za-z0-9_.-]{1,40}$/.test(said)) return undefined;
    const kernel = named(said);
    const userland = narrowOf(kernel);
    if (userland === undefined) return seen(wholeText(kernel), evidence);
    const width = wordSize(raws);
    if (width === undefined)
      return unsure("cannot-tell", `the kernel is ${kernel}, but whether programs are 32-bit does not show`, evidence);
    const witnesses = evidenceOf([raws.machine, raws.shell]);
    if (width === 64) return seen(kernel, witnesses);
    return seen(userland, { ...witnesses, note: onWiderKernel(kernel) });
  });
}

const understand = (raws: ArchRaws): Answer<typeof arch> => ({ name: name(raws) });

export const archLook = withEngine(arch, hostLook(arch, { readings, understand }), (at) => ({
  name: nameByEngine(at),
}));
