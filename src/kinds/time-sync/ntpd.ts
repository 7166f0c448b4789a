import type { Raw } from "../../facts/reading.ts";
import { type DaemonName, type Said, silence, silent } from "./said.ts";

type Answered = { readonly daemon: DaemonName; readonly said: Said; readonly raw: Raw };

/**
 * A process called `ntpd` is that of ntp.org, of NTPsec, of OpenBSD or of busybox: who answers tells which. Undefined for
 * the daemon: nobody answers.
 */
export function ntpdSaid(
  ntpq: Raw,
  ntpctl: Raw,
): Answered | (Omit<Answered, "daemon"> & { readonly daemon: undefined }) {
  const variables = variablesOf(ntpq);
  if (variables !== undefined) {
    const daemon = /\bntpsec\b/.test(variables.text) ? "ntpsec" : "ntpd";
    return { daemon, said: bySystemVariables(variables), raw: ntpq };
  }
  const clock = ntpctl.is === "text" ? /\bclock (synced|unsynced)\b/.exec(ntpctl.text)?.[1] : undefined;
  if (ntpctl.is === "text" && clock !== undefined) {
    return { daemon: "openntpd", said: byStatus(clock, ntpctl.text), raw: ntpctl };
  }
  // Whoever is there to ask and brings nothing says more than who is not there.
  const raw = ntpctl.is === "missing" ? ntpq : ntpctl;
  const said =
    raw.is === "missing" ? silent("no-means", "ntpd runs, and neither ntpq nor ntpctl is there to ask it") : undefined;
  return { daemon: undefined, said: said ?? silence(raw, "ntpd"), raw };
}

type Variables = { readonly text: string; readonly leap: string; readonly source: string };

/** System variables as `ntpq -c rv` prints them; undefined where it had no answer, whatever its exit code. */
function variablesOf(raw: Raw): Variables | undefined {
  if (raw.is !== "text") return undefined;
  const [, leap, source] = /\bstatus=[0-9a-f]{4},?\s+leap_(\w+),\s+sync_(\w+)/.exec(raw.text) ?? [];
  return leap === undefined || source === undefined ? undefined : { text: raw.text, leap, source };
}

const variable = (text: string, name: string): string | undefined =>
  new RegExp(`(?:^|[\\s,])${name}=([^,\\s]*)`).exec(text)?.[1];

const ownClock = /^(?:LOCL|LOCAL\(\d\)|\.LOCL\.|127\.127\.1\.\d+)$/;

function bySystemVariables(variables: Variables): Said {
  const words = whyNot(variables);
  if (words !== undefined) return { is: "not", words };
  const offset = Number(variable(variables.text, "offset") ?? Number.NaN);
  return { is: "synchronised", offset: Number.isFinite(offset) ? Math.abs(offset) / 1000 : undefined };
}

function whyNot({ text, leap, source }: Variables): string | undefined {
  if (leap === "alarm") return "ntpd says that the clock was never set (leap_alarm)";
  if (variable(text, "stratum") === "16") return "ntpd follows no time source (stratum 16)";
  const refid = variable(text, "refid") ?? "";
  if (source === "local" || ownClock.test(refid)) return "ntpd follows this machine's own clock and no other";
  if (refid === "127.0.0.1") return "ntpd is an orphan: it follows nobody but itself";
  // NTPsec says sync_unspec for every server that it follows; there it is the peer's number that tells.
  const hasPeer = (variable(text, "peer") ?? "0") !== "0";
  return source === "unspec" && !hasPeer ? "ntpd follows no time source" : undefined;
}

/** `ntpctl -s status` of OpenNTPD: it tells an offset only while there is much of it. */
function byStatus(clock: string, text: string): Said {
  if (clock === "unsynced") return { is: "not", words: "OpenNTPD says that the clock is not synchronised" };
  const offset = /\bclock offset is -?(\d{1,9}(?:\.\d{1,6})?)ms\b/.exec(text)?.[1];
  return { is: "synchronised", offset: offset === undefined ? undefined : Number(offset) / 1000 };
}
