import { seen, unknown, type Evidence, type Fact, type Why } from "../../facts/fact.ts";
import { evidenceOf, type Raw, type Raws, type Readings } from "../../facts/reading.ts";
import { reason } from "../../facts/reasons.ts";
import { hostLook, type Answer } from "../declaration.ts";
import { blind, fromRun, unsure } from "../looking.ts";
import { elevate, tokenIn, windowsGroups } from "../windows.ts";
import { privilege } from "./kind.ts";

const readings = () =>
  ({
    user: { run: ["id", "-u"] },
    map: { file: "/proc/self/uid_map" },
    status: { file: "/proc/self/status" },
    raise: { run: ["true"], as: "root" },
    sudo: { which: "sudo" },
    platform: { platform: true },
    groups: windowsGroups,
  }) satisfies Readings;

type PrivilegeRaws = Raws<ReturnType<typeof readings>>;

/** The map of the first user namespace: every user is itself (user_namespaces(7)). */
const everybody = /^\s*0\s+0\s+4294967295\s*$/;

/** CAP_CHOWN and CAP_DAC_OVERRIDE (linux/capability.h): without them root may not write what is another's. */
const ofRoot = 0b11n;

/** Why root is none where a unit, a container or a bounding set took its rights (capabilities(7)); else undefined. */
function withoutRights(status: Raw, evidence: Evidence): Fact<boolean> | undefined {
  const [, hex] = (status.is === "text" && /^CapEff:\s*([0-9a-f]{1,16})$/m.exec(status.text)) || [];
  if (hex === undefined) return undefined;
  const rights = BigInt(`0x${hex}`);
  if (rights === 0n)
    return seen(false, {
      ...evidence,
      note: "the user is root, and has none of its rights (CapEff 0)",
      cause: "no-rights",
    });
  if ((rights & ofRoot) === ofRoot) return undefined;
  return unsure("cannot-tell", `the user is root, and lacks rights that root has (CapEff ${hex})`, evidence);
}

/** Who is 0 in a namespace of its own is root of that namespace alone. */
function rootHere({ user, map, status }: PrivilegeRaws): Fact<boolean> {
  const lacking = withoutRights(status, evidenceOf([user, status]));
  if (lacking !== undefined) return lacking;
  if (map.is === "failed" && map.why.code !== "platform") return blind(map);
  if (map.is !== "text" || everybody.test(map.text)) return seen(true, evidenceOf(user));
  const text = "this is root of a user namespace, which is not the machine's root";
  return unsure("cannot-tell", text, evidenceOf([user, map]));
}

function causeOf({ code, text }: Why, sudo: Raw): Pick<Evidence, "cause"> {
  if (sudo.is === "missing") return { cause: "no-sudo" };
  if (code === "permission-denied") return { cause: "not-permitted" };
  return /do(?:es)? not exist in the passwd database|unknown uid/i.test(text) ? { cause: "no-such-user" } : {};
}

/** What sudo said; without sudo, or with its refusal, it is known that this user is no root. */
function byRaising({ raise, sudo }: PrivilegeRaws): Fact<boolean> {
  if (raise.is === "text" && raise.exit === 0)
    return seen(true, { ...evidenceOf(raise), note: "by sudo, without a password" });
  if (raise.is === "failed" && (raise.why.code === "permission-denied" || raise.why.code === "no-means")) {
    return seen(false, { ...evidenceOf(raise), note: raise.why.text, ...causeOf(raise.why, sudo) });
  }
  return blind(raise);
}

/** On Windows: administrator, and elevated, since what is not elevated is asked before it may do anything. */
function onWindows({ groups }: PrivilegeRaws): Fact<boolean> {
  return fromRun(groups, (_, evidence) => {
    const token = tokenIn(groups);
    if (token === undefined) return undefined;
    if (!token.isAdministrator) return seen(false, { ...evidence, cause: "no-administrator" });
    if (token.isElevated) return seen(true, { ...evidence, note: "an elevated administrator" });
    const words = "this user is an administrator, and Windows asks before a program may act as one";
    return unknown(reason("password-needed", words, elevate), evidence);
  });
}

function root(raws: PrivilegeRaws): Fact<boolean> {
  if (raws.platform.is === "text" && raws.platform.text.trim() === "windows") return onWindows(raws);
  return fromRun(raws.user, (text) => {
    if (!/^\d{1,10}\s*$/.test(text)) return undefined;
    return Number(text) === 0 ? rootHere(raws) : byRaising(raws);
  });
}

const understand = (raws: PrivilegeRaws): Answer<typeof privilege> => ({ root: root(raws) });

export const privilegeLook = hostLook(privilege, { readings, understand });
