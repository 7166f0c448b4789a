import { seen, type Fact } from "../../facts/fact.ts";
import { evidenceOf, type Raw, type Raws, type Readings } from "../../facts/reading.ts";
import type { Answer } from "../declaration.ts";
import { blind, fromRun, unsure, wholeText } from "../looking.ts";
import { askSysctl, sysctlCount, sysctlIn } from "../macos.ts";
import {
  isWindowsContainer,
  numberIn,
  propertiesIn,
  windowsAffinity,
  windowsContainer,
  windowsMachine,
} from "../windows.ts";
import type { cpu } from "./kind.ts";

/** What macOS and Windows are asked about their processors. */
export const askedElsewhere = {
  platform: { platform: true },
  apple: askSysctl("hw.activecpu", "machdep.cpu.brand_string"),
  windows: windowsMachine,
  affinity: windowsAffinity,
  container: windowsContainer,
} as const satisfies Readings;

type Asked = Raws<typeof askedElsewhere>;

/** What macOS and Windows answer; nothing where neither was asked. */
export function elsewhere(raws: Asked): Partial<Answer<typeof cpu>> {
  const system = raws.platform.is === "text" ? raws.platform.text.trim() : "";
  if (system === "macos") return { count: onMac(raws), model: model(raws.apple) };
  return system === "windows" ? { count: onWindows(raws) } : {};
}

/** macOS has neither affinity nor control groups: what is online is usable. */
const onMac = ({ apple }: Asked): Fact<number> =>
  fromPrinted(apple, "hw.activecpu", (text) => {
    const count = sysctlCount(apple, text);
    return count === undefined ? undefined : seen(count, evidenceOf(apple));
  });

const model = (apple: Raw): Fact<string> =>
  fromPrinted(apple, "machdep.cpu.brand_string", (name) => {
    const text = sysctlIn(apple, name) ?? "";
    return text === "" ? undefined : seen(wholeText(text), evidenceOf(apple));
  });

/** One name that sysctl does not know makes it fail, and the others are printed all the same. */
function fromPrinted<T>(raw: Raw, name: string, find: (name: string) => Fact<T> | undefined): Fact<T> {
  return (
    find(name) ?? (raw.is === "text" ? unsure("no-means", `sysctl does not tell ${name}`, evidenceOf(raw)) : blind(raw))
  );
}

function onWindows(raws: Asked): Fact<number> {
  const { windows, affinity, container } = raws;
  return fromRun(windows, (_, machine) => {
    const all = numberIn(propertiesIn(windows), "NumberOfLogicalProcessors");
    if (all === undefined || all === 0) return undefined;
    if (isWindowsContainer(container) !== false)
      return unsure("cannot-tell", `${all} processors; what a container may use of them does not show`, machine);
    // A mask holds 64 at most: of more it tells only those of one group.
    if (all > 64) return unsure("cannot-tell", `${all} processors; how many of them are usable does not show`, machine);
    return fromRun(affinity, (__, evidence) => {
      const allowed = bitsOf(propertiesIn(affinity)?.get("ProcessorAffinity"));
      if (allowed === undefined) return undefined;
      return allowed < all
        ? seen(allowed, { ...evidence, note: `of ${all} processors, by affinity` })
        : seen(all, evidenceOf([windows, affinity]));
    });
  });
}

/** How many processors a mask allows; as a number with a sign, all 64 are -1. */
function bitsOf(mask: string | undefined): number | undefined {
  if (mask === undefined || !/^-?\d{1,20}$/.test(mask)) return undefined;
  const bits = BigInt.asUintN(64, BigInt(mask)).toString(2).replaceAll("0", "").length;
  return bits === 0 ? undefined : bits;
}
