/** How far a version is looked for, in lines and in characters of a line: what comes later speaks of other things. */
const firstLines = 5;
const longestLine = 500;

/** A dotted number, not a part of a longer word, with the suffix that its maker gave it: `2.39.5`, `v1.28.4+k3s1`. */
const dotted = /(?:^|[\s(,"'=:/-])(v?\d{1,9}(?:\.\d{1,9})+(?:[-+~.]?[A-Za-z0-9][A-Za-z0-9+~._-]{0,60})?)/;
/** A whole number counts only where the word `version` stands before it: "less 590", "systemd 252" have no dots. */
const named = /\bversion:?\s+"?(v?\d{1,9}(?:[-+~][A-Za-z0-9][A-Za-z0-9+~._-]{0,60})?)\b/i;

/** MariaDB's clients write their own number first, then that of the release. */
const distribution = /\bDistrib\s+(\d{1,9}(?:\.\d{1,9})+(?:-[A-Za-z0-9]{1,30})?)/;
/** PostgreSQL before a release: `16beta2`. */
const early = /(?:^|\s)(\d{1,9}(?:alpha|beta|rc)\d{0,3})\b/;
/** Who does not know `--version` answers with its usage, and the numbers in there are no version. */
const complaint = /\b(?:usage|unknown|unrecogni[sz]ed|invalid|illegal|errors?|not found|no such)\b/i;

/**
 * The version that a program means by what it prints. The first line with one counts, since the lines below name
 * libraries and licences.
 */
export function versionIn(text: string, name: string): string | undefined {
  const lines = text
    .split(/\r?\n/, firstLines)
    .map((line) => line.slice(0, longestLine))
    .filter((line) => line.trim() !== "" && !complaint.test(line));
  for (const line of lines) {
    const found = inLine(line) ?? afterName(line, name);
    if (found !== undefined) return found.replace(/[.,;:)_~+-]+$/, "");
  }
  return undefined;
}

function inLine(line: string): string | undefined {
  for (const pattern of [distribution, dotted, early, named]) {
    const found = pattern.exec(line)?.[1];
    if (found !== undefined) return found;
  }
  return undefined;
}

/** "systemd 252 (252.39-1)", "less 590 (GNU regular expressions)": a number right behind the program's own name. */
function afterName(line: string, name: string): string | undefined {
  if (!line.toLowerCase().startsWith(`${name.toLowerCase()} `)) return undefined;
  return /^\s*(\d{1,9})\b/.exec(line.slice(name.length))?.[1];
}
