import { type Evidence, type Fact, seen, type Unknown } from "../../facts/fact.ts";
import type { Raw } from "../../facts/reading.ts";
import type { ReasonCode } from "../../facts/reasons.ts";
import { cut, unsure } from "../looking.ts";

export type DaemonName = "chrony" | "systemd-timesyncd" | "ntpd" | "ntpsec" | "openntpd" | "other" | "none";

/** What a daemon says of the clock that it keeps. `offset` is in seconds, without a sign. */
export type Said =
  | { readonly is: "synchronised"; readonly offset: number | undefined }
  | { readonly is: "not"; readonly words: string; readonly offset?: number }
  | { readonly is: "silent"; readonly code: string; readonly words: string; readonly settle?: string };

export const silent = (code: ReasonCode, words: string): Said => ({ is: "silent", code, words });

/** Why a program that asks a daemon brought nothing. */
export function silence(raw: Raw, daemon: string): Said {
  if (raw.is === "missing") return silent("no-means", `${daemon} runs, and ${raw.by} is not there to ask it`);
  if (raw.is === "failed") {
    const { code, text, settle } = raw.why;
    return { is: "silent", code, words: `${daemon} runs: ${text}`, ...(settle === undefined ? {} : { settle }) };
  }
  const said = `${raw.text}\n${raw.stderr ?? ""}`.trim().split("\n")[0] ?? "";
  const code = /timed out/i.test(said) ? "timeout" : "cannot-tell";
  return silent(
    code,
    `${daemon} runs and does not answer ${raw.by}: ${said === "" ? "nothing was printed" : cut(said)}`,
  );
}

export function synchronisedBy(said: Said, evidence: Evidence): Fact<boolean> {
  if (said.is === "synchronised") return seen(true, evidence);
  return said.is === "not" ? seen(false, { ...evidence, note: said.words }) : unknownOf(said, evidence);
}

export function offsetBy(said: Said, evidence: Evidence): Fact<number> {
  if (said.is === "silent") return unknownOf(said, evidence);
  if (said.is === "not" && said.offset === undefined)
    return unsure("cannot-tell", `nothing measures it: ${said.words}`, evidence);
  if (said.offset === undefined) return unsure("cannot-tell", "the daemon does not say how far it is off", evidence);
  return seen(said.offset, evidence);
}

function unknownOf({ code, words, settle }: Said & { readonly is: "silent" }, evidence: Evidence): Unknown {
  const why = settle === undefined ? { code, text: words } : { code, text: words, settle };
  return { is: "unknown", why, evidence };
}
