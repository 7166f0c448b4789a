import type { Raw } from "../../facts/reading.ts";
import { type Said, silence, silent } from "./said.ts";

/**
 * Fields of `chronyc -c tracking`, in its order: reference id, its name, stratum, time of the last update, offset of the
 * system clock, last and RMS offset, frequency, residual frequency, skew, root delay, root dispersion, update interval,
 * leap status.
 */
const at = { reference: 0, updated: 3, offset: 4, interval: 12, leap: 13 } as const;

/** What `local` and `manual` give as reference: the machine's own clock, whatever the leap status says. */
const ownClock = "7F7F0101";

const followed: ReadonlySet<string> = new Set(["Normal", "Insert second", "Delete second"]);

/**
 * A chronyd whose servers are silent says Normal for ever. Eight updates that did not come are no chance any more; it
 * polls every 17 minutes where nobody says otherwise, so that less than three hours say nothing.
 */
const missedUpdates = 8;
const leastSilence = 3 * 3600;

export function chronySaid(raw: Raw): Said {
  if (raw.is !== "text" || raw.exit !== 0) return silence(raw, "chronyd");
  const fields = (raw.text.trim().split("\n")[0] ?? "").split(",");
  const leap = fields[at.leap] ?? "";
  if (leap === "Not synchronised") return { is: "not", words: "chrony follows no time source" };
  if (!followed.has(leap)) return notUnderstood;
  if (fields[at.reference] === ownClock) {
    return { is: "not", words: "chrony follows this machine's own clock and no other" };
  }
  return byFigures(fields, Date.parse(raw.at) / 1000);
}

/** Chrony calls a clock synchronised that it has only begun to bring back; a second breaks certificates and S3 alike. */
const mostOffset = 1;

const notUnderstood = silent("garbled", "what chronyc prints is not understood");

function byFigures(fields: readonly string[], now: number): Said {
  const [updated, offset, interval] = [at.updated, at.offset, at.interval].map((index) => numberIn(fields[index]));
  if (updated === undefined || offset === undefined || interval === undefined) return notUnderstood;
  const quiet = now - updated;
  if (quiet > Math.max(leastSilence, missedUpdates * interval)) {
    const hours = Math.floor(quiet / 3600);
    return silent("cannot-tell", `chrony has heard nothing of its time source for ${hours} hours`);
  }
  if (Math.abs(offset) > mostOffset) {
    return {
      is: "not",
      words: `the clock is still ${Math.abs(offset).toFixed(1)} s off, and chrony brings it back slowly`,
      offset: Math.abs(offset),
    };
  }
  return { is: "synchronised", offset: Math.abs(offset) };
}

const numberIn = (text: string | undefined): number | undefined =>
  text !== undefined && /^-?\d{1,15}(\.\d{1,12})?$/.test(text) ? Number(text) : undefined;
