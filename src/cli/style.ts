import type { Style } from "../report/style.ts";
import type { Environment, OutputStream } from "./context.ts";

const usualColumns = 80;
const leastColumns = 40;
const mostColumns = 120;

/** How a stream wants its text: as wide as its terminal within reason, coloured and beyond ASCII only where that is read. */
export function styleOf(stream: OutputStream, environment: Environment, noColor: boolean): Style {
  const isTerminal = stream.isTTY === true;
  const columns = isTerminal ? (stream.columns ?? usualColumns) : usualColumns;
  const given = (name: string): boolean => (environment[name] ?? "") !== "";
  return {
    columns: Math.min(mostColumns, Math.max(leastColumns, columns === 0 ? usualColumns : columns)),
    // https://no-color.org: any value that is not empty.
    colour: isTerminal && !noColor && !given("NO_COLOR") && readsControls(environment),
    unicode: readsUnicode(environment),
  };
}

/**
 * Whether a terminal reads control sequences: not one that is called dumb, and not one that nobody named, as a serial
 * line's (environ(7)). On Windows terminals read them and have no such name.
 */
export const readsControls = ({ TERM = "" }: Environment): boolean =>
  TERM === "" ? process.platform === "win32" : TERM !== "dumb";

/** locale(7): LC_ALL before LC_CTYPE before LANG; the first that is set and not empty counts. */
function readsUnicode(environment: Environment): boolean {
  const locale = [environment["LC_ALL"], environment["LC_CTYPE"], environment["LANG"]].find(
    (one) => one !== undefined && one !== "",
  );
  return /utf-?8/i.test(locale ?? "");
}
